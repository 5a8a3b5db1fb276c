using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>How a leaderboard is computed. Everything that changes a number stands here.</summary>
public sealed record LeaderboardOptions
{
    /// <summary>The rates of label error that are tried where nothing else is said: 1, 3.3, 5 and 10 in a hundred.</summary>
    public static ImmutableArray<double> DefaultErrorRates { get; } = [0.01, 0.033, 0.05, 0.1];

    /// <summary>The metric of every dataset.</summary>
    /// <value>The default value is <see langword="null"/>: each dataset's own, by its level and subjectivity.</value>
    public AlignmentMetric? Metric { get; init; }

    /// <summary>The level at which labels are compared.</summary>
    /// <value>The default value is <see langword="null"/>: each dataset's own.</value>
    public MeasurementLevel? Level { get; init; }

    /// <summary>Bootstrap resamples; 0 for no intervals, no probabilities of ranks and no tests.</summary>
    /// <value>The default value is 2000.</value>
    [Range(0, int.MaxValue)]
    public int Resamples { get; init; } = 2000;

    /// <summary>The seed of every draw.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The confidence level, between 0 and 1. What it leaves out is the level of the tests of all differences together.</summary>
    /// <value>The default value is 0.95.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Confidence { get; init; } = 0.95;

    /// <summary>A tag of the items by which figures are shown in slices, or <c>split</c> or <c>cluster</c>.</summary>
    /// <value>The default value is <see langword="null"/>: no slices.</value>
    public string? By { get; init; }

    /// <summary>A tag of the items that names the system whose response the item is, or <c>cluster</c>.</summary>
    /// <value>The default value is <see langword="null"/>: no system level.</value>
    public string? System { get; init; }

    /// <summary>The share of a dataset's labelled items that a judge must have answered there to be compared with others.</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0d, 1d)]
    public double LeastCoverage { get; init; } = 0.5;

    /// <summary>The rates of label error at which the order is tried, each above 0 and at most 1.</summary>
    /// <value>The default value is <see cref="DefaultErrorRates"/>.</value>
    public ImmutableArray<double> ErrorRates { get; init; } = DefaultErrorRates;

    /// <summary>
    /// How many draws of label errors there are at most; 0 for none. Of more than 16,000 items, and with rank correlations on scales with many values, there are
    /// fewer: the result says how many.
    /// </summary>
    /// <value>The default value is 1000.</value>
    [Range(0, int.MaxValue)]
    public int ErrorDraws { get; init; } = 1000;

    /// <summary>How many threads may work at once; 0 leaves it to the machine. The numbers do not depend on it.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    public int MaxDegreeOfParallelism { get; init; }
}
