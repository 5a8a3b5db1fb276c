namespace JudgeEval.Judges;

/// <summary>The files of a store that is recorded into: journals that are appended to, and recordings that are written whole from them.</summary>
internal sealed class RecordingFolder(string folder, RecordingLines lines) : IDisposable
{
    private const string Temporary = ".tmp";

    private readonly Dictionary<string, RecordingJournal> _journals = new(StringComparer.Ordinal);

    /// <summary>Appends an entry to its journal and gives the line that now holds it.</summary>
    public IndexedLine Append(RecordingEntry entry, string recording)
    {
        RecordingJournal journal = JournalOf(recording);
        byte[] line = RecordingLine.Write(entry);
        return lines.Describe(entry, lines.FileAt(RecordingJournal.PathOf(folder, recording)), journal.Append(line), line.Length);
    }

    /// <summary>Makes sure that nobody else records into a recording.</summary>
    /// <exception cref="JudgeEvalException">Another run does (<c>JE3006</c>).</exception>
    public void Hold(string recording) => JournalOf(recording);

    /// <summary>Writes a recording whole or not at all, and then removes its journal.</summary>
    public void Write(string recording)
    {
        // The journal is held meanwhile, also where nothing is in it: nobody else records into the file.
        RecordingJournal journal = JournalOf(recording);
        string path = Path.Combine(folder, recording);
        int[] members = [.. Members(recording)];
        RecordingFile file = lines.Files[lines.FileAt(path)];
        if (members.Length > 0)
        {
            LinePlace[] places = RecordingWriter.Write(path + Temporary, lines, members);
            Replace(file, path + Temporary);
            Point(places, lines.FileAt(path));
        }
        else
        {
            file.Close();
            File.Delete(path);
        }

        // Only now: until the file stands, the journal is the one place that holds the new replies.
        string journalPath = RecordingJournal.PathOf(folder, recording);
        _journals.Remove(recording);
        journal.Dispose();
        lines.Files[lines.FileAt(journalPath)].Close();
        File.Delete(journalPath);
    }

    /// <summary>
    /// Deletes half-written files that a killed run left. Whoever writes one holds its journal, and one with a journal is written anew when
    /// that is taken up: only one without is left over.
    /// </summary>
    public void Clean()
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.GetFiles(folder, "*.recording.jsonl" + Temporary))
        {
            if (!File.Exists(path[..^Temporary.Length] + RecordingJournal.Suffix))
            {
                File.Delete(path);
            }
        }
    }

    public void Dispose()
    {
        foreach (RecordingJournal journal in _journals.Values)
        {
            journal.Dispose();
        }

        lines.Files.ForEach(file => file.Close());
    }

    /// <summary>The lines of a recording: those that belong there, and strangers that someone put there, which stay.</summary>
    private IEnumerable<int> Members(string recording)
    {
        for (int line = 0; line < lines.Index.Lines; line++)
        {
            IndexedLine held = lines.Index[line];
            if (!held.Removed && (lines.Origins[held.Origin].FileName == recording || lines.Files[held.File].Recording == recording))
            {
                yield return line;
            }
        }
    }

    // Some systems do not replace a file that is open, so it is closed for the while; readers wait for the store's lock.
    private static void Replace(RecordingFile file, string temporary)
    {
        file.Close();
        try
        {
            File.Move(temporary, file.Path, overwrite: true);
        }
        finally
        {
            file.Handle = File.Exists(file.Path) ? LineFile.OpenShared(file.Path) : null;
        }
    }

    private void Point(LinePlace[] places, int file)
    {
        foreach (LinePlace place in places)
        {
            ref IndexedLine line = ref lines.Index[place.Line];
            lines.NoteCopy(line.Key, line.File, file);
            line.File = checked((ushort)file);
            line.Offset = place.Offset;
            line.Length = place.Length;
        }
    }

    private RecordingJournal JournalOf(string recording)
    {
        if (_journals.TryGetValue(recording, out RecordingJournal? journal))
        {
            return journal;
        }

        // A journal that was left is open for reading; that must not stand in our own way.
        RecordingFile file = lines.Files[lines.FileAt(RecordingJournal.PathOf(folder, recording))];
        file.Close();
        journal = RecordingJournal.Open(folder, recording);
        file.Handle = journal.Handle;
        _journals.Add(recording, journal);
        return journal;
    }
}
