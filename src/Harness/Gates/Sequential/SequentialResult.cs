using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates.Sequential;

/// <summary>What a sequential gate decided, and after how much. Immutable.</summary>
public sealed record SequentialResult
{
    /// <summary>The demand.</summary>
    public required SequentialDemand Demand { get; init; }

    /// <summary>The stable code of a decision that is no pass: <c>JE4065</c> failed, <c>JE4066</c> inconclusive; <see langword="null"/> when it passed.</summary>
    public string? Code { get; init; }

    /// <summary>The decision.</summary>
    public required GateDecision Decision { get; init; }

    /// <summary>The reason in a sentence, without a full stop.</summary>
    public required string Reason { get; init; }

    /// <summary>The figure so far, in the metric's own unit, with as many units as it rests on; undefined before the first.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>The interval at the last look, in the metric's own unit; it holds at all looks together.</summary>
    public required AnytimeInterval Interval { get; init; }

    /// <summary>Whether whole clusters were judged and scored, each by the mean over its items: the figure is then the mean over clusters.</summary>
    public required bool IsClustered { get; init; }

    /// <summary>How many items the dataset has.</summary>
    public required int Items { get; init; }

    /// <summary>How many of them can have a score at all; the others are not judged.</summary>
    public required int Scorable { get; init; }

    /// <summary>How many items were judged.</summary>
    public required int Judged { get; init; }

    /// <summary>How many of these had been looked at when it was decided; the rest of the batch was judged with them.</summary>
    public required int DecidedAfter { get; init; }

    /// <summary>How many judgements an ordinary run over the dataset makes.</summary>
    public required long AllJudgements { get; init; }

    /// <summary>The verdicts; they say that they are of a part where they are.</summary>
    public required VerdictSet Verdicts { get; init; }

    /// <summary>How it was run.</summary>
    public required SequentialOptions Options { get; init; }

    /// <summary>How many judgements were not needed.</summary>
    public long Saved => AllJudgements - Verdicts.Judgements.Length;
}
