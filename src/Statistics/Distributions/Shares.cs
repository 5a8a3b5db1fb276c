namespace JudgeEval.Statistics;

/// <summary>Turns weights into shares that sum to 1. A power of two brings the sum near 1 first, so that products stay in range.</summary>
internal readonly struct Shares
{
    private readonly double _unit;
    private readonly double _total;

    private Shares(double unit, double total)
    {
        _unit = unit;
        _total = total;
    }

    public double this[double weight] => weight * _unit / _total;

    public static Shares Of(ReadOnlySpan<double> weights)
    {
        double unit = Unit(weights);
        CompensatedSum sum = default;
        foreach (double weight in weights)
        {
            sum.Add(weight * unit);
        }

        return new(unit, sum.Value);
    }

    /// <summary>Why weights are no distribution; null when they are one. Negative and infinite weights are an error.</summary>
    public static string? WhyUndefined(ReadOnlySpan<double> weights)
    {
        double largest = 0;
        foreach (double weight in weights)
        {
            largest = weight >= 0 && double.IsFinite(weight)
                ? Math.Max(largest, weight)
                : throw new ArgumentException("A distribution's weights are finite and not negative.", nameof(weights));
        }

        return largest > 0 ? null : "a distribution needs some weight";
    }

    /// <summary>
    /// The shares of an outcome in two distributions. Their difference is taken from the products of the weights with the other's
    /// total, before any rounding by division: equal distributions on different scales differ by nothing.
    /// </summary>
    /// <returns>Whether the outcome has any weight.</returns>
    public bool Pair(double p, in Shares other, double q, out SharePair pair)
    {
        // After the division, by which the smallest weights may come to nothing.
        double a = p * _unit, b = q * other._unit;
        if (a / _total == 0 && b / other._total == 0)
        {
            pair = default;
            return false;
        }

        double product = b * _total, rest = Math.FusedMultiplyAdd(b, _total, -product);
        double difference = Math.FusedMultiplyAdd(a, other._total, -product) - rest, both = _total * other._total;
        pair = new(a / _total, b / other._total, difference / both);
        return true;
    }

    private static double Unit(ReadOnlySpan<double> weights) => CenteredMoments.Unit(CenteredMoments.Largest(weights));
}
