using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Judges;

/// <summary>
/// The recorded replies of a folder: JSON Lines files named <c>&lt;prompt&gt;.&lt;model&gt;.recording.jsonl</c> (characters other than
/// ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c> become <c>-</c>). Lines are sorted by item, repeat, order, group and key and end in LF, so
/// that the same replies are the same bytes, in whatever order they came, and that git merges two branches' recordings line by line.
/// </summary>
/// <remarks>
/// A committed reply is appended at once to a journal beside its file (<c>….recording.jsonl.journal</c>) and handed to the
/// operating system, so that nothing that was paid for is lost when a run is killed at any moment; <see cref="Flush"/> writes the files whole and removes
/// the journals, and <see cref="Open"/> takes up a journal that was left. Two items with the same content share one line, which names the first of them.
/// The texts stay in the files, which are open until the store is disposed of: in memory a line takes 61 to 67 bytes (its key and its place), and while its
/// file is written about 100 more and twice its item's id. Safe for concurrent use; one process records into a folder at a time.
/// </remarks>
public sealed class RecordingStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly RecordingLines _lines;
    private readonly RecordingFolder _files;
    private readonly HashSet<string> _changed;
    private bool _recording;
    private bool _disposed;

    private RecordingStore(string folder, RecordingLines lines, HashSet<string> changed)
    {
        Folder = folder;
        _lines = lines;
        _files = new RecordingFolder(folder, lines);
        _changed = changed;
    }

    /// <summary>What is asked at this moment, by whichever client: two that ask the same content of the same model get one reply, as a replay will.</summary>
    internal RequestsUnderWay UnderWay { get; } = new();

    /// <summary>The folder as the user gave it.</summary>
    public string Folder { get; }

    /// <summary>How many replies there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Index.Count;
            }
        }
    }

    /// <summary>Reads the recordings of a folder, with the journals that stand there; a folder that does not exist holds none. Nothing is written.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="JudgeEvalException">
    /// Lines are malformed (<c>JE3001</c>..<c>JE3003</c>), a key does not match its content (<c>JE3004</c>), one key has two replies
    /// (<c>JE3005</c>), or a merge was not resolved (<c>JE3007</c>), all errors at once; or another run is recording into the folder (<c>JE3006</c>).
    /// </exception>
    public static RecordingStore Open(string folder)
    {
        var reader = new RecordingReader();
        try
        {
            reader.ReadFolder(folder);
            return new RecordingStore(folder, reader.Lines, reader.Journaled);
        }
        catch
        {
            reader.Lines.Files.ForEach(file => file.Close());
            throw;
        }
    }

    /// <summary>Writes the files whose lines have changed, each whole or not at all, and removes their journals.</summary>
    /// <exception cref="JudgeEvalException">
    /// Another run is recording into the folder (<c>JE3006</c>), or a file was changed by another program (<c>JE3009</c>).
    /// </exception>
    public void Flush()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            WriteChanged();
        }
    }

    /// <summary>
    /// Takes out the lines of a prompt and a model that were neither asked for nor recorded since the store was opened, and writes their files at once.
    /// After a complete run these are what earlier texts of the prompt, changed items and items, repeats or orders that are no longer run left behind; after a
    /// run of a part of the items they are not, so ask for it only then.
    /// </summary>
    /// <param name="prompt">The prompt's name.</param>
    /// <param name="model">The model id.</param>
    /// <returns>How many replies were taken out.</returns>
    /// <exception cref="JudgeEvalException">
    /// Another run is recording into the folder (<c>JE3006</c>), or a file was changed by another program (<c>JE3009</c>).
    /// </exception>
    public int Prune(string prompt, string model)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            List<int> stale = [];
            for (int line = 0; line < _lines.Index.Lines; line++)
            {
                IndexedLine held = _lines.Index[line];
                RecordingOrigin origin = _lines.Origins[held.Origin];
                if (!held.Used && !held.Removed && origin.Prompt == prompt && origin.Model == model)
                {
                    stale.Add(line);
                }
            }

            if (stale.Count > 0)
            {
                _recording = true;
                foreach (string name in _lines.Holders(stale))
                {
                    // When another run holds one, nothing has been taken out yet.
                    _files.Hold(name);
                    _changed.Add(name);
                }

                stale.ForEach(_lines.Index.Remove);
                WriteChanged();
            }

            return stale.Count;
        }
    }

    /// <summary>
    /// Flushes when a recording client had the store (a replay writes nothing), and closes the files. When the flush fails, the journals stay and
    /// the next <see cref="Open"/> takes them up.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            using (_files)
            {
                if (_recording)
                {
                    WriteChanged();
                }
            }
        }
    }

    /// <summary>Says that the store is recorded into, so that disposing of it also writes what an earlier run left in a journal.</summary>
    internal void BeginRecording() => _recording = true;

    /// <summary>Whether there is a reply; it does not count as asked for.</summary>
    internal bool Contains(in ContentKey key)
    {
        lock (_lock)
        {
            return _lines.Index.Find(key) >= 0;
        }
    }

    /// <summary>Reads a reply from its file.</summary>
    /// <exception cref="JudgeEvalException">The file was changed by another program (<c>JE3009</c>).</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryGet(in ContentKey key, out RecordedReply reply)
    {
        while (true)
        {
            IndexedLine place;
            RecordingFile file;
            SafeFileHandle handle;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                int line = _lines.Index.Find(key);
                if (line < 0)
                {
                    reply = default;
                    return false;
                }

                _lines.Index[line].Used = true;
                place = _lines.Index[line];
                file = _lines.Files[place.File];
                handle = file.Handle ?? throw file.Changed();
            }

            try
            {
                reply = RecordingLines.ReadReply(file, handle, place);
                return true;
            }
            catch (ObjectDisposedException)
            {
                // The file was written anew meanwhile, and the line stands elsewhere now.
            }
        }
    }

    /// <summary>The entries that were recorded for one item in one repeat, order and group, of any model and prompt text.</summary>
    internal List<RecordingEntry> OfCase(string prompt, string item, int repeat, PresentationOrder order, string? group)
    {
        lock (_lock)
        {
            return _lines.OfCase(prompt, item, repeat, order, group);
        }
    }

    /// <summary>Takes a reply: journaled at once, in the file at the next flush.</summary>
    internal void Add(RecordingEntry entry)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            int existing = _lines.Index.Find(ContentKey.Parse(entry.Key));
            if (existing >= 0 && !Supersedes(entry, _lines.Read(existing)))
            {
                _lines.Index[existing].Used = true;
                return;
            }

            Enter(entry, existing);
        }
    }

    /// <summary>
    /// Notes that a stored reply was asked for by another request of the same content: the line names the first item and the prompt as
    /// it is now.
    /// </summary>
    internal void Note(in ContentKey key, RecordingContext context)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            int existing = _lines.Index.Find(key);
            if (existing < 0 || _lines.Origins[_lines.Index[existing].Origin].Prompt != context.Prompt)
            {
                return;
            }

            RecordingEntry stored = _lines.Read(existing);
            RecordingEntry now = stored with
            {
                PromptHash = context.PromptHash,
                Item = context.Item,
                Order = context.Order,
                Group = context.Group,
            };
            if (now != stored && Supersedes(now, stored))
            {
                Enter(now, existing);
            }
        }
    }

    // Independent of the order of arrival: of the same prompt text the first item wins; a newer text of the same prompt always does.
    private static bool Supersedes(RecordingEntry entry, RecordingEntry existing) =>
        entry.Prompt == existing.Prompt
        && (entry.PromptHash != existing.PromptHash || RecordingEntry.Compare(entry, existing) < 0);

    private void WriteChanged()
    {
        foreach (string name in _changed.Order(StringComparer.Ordinal).ToArray())
        {
            _files.Write(name);
            _changed.Remove(name);
        }

        _files.Clean();
    }

    private void Enter(RecordingEntry entry, int existing)
    {
        string recording = RecordingOrigin.FileNameOf(entry.Prompt, entry.Content.Model);
        IndexedLine line = _files.Append(entry, recording);
        line.Used = true;
        _changed.Add(recording);
        if (existing < 0)
        {
            _lines.Index.Add(line);
        }
        else
        {
            _lines.NoteCopy(line.Key, _lines.Index[existing].File, line.File);
            _lines.Index[existing] = line;
        }
    }
}
