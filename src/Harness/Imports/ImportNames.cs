namespace JudgeEval.Harness.Imports;

/// <summary>Names of datasets from the names of sources.</summary>
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
}
