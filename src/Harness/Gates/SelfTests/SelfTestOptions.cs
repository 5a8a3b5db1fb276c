using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>How a gate is tried on a judge.</summary>
public sealed record SelfTestOptions
{
    /// <summary>How many times the judge is held against itself, at least 1.</summary>
    /// <value>The default value is 400, so that a gate that never fails falsely is known to do so in less than 1 % of runs.</value>
    [Range(1, 1_000_000)]
    public int Runs { get; init; } = 400;

    /// <summary>
    /// Bootstrap resamples within each of these runs. They are many runs on many draws of the items, so the chance of fewer resamples averages out; it
    /// makes single intervals a little uneven, which if anything raises the rate of false alarms that is reported.
    /// </summary>
    /// <value>The default value is 500, against 2000 for a single comparison.</value>
    [Range(2, 1_000_000)]
    public int Resamples { get; init; } = 500;

    /// <summary>The seed of the draws and of the random judge.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The share of items on which the majority of the proposed repeats may flip.</summary>
    /// <value>The default value is 0.02.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double FlipsAllowed { get; init; } = 0.02;

    /// <summary>The share of runs in which the judge must pass against itself at the proposed margin.</summary>
    /// <value>The default value is 0.8.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Power { get; init; } = 0.8;
}
