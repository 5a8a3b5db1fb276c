namespace JudgeEval.Judges;

/// <summary>
/// The recorded replies of a folder: JSON Lines files named <c>&lt;prompt&gt;.&lt;model&gt;.recording.jsonl</c> (characters other than
/// ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c> become <c>-</c>). Lines are sorted by item, repeat, order, group and key and end in LF, so
/// that the same replies are the same bytes, in whatever order they came.
/// </summary>
/// <remarks>
/// A committed reply is appended at once to a journal beside its file (<c>….recording.jsonl.journal</c>) and handed to the
/// operating system, so that nothing that was paid for is lost when a run breaks off; <see cref="Flush"/> writes the files whole and removes the journals, and
/// <see cref="Open"/> takes up a journal that was left. Two items with the same content share one line, which names the first of them.
/// Safe for concurrent use; one process records into a folder at a time.
/// </remarks>
public sealed class RecordingStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecordingEntry> _entries;
    private readonly Dictionary<string, RecordingJournal> _journals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed;
    private bool _recording;
    private bool _disposed;

    private RecordingStore(string folder, Dictionary<string, RecordingEntry> entries, HashSet<string> changed)
    {
        Folder = folder;
        _entries = entries;
        _changed = changed;
    }

    /// <summary>The folder as the user gave it.</summary>
    public string Folder { get; }

    /// <summary>How many replies there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Reads the recordings of a folder, with the journals that stand there; a folder that does not exist holds none. Nothing is written.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="JudgeEvalException">
    /// Lines are malformed (<c>JE3001</c>..<c>JE3003</c>), a key does not match its content (<c>JE3004</c>), or one key has two replies
    /// (<c>JE3005</c>), all errors at once; or another run is recording into the folder (<c>JE3006</c>).
    /// </exception>
    public static RecordingStore Open(string folder)
    {
        var reader = new RecordingReader();
        reader.ReadFolder(folder);
        return new RecordingStore(folder, reader.Entries, reader.Journaled);
    }

    /// <summary>Writes the files whose lines have changed, each whole or not at all, and removes their journals.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_changed.Count == 0)
            {
                return;
            }

            ILookup<string, RecordingEntry> byFile = _entries.Values.ToLookup(e => e.FileName(), StringComparer.Ordinal);
            foreach (string name in _changed.Order(StringComparer.Ordinal))
            {
                RecordingEntry[] lines = [.. byFile[name]];
                Array.Sort(lines, RecordingEntry.Compare);
                LineFile.WriteWhole(Path.Combine(Folder, name), stream => WriteLines(stream, lines));

                // Only now: until the file stands, the journal is the one place that holds the new replies.
                if (_journals.Remove(name, out RecordingJournal? journal))
                {
                    journal.Dispose();
                }

                File.Delete(RecordingJournal.PathOf(Folder, name));
            }

            _changed.Clear();
        }
    }

    /// <summary>
    /// Flushes when a recording client had the store (a replay writes nothing), and closes the journals. When the flush fails, the journals stay and
    /// the next <see cref="Open"/> takes them up.
    /// </summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            if (_recording)
            {
                Flush();
            }
        }
        finally
        {
            foreach (RecordingJournal journal in _journals.Values)
            {
                journal.Dispose();
            }
        }
    }

    /// <summary>Says that the store is recorded into, so that disposing of it also writes what an earlier run left in a journal.</summary>
    internal void BeginRecording() => _recording = true;

    internal bool TryGet(string key, out RecordingEntry? entry)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out entry);
        }
    }

    internal RecordingEntry[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _entries.Values];
        }
    }

    /// <summary>Takes a reply: journaled at once, in the file at the next flush.</summary>
    internal void Add(RecordingEntry entry)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_entries.TryGetValue(entry.Key, out RecordingEntry? existing) && !Supersedes(entry, existing))
            {
                return;
            }

            string name = entry.FileName();
            if (!_journals.TryGetValue(name, out RecordingJournal? journal))
            {
                journal = RecordingJournal.Open(Folder, name);
                _journals.Add(name, journal);
            }

            journal.Append(RecordingLine.Write(entry));
            _changed.Add(name);
            _entries[entry.Key] = entry;
        }
    }

    /// <summary>
    /// Notes that a stored reply was asked for by another request of the same content: the line names the first item and the prompt as
    /// it is now.
    /// </summary>
    internal void Note(RecordingEntry stored, RecordingContext context)
    {
        RecordingEntry now = stored with
        {
            Prompt = context.Prompt,
            PromptHash = context.PromptHash,
            Item = context.Item,
            Order = context.Order,
            Group = context.Group,
        };
        if (now != stored && Supersedes(now, stored))
        {
            Add(now);
        }
    }

    // Independent of the order of arrival: of the same prompt text the first item wins; a newer text of the same prompt always does.
    private static bool Supersedes(RecordingEntry entry, RecordingEntry existing) =>
        entry.Prompt == existing.Prompt
        && (entry.PromptHash != existing.PromptHash || RecordingEntry.Compare(entry, existing) < 0);

    private static void WriteLines(Stream stream, RecordingEntry[] lines)
    {
        foreach (RecordingEntry line in lines)
        {
            stream.Write(RecordingLine.Write(line));
            stream.WriteByte((byte)'\n');
        }
    }
}
