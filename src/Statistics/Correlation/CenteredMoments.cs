namespace JudgeEval.Statistics;

/// <summary>
/// Centred sums of squares and products of two lists of the same length, at least 1. A power of two brings each list
/// near 1 first, so that no square overflows or vanishes; all values here are in those units.
/// </summary>
internal readonly ref struct CenteredMoments
{
    private CenteredMoments(double shift, double xx, double yy, double xy)
    {
        Shift = shift;
        XX = xx;
        YY = yy;
        XY = xy;
    }

    /// <summary>The mean of x - y; of numbers in one unit, as <see cref="Common"/> has them.</summary>
    public double Shift { get; }

    /// <summary>The sum of squared deviations of x from its mean.</summary>
    public double XX { get; }

    /// <summary>The sum of squared deviations of y from its mean.</summary>
    public double YY { get; }

    /// <summary>The sum of products of the deviations.</summary>
    public double XY { get; }

    /// <summary>
    /// One root of the product: for a perfect line whose sums are exact the quotient is then exactly 1, which two roots do not give.
    /// </summary>
    public double Correlation => Math.Clamp(XY / Math.Sqrt(XX * YY), -1, 1);

    /// <summary>Each list in its own unit: all that a correlation needs.</summary>
    public static CenteredMoments Separate(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Of(x, y, Unit(Largest(x)), Unit(Largest(y)));

    /// <summary>Both lists in one unit, so that they can be compared with each other.</summary>
    public static CenteredMoments Common(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double unit = Unit(Math.Max(Largest(x), Largest(y)));
        return Of(x, y, unit, unit);
    }

    /// <summary>Whether all numbers are the same. A mean cannot tell: that of 0.1, 0.1, 0.1 is not 0.1.</summary>
    public static bool IsConstant(ReadOnlySpan<double> numbers) => numbers.IsEmpty || !numbers.ContainsAnyExcept(numbers[0]);

    /// <summary>A power of two that brings a number near 1; 1 when it is in a range where squares are safe.</summary>
    public static double Unit(double largest) =>
        largest is 0 or (> 1e-60 and < 1e60) ? 1 : Math.ScaleB(1, Math.Clamp(-Math.ILogB(largest), -1020, 1020));

    public static double Largest(ReadOnlySpan<double> numbers)
    {
        double largest = 0;
        foreach (double number in numbers)
        {
            largest = Math.Max(largest, Math.Abs(number));
        }

        return largest;
    }

    private static CenteredMoments Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double unitX, double unitY)
    {
        CompensatedSum sumX = default, sumY = default, differences = default;
        for (int i = 0; i < x.Length; i++)
        {
            sumX.Add(x[i] * unitX);
            sumY.Add(y[i] * unitY);
            differences.Add((x[i] * unitX) - (y[i] * unitY));
        }

        double n = x.Length, meanX = sumX.Value / n, meanY = sumY.Value / n;
        CompensatedSum xx = default, yy = default, xy = default, restX = default, restY = default;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = (x[i] * unitX) - meanX, dy = (y[i] * unitY) - meanY;
            xx.Add(dx * dx);
            yy.Add(dy * dy);
            xy.Add(dx * dy);
            restX.Add(dx);
            restY.Add(dy);
        }

        // A rounded mean leaves a rest; far from zero it is large enough to matter (Chan, Golub and LeVeque, 1983, doi:10.2307/2683386).
        double rx = restX.Value, ry = restY.Value;
        return new(differences.Value / n, xx.Value - (rx * rx / n), yy.Value - (ry * ry / n), xy.Value - (rx * ry / n));
    }
}
