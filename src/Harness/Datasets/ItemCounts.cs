using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>
/// Items of a large table that cannot be told apart by their labels, held as one with a count: statistics depend on counts alone. Immutable.
/// </summary>
/// <param name="Of">How many items each stands for, at least 1.</param>
/// <param name="RandomLabels">What the random baseline says of each; default where it is not asked.</param>
internal sealed record ItemCounts(ImmutableArray<int> Of, ImmutableArray<Label?> RandomLabels)
{
    /// <summary>How many items there are.</summary>
    public int Total { get; } = Of.Sum();
}
