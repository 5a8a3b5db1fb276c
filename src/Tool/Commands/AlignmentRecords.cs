using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Commands;

/// <summary>The record of an alignment that no suite asked for.</summary>
internal static class AlignmentRecords
{
    /// <summary>Makes the record.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="verdicts">The judge's verdicts.</param>
    /// <param name="alignment">The alignment.</param>
    /// <param name="options">How it was computed.</param>
    /// <param name="path">The dataset's path as the user gave it.</param>
    /// <param name="gates">What the gates decided, where some were stated.</param>
    /// <param name="lint">What lint found.</param>
    /// <param name="price">What the judge's tokens cost, where it is known.</param>
    public static AlignmentRecord Of(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentResult alignment, AlignmentOptions options, string path, GateReport? gates, LintReport lint, TokenPrice? price) => new()
    {
        Suite = dataset.Info.Name,
        Case = $"{alignment.Judge.Name} × {dataset.Info.Name}",
        Dataset = dataset.Info.Name,
        DatasetPath = path.Replace('\\', '/'),
        DatasetIdentity = dataset.Identity,
        Scale = dataset.Scale.ToString(),
        Options = options,
        Alignment = alignment,
        Gates = gates,
        Card = DatasetCard.Of(dataset),
        Lint = RecordedFinding.Of(lint),
        Usage = RecordedUsage.Of(verdicts, price),
        Items = RecordedItem.All(dataset, verdicts),
    };
}
