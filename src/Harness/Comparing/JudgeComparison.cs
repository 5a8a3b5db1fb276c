using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>A candidate beside its baseline, item by item. Both are held against the labels of today. Immutable; all of it is written into records.</summary>
public sealed record JudgeComparison
{
    /// <summary>The metric that is compared.</summary>
    public required AlignmentMetric Metric { get; init; }

    /// <summary>The baseline's judge.</summary>
    public required string BaselineJudge { get; init; }

    /// <summary>The baseline's metric on the common items, with its interval.</summary>
    public required Estimate Baseline { get; init; }

    /// <summary>The candidate's metric on the common items, with its interval.</summary>
    public required Estimate Candidate { get; init; }

    /// <summary>The candidate's metric less the baseline's, with the interval of the paired difference.</summary>
    public required Estimate Delta { get; init; }

    /// <summary>Which items the comparison rests on, and which it leaves out.</summary>
    public required ComparedItems Items { get; init; }

    /// <summary>Who agrees with people on the common items that have a reference label.</summary>
    public required HitTable Hits { get; init; }

    /// <summary>McNemar's tests of the hits; <see langword="null"/> in records of a time before they were kept.</summary>
    public HitTests? HitTests { get; init; }

    /// <summary>The distances from people; <see langword="null"/> where the scale has no order.</summary>
    public ErrorShift? Errors { get; init; }

    /// <summary>Items on which the candidate disagrees with people and the baseline did not, and whose verdicts are stable: unanimous people first, then by id.</summary>
    public ImmutableArray<string> NewlyDisagreeing { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Items on which the baseline disagreed with people and the candidate does not, and whose verdicts are stable; sorted by id.</summary>
    public ImmutableArray<string> Resolved { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Items that disagree on one side alone, but whose repeats do not all say the same on one of the sides, so that the change may be chance; sorted by id.</summary>
    public ImmutableArray<string> Unstable { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What was said on every item of the three lists; sorted by id.</summary>
    public ImmutableArray<MovedItem> Moved { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// Whether the candidate is the baseline itself: both identities are known by their hashes and are the same, and so is the label (of repeats the majority) of
    /// every common item. Its difference is 0 because it is none, however few the items are.
    /// </summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool SameJudge { get; init; }

    /// <summary>What changed since the baseline, in the order of <see cref="ChangeKind"/>; empty when nothing did, as far as it is known.</summary>
    public ImmutableArray<JudgeChange> Changes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The same comparison against the labels of the baseline's time; <see langword="null"/> where people's labels are the same or not known.</summary>
    public OldLabels? OldLabels { get; init; }

    /// <summary>The evidence on the difference. It is no part of a record.</summary>
    internal MeasuredDifference? Evidence { get; init; }
}

/// <summary>The items of a comparison.</summary>
/// <param name="Common">Items that both judged and that are the same on both sides.</param>
/// <param name="OnlyBaseline">Items that only the baseline has.</param>
/// <param name="OnlyCandidate">Items that only the candidate has.</param>
/// <param name="OtherContent">Items of one id and another content; they are left out.</param>
/// <param name="WithoutVerdict">Common items on which one of the two has no usable verdict; they are left out.</param>
public sealed record ComparedItems(int Common, int OnlyBaseline, int OnlyCandidate, int OtherContent, int WithoutVerdict)
{
    /// <summary>Items that both judged, but for which people give the metric no reference: nobody labelled them, or people tie.</summary>
    /// <value>The default value is 0.</value>
    public int WithoutReference { get; init; }
}

/// <summary>The two-by-two table of hits: verdicts that do not disagree with people.</summary>
/// <param name="Both">Items on which both agree with people.</param>
/// <param name="OnlyBaseline">Items on which only the baseline does: what was lost.</param>
/// <param name="OnlyCandidate">Items on which only the candidate does: what was won.</param>
/// <param name="Neither">Items on which neither does.</param>
public sealed record HitTable(int Both, int OnlyBaseline, int OnlyCandidate, int Neither);

/// <summary>An item on which one of the two judges alone disagrees with people.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Baseline">What the baseline said.</param>
/// <param name="Candidate">What the candidate says.</param>
/// <param name="Disagrees">Whether it is the candidate that disagrees.</param>
public sealed record MovedItem(string Item, SideVerdict Baseline, SideVerdict Candidate, bool Disagrees)
{
    /// <summary>People's labels with their counts, in the order of the scale.</summary>
    public ImmutableArray<LabelCount> People { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether the judgements of the item do not all give the same label on one of the sides.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Unstable { get; init; }

    /// <summary>Whether two or more people labelled the item and all gave the same label.</summary>
    internal bool Unanimous => People is [{ Count: > 1 }];
}

/// <summary>What one judge said on an item.</summary>
/// <param name="Label">The label, the most frequent one over repeats.</param>
/// <param name="Stable">How many judgements gave it.</param>
/// <param name="Judgements">How many judgements there are.</param>
public sealed record SideVerdict(string Label, int Stable, int Judgements);

/// <summary>Both judges against the labels of the baseline's time, on the common items.</summary>
/// <param name="Baseline">The baseline's metric.</param>
/// <param name="Candidate">The candidate's metric.</param>
/// <param name="Delta">The candidate's metric less the baseline's, with the interval of the paired difference.</param>
/// <param name="Hits">Who agrees with people as they labelled then.</param>
public sealed record OldLabels(Estimate Baseline, Estimate Candidate, Estimate Delta, HitTable Hits);
