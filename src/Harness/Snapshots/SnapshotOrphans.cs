using System.Collections.Immutable;

namespace JudgeEval.Harness.Snapshots;

/// <summary>Finds verified snapshots and baselines that no test looks at any more.</summary>
public static class SnapshotOrphans
{
    /// <summary>
    /// The verified disagreement snapshots and the baselines below a project that belong to no case. Snapshots of other kinds (Verify's own)
    /// are left alone, and so are folders below that are projects of their own.
    /// </summary>
    /// <param name="projectDirectory">The folder of the project.</param>
    /// <param name="known">The snapshots of all cases of all suites of the project.</param>
    /// <returns>A diagnostic <c>JE5006</c> for each snapshot and <c>JE5009</c> for each baseline, sorted by path, which is relative to the project.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ImmutableArray<Diagnostic> Find(string projectDirectory, IEnumerable<SnapshotName> known)
    {
        var expected = known.SelectMany(name => new[] { name.VerifiedPath, name.BaselinePath }).Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. SnapshotFolders.Find(projectDirectory, SnapshotNaming.VerifiedEnding, enterProjects: false)
                .Where(path => !expected.Contains(Path.GetFullPath(path)))
                .Select(path => SnapshotErrors.Orphan(SnapshotFile.RelativePath(projectDirectory, path))),
            .. SnapshotFolders.FindBaselines(projectDirectory, received: false, enterProjects: false)
                .Where(path => !expected.Contains(Path.GetFullPath(path)))
                .Select(path => SnapshotErrors.OrphanBaseline(SnapshotFile.RelativePath(projectDirectory, path))),
        ];
    }
}
