namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>How often the majority of several repeats says something else the next time.</summary>
internal static class MajorityFlip
{
    /// <summary>
    /// The probability that the majorities of two sets of <paramref name="repeats"/> fresh repeats differ, when a repeat says each label as often as it was
    /// seen: 1 - sum q², with q the probability that a label has the majority. Equally frequent labels share it.
    /// </summary>
    /// <param name="counts">How often each label was seen, each above 0.</param>
    /// <param name="repeats">How many repeats vote, at least 1.</param>
    /// <remarks>
    /// Two draws from n seen repeats are one and the same repeat with a probability of 1 / n, so seen shares make repeats look more alike than fresh ones
    /// are, with one repeat by exactly (n - 1) / n. That factor is taken back for every number of repeats.
    /// </remarks>
    public static double Probability(ReadOnlySpan<int> counts, int repeats)
    {
        int total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        if (counts.Length < 2)
        {
            return 0;
        }

        double[] shares = new double[counts.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = (double)counts[i] / total;
        }

        double same = 0;
        for (int label = 0; label < shares.Length; label++)
        {
            double majority = Majority(shares, label, repeats);
            same += majority * majority;
        }

        return Math.Clamp((1 - same) * total / (total - 1), 0, 1);
    }

    /// <summary>The probability that a label has the majority: over its count m and how many others have m too, none more.</summary>
    private static double Majority(double[] shares, int label, int repeats)
    {
        double sum = 0;
        for (int most = 1; most <= repeats; most++)
        {
            double[] ofOthers = Others(shares, label, most, repeats - most);
            for (int tied = 0; tied < ofOthers.Length; tied++)
            {
                sum += Term(shares[label], most) * ofOthers[tied] / (tied + 1);
            }
        }

        return sum * Term(1, repeats, inverse: true);
    }

    /// <summary>The weight of the others having the rest of the votes, by how many of them have just as many as the label and none more.</summary>
    private static double[] Others(double[] shares, int label, int most, int rest)
    {
        int ties = rest / most;
        var weights = new double[ties + 1, rest + 1];
        weights[0, 0] = 1;
        for (int other = 0; other < shares.Length; other++)
        {
            if (other == label)
            {
                continue;
            }

            var next = new double[ties + 1, rest + 1];
            for (int tied = 0; tied <= ties; tied++)
            {
                for (int used = 0; used <= rest; used++)
                {
                    for (int votes = 0; votes <= most && used + votes <= rest && weights[tied, used] > 0; votes++)
                    {
                        next[votes == most ? tied + 1 : tied, used + votes] += weights[tied, used] * Term(shares[other], votes);
                    }
                }
            }

            weights = next;
        }

        double[] result = new double[ties + 1];
        for (int tied = 0; tied <= ties; tied++)
        {
            result[tied] = weights[tied, rest];
        }

        return result;
    }

    // p^n / n!, or n! alone.
    private static double Term(double share, int votes, bool inverse = false)
    {
        double term = 1;
        for (int i = 1; i <= votes; i++)
        {
            term *= inverse ? i : share / i;
        }

        return term;
    }
}
