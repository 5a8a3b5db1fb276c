using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>
/// How far a judge agrees with itself, as <see cref="Alignment.JudgeStability"/> has it, with intervals: Clopper and Pearson's for shares of items that
/// stand alone, the bootstrap over clusters where the dataset has clusters, and the bootstrap over items for a mean of shares. Where nothing varies, Clopper
/// and Pearson's over the items or clusters, because a bootstrap of no variation would claim certainty.
/// </summary>
public sealed record StabilityFigures
{
    /// <summary>The smallest number of repeats of an item.</summary>
    public required int FewestRepeats { get; init; }

    /// <summary>The largest number of repeats of an item.</summary>
    public required int MostRepeats { get; init; }

    /// <summary>The share of items whose repeats in one and the same order are not all the same label, 0..1.</summary>
    public required Estimate FlipRate { get; init; }

    /// <summary>The mean share of pairs of repeats in one and the same order that have the same label, 0..1.</summary>
    public required Estimate SelfAgreement { get; init; }

    /// <summary>The share of pairs whose verdict takes the other side in the swapped order, 0..1; undefined without both orders.</summary>
    public required Estimate OrderFlipRate { get; init; }
}
