using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Harness.Cards;

/// <summary>What a card computes.</summary>
public sealed record CardOptions
{
    /// <summary>The population that the annotators are compared with; <see langword="null"/> for the one that the dataset declares.</summary>
    public Population? Population { get; init; }

    /// <summary>How many resamples the intervals of agreement take; 0 for none.</summary>
    /// <value>The default value is 2000.</value>
    [Range(0, 1_000_000)]
    public int Resamples { get; init; } = 2000;

    /// <summary>The seed of the resampling.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The confidence level of intervals.</summary>
    /// <value>The default value is 0.95.</value>
    [Range(0.5, 0.9999)]
    public double Confidence { get; init; } = 0.95;
}
