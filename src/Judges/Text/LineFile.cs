namespace JudgeEval.Judges;

/// <summary>Reads a file line by line as bytes, without holding the file in memory.</summary>
internal static class LineFile
{
    /// <summary>Takes one line: its bytes without the line end (LF or CRLF), its number from 1, and whether a line end closed it.</summary>
    public delegate void LineHandler(ReadOnlySpan<byte> line, int number, bool closed);

    /// <summary>Hands every line to <paramref name="handle"/>; a byte order mark is dropped. The bytes are only lent.</summary>
    public static void Read(string path, LineHandler handle)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        int number = 0;
        int read;
        while ((read = stream.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += read;
            int start = 0;
            int length;
            while ((length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0)
            {
                Hand(buffer.AsSpan(start, length), closed: true);
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        if (filled > 0)
        {
            Hand(buffer.AsSpan(0, filled), closed: false);
        }

        void Hand(ReadOnlySpan<byte> line, bool closed)
        {
            number++;
            line = number == 1 ? StrictUtf8.WithoutMark(line) : line;
            handle(line.EndsWith("\r"u8) ? line[..^1] : line, number, closed);
        }
    }

    /// <summary>Writes a file so that it is there whole or not at all: to a neighbour first, then renamed over the target.</summary>
    public static void WriteWhole(string path, Action<Stream> write)
    {
        string? folder = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder))
        {
            Directory.CreateDirectory(folder);
        }

        string temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024))
        {
            write(stream);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
