using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Harness.Gates.Sequential;

/// <summary>How items are judged until a gate decides.</summary>
public sealed record SequentialOptions
{
    /// <summary>
    /// The confidence over all looks together, between 0 and 1: a false failure and a false pass have each a probability of at most half of the rest.
    /// </summary>
    /// <value>The default value is 0.95, so 0.025 for each.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Confidence { get; init; } = 0.95;

    /// <summary>The seed of the order in which items are judged.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// How many items are judged between two looks, at least 1. Verdicts are looked at one by one in their order, so a decision does not depend on this; but
    /// what else was judged with it has been paid for.
    /// </summary>
    /// <value>The default value is 8, as many as are judged at once.</value>
    [Range(1, int.MaxValue)]
    public int Batch { get; init; } = 8;
}
