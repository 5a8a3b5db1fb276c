namespace JudgeEval.Harness.Cases;

/// <summary>
/// Reads the cases of one run from folders and their subfolders, as the shards of a run leave them, and from single files. A file that cannot be read is
/// named and never hides the others.
/// </summary>
public static class CaseSetReader
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>Reads records and problems.</summary>
    /// <param name="path">A folder or a file.</param>
    /// <returns>The cases; the same files give the same set, whatever order the disk lists them in.</returns>
    /// <exception cref="JudgeEvalException">There is no such folder or file (<c>JE1810</c>).</exception>
    public static CaseSet Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path) || Directory.Exists(path) ? Read([path]) : throw new JudgeEvalException(CaseErrors.Absent(path));
    }

    /// <summary>Reads records and problems of several folders and files, such as the shards of a run.</summary>
    /// <param name="paths">Folders and files; what is met twice counts once.</param>
    /// <returns>
    /// The cases. Two different records of one case (<c>JE1812</c>) are broken files, and so is a path that does not exist (<c>JE1810</c>). A case that ran
    /// in one folder is no problem of another; in one folder the problem holds, because the record beside it is of an earlier run.
    /// </returns>
    public static CaseSet Read(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var reading = new CaseSetBuilder();
        List<CaseFile> files = [];
        foreach (string path in paths.Distinct(StringComparer.Ordinal))
        {
            try
            {
                List(path, paths.Count == 1 ? "" : path.Replace('\\', '/').TrimEnd('/') + "/", files);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                reading.Refuse(path, exception is FileNotFoundException ? CaseErrors.Absent(path) : CaseErrors.Unreadable(path, exception.Message));
            }
        }

        return Take(reading, files);
    }

    /// <summary>Reads records and problems that stand elsewhere than on the disk.</summary>
    /// <param name="files">The files, in any order; others than <c>*.record.json</c> and <c>*.problem.txt</c> are passed over.</param>
    /// <returns>The cases, as <see cref="Read(IReadOnlyList{string})"/> has them.</returns>
    public static CaseSet Read(IEnumerable<CaseFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Take(new CaseSetBuilder(), files.Where(f => CaseSetBuilder.IsOfCase(f.Name)));
    }

    private static CaseSet Take(CaseSetBuilder reading, IEnumerable<CaseFile> files)
    {
        foreach (CaseFile file in files.OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Location, StringComparer.Ordinal))
        {
            reading.Take(file);
        }

        return reading.ToSet();
    }

    private static void List(string path, string prefix, List<CaseFile> files)
    {
        if (File.Exists(path))
        {
            string name = prefix.Length == 0 ? Path.GetFileName(path) : prefix[..^1];
            files.Add(new CaseFile(name, path, () => File.ReadAllBytes(path)));
            return;
        }

        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException(path);
        }

        files.AddRange(Directory.EnumerateFiles(path, "*", Everywhere)
            .Where(CaseSetBuilder.IsOfCase)
            .Select(file => new CaseFile(prefix + Path.GetRelativePath(path, file).Replace('\\', '/'), file, () => File.ReadAllBytes(file))));
    }
}
