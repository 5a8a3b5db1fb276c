namespace JudgeEval.Statistics;

/// <summary>
/// What a statistic's values on the data without one unit each tell of its spread (Efron and Tibshirani, 1993,
/// doi:10.1007/978-1-4899-4541-9, chapters 11 and 14).
/// </summary>
public static class Jackknife
{
    /// <summary>The jackknife standard error, the root of (n - 1) / n times the sum of squared deviations.</summary>
    /// <param name="leftOut">The statistic without each unit, at least two; <see cref="double.NaN"/> where undefined.</param>
    /// <returns>Undefined when there are fewer than two units or a value is undefined.</returns>
    public static Estimate StandardError(ReadOnlySpan<double> leftOut) => Describe(leftOut, Moments(leftOut).StandardError);

    /// <summary>
    /// The acceleration of a BCa interval, the sum of U³ over 6 times the sum of U² to the power 3/2, with U the mean of the
    /// values minus each (Efron, 1987, doi:10.1080/01621459.1987.10478410).
    /// </summary>
    /// <param name="leftOut">The statistic without each unit, at least two; <see cref="double.NaN"/> where undefined.</param>
    /// <returns>Undefined when there are fewer than two units, a value is undefined, or all values are the same.</returns>
    public static Estimate Acceleration(ReadOnlySpan<double> leftOut) => Describe(leftOut, Moments(leftOut).Acceleration);

    internal static JackknifeMoments Moments(ReadOnlySpan<double> leftOut)
    {
        JackknifeMoments moments = default;
        moments.Add(leftOut, []);
        return moments;
    }

    private static Estimate Describe(ReadOnlySpan<double> leftOut, double value)
    {
        int n = leftOut.Length;
        return double.IsFinite(value) ? Estimate.Of(value, n)
            : Estimate.Undefined(
                n < 2 ? "a jackknife needs at least two units"
                : double.IsNaN(Moments(leftOut).StandardError) ? "the statistic is undefined without one of the units"
                : "the statistic does not vary when a unit is left out",
                n);
    }
}

/// <summary>Sums over independent samples (strata, or the items and the annotators of a crossed design) of the jackknife's second and third moments.</summary>
internal struct JackknifeMoments
{
    private double _second;
    private double _third;
    private double _variance;
    private int _units;

    /// <summary>The standard error; NaN without two units or where a value is undefined.</summary>
    public readonly double StandardError => _units == 0 ? double.NaN : Math.Sqrt(_variance);

    /// <summary>The acceleration (several samples: Davison and Hinkley, 1997, section 5.3.2); NaN where nothing varies or a value is undefined.</summary>
    public readonly double Acceleration => _units == 0 || _second == 0 ? double.NaN : _third / (6 * _second * Math.Sqrt(_second));

    /// <summary>Adds a sample of two or more units; a smaller one cannot vary and adds nothing.</summary>
    /// <param name="leftOut">The statistic without one unit of each kind.</param>
    /// <param name="times">How many units each kind has; empty for one each. A kind without a unit is skipped.</param>
    public void Add(ReadOnlySpan<double> leftOut, ReadOnlySpan<int> times)
    {
        double sum = 0;
        int n = 0;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < leftOut.Length; i++)
        {
            int count = times.IsEmpty ? 1 : times[i];
            if (count > 0)
            {
                sum += count * leftOut[i];
                n += count;
                low = Math.Min(low, leftOut[i]);
                high = Math.Max(high, leftOut[i]);
            }
        }

        if (n < 2)
        {
            return;
        }

        _units += n;

        // Values that differ in their last digit alone are the same value by another sum; that is no variation.
        if (high - low <= 8.9e-16 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            return;
        }

        double mean = sum / n, second = 0, third = 0;
        for (int i = 0; i < leftOut.Length; i++)
        {
            int count = times.IsEmpty ? 1 : times[i];
            if (count > 0)
            {
                double u = mean - leftOut[i];
                second += count * u * u;
                third += count * u * u * u;
            }
        }

        double scale = (n - 1.0) / n;
        _second += second * scale * scale;
        _third += third * scale * scale * scale;
        _variance += second * scale;
    }
}
