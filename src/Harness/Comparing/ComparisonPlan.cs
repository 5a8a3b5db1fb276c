using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>Where a plan knows from how much two equally good judges differ.</summary>
public enum PlanBasis
{
    /// <summary>From two judges' verdicts on the same items.</summary>
    TwoJudges,

    /// <summary>From the repeats of one judge.</summary>
    Repeats,

    /// <summary>From one judge's verdicts, with an assumed share of items on which another one differs.</summary>
    OneJudge,

    /// <summary>From assumptions alone.</summary>
    Assumptions,
}

/// <summary>What a comparison on a dataset can see, before it is run. Immutable.</summary>
public sealed record ComparisonPlan
{
    /// <summary>The metric.</summary>
    public required AlignmentMetric Metric { get; init; }

    /// <summary>Where the plan knows from how much judges differ.</summary>
    public required PlanBasis Basis { get; init; }

    /// <summary>What the plan rests on, each in a sentence without a full stop.</summary>
    public required ImmutableArray<string> Assumptions { get; init; }

    /// <summary>What speaks against relying on it, each in a sentence without a full stop; empty where nothing does.</summary>
    public ImmutableArray<string> Warnings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Why there is no plan; <see langword="null"/> where there is one.</summary>
    public string? Undefined { get; init; }

    /// <summary>How many items of the dataset take part: those with a reference from people.</summary>
    public required int Items { get; init; }

    /// <summary>How many clusters they are in; <see langword="null"/> where every item stands alone.</summary>
    public int? Clusters { get; init; }

    /// <summary>By how much clusters widen: so many items in clusters are worth one that stands alone. 1 without clusters.</summary>
    public double DesignEffect { get; init; } = 1;

    /// <summary>The share of items on which exactly one of the two agrees with people; <see langword="null"/> where it plays no part.</summary>
    public double? Discordant { get; init; }

    /// <summary>The margin that must be seen.</summary>
    public required double Margin { get; init; }

    /// <summary>The one-sided level of the gate.</summary>
    public required double Level { get; init; }

    /// <summary>The probability with which what can be seen is seen.</summary>
    public required double Power { get; init; }

    /// <summary>What the dataset sees as it is, and with two and four times as many items like these; empty without a plan.</summary>
    public ImmutableArray<PlanSize> Sizes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How much each margin needs; empty without a plan.</summary>
    public ImmutableArray<PlanNeed> Needs { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What more people per item would bring.</summary>
    public required AnnotatorPlan Annotators { get; init; }

    /// <summary>Whether an equally good judge passes at the margin with the power.</summary>
    public bool CanBeSeen => Sizes.Length > 0 && Sizes[0].UsableMargin <= Margin;
}

/// <summary>What a number of items can see.</summary>
/// <param name="Factor">How many times the dataset's items.</param>
/// <param name="Items">How many items.</param>
/// <param name="UsableMargin">The smallest margin at which an equally good judge passes with the power; <see langword="null"/> where none is.</param>
/// <param name="VisibleDrop">The smallest drop that fails with the power at the plan's margin; <see langword="null"/> where none does.</param>
/// <param name="Passes">How often an equally good judge passes, at each margin of the options.</param>
public sealed record PlanSize(int Factor, int Items, double? UsableMargin, double? VisibleDrop, ImmutableArray<PlanPass> Passes);

/// <summary>How often an equally good judge passes.</summary>
/// <param name="Margin">The margin.</param>
/// <param name="Probability">The probability, 0..1.</param>
public readonly record struct PlanPass(double Margin, double Probability);

/// <summary>How much a margin needs, for an equally good judge to pass with the power.</summary>
/// <param name="Margin">The margin.</param>
/// <param name="Items">How many items in all, clusters like these; <see langword="null"/> for more than a hundred million.</param>
/// <param name="Annotations">The same as annotations, with as many people per item as now.</param>
public sealed record PlanNeed(double Margin, int? Items, long? Annotations);

/// <summary>What more people per item would bring: how reliable their mean is (Spearman and Brown).</summary>
/// <param name="PerItem">How many people label an item now, on average over the items with a label.</param>
/// <param name="OfOne">The reliability of one person: Krippendorff's alpha; undefined where people do not overlap.</param>
/// <param name="OfMean">The reliability of the mean of so many people; empty where that of one is undefined or not above 0.</param>
/// <param name="NeededForGood">How many people's mean reaches 0.8; <see langword="null"/> where that is not known.</param>
public sealed record AnnotatorPlan(double PerItem, Estimate OfOne, ImmutableArray<PanelReliability> OfMean, int? NeededForGood);

/// <summary>The reliability of the mean of several people.</summary>
/// <param name="People">How many.</param>
/// <param name="Reliability">Of their mean, 0..1.</param>
public readonly record struct PanelReliability(int People, double Reliability);
