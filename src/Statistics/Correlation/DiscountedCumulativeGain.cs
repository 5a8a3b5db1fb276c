namespace JudgeEval.Statistics;

/// <summary>What an item's relevance is worth.</summary>
public enum RelevanceGain
{
    /// <summary>The relevance itself (Järvelin and Kekäläinen, 2002). The default.</summary>
    Linear,

    /// <summary>2^relevance - 1, which stresses the most relevant (Burges et al., 2005, doi:10.1145/1102351.1102363).</summary>
    Exponential,
}

/// <summary>
/// Normalized discounted cumulative gain (Järvelin and Kekäläinen, 2002, doi:10.1145/582415.582418): how well scores put the most
/// relevant items first. The gain at rank r is divided by log2(r + 1).
/// </summary>
public static class DiscountedCumulativeGain
{
    /// <summary>The discounted gain of the order by score, as a share of that of the best order.</summary>
    /// <param name="relevance">Each item's relevance by the reference, at least 0.</param>
    /// <param name="scores">Each item's score by the judge, finite; the highest comes first. Only the order counts.</param>
    /// <param name="cutoff">How many ranks count, at least 1; <see langword="null"/>, the default, for all.</param>
    /// <param name="gain">What relevance is worth. The default is <see cref="RelevanceGain.Linear"/>.</param>
    /// <returns>
    /// The normalized gain, 0..1, and 1 for a perfect order. Items with the same score take their expectation over all orders of the
    /// tie (McSherry and Najork, 2008, doi:10.1007/978-3-540-78646-7_38). Undefined without items and when no item is relevant.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, a relevance is negative, or the cutoff is below 1.</exception>
    public static Estimate Normalized(ReadOnlySpan<double> relevance, ReadOnlySpan<double> scores, int? cutoff = null, RelevanceGain gain = RelevanceGain.Linear)
    {
        PairedNumbers.Check(relevance, scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff ?? 1, 1, nameof(cutoff));
        int n = relevance.Length;
        double[] gains = Gains(relevance, gain), best = (double[])gains.Clone(), keys = scores.ToArray();
        Array.Sort(best);
        Array.Reverse(best);
        if (n == 0 || best[0] == 0)
        {
            return Estimate.Undefined(n == 0 ? "there is no item to rank" : "no item is relevant, so every order is as good", n);
        }

        Array.Sort(keys, gains);
        Array.Reverse(keys);
        Array.Reverse(gains);
        int ranks = Math.Min(cutoff ?? n, n);
        return Estimate.Of(Math.Min(1, Discounted(keys, gains, ranks) / Discounted(best, best, ranks)), n);
    }

    /// <summary>Each tie has its mean gain at each of its ranks; the part of a tie beyond the cutoff counts for nothing.</summary>
    private static double Discounted(double[] keys, double[] gains, int ranks)
    {
        CompensatedSum total = default;
        for (int start = 0; start < ranks;)
        {
            double gain = 0, discount = 0;
            int end = start;
            for (; end < keys.Length && keys[end] == keys[start]; end++)
            {
                gain += gains[end];
                discount += end < ranks ? 1 / Math.Log2(end + 2) : 0;
            }

            total.Add(gain / (end - start) * discount);
            start = end;
        }

        return total.Value;
    }

    /// <summary>Gains relative to the largest, which the quotient does not notice and 2^relevance needs; 1 - 2^-relevance keeps its digits where relevance is tiny.</summary>
    private static double[] Gains(ReadOnlySpan<double> relevance, RelevanceGain gain)
    {
        const double Ln2 = 0.693147180559945309417;
        Guard.Known(gain);
        double largest = 0;
        foreach (double value in relevance)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(relevance));
            largest = Math.Max(largest, value);
        }

        double[] gains = new double[relevance.Length];
        for (int i = 0; i < gains.Length && largest > 0; i++)
        {
            gains[i] = gain switch
            {
                RelevanceGain.Linear => relevance[i] / largest,
                RelevanceGain.Exponential => Math.Pow(2, relevance[i] - largest) * ExpMinusOne(-relevance[i] * Ln2) / ExpMinusOne(-largest * Ln2),
                _ => throw new ArgumentOutOfRangeException(nameof(gain), gain, "Unknown gain."),
            };
        }

        return gains;
    }

    /// <summary>
    /// exp(x) - 1 for x up to 0. Neither double.ExpM1, which subtracts, nor MathNet's, which is good to 1e-8, keeps the digits of a tiny x; the
    /// rounding of exp(x) cancels in the quotient with its own logarithm (Higham, 2002, doi:10.1137/1.9780898718027, section 1.14.1).
    /// </summary>
    private static double ExpMinusOne(double x)
    {
        double exponential = Math.Exp(x);
        return exponential == 1 ? x : exponential == 0 ? -1 : (exponential - 1) * x / Math.Log(exponential);
    }
}
