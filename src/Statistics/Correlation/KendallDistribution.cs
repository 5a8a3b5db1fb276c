namespace JudgeEval.Statistics;

/// <summary>The null distribution of the discordant pairs of n numbers without ties: the inversions of a random permutation.</summary>
internal static class KendallDistribution
{
    /// <summary>The largest product of n and the tail that is worth computing, about a second's work.</summary>
    public const double LargestWork = 1e9;

    /// <summary>Whether <see cref="Tail"/> is feasible.</summary>
    public static bool IsFeasible(int n, long discordant) => n * (double)Math.Min(discordant, Pairs(n) - discordant) <= LargestWork;

    /// <summary>The probability of at most so many discordant pairs.</summary>
    /// <param name="n">How many numbers, at least 1.</param>
    /// <param name="discordant">The bound; below 0 the probability is 0.</param>
    public static double Tail(int n, long discordant)
    {
        long mirrored = Pairs(n) - discordant - 1;
        return discordant < 0 ? 0 : mirrored < discordant ? 1 - Tail(n, mirrored) : Left(n, (int)discordant);
    }

    /// <summary>
    /// Adds the numbers one by one: number j stands behind 0 to j - 1 larger ones, each equally likely, so the distribution is
    /// averaged over a window of j. Only counts up to the bound are kept.
    /// </summary>
    private static double Left(int n, int bound)
    {
        double[] shares = new double[bound + 1], sums = new double[bound + 1];
        shares[0] = 1;
        for (int j = 2; j <= n; j++)
        {
            int last = (int)Math.Min(bound, (long)j * (j - 1) / 2);
            double sum = 0;
            for (int i = 0; i <= last; i++)
            {
                sum += shares[i];
                sums[i] = sum;
            }

            for (int i = 0; i <= last; i++)
            {
                shares[i] = (i < j ? sums[i] : sums[i] - sums[i - j]) / j;
            }
        }

        double tail = 0;
        foreach (double share in shares)
        {
            tail += share;
        }

        return Math.Min(tail, 1);
    }

    private static long Pairs(int n) => (long)n * (n - 1) / 2;
}
