using System.Collections.Immutable;
using System.IO.Enumeration;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>Finds snapshots and baselines below a folder, build output and linked folders left out.</summary>
internal static class SnapshotFolders
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules"];

    /// <summary>The disagreement snapshots with a name's ending, sorted by path. Snapshots of other kinds are left out.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="ending">The end of the file names.</param>
    /// <param name="enterProjects">Whether to look into folders below that are projects of their own.</param>
    public static ImmutableArray<string> Find(string root, string ending, bool enterProjects) => [.. All(root, ending, enterProjects).Where(IsOurs)];

    /// <summary>The baselines, accepted or received, sorted by path. Other files of the ending are left out.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="received">Whether those are meant that wait to be accepted.</param>
    /// <param name="enterProjects">Whether to look into folders below that are projects of their own.</param>
    public static ImmutableArray<string> FindBaselines(string root, bool received, bool enterProjects) =>
    [
        .. All(root, BaselineFile.Extension, enterProjects)
            .Where(path => path.EndsWith(BaselineFile.ReceivedEnding, StringComparison.Ordinal) == received && IsBaseline(path)),
    ];

    private static IEnumerable<string> All(string root, string ending, bool enterProjects)
    {
        var found = new FileSystemEnumerable<string>(
            root,
            static (ref entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && entry.FileName.EndsWith(ending, StringComparison.Ordinal),
            ShouldRecursePredicate = (ref entry) => MayEnter(ref entry) && (enterProjects || !IsProject(entry.ToSpecifiedFullPath())),
        };
        return found.Order(StringComparer.Ordinal);
    }

    private static bool MayEnter(ref FileSystemEntry entry)
    {
        string name = entry.FileName.ToString();
        return !name.StartsWith('.')
            && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
            && !Skipped.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsProject(string folder) => Directory.EnumerateFiles(folder, "*.??proj").Any();

    private static bool IsOurs(string path) => SnapshotFile.ReadText(path) is { } text && DisagreementSnapshot.IsSnapshot(text);

    // By its first line, so that one with a conflict or a mistake further down is still one.
    private static bool IsBaseline(string path) =>
        File.ReadLines(path).FirstOrDefault() is { } line && line.Contains(BaselineRecord.FormatName[..^1], StringComparison.Ordinal);
}
