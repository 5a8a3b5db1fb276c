using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>A judgement without a label.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Repeat">The repeat, from 0.</param>
/// <param name="Order">The order in which a pair was shown.</param>
/// <param name="Failure">Why there is no label.</param>
public sealed record FailedJudgement(string Item, int Repeat, PresentationOrder Order, JudgeFailure Failure)
{
    /// <summary>Whether it stands before another one in a verdict file.</summary>
    internal bool IsBefore(FailedJudgement other) => VerdictKey.Compare((Item, Repeat, Order), (other.Item, other.Repeat, other.Order)) < 0;
}

/// <summary>What a run into a verdict file came to. It holds counts and examples, never the verdicts.</summary>
public sealed record RunSummary
{
    /// <summary>Which judge it was.</summary>
    public required JudgeIdentity Judge { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The verdict file.</summary>
    public required string Path { get; init; }

    /// <summary>How many judgements the file holds.</summary>
    public required int Judgements { get; init; }

    /// <summary>How many of them have a label.</summary>
    public required int Labelled { get; init; }

    /// <summary>How many of them were taken from the journal of an earlier run.</summary>
    public required int Resumed { get; init; }

    /// <summary>Failed judgements by kind; kinds that did not occur are absent.</summary>
    public required ImmutableSortedDictionary<FailureKind, int> Failures { get; init; }

    /// <summary>The first failure of each kind that occurred, in the order of the file; sorted by kind.</summary>
    public required ImmutableArray<FailedJudgement> FirstFailures { get; init; }

    /// <summary>
    /// What all judgements used, those taken from the journal among them; <see langword="null"/> where no provider said. A price is in the
    /// ledger of the clients.
    /// </summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>What verdicts that are held in memory came to.</summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="path">The verdict file they are in.</param>
    public static RunSummary Of(VerdictSet verdicts, string path)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        var tally = new RunTally();
        foreach (Judgement judgement in verdicts.Judgements)
        {
            tally.Add(judgement.Item, judgement.Repeat, judgement.Order, judgement.Verdict.Failure, judgement.Verdict.Usage);
        }

        return tally.Summary(verdicts.Judge, verdicts.Dataset ?? "", path, 0);
    }

    /// <summary>How many judgements have no label.</summary>
    public int Failed => Judgements - Labelled;
}
