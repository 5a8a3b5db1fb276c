using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Judges;

/// <summary>Reads a file line by line as bytes, without holding the file in memory.</summary>
internal static class LineFile
{
    /// <summary>Takes one line: its bytes without the line end (LF or CRLF), its number from 1, and whether a line end closed it.</summary>
    public delegate void LineHandler(ReadOnlySpan<byte> line, int number, bool closed);

    /// <summary>Takes one line as <see cref="LineHandler"/> does, and where its first byte stands in the file.</summary>
    public delegate void PlacedLineHandler(ReadOnlySpan<byte> line, int number, long offset, bool closed);

    /// <summary>Hands every line to <paramref name="handle"/>; a byte order mark is dropped. The bytes are only lent.</summary>
    public static void Read(string path, LineHandler handle)
    {
        using SafeFileHandle file = OpenShared(path);
        Read(file, (line, number, _, closed) => handle(line, number, closed));
    }

    /// <summary>Opens a file for reading, whoever else has it open.</summary>
    public static SafeFileHandle OpenShared(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Hands every line of an open file to <paramref name="handle"/>, as <see cref="Read(string, LineHandler)"/> does.</summary>
    public static void Read(SafeFileHandle file, PlacedLineHandler handle)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            Read(file, ref buffer, handle);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes a file so that it is there whole or not at all: to a neighbour first, then renamed over the target.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="toDisk">Whether the content is on the disk before it takes the place of the old one.</param>
    public static void WriteWhole(string path, Action<Stream> write, bool toDisk = false)
    {
        string? folder = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder))
        {
            Directory.CreateDirectory(folder);
        }

        string temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024))
            {
                write(stream);
                stream.Flush(toDisk);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As on a full disk: what is half written is of no use, and would be taken for a file to commit.
            File.Delete(temporary);
            throw;
        }
    }

    private static void Read(SafeFileHandle file, ref byte[] buffer, PlacedLineHandler handle)
    {
        long place = 0;
        int filled = 0;
        int number = 0;
        int read;
        while ((read = RandomAccess.Read(file, buffer.AsSpan(filled), place + filled)) > 0)
        {
            filled += read;
            int start = 0;
            int length;
            while ((length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0)
            {
                Hand(buffer.AsSpan(start, length), ++number, place + start, closed: true, handle);
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            place += start;
            filled -= start;
            if (filled == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }

        if (filled > 0)
        {
            Hand(buffer.AsSpan(0, filled), ++number, place, closed: false, handle);
        }
    }

    private static void Hand(ReadOnlySpan<byte> line, int number, long offset, bool closed, PlacedLineHandler handle)
    {
        ReadOnlySpan<byte> text = number == 1 ? StrictUtf8.WithoutMark(line) : line;
        handle(text.EndsWith("\r"u8) ? text[..^1] : text, number, offset + line.Length - text.Length, closed);
    }
}
