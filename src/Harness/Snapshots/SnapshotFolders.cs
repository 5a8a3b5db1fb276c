using System.Collections.Immutable;
using System.IO.Enumeration;

namespace JudgeEval.Harness.Snapshots;

/// <summary>Finds snapshots below a folder, build output and linked folders left out.</summary>
internal static class SnapshotFolders
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules"];

    /// <summary>The disagreement snapshots with a name's ending, sorted by path. Snapshots of other kinds are left out.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="ending">The end of the file names.</param>
    /// <param name="enterProjects">Whether to look into folders below that are projects of their own.</param>
    public static ImmutableArray<string> Find(string root, string ending, bool enterProjects)
    {
        var found = new FileSystemEnumerable<string>(
            root,
            static (ref entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && entry.FileName.EndsWith(ending, StringComparison.Ordinal),
            ShouldRecursePredicate = (ref entry) => MayEnter(ref entry) && (enterProjects || !IsProject(entry.ToSpecifiedFullPath())),
        };
        return [.. found.Where(IsOurs).Order(StringComparer.Ordinal)];
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
}
