using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Imports;

/// <summary>A dataset with the verdicts that came along.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Judges">The verdicts of each judge, in the order of the judges' names where the source has no other.</param>
/// <param name="Notes">What a person has to know: assumptions, labels off the scale, verdicts without a label.</param>
public sealed record ImportedDataset(AnnotatedDataset Dataset, ImmutableArray<VerdictSet> Judges, ImmutableArray<string> Notes)
{
    /// <summary>What was left out of the source, by reason, in the order in which the reasons appeared.</summary>
    public ImmutableArray<SkippedRows> Skipped { get; init; } = [];
}

/// <summary>Rows of a source that were left out for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="First">Where the first of them stand, at most <see cref="Shown"/>.</param>
public sealed record SkippedRows(string Reason, int Count, ImmutableArray<SourceLocation> First)
{
    /// <summary>How many places are kept.</summary>
    public const int Shown = 10;
}
