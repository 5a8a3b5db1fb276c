using System.IO.Enumeration;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reviews;

/// <summary>The records of the last runs below a folder, for the texts, labels and reasons that a snapshot does not have.</summary>
internal sealed class ReviewRecords
{
    private readonly List<FoundRecord> _records = [];

    private ReviewRecords()
    {
    }

    /// <summary>The records that could not be read.</summary>
    public List<Diagnostic> Problems { get; } = [];

    /// <summary>Reads the records of a folder, or of every <c>alignment-records</c> folder below the root, the newest first.</summary>
    public static ReviewRecords Read(string root, string? folder)
    {
        var found = new ReviewRecords();
        IEnumerable<string> paths = folder is null ? Below(root) : Directory.EnumerateFiles(folder, "*" + RecordFile.Extension, SearchOption.AllDirectories);
        foreach (string path in paths.OrderByDescending(File.GetLastWriteTimeUtc).ThenBy(path => path, StringComparer.Ordinal))
        {
            try
            {
                found._records.Add(new FoundRecord(RecordFile.Read(path), path));
            }
            catch (JudgeEvalException e)
            {
                found.Problems.AddRange(e.Diagnostics);
            }
        }

        return found;
    }

    /// <summary>
    /// The newest record of a case, by its verified snapshot. Two projects may have snapshots of the same name: a record that lies in the case's own project
    /// goes before one that lies elsewhere, as in a folder of artifacts.
    /// </summary>
    public FoundRecord? Of(string verifiedPath)
    {
        string path = Slashed(verifiedPath);
        List<FoundRecord> fitting = _records.FindAll(r => r.Record.Snapshot is { Path: var relative } && path.EndsWith("/" + relative, StringComparison.Ordinal));
        return fitting.Find(r => Slashed(r.Path).StartsWith(path[..^r.Record.Snapshot!.Path.Length], StringComparison.Ordinal)) ?? fitting.FirstOrDefault();
    }

    private static string Slashed(string path) => "/" + Path.GetFullPath(path).Replace('\\', '/');

    private static FileSystemEnumerable<string> Below(string root) => new(
        root,
        static (ref entry) => entry.ToSpecifiedFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory
            && entry.FileName.EndsWith(RecordFile.Extension, StringComparison.Ordinal)
            && Path.GetFileName(entry.Directory).SequenceEqual(CaseProblem.Folder),
        ShouldRecursePredicate = static (ref entry) => !entry.FileName.StartsWith('.')
            && !entry.FileName.SequenceEqual("node_modules")
            && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };
}

/// <summary>A record and the file it was read from.</summary>
/// <param name="Record">The record.</param>
/// <param name="Path">The file.</param>
internal sealed record FoundRecord(AlignmentRecord Record, string Path);
