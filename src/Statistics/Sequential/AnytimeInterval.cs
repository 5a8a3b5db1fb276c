namespace JudgeEval.Statistics;

/// <summary>
/// An interval that may be looked at after every observation: over all looks together it misses the truth with a probability of
/// at most 1 minus the level, so a gate may stop as soon as it decides.
/// </summary>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound.</param>
/// <param name="Observations">How many observations it rests on.</param>
public readonly record struct AnytimeInterval(double Lower, double Upper, int Observations);
