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

    /// <summary>The names of the files, without folders, for the dataset's <c>source</c>.</summary>
    /// <param name="paths">The files, one or more.</param>
    public static string OfSources(IReadOnlyList<string> paths) => paths.Count <= 3
        ? string.Join(", ", paths.Select(Path.GetFileName))
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileName(paths[0])} and {paths.Count - 1} more");
}
