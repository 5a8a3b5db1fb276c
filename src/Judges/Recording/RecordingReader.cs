namespace JudgeEval.Judges;

/// <summary>Reads the recordings of a folder, gathering every error before it gives up.</summary>
internal sealed class RecordingReader
{
    private const string Pattern = "*.recording.jsonl";

    private readonly List<Diagnostic> _errors = [];
    private readonly Dictionary<string, SourceLocation> _places = new(StringComparer.Ordinal);

    public Dictionary<string, RecordingEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>The files that have a journal, and so are to be written at the next flush.</summary>
    public HashSet<string> Journaled { get; } = new(StringComparer.Ordinal);

    public void ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal))
        {
            LineFile.Read(path, (line, number, _) => Take(line, path, number, journal: false));
        }

        foreach (string path in Directory.EnumerateFiles(folder, Pattern + RecordingJournal.Suffix).Order(StringComparer.Ordinal))
        {
            Journaled.Add(Path.GetFileName(path)[..^RecordingJournal.Suffix.Length]);
            try
            {
                // A line that no line end closes was cut off by a kill.
                LineFile.Read(path, (line, number, closed) => Take(closed ? line : default, path, number, journal: true));
            }
            catch (IOException exception)
            {
                throw RecordingJournal.Busy(path, exception);
            }
        }

        if (_errors.Count > 0)
        {
            throw new JudgeEvalException([.. _errors]);
        }
    }

    private void Take(ReadOnlySpan<byte> line, string path, int number, bool journal)
    {
        if (line.IsEmpty || RecordingLine.Read(line, path, number, _errors) is not { } entry)
        {
            return;
        }

        if (!Entries.TryGetValue(entry.Key, out RecordingEntry? existing))
        {
            Entries.Add(entry.Key, entry);
            _places.Add(entry.Key, new SourceLocation(path, number, 1));
        }
        else if (journal)
        {
            // A journal is younger than its file, and its later lines are younger than its earlier ones.
            Entries[entry.Key] = entry;
        }
        else if (!entry.SameReply(existing))
        {
            _errors.Add(new Diagnostic(
                "JE3005",
                $"the reply for item '{entry.Item}' differs from the one at {_places[entry.Key]}, which has the same key",
                "the same request was recorded twice, as by a merge of two branches",
                "delete one of the two lines",
                new SourceLocation(path, number, 1)));
        }
        else if (RecordingEntry.Compare(entry, existing) < 0)
        {
            Entries[entry.Key] = entry;
        }
    }
}
