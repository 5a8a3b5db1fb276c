using System.Text;

namespace JudgeEval.Harness.Imports;

/// <summary>Names of datasets and verdict files from the names of sources and judges.</summary>
internal static class ImportNames
{
    /// <summary>The file's name without folders and without its endings <c>.gz</c>, <c>.csv</c> and the like.</summary>
    /// <param name="path">A file or folder.</param>
    public static string OfFile(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        string stem = Path.GetFileNameWithoutExtension(name);
        return stem.Length > 0 ? stem : name;
    }

    /// <summary>A name that every file system takes: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; anything else becomes <c>-</c>.</summary>
    /// <param name="name">A judge's or dataset's name.</param>
    public static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
        }

        string text = safe.ToString().Trim('.');
        return text.Length > 0 ? text : "unnamed";
    }
}
