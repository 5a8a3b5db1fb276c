using System.ComponentModel.DataAnnotations;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>How a judge is run over a dataset.</summary>
public sealed record JudgeRunOptions
{
    /// <summary>How many judgements are under way at once, at least 1.</summary>
    /// <value>The default value is 8.</value>
    [Range(1, int.MaxValue)]
    public int Concurrency { get; init; } = 8;

    /// <summary>How often each item is judged, at least 1. Repeats of one item are one cluster, never extra n.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, int.MaxValue)]
    public int Repeats { get; init; } = 1;

    /// <summary>Whether pairs are judged in the swapped order as well.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool Swap { get; init; }

    /// <summary>The criteria to judge by, in place of those in the prompt's front matter.</summary>
    /// <value>The default value is <see langword="null"/>: the prompt's own.</value>
    public string? Criteria { get; init; }

    /// <summary>The group in whose place the judge answers.</summary>
    /// <value>The default value is <see langword="null"/>: none.</value>
    public string? Group { get; init; }

    /// <summary>Where the judge's clients count their calls, so that progress can tell of them.</summary>
    /// <value>The default value is <see langword="null"/>: nowhere.</value>
    public CallLedger? Ledger { get; init; }

    /// <summary>
    /// Told, in a sentence for people without a full stop, what a run does with a journal that it finds and cannot take up as it is. Called
    /// before the first judgement.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: nobody is told.</value>
    public Action<string>? Notice { get; init; }

    /// <summary>How many judgements there are of one item.</summary>
    internal int PerItem => checked(Repeats * (Swap ? 2 : 1));
}

/// <summary>How far a run is.</summary>
public readonly record struct RunProgress
{
    /// <summary>Judgements made: failed ones, those taken over and those that cannot be made are among them.</summary>
    public int Done { get; init; }

    /// <summary>Judgements without a label, and those that cannot be made.</summary>
    public int Failed { get; init; }

    /// <summary>Judgements taken over from an earlier run that broke off.</summary>
    public int Resumed { get; init; }

    /// <summary>Judgements to make: items times repeats times orders; <see langword="null"/> where the number of items is not known.</summary>
    public int? Total { get; init; }

    /// <summary>What the requests came to so far; all 0 without a ledger.</summary>
    public CallTotals Calls { get; init; }
}
