namespace JudgeEval.Statistics;

/// <summary>Sample quantiles.</summary>
public static class Quantile
{
    /// <summary>
    /// The quantile by linear interpolation of the order statistics, type 7 of Hyndman and Fan (1996,
    /// doi:10.1080/00031305.1996.10473566): position (n - 1) p.
    /// </summary>
    /// <param name="sorted">One or more numbers, ascending; infinities are allowed, NaN is not.</param>
    /// <param name="p">The probability, 0..1.</param>
    /// <returns>A number between the smallest and the largest.</returns>
    /// <exception cref="ArgumentException">There is no number, or one is NaN, or the probability is out of range.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("A quantile needs at least one number.", nameof(sorted));
        }

        if (p is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies between 0 and 1.");
        }

        // Sorting puts NaN first.
        if (double.IsNaN(sorted[0]))
        {
            throw new ArgumentException("Numbers to take a quantile of are not NaN; leave those out.", nameof(sorted));
        }

        double position = (sorted.Length - 1) * p;
        int below = (int)Math.Floor(position);
        double fraction = position - below;
        return fraction == 0 || sorted[below] == sorted[below + 1] ? sorted[below] : sorted[below] + (fraction * (sorted[below + 1] - sorted[below]));
    }
}
