namespace JudgeEval.Statistics;

/// <summary>What counts as at least as extreme as the observed statistic in a two-sided permutation test.</summary>
public enum TwoSidedConvention
{
    /// <summary>Twice the smaller tail, at most 1, as scipy does.</summary>
    TwiceSmallerTail,

    /// <summary>The share of permutations whose statistic is at least as far from 0 as the observed one.</summary>
    AbsoluteValue,
}

/// <summary>How a permutation test is carried out.</summary>
public sealed record PermutationOptions
{
    /// <summary>How many random permutations are drawn where the exact test is out of reach, at least 1. The default is 10,000.</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>The seed of the random permutations. The default is 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// How many steps the exact test may take, at least 0. It is exact over all permutations when a bound known beforehand is at most this;
    /// otherwise random permutations are drawn. A step joins one item to one distinct sum, or looks at one unit or pattern of items under one
    /// permutation. The default is 2,000,000, at most about a tenth of a second and 50 MB; 0 always draws.
    /// </summary>
    public long ExactLimit { get; init; } = 2_000_000;

    /// <summary>The options, or the defaults, once they are known to be in range.</summary>
    internal static PermutationOptions Valid(PermutationOptions? options) => options is { Resamples: < 1 } or { ExactLimit: < 0 }
        ? throw new ArgumentException("There is at least one resample, and the limit is at least 0.", nameof(options))
        : options ?? new();
}
