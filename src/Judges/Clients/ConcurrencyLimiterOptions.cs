using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="ConcurrencyLimiter"/>.</summary>
public sealed record ConcurrencyLimiterOptions
{
    /// <summary>The limit at the start, between <see cref="Minimum"/> and <see cref="Maximum"/>.</summary>
    /// <value>The default value is 8.</value>
    [Range(1, int.MaxValue)]
    public int Initial { get; init; } = 8;

    /// <summary>What the limit never falls below; at least 1.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, int.MaxValue)]
    public int Minimum { get; init; } = 1;

    /// <summary>What the limit never rises above; at least <see cref="Minimum"/>.</summary>
    /// <value>The default value is 64.</value>
    [Range(1, int.MaxValue)]
    public int Maximum { get; init; } = 64;

    /// <summary>What the limit is multiplied by when the server has too much to do; above 0 and below 1.</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.01, 0.99)]
    public double DecreaseFactor { get; init; } = 0.5;

    /// <summary>
    /// How long requests wait at most when the server asks for quiet (<c>Retry-After</c>). When it asks for more, they are refused without
    /// being sent, until no more than this is left. At least 0 and at most a day.
    /// </summary>
    /// <value>The default value is 60 seconds.</value>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);
}
