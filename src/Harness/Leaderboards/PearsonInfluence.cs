using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// How far leaving out a single point moves Pearson's correlation. One pass for the moments and one for all points: without a point i, a centred sum of
/// products is smaller by n / (n - 1) times the product of the point's deviations. Linear time.
/// </summary>
internal static class PearsonInfluence
{
    // A sum of squares of which less than this part is left has lost its digits; it is computed anew, which only a few points can ask for.
    private const double Lost = 1e-6;

    /// <summary>The correlation, and the point without which it moves most; of equal ones the first.</summary>
    /// <param name="x">The first coordinates, finite.</param>
    /// <param name="y">The second coordinates.</param>
    /// <param name="nameOf">The name of a point.</param>
    public static Influence Of(double[] x, double[] y, Func<int, string> nameOf)
    {
        int n = x.Length;
        Estimate all = Correlation.Pearson(x, y).Estimate;
        if (!all.IsDefined)
        {
            return new Influence(all, null, Estimate.Undefined("there is no correlation to move", n));
        }

        double meanX = x.Average(), meanY = y.Average(), xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < n; i++)
        {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        int most = -1;
        double largest = -1;
        for (int i = 0; i < n; i++)
        {
            double without = Without(x, y, i, meanX, meanY, xx, yy, xy);

            // A correlation that ceases to exist has moved farther than any other.
            double moved = double.IsNaN(without) ? double.PositiveInfinity : Math.Abs(without - all.Value);
            (most, largest) = moved > largest ? (i, moved) : (most, largest);
        }

        return new Influence(all, nameOf(most), Correlation.Pearson(Except(x, most), Except(y, most)).Estimate);
    }

    private static double Without(double[] x, double[] y, int i, double meanX, double meanY, double xx, double yy, double xy)
    {
        double dx = x[i] - meanX, dy = y[i] - meanY, factor = x.Length / (x.Length - 1.0);
        double restX = xx - (factor * dx * dx), restY = yy - (factor * dy * dy);
        if (restX < Lost * xx || restY < Lost * yy)
        {
            Estimate exact = Correlation.Pearson(Except(x, i), Except(y, i)).Estimate;
            return exact.IsDefined ? exact.Value : double.NaN;
        }

        return (xy - (factor * dx * dy)) / Math.Sqrt(restX * restY);
    }

    private static double[] Except(double[] numbers, int i) => [.. numbers.AsSpan(0, i), .. numbers.AsSpan(i + 1)];
}
