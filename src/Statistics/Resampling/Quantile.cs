namespace JudgeEval.Statistics;

/// <summary>Sample quantiles.</summary>
public static class Quantile
{
    /// <summary>
    /// The quantile by linear interpolation of the order statistics, type 7 of Hyndman and Fan (1996,
    /// doi:10.1080/00031305.1996.10473566): position (n - 1) p.
    /// </summary>
    /// <param name="sorted">One or more numbers, ascending.</param>
    /// <param name="p">The probability, 0..1.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("A quantile needs at least one number.", nameof(sorted));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1);
        double position = (sorted.Length - 1) * p;
        int below = (int)Math.Floor(position);
        double fraction = position - below;
        return fraction == 0 || sorted[below] == sorted[below + 1] ? sorted[below] : sorted[below] + (fraction * (sorted[below + 1] - sorted[below]));
    }
}
