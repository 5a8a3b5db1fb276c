namespace JudgeEval.Statistics;

/// <summary>The Jensen-Shannon divergence (Lin, 1991, doi:10.1109/18.61115).</summary>
public static class JensenShannon
{
    /// <summary>The divergence in bits: 0 for equal distributions, 1 for distributions without overlap. Its square root is a distance and is not this.</summary>
    /// <param name="p">Weights of the first distribution, none negative, not all 0; they are normalized here.</param>
    /// <param name="q">Weights of the second, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a distribution has a negative weight or no weight at all.</exception>
    public static double Divergence(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        if (p.Length != q.Length)
        {
            throw new ArgumentException("Both distributions need the same outcomes.", nameof(q));
        }

        double sumP = Total(p), sumQ = Total(q), bits = 0;
        for (int i = 0; i < p.Length; i++)
        {
            double a = p[i] / sumP, b = q[i] / sumQ, middle = (a + b) / 2;
            bits += (Term(a, middle) + Term(b, middle)) / 2;
        }

        return Math.Clamp(bits, 0, 1);
    }

    private static double Term(double share, double middle) => share == 0 ? 0 : share * Math.Log2(share / middle);

    private static double Total(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight >= 0 ? weight : throw new ArgumentException("A distribution has no negative weight.", nameof(weights));
        }

        return sum > 0 && double.IsFinite(sum) ? sum : throw new ArgumentException("A distribution needs some weight.", nameof(weights));
    }
}
