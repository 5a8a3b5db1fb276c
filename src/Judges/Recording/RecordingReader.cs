namespace JudgeEval.Judges;

/// <summary>Reads the recordings of a folder, gathering every error before it gives up.</summary>
internal sealed class RecordingReader
{
    private const string Pattern = "*.recording.jsonl";

    private readonly List<Diagnostic> _errors = [];
    private readonly Dictionary<int, List<long>> _starts = [];
    private bool _inConflict;

    public RecordingLines Lines { get; } = new();

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
            Read(path, journal: false);
        }

        foreach (string path in Directory.EnumerateFiles(folder, Pattern + RecordingJournal.Suffix).Order(StringComparer.Ordinal))
        {
            try
            {
                Read(path, journal: true);
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

    private void Read(string path, bool journal)
    {
        int number = Lines.FileAt(path);
        RecordingFile file = Lines.Files[number];
        file.Handle = LineFile.OpenShared(path);
        if (journal)
        {
            Journaled.Add(file.Recording);
        }

        _inConflict = false;
        LineFile.Read(file.Handle, (line, lineNumber, offset, closed) =>
        {
            // A line of a journal that no line end closes was cut off by a kill.
            if (!line.IsEmpty && (closed || !journal) && !IsConflict(line, path, lineNumber))
            {
                Take(line, number, lineNumber, offset, journal);
            }
        });
    }

    /// <summary>Whether a line is a mark of a merge that is not resolved; each conflict is one error.</summary>
    private bool IsConflict(ReadOnlySpan<byte> line, string path, int number)
    {
        bool ends = line.StartsWith(">>>>>>>"u8);
        if (!ends && !line.StartsWith("<<<<<<<"u8) && !line.StartsWith("======="u8) && !line.StartsWith("|||||||"u8))
        {
            return false;
        }

        if (!_inConflict)
        {
            _errors.Add(new Diagnostic(
                "JE3007",
                "the file has a merge conflict",
                "two branches recorded at the same place, and git left its marks <<<<<<<, ======= and >>>>>>> for you to resolve",
                "keep the lines of both sides and delete the marks; of two lines with the same key keep one",
                new SourceLocation(path, number, 1)));
        }

        _inConflict = !ends;
        return true;
    }

    private void Take(ReadOnlySpan<byte> line, int file, int number, long offset, bool journal)
    {
        if (LineScan.TryRead(line, out LineScan scan) && scan.TryKey(out ContentKey key))
        {
            IndexedLine taken = Lines.Describe(scan, key, file, offset, line.Length);
            int existing = Lines.Index.Find(key);
            Enter(taken, existing, existing < 0 || journal ? null : scan.Entry(), number);
        }
        else if (RecordingLine.Read(line, Lines.Files[file].Path, number, _errors) is { } entry)
        {
            IndexedLine taken = Lines.Describe(entry, file, offset, line.Length);
            Enter(taken, Lines.Index.Find(taken.Key), journal ? null : entry, number);
        }
    }

    /// <summary>Adds a line, or settles which of two with the same key counts. Without an entry the newer one does.</summary>
    private void Enter(in IndexedLine taken, int existing, RecordingEntry? entry, int number)
    {
        if (existing < 0)
        {
            Lines.Index.Add(taken);
        }
        else if (entry is null)
        {
            // A journal is younger than its file, and its later lines are younger than its earlier ones.
            Lines.NoteCopy(taken.Key, Lines.Index[existing].File, taken.File);
            Lines.Index[existing] = taken;
        }
        else
        {
            Settle(taken, existing, entry, number);
        }
    }

    private void Settle(in IndexedLine taken, int existing, RecordingEntry entry, int number)
    {
        RecordingEntry other = Lines.Read(existing);
        ref IndexedLine held = ref Lines.Index[existing];
        if (!entry.SameReply(other))
        {
            _errors.Add(new Diagnostic(
                "JE3005",
                $"the reply for item '{entry.Item}' differs from the one at {Place(held)}, which has the same key",
                "the same request was recorded twice, as by a merge of two branches",
                "delete one of the two lines",
                new SourceLocation(Lines.Files[taken.File].Path, number, 1)));
            return;
        }

        bool first = RecordingEntry.Compare(entry, other) < 0;
        Lines.NoteCopy(taken.Key, first ? held.File : taken.File, first ? taken.File : held.File);
        held = first ? taken : held;
    }

    // Numbers are looked up rather than kept with every line; where each line begins is read once for a file, however many errors there are.
    private SourceLocation Place(in IndexedLine line)
    {
        RecordingFile file = Lines.Files[line.File];
        if (!_starts.TryGetValue(line.File, out List<long>? starts))
        {
            starts = [];
            LineFile.Read(file.Handle!, (_, _, offset, _) => starts.Add(offset));
            _starts.Add(line.File, starts);
        }

        return new SourceLocation(file.Path, starts.BinarySearch(line.Offset) + 1, 1);
    }
}
