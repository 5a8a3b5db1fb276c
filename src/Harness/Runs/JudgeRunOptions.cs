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
}

/// <summary>How far a run is.</summary>
public readonly record struct RunProgress
{
    /// <summary>Judgements made, failed ones and those taken over included.</summary>
    public int Done { get; init; }

    /// <summary>Judgements without a label, and those that cannot be made.</summary>
    public int Failed { get; init; }

    /// <summary>Judgements taken over from an earlier run that broke off.</summary>
    public int Resumed { get; init; }

    /// <summary>Judgements to make: items times repeats times orders.</summary>
    public int Total { get; init; }

    /// <summary>What the requests came to so far.</summary>
    public CallTotals Calls { get; init; }
}
