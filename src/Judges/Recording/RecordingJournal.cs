using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Judges;

/// <summary>Replies as they come, appended to a file beside the recording until the recording is written whole.</summary>
internal sealed class RecordingJournal : IDisposable
{
    public const string Suffix = ".journal";

    private long _end;

    private RecordingJournal(SafeFileHandle handle)
    {
        Handle = handle;
        _end = EndOfLines(handle);
        RandomAccess.SetLength(handle, _end);
    }

    /// <summary>The open file, for reading what was appended.</summary>
    public SafeFileHandle Handle { get; }

    public static string PathOf(string folder, string fileName) => Path.Combine(folder, fileName + Suffix);

    /// <summary>Opens the journal of a recording for appending; nobody else may append meanwhile.</summary>
    public static RecordingJournal Open(string folder, string fileName)
    {
        Directory.CreateDirectory(folder);
        string path = PathOf(folder, fileName);
        try
        {
            return new RecordingJournal(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw Busy(path, exception);
        }
    }

    /// <summary>The error for a journal that cannot be opened, as when another run holds it.</summary>
    public static JudgeEvalException Busy(string path, IOException exception) => new(new Diagnostic(
        "JE3006",
        "the recording's journal cannot be opened",
        exception.Message.TrimEnd('.'),
        "wait until no other run records into this folder, or record into another",
        SourceLocation.InFile(path)));

    /// <summary>Appends a line and hands it to the operating system.</summary>
    /// <returns>Where it begins.</returns>
    public long Append(byte[] line)
    {
        byte[] bytes = [.. line, (byte)'\n'];
        long offset = _end;
        // When this fails half-way, the next line is written over the torn one.
        RandomAccess.Write(Handle, bytes, offset);
        _end += bytes.Length;
        return offset;
    }

    public void Dispose() => Handle.Dispose();

    // A run killed in the middle of a write leaves half a line, which was never answered for. It is looked for from the end, block by block.
    private static long EndOfLines(SafeFileHandle handle)
    {
        byte[] block = new byte[4096];
        long end = RandomAccess.GetLength(handle);
        while (end > 0)
        {
            long start = Math.Max(0, end - block.Length);
            Span<byte> bytes = block.AsSpan(0, (int)(end - start));
            int last = RecordingFile.TryFill(handle, bytes, start) ? bytes.LastIndexOf((byte)'\n') : -1;
            if (last >= 0)
            {
                return start + last + 1;
            }

            end = start;
        }

        return 0;
    }
}
