using System.Globalization;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// A folder below the target in which an import is prepared, so that the target sees it whole or not at all. It is removed in every case; what a killed import
/// left is removed by the next one, and finished first when it was being put in its place (<see cref="FolderSwap"/>). Only a folder that an import made is emptied: it has a mark, and it is no link.
/// </summary>
internal sealed class ImportWorkspace : IDisposable
{
    private const string Prefix = ".judgeeval-import-";
    private const string LockFile = "lock";

    // On Windows the lock goes with the process that held it; the mark stays.
    private const string MarkFile = "made-by-judgeeval-import";
    private const int MostAtOnce = 1000;

    private readonly FileStream _lock;
    private readonly string? _made;
    private int _folders;

    private ImportWorkspace(string folder, FileStream held, string? made)
    {
        Folder = folder;
        _lock = held;
        _made = made;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Makes one.</summary>
    /// <param name="target">The folder that the import goes to; made when it is absent.</param>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    public static ImportWorkspace In(string target)
    {
        string? made = FirstAbsent(target);
        Directory.CreateDirectory(target);
        ResumeSwaps(target);
        for (int number = 0; number < MostAtOnce; number++)
        {
            string folder = Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}"));
            RefuseLink(folder);
            Directory.CreateDirectory(folder);
            if (IsOwn(folder) && TryLock(folder) is { } held)
            {
                Resume(target, folder);
                Empty(folder);
                Mark(folder);
                return new ImportWorkspace(folder, held, made);
            }
        }

        throw new IOException($"{MostAtOnce} imports into '{target}' run at once.");
    }

    /// <summary>Makes an empty folder inside.</summary>
    public string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(Folder, (_folders++).ToString(CultureInfo.InvariantCulture))).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (FolderSwap.IsPending(Folder))
        {
            // What stood in the target is in here; the next import finishes.
            _lock.Dispose();
            return;
        }

        Empty(Folder);
        File.Delete(Path.Combine(Folder, MarkFile));
        _lock.Dispose();
        RemoveIfEmpty(Folder);
        for (string? folder = Path.GetDirectoryName(Folder); _made is not null && folder is not null && folder.Length >= _made.Length; folder = Path.GetDirectoryName(folder))
        {
            RemoveIfEmpty(folder);
        }
    }

    private static void ResumeSwaps(string target)
    {
        foreach (string folder in Directory.EnumerateDirectories(target, Prefix + "*").Order(StringComparer.Ordinal).ToArray())
        {
            RefuseLink(folder);
            if (FolderSwap.IsPending(folder) && IsOwn(folder) && TryLock(folder) is { } held)
            {
                using (held)
                {
                    Resume(target, folder);
                }
            }
        }
    }

    // Asked under the lock: another import may have finished, or been killed, just now.
    private static void Resume(string target, string folder)
    {
        if (FolderSwap.IsPending(folder))
        {
            new FolderSwap(target, folder).Resume();
        }
    }

    private static void RefuseLink(string folder)
    {
        // Asked of the link itself: one that leads nowhere has attributes, too.
        if (new DirectoryInfo(folder) is { Attributes: not (FileAttributes)(-1) } found && found.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            throw new IOException($"'{folder}' is a link. An import prepares its files in a folder of this name and empties it; delete the link, or choose another target.");
        }
    }

    private static bool IsOwn(string folder) =>
        File.Exists(Path.Combine(folder, MarkFile)) || Directory.EnumerateFileSystemEntries(folder).All(e => Path.GetFileName(e) == LockFile);

    private static void Mark(string folder)
    {
        string mark = Path.Combine(folder, MarkFile);
        if (!File.Exists(mark))
        {
            using FileStream made = new(mark, FileMode.CreateNew, FileAccess.Write);
        }
    }

    private static FileStream? TryLock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, LockFile)))
        {
            // Another import is at work here.
            return null;
        }
    }

    private static void Empty(string folder)
    {
        foreach (string inner in Directory.EnumerateDirectories(folder).ToArray())
        {
            Directory.Delete(inner, recursive: true);
        }
    }

    private static void RemoveIfEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Something else stands in it by now.
        }
    }

    private static string? FirstAbsent(string target)
    {
        string? absent = null;
        for (string? folder = Path.TrimEndingDirectorySeparator(target); !string.IsNullOrEmpty(folder) && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            absent = folder;
        }

        return absent;
    }
}
