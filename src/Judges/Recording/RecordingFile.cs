using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Judges;

/// <summary>A file that holds recorded lines, open for reading as long as the store is.</summary>
internal sealed class RecordingFile(string path)
{
    /// <summary>The path, beginning with the folder as the user gave it.</summary>
    public string Path { get; } = path;

    /// <summary>The name of the recording, for a journal too.</summary>
    public string Recording { get; } =
        System.IO.Path.GetFileName(path) is var name && name.EndsWith(RecordingJournal.Suffix, StringComparison.Ordinal)
            ? name[..^RecordingJournal.Suffix.Length]
            : name;

    /// <summary>The open file; null while nothing is read from it.</summary>
    public SafeFileHandle? Handle { get; set; }

    /// <summary>Closes the file.</summary>
    public void Close()
    {
        Handle?.Dispose();
        Handle = null;
    }

    /// <summary>The error for a line that is not what it was when the store was opened.</summary>
    public JudgeEvalException Changed() => new(new Diagnostic(
        "JE3009",
        "the recording changed while it was in use",
        "another program wrote into the file after it was opened",
        "run again, and leave the file alone meanwhile",
        SourceLocation.InFile(Path)));

    /// <summary>Fills a span from a place in an open file.</summary>
    /// <returns>False when the file ends before.</returns>
    public static bool TryFill(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0)
            {
                return false;
            }

            bytes = bytes[read..];
            offset += read;
        }

        return true;
    }
}
