namespace JudgeEval.Statistics;

/// <summary>Means, squared deviations and products of deviations of pairs: two passes, about the means.</summary>
/// <param name="First">The moments of the first numbers.</param>
/// <param name="Second">The moments of the second numbers.</param>
/// <param name="Products">The sum of the products of the two distances from the means.</param>
internal readonly record struct PairMoments(Moments First, Moments Second, double Products)
{
    /// <summary>How many pairs there are.</summary>
    public int Count => First.Count;

    /// <summary>The mean product of the distances.</summary>
    public double PopulationCovariance => Products / Count;

    /// <summary>The moments of pairs.</summary>
    public static PairMoments Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Moments x = Moments.Of(first), y = Moments.Of(second);
        double products = 0, restX = 0, restY = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double dx = first[i] - x.Mean, dy = second[i] - y.Mean;
            products += dx * dy;
            restX += dx;
            restY += dy;
        }

        return new(x, y, first.Length == 0 ? 0 : products - (restX * restY / first.Length));
    }

    /// <summary>
    /// The mean squared deviation of first - weight · second, from the differences themselves: where the two nearly agree, the
    /// difference of the variances would be lost in rounding.
    /// </summary>
    public static double ResidualVariance(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double weight)
    {
        double start = first[0] - (weight * second[0]), plain = 0;
        for (int i = 0; i < first.Length; i++)
        {
            plain += first[i] - (weight * second[i]) - start;
        }

        double mean = start + (plain / first.Length), rest = 0, squares = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double distance = first[i] - (weight * second[i]) - mean;
            rest += distance;
            squares += distance * distance;
        }

        return Math.Max(0, squares - (rest * rest / first.Length)) / first.Length;
    }
}
