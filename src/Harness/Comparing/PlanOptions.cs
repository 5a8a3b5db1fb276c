using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Comparing;

/// <summary>What a comparison is planned for, and what is assumed where no pilot tells.</summary>
public sealed record PlanOptions
{
    /// <summary>The metric.</summary>
    /// <value>The default value is <see langword="null"/>: the one that follows from level and subjectivity.</value>
    public AlignmentMetric? Metric { get; init; }

    /// <summary>The margin that must be seen, in the metric's own unit.</summary>
    /// <value>The default value is 0.05.</value>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double Margin { get; init; } = 0.05;

    /// <summary>The margins of the tables, rising.</summary>
    /// <value>The default value is 0.02, 0.03, 0.05 and 0.1.</value>
    public ImmutableArray<double> Margins { get; init; } = [0.02, 0.03, 0.05, 0.1];

    /// <summary>The confidence level of the gate; its one-sided level is half of the rest.</summary>
    /// <value>The default value is 0.95.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Confidence { get; init; } = 0.95;

    /// <summary>The probability with which what can be seen is seen.</summary>
    /// <value>The default value is 0.8.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Power { get; init; } = 0.8;

    /// <summary>How many repeats of an item vote, where a pilot's repeats tell how much they differ.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int Repeats { get; init; } = 1;

    /// <summary>How often both judges agree with people, where no pilot tells.</summary>
    /// <value>The default value is 0.85.</value>
    [Range(0d, 1d)]
    public double Accuracy { get; init; } = 0.85;

    /// <summary>The share of items on which exactly one of the two agrees with people, where no pilot tells.</summary>
    /// <value>The default value is <see langword="null"/>: half of what independent judges would have, see <see cref="HitPower.DiscordantShare"/>.</value>
    [Range(0d, 1d)]
    public double? Discordant { get; init; }

    /// <summary>How far the items of a cluster go together, where no pilot tells: the correlation of their differences.</summary>
    /// <value>The default value is 0.1.</value>
    [Range(0d, 1d)]
    public double ClusterCorrelation { get; init; } = 0.1;

    /// <summary>How many studies of each size are simulated.</summary>
    /// <value>The default value is 2000.</value>
    [Range(100, 1_000_000)]
    public int Simulations { get; init; } = 2000;

    /// <summary>The seed of the simulation.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;
}
