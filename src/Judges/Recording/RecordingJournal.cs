namespace JudgeEval.Judges;

/// <summary>Replies as they come, appended to a file beside the recording until the recording is written whole.</summary>
internal sealed class RecordingJournal : IDisposable
{
    public const string Suffix = ".journal";

    private readonly FileStream _stream;

    private RecordingJournal(FileStream stream) => _stream = stream;

    public static string PathOf(string folder, string fileName) => Path.Combine(folder, fileName + Suffix);

    /// <summary>Opens the journal of a recording for appending; nobody else may append meanwhile.</summary>
    public static RecordingJournal Open(string folder, string fileName)
    {
        Directory.CreateDirectory(folder);
        string path = PathOf(folder, fileName);
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            DropTornLine(stream);
            return new RecordingJournal(stream);
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

    public void Append(byte[] line)
    {
        byte[] bytes = [.. line, (byte)'\n'];
        _stream.Write(bytes);
    }

    public void Dispose() => _stream.Dispose();

    // A run killed in the middle of a write leaves half a line, which was never answered for.
    private static void DropTornLine(FileStream stream)
    {
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        stream.SetLength(bytes.AsSpan().LastIndexOf((byte)'\n') + 1);
        stream.Seek(0, SeekOrigin.End);
    }
}
