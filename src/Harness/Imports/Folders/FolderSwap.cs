namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Puts finished files and folders in their places, and takes all of it back when one cannot be put there.</summary>
/// <param name="backup">An empty folder on the same disk that takes what stood there before.</param>
internal sealed class FolderSwap(string backup)
{
    private readonly Stack<Action> _undo = [];
    private int _kept;

    /// <summary>Puts a folder in its place: whole where there is none; else file by file, and files of other names stay.</summary>
    /// <param name="from">The finished folder.</param>
    /// <param name="to">Its place.</param>
    public void PutFolder(string from, string to)
    {
        if (!Directory.Exists(to))
        {
            Directory.Move(from, to);
            _undo.Push(() => Directory.Move(to, from));
            return;
        }

        foreach (string file in Directory.EnumerateFiles(from).Order(StringComparer.Ordinal).ToArray())
        {
            string target = Path.Combine(to, Path.GetFileName(file));
            TakeAway(target);
            File.Move(file, target);
            _undo.Push(() => File.Move(target, file));
        }

        foreach (string folder in Directory.EnumerateDirectories(from).Order(StringComparer.Ordinal).ToArray())
        {
            PutFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>Removes a file that the new ones have no counterpart of.</summary>
    /// <param name="file">The file; it need not exist.</param>
    public void TakeAway(string file)
    {
        if (File.Exists(file))
        {
            string kept = Path.Combine(backup, (_kept++).ToString(System.Globalization.CultureInfo.InvariantCulture));
            File.Move(file, kept);
            _undo.Push(() => File.Move(kept, file));
        }
    }

    /// <summary>Takes everything back.</summary>
    public void Undo()
    {
        while (_undo.TryPop(out Action? undo))
        {
            undo();
        }
    }
}
