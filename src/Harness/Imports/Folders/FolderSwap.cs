using System.Text;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// Puts finished folders in the places of old ones, all or none. What is to be done is written down first, in one step; from then on it is finished, by this process or,
/// when it is killed, by the next import, which reads from what stands where how far it came.
/// </summary>
/// <param name="target">The folder that takes the datasets' folders.</param>
/// <param name="workspace">A folder on the same disk.</param>
/// <param name="step">Called before every step; tests see there what a kill would leave.</param>
internal sealed class FolderSwap(string target, string workspace, Action? step = null)
{
    private const string JournalFile = "journal";
    private const string NewFolders = "new";
    private const string OldFolders = "old";

    // A new import has its own of these, or has none.
    private static readonly string[] Optional = [Datasets.DatasetFiles.Annotators, ImportedFolder.LogFile];

    private string Journal => Path.Combine(workspace, JournalFile);

    /// <summary>Whether a swap has begun and not ended; what is in the workspace must not be removed then.</summary>
    /// <param name="workspace">The workspace.</param>
    public static bool IsPending(string workspace) => File.Exists(Path.Combine(workspace, JournalFile));

    /// <summary>Puts folders in their places. Files of an old folder that the new one has no counterpart of come along.</summary>
    /// <param name="folders">The finished folders, and what each is to be called in the target.</param>
    /// <exception cref="IOException">One cannot be put there; all is as it was, unless the message says otherwise.</exception>
    public void Put(IReadOnlyList<(string From, string Name)> folders)
    {
        string[] names = [.. folders.Select(f => f.Name)];
        foreach ((string from, string name) in folders)
        {
            CheckPlace(from, Place(name));
        }

        Directory.CreateDirectory(Path.Combine(workspace, NewFolders));
        Directory.CreateDirectory(Path.Combine(workspace, OldFolders));
        foreach ((string from, string name) in folders)
        {
            MoveFolder(from, New(name));
        }

        WriteJournal(names);
        try
        {
            Exchange(names);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TakeBack(names, exception);
            throw;
        }

        Complete(names);
    }

    /// <summary>Finishes a swap during which its process was killed.</summary>
    /// <exception cref="IOException">It cannot be finished; all folders are in the target or in the workspace.</exception>
    public void Resume()
    {
        string[] names = File.ReadAllLines(Journal, Encoding.UTF8);
        if (Array.Find(names, n => n.Length == 0 || n is "." or ".." || n.AsSpan().ContainsAny('/', '\\', ':')) is { } wrong)
        {
            throw new IOException($"'{Journal}' was not written by an import: '{wrong}' is no name of a folder.");
        }

        Exchange(names);
        Complete(names);
    }

    private string Place(string name) => Path.Combine(target, name);

    private string New(string name) => Path.Combine(workspace, NewFolders, name);

    private string Old(string name) => Path.Combine(workspace, OldFolders, name);

    private void WriteJournal(string[] names)
    {
        string unfinished = Path.Combine(workspace, NewFolders, ".journal");
        using (FileStream stream = new(unfinished, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(string.Concat(names.Select(n => n + "\n"))));
            stream.Flush(flushToDisk: true);
        }

        step?.Invoke();
        File.Move(unfinished, Journal);
    }

    private void Exchange(string[] names)
    {
        foreach (string name in names.Where(n => Directory.Exists(New(n))))
        {
            if (Directory.Exists(Place(name)))
            {
                if (Directory.Exists(Old(name)))
                {
                    throw new IOException($"'{Place(name)}' was made while an import was interrupted that replaces it. Move it elsewhere, and import again.");
                }

                MoveFolder(Place(name), Old(name));
            }

            MoveFolder(New(name), Place(name));
        }
    }

    private void TakeBack(string[] names, Exception cause)
    {
        try
        {
            foreach (string name in names.Reverse())
            {
                if (!Directory.Exists(New(name)))
                {
                    MoveFolder(Place(name), New(name));
                }

                if (Directory.Exists(Old(name)))
                {
                    MoveFolder(Old(name), Place(name));
                }
            }

            File.Delete(Journal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{cause.Message} It could not be taken back either: {exception.Message} What stood in '{target}' is in '{workspace}'; the next import finishes this one.", cause);
        }
    }

    private void MoveFolder(string from, string to)
    {
        step?.Invoke();
        Directory.Move(from, to);
    }

    private void Complete(string[] names)
    {
        foreach (string name in names.Where(n => Directory.Exists(Old(n))))
        {
            if (Directory.Exists(Place(name)))
            {
                TakeOver(Old(name), Place(name), Optional);
                step?.Invoke();
                Directory.Delete(Old(name), recursive: true);
            }
            else
            {
                MoveFolder(Old(name), Place(name));
            }
        }

        step?.Invoke();
        File.Delete(Journal);
    }

    private void TakeOver(string old, string now, string[] dropped)
    {
        foreach (FileSystemInfo entry in Entries(old).Where(e => !dropped.Contains(e.Name, StringComparer.Ordinal)))
        {
            string place = Path.Combine(now, entry.Name);
            if (IsFolder(entry) && Directory.Exists(place))
            {
                TakeOver(entry.FullName, place, []);
            }
            else if (!Path.Exists(place))
            {
                Move(entry, place);
            }
        }
    }

    private void Move(FileSystemInfo entry, string place)
    {
        step?.Invoke();
        if (entry is DirectoryInfo)
        {
            Directory.Move(entry.FullName, place);
        }
        else
        {
            File.Move(entry.FullName, place);
        }
    }

    /// <summary>Refuses before anything is touched what could not be put there.</summary>
    private static void CheckPlace(string now, string place)
    {
        if (new DirectoryInfo(place).Attributes is not (FileAttributes)(-1) and var attributes && attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            throw new IOException($"'{place}' is a link. An import replaces the folder as a whole; name the folder itself, or choose another target.");
        }

        if (File.Exists(place))
        {
            throw new IOException($"'{place}' is a file, and a dataset is a folder.");
        }

        foreach (FileSystemInfo entry in Directory.Exists(place) ? Entries(place) : [])
        {
            string counterpart = Path.Combine(now, entry.Name);
            if (IsFolder(entry) && Directory.Exists(counterpart))
            {
                CheckPlace(counterpart, entry.FullName);
            }
            else if (IsFolder(entry) ? File.Exists(counterpart) : Directory.Exists(counterpart))
            {
                throw new IOException($"'{entry.FullName}' is {(Directory.Exists(counterpart) ? "no folder" : "no file")}, and the import has one of this name.");
            }
        }
    }

    private static FileSystemInfo[] Entries(string folder) => [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal)];

    // What is behind a link stays there; the link itself is an entry like a file.
    private static bool IsFolder(FileSystemInfo entry) => entry is DirectoryInfo && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
