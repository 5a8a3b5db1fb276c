using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>How far people disagree on one item.</summary>
public enum DisagreementMeasure
{
    /// <summary>The mean absolute difference of all pairs of labels, in units of the scale; of two people the difference of their labels.</summary>
    MeanDifference,

    /// <summary>The share of pairs of labels that are not the same, from 0 to 1; at the nominal level.</summary>
    UnequalPairs,
}

/// <summary>
/// What a judge that predicts difficulty is for: whether the items it calls hard are those on which people disagree. Items with labels of fewer than two
/// people say nothing of that and are left out.
/// </summary>
/// <remarks>
/// For two raters of a scale from 1 to 5 the difference, the ambiguous items from 3 on and the overlap follow a study of judges and human disagreement (see
/// docs/alignment.md); the mean over pairs of more than two raters, the nominal level and the rule for the judge's hard items are extensions of it.
/// </remarks>
public sealed record DifficultyAlignment
{
    /// <summary>The hardest answer: a label, or on a numeric scale without an upper end nothing.</summary>
    public string? Hardest { get; init; }

    /// <summary>How people's disagreement is measured.</summary>
    public required DisagreementMeasure Measure { get; init; }

    /// <summary>How many items have a prediction and labels of two people or more.</summary>
    public required int Items { get; init; }

    /// <summary>How many items have a prediction, but labels of fewer than two people.</summary>
    public required int WithoutTwoLabels { get; init; }

    /// <summary>Pearson's correlation of the predicted difficulty with people's disagreement; positive when the judge is right.</summary>
    public required Estimate Pearson { get; init; }

    /// <summary>Spearman's rank correlation of the same.</summary>
    public required Estimate Spearman { get; init; }

    /// <summary>The disagreement from which on an item is ambiguous; <see langword="null"/> where the scale has no range and none was given.</summary>
    public double? AmbiguousFrom { get; init; }

    /// <summary>How many of <see cref="Items"/> are ambiguous; <see langword="null"/> without a threshold.</summary>
    public int? Ambiguous { get; init; }

    /// <summary>How many of <see cref="Items"/> the judge calls hard: by three quarters of its scale's range or more above the easiest; <see langword="null"/> on an open scale.</summary>
    public int? Hard { get; init; }

    /// <summary>How many are both; <see langword="null"/> where either is.</summary>
    public int? Both { get; init; }

    /// <summary>
    /// The overlap of the two sets, from 0 to 1: the harmonic mean of the share of the ambiguous items that the judge calls hard and the share of those it
    /// calls hard that are ambiguous, which is twice the common items over the sum of both counts. Undefined where either set is empty.
    /// </summary>
    public required Estimate Overlap { get; init; }
}
