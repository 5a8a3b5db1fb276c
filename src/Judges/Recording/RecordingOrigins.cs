namespace JudgeEval.Judges;

/// <summary>What a line was recorded with, beside its item.</summary>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="PromptHash">The prompt's content hash.</param>
/// <param name="Model">The model id.</param>
internal sealed record RecordingOrigin(string Prompt, string PromptHash, string Model)
{
    /// <summary>The file that holds the line: one for each prompt name and model.</summary>
    public string FileName { get; } = FileNameOf(Prompt, Model);

    /// <summary>The file of a prompt's name and a model.</summary>
    public static string FileNameOf(string prompt, string model) => $"{FilePart(prompt)}.{FilePart(model)}.recording.jsonl";

    private static string FilePart(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')).TrimStart('.');
}

/// <summary>The origins of a store's lines, numbered: a folder has few of them, so that a line needs only a number.</summary>
internal sealed class RecordingOrigins
{
    private readonly List<RecordingOrigin> _origins = [];
    private readonly Dictionary<RecordingOrigin, int> _numbers = [];
    private byte[] _lastQuoted = [];
    private int _last = -1;

    public RecordingOrigin this[int number] => _origins[number];

    public int NumberOf(RecordingEntry entry) => NumberOf(entry.Prompt, entry.PromptHash, entry.Content.Model);

    /// <summary>The number of a scanned line's origin; nothing is decoded when it is that of the line before.</summary>
    public int NumberOf(in LineScan line)
    {
        ReadOnlySpan<byte> prompt = line.Prompt.Quoted;
        ReadOnlySpan<byte> hash = line.PromptHash.Quoted;
        ReadOnlySpan<byte> model = line.Model.Quoted;
        if (_last >= 0 && IsLast(prompt, hash, model))
        {
            return _last;
        }

        _last = NumberOf(line.Prompt.Decode(), line.PromptHash.Decode(), line.Model.Decode());
        _lastQuoted = [.. prompt, .. hash, .. model];
        return _last;
    }

    private int NumberOf(string prompt, string promptHash, string model)
    {
        var origin = new RecordingOrigin(prompt, promptHash, model);
        if (!_numbers.TryGetValue(origin, out int number))
        {
            number = _origins.Count;
            _origins.Add(origin);
            _numbers.Add(origin, number);
        }

        return number;
    }

    // Each part ends in a quotation mark that is not escaped, so that the parts cannot run into one another.
    private bool IsLast(ReadOnlySpan<byte> prompt, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> model) =>
        _lastQuoted.Length == prompt.Length + hash.Length + model.Length
        && _lastQuoted.AsSpan(0, prompt.Length).SequenceEqual(prompt)
        && _lastQuoted.AsSpan(prompt.Length, hash.Length).SequenceEqual(hash)
        && _lastQuoted.AsSpan(prompt.Length + hash.Length).SequenceEqual(model);
}
