using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>Makes and writes the record of a case.</summary>
internal static class CaseRecord
{
    /// <summary>Makes the folder and deletes what an earlier run left of the case.</summary>
    public static void Clear(CaseDefinition definition, SuiteProject project)
    {
        Directory.CreateDirectory(project.Output(CaseProblem.Folder));
        File.Delete(PathOf(definition, project, RecordFile.Extension));
        File.Delete(PathOf(definition, project, CaseProblem.Extension));
        File.Delete(PathOf(definition, project, CaseProgressFile.Extension));
    }

    /// <summary>Writes the record.</summary>
    public static void Write(AlignmentRecord record, CaseDefinition definition, SuiteProject project) =>
        RecordFile.Write(record, PathOf(definition, project, RecordFile.Extension));

    /// <summary>Notes why there is no record.</summary>
    /// <param name="text">What <see cref="DiagnosticText.Of"/> wrote.</param>
    /// <param name="definition">The case.</param>
    /// <param name="project">Its project.</param>
    public static void WriteProblem(string text, CaseDefinition definition, SuiteProject project) =>
        new CaseProblem(
            definition.Test.FullyQualifiedName,
            definition.Suite,
            definition.Name,
            definition.Model ?? definition.JudgeParts.FirstOrDefault(""),
            definition.PromptName ?? "",
            definition.DatasetName,
            string.Join('\n', DiagnosticText.Brief(text)))
            .Write(PathOf(definition, project, CaseProblem.Extension));

    /// <summary>The record of a case.</summary>
    public static AlignmentRecord Create(
        CaseDefinition definition,
        GatePlan plan,
        SuiteProject project,
        AnnotatedDataset dataset,
        AlignedJudge judge,
        GateReport gates,
        SnapshotOutcome? snapshot) => new()
        {
            Suite = definition.Suite,
            Case = definition.Name,
            Test = definition.Test.FullyQualifiedName,
            ProjectPath = project.CommandPath,
            Dataset = dataset.Info.Name,
            DatasetPath = definition.DatasetSource is null ? definition.DatasetPath : null,
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            PromptPath = definition.PromptPath,
            Options = plan.Options,
            Alignment = judge.Result,
            Gates = gates,
            Snapshot = snapshot,
            Card = DatasetCard.Of(dataset),
            PromptText = PromptText(definition, project),
            Lint = RecordedFinding.Of(DatasetLint.Of(dataset, [(judge.Result.Judge.Name, judge.Verdicts)])),
            Usage = RecordedUsage.Of(judge.Verdicts, PriceOf(definition, judge.Verdicts.Judge, project)),
            Items = RecordedItem.All(dataset, judge.Verdicts),
            Command = CaseCommands.Reproduce(definition.Test, project),
        };

    // The file was read when the judge was made.
    private static string? PromptText(CaseDefinition definition, SuiteProject project) =>
        definition.PromptPath is { } path ? File.ReadAllText(project.Output(path)).ReplaceLineEndings("\n") : null;

    // Several providers may have the model that the case names one of.
    private static TokenPrice? PriceOf(CaseDefinition definition, JudgeIdentity judge, SuiteProject project) =>
        SuiteConfiguration.Of(project) is not { } configuration ? null
        : definition.Provider is { } name ? configuration.GetProvider(name).Price
        : configuration.PriceOf(judge);

    /// <summary>A file of the case beside its record.</summary>
    public static string PathOf(CaseDefinition definition, SuiteProject project, string extension) =>
        project.Output(Path.Combine(CaseProblem.Folder, SnapshotNaming.Sanitise($"{definition.Suite}.{definition.FileName}") + extension));
}
