using System.ComponentModel.DataAnnotations;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>How several people's labels become the one label that a judge's label is held against.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Annotator">The annotator whose labels are the reference, where <paramref name="Rule"/> is <see cref="ReferenceRule.Annotator"/>.</param>
public readonly record struct Reference(ReferenceRule Rule, string? Annotator = null)
{
    /// <summary>The rule's name, or the annotator's id.</summary>
    public override string ToString() => Annotator ?? Rule.ToString().ToLowerInvariant();
}

/// <summary>The rules for a reference label.</summary>
public enum ReferenceRule
{
    /// <summary>The label most people gave. Two labels with the same count are a tie.</summary>
    Majority,

    /// <summary>The median of the labels' values. Between two labels it is a tie.</summary>
    Median,

    /// <summary>The mean of the labels' values.</summary>
    Mean,

    /// <summary>The label of one named annotator.</summary>
    Annotator,
}

/// <summary>How an alignment is computed. Everything that changes a number stands here and in the record.</summary>
public sealed record AlignmentOptions
{
    /// <summary>The level at which labels are compared. The default, <see langword="null"/>, is the dataset's own (preference counts as ordinal).</summary>
    public MeasurementLevel? Level { get; init; }

    /// <summary>The reference. The default, <see langword="null"/>, is the majority (nominal), the median (ordinal) or the mean (interval and ratio).</summary>
    public Reference? Reference { get; init; }

    /// <summary>Bootstrap resamples for the intervals (<see cref="BootstrapMethod.Bayesian"/>); 0 for no intervals. The default is 2000.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>The seed of the resampling. The default is 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The confidence level, between 0 and 1. The default is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>What to do with labels off the scale. The default, <see langword="null"/>, is what the dataset's scale says.</summary>
    public OutOfScalePolicy? OutOfScale { get; init; }

    /// <summary>
    /// How far, in units of the scale's values, a judge's label may be from the people's middle before the item counts as a
    /// disagreement. The default, <see langword="null"/>, is any difference on nominal, ordinal and preference scales, and a
    /// quarter of the scale's range (1 where it is open) on interval and ratio scales.
    /// </summary>
    public double? DisagreementDistance { get; init; }

    /// <summary>
    /// The disagreement of people from which on an item counts as ambiguous, where a judge predicts difficulty: in units of the scale's values, and as a
    /// share of unequal pairs at the nominal level. The default, <see langword="null"/>, is three quarters of the scale's range, so 3 on a scale from 1 to 5
    /// and on preferences from -2 to 2, and half of the pairs at the nominal level; an open scale has none.
    /// </summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double? AmbiguousFrom { get; init; }

    /// <summary>The metric that stands first in tables. The default, <see langword="null"/>, follows level and subjectivity.</summary>
    public AlignmentMetric? Metric { get; init; }

    /// <summary>Whether the baselines that a judge must beat are computed beside it. The default is <see langword="true"/>.</summary>
    public bool Baselines { get; init; } = true;
}
