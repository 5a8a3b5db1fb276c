using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>A candidate beside its baseline, item by item. Immutable; all of it is written into records.</summary>
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

    /// <summary>Items on which the candidate disagrees with people and the baseline did not, and whose verdicts are stable: unanimous people first, then by id.</summary>
    public ImmutableArray<string> NewlyDisagreeing { get; init; } = [];

    /// <summary>Items on which the baseline disagreed with people and the candidate does not, sorted by id.</summary>
    public ImmutableArray<string> Resolved { get; init; } = [];

    /// <summary>Items that disagree on one side alone, but whose repeats do not all say the same on one of the sides, so that the change may be chance; sorted by id.</summary>
    public ImmutableArray<string> Unstable { get; init; } = [];

    /// <summary>What changed since the baseline, in the order of <see cref="ChangeKind"/>; empty when nothing did.</summary>
    public ImmutableArray<JudgeChange> Changes { get; init; } = [];

    /// <summary>The evidence on the difference. It is no part of a record.</summary>
    internal MeasuredDifference? Evidence { get; init; }
}

/// <summary>The items of a comparison.</summary>
/// <param name="Common">Items that both judged and that are the same on both sides.</param>
/// <param name="OnlyBaseline">Items that only the baseline has.</param>
/// <param name="OnlyCandidate">Items that only the candidate has.</param>
/// <param name="OtherContent">Items of one id and another content; they are left out.</param>
/// <param name="WithoutVerdict">Common items on which one of the two has no usable verdict; they are left out.</param>
public sealed record ComparedItems(int Common, int OnlyBaseline, int OnlyCandidate, int OtherContent, int WithoutVerdict);

/// <summary>The two-by-two table of hits: verdicts that do not disagree with people.</summary>
/// <param name="Both">Items on which both agree with people.</param>
/// <param name="OnlyBaseline">Items on which only the baseline does: what was lost.</param>
/// <param name="OnlyCandidate">Items on which only the candidate does: what was won.</param>
/// <param name="Neither">Items on which neither does.</param>
public sealed record HitTable(int Both, int OnlyBaseline, int OnlyCandidate, int Neither);
