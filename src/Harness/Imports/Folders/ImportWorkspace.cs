using System.Globalization;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// A folder below the target in which an import is prepared, so that the target sees it whole or not at all. It is removed in every case; what a killed import
/// left is removed by the next one.
/// </summary>
internal sealed class ImportWorkspace : IDisposable
{
    private const string Prefix = ".judgeeval-import-";
    private const string LockFile = "lock";
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
        for (int number = 0; number < MostAtOnce; number++)
        {
            string folder = Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}"));
            Directory.CreateDirectory(folder);
            if (TryLock(folder) is { } held)
            {
                Empty(folder);
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
        Empty(Folder);
        _lock.Dispose();
        RemoveIfEmpty(Folder);
        for (string? folder = Path.GetDirectoryName(Folder); _made is not null && folder is not null && folder.Length >= _made.Length; folder = Path.GetDirectoryName(folder))
        {
            RemoveIfEmpty(folder);
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
