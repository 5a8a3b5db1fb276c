using System.Runtime.Intrinsics;

namespace JudgeEval.Statistics;

/// <summary>
/// Centred sums of squares and products of two lists of the same length, at least 1. A power of two brings each list
/// near 1 first, so that no square overflows or vanishes; all values here are in those units.
/// </summary>
internal readonly ref struct CenteredMoments
{
    private const int Block = 256;

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

    /// <summary>The correlation, -1..1. Four units in the last place from the end are rounding: such a line is perfect.</summary>
    public double Correlation
    {
        get
        {
            double r = XY / Math.Sqrt(XX * YY);
            return Math.Abs(r) > 1 - 4.5e-16 ? Math.Sign(r) : r;
        }
    }

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
        largest is 0 or (> 1e-40 and < 1e60) ? 1 : Math.ScaleB(1, Math.Clamp(-Math.ILogB(largest), -1020, 1020));

    /// <summary>The largest absolute value; 0 of an empty list.</summary>
    public static double Largest(ReadOnlySpan<double> numbers)
    {
        Vector256<double> largest = Vector256<double>.Zero;
        int i = 0;
        for (; i <= numbers.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            largest = Vector256.Max(largest, Vector256.Abs(Vector256.Create(numbers[i..])));
        }

        double result = 0;
        for (int lane = 0; lane < Vector256<double>.Count; lane++)
        {
            result = Math.Max(result, largest[lane]);
        }

        for (; i < numbers.Length; i++)
        {
            result = Math.Max(result, Math.Abs(numbers[i]));
        }

        return result;
    }

    /// <summary>
    /// Two passes in vectors over short blocks, whose sums are added with their rounding errors: fast, and as exact for many numbers
    /// as for few. The vectors have four lanes on every machine, so that the bits are the same.
    /// </summary>
    private static CenteredMoments Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double unitX, double unitY)
    {
        CompensatedSum sumX = default, sumY = default, differences = default;
        for (int start = 0; start < x.Length; start += Block)
        {
            int length = Math.Min(Block, x.Length - start);
            AddMeans(x.Slice(start, length), y.Slice(start, length), unitX, unitY, ref sumX, ref sumY, ref differences);
        }

        double n = x.Length, meanX = sumX.Value / n, meanY = sumY.Value / n;
        CompensatedSum xx = default, yy = default, xy = default, restX = default, restY = default;
        for (int start = 0; start < x.Length; start += Block)
        {
            int length = Math.Min(Block, x.Length - start), i = 0;
            ReadOnlySpan<double> blockX = x.Slice(start, length), blockY = y.Slice(start, length);
            Vector256<double> vxx = default, vyy = default, vxy = default, vx = default, vy = default;
            for (; i <= length - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                Vector256<double> dx = (Vector256.Create(blockX[i..]) * unitX) - Vector256.Create(meanX);
                Vector256<double> dy = (Vector256.Create(blockY[i..]) * unitY) - Vector256.Create(meanY);
                vxx += dx * dx;
                vyy += dy * dy;
                vxy += dx * dy;
                vx += dx;
                vy += dy;
            }

            double sxx = Lanes(vxx), syy = Lanes(vyy), sxy = Lanes(vxy), sx = Lanes(vx), sy = Lanes(vy);
            for (; i < length; i++)
            {
                double dx = (blockX[i] * unitX) - meanX, dy = (blockY[i] * unitY) - meanY;
                sxx += dx * dx;
                syy += dy * dy;
                sxy += dx * dy;
                sx += dx;
                sy += dy;
            }

            xx.Add(sxx);
            yy.Add(syy);
            xy.Add(sxy);
            restX.Add(sx);
            restY.Add(sy);
        }

        // A rounded mean leaves a rest; far from zero it is large enough to matter (Chan, Golub and LeVeque, 1983, doi:10.2307/2683386).
        double rx = restX.Value, ry = restY.Value;
        return new(differences.Value / n, xx.Value - (rx * rx / n), yy.Value - (ry * ry / n), xy.Value - (rx * ry / n));
    }

    private static void AddMeans(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, double unitX, double unitY, ref CompensatedSum sumX, ref CompensatedSum sumY, ref CompensatedSum differences)
    {
        Vector256<double> vx = default, vy = default, vd = default;
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<double> a = Vector256.Create(x[i..]) * unitX, b = Vector256.Create(y[i..]) * unitY;
            vx += a;
            vy += b;
            vd += a - b;
        }

        double sx = Lanes(vx), sy = Lanes(vy), sd = Lanes(vd);
        for (; i < x.Length; i++)
        {
            double a = x[i] * unitX, b = y[i] * unitY;
            sx += a;
            sy += b;
            sd += a - b;
        }

        sumX.Add(sx);
        sumY.Add(sy);
        differences.Add(sd);
    }

    private static double Lanes(Vector256<double> sums) => (sums[0] + sums[1]) + (sums[2] + sums[3]);
}
