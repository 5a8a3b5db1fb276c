using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit;

/// <summary>Names the snapshot of a case.</summary>
internal static class CaseSnapshots
{
    /// <summary>
    /// The snapshot of a case: beside the suite's source file, named by class, method, dataset, the prompt's own name and the
    /// model. The prompt's path is no part of it, so a prompt that moves to another file keeps its snapshot.
    /// </summary>
    public static SnapshotName NameOf(CaseDefinition definition, SuiteProject project) => SnapshotNaming.For(
        project.SourceFolder(definition.SourceFile),
        definition.Test.ClassName,
        definition.Test.Method,
        [new KeyValuePair<string, string?>("judge", definition.FileName)]);
}
