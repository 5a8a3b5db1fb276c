namespace JudgeEval.Statistics;

/// <summary>What the signed-rank test does with differences of 0.</summary>
public enum ZeroDifferences
{
    /// <summary>They are ranked with the others and their ranks are then left out (Pratt, 1959, doi:10.1080/01621459.1959.10501526): adding a zero then cannot make the evidence stronger.</summary>
    Pratt,

    /// <summary>They are left out before ranking (Wilcoxon, 1945, doi:10.2307/3001968).</summary>
    LeftOut,
}

/// <summary>How the p-value of the signed-rank test is computed.</summary>
public enum WilcoxonMethod
{
    /// <summary>Exact up to 100 differences that count, else asymptotic without a continuity correction.</summary>
    Automatic,

    /// <summary>From all 2^n signs of the ranks at hand, ties and zeros included. The time grows with the cube of n: about a second for 1,000.</summary>
    Exact,

    /// <summary>By the normal distribution, its variance corrected for ties and zeros (Cureton, 1967, doi:10.1080/01621459.1967.10500917).</summary>
    Asymptotic,

    /// <summary>As asymptotic, with the statistic moved by 1/2 towards its expectation; one-sided, against the alternative.</summary>
    AsymptoticCorrected,
}

/// <summary>
/// Wilcoxon's signed-rank test (1945, doi:10.2307/3001968) of whether paired differences are symmetric about 0. Differences of equal size
/// share the mean of their ranks.
/// </summary>
public static class WilcoxonSignedRank
{
    private const int LargestAutomatic = 100;

    /// <summary>Tests two measurements of each item. Decimals are subtracted exactly, so that equal differences are ties.</summary>
    /// <param name="x">The first measurement of each item, finite.</param>
    /// <param name="y">The second, in the same order.</param>
    /// <param name="alternative">Greater: x is larger than y.</param>
    /// <param name="zeros">What is done with differences of 0.</param>
    /// <param name="method">How the p-value is computed.</param>
    /// <returns>
    /// The statistic is the sum of the positive ranks, for two sides the smaller of the sums of the positive and of the negative ranks;
    /// two-sided p is twice the smaller tail, at most 1. n counts the differences that were ranked. Undefined when all are 0 or there is none.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static TestResult Run(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        Alternative alternative = Alternative.TwoSided,
        ZeroDifferences zeros = ZeroDifferences.Pratt,
        WilcoxonMethod method = WilcoxonMethod.Automatic) => Run(PairedDifferences.Of(x, y, out _), alternative, zeros, method);

    /// <summary>Tests differences.</summary>
    /// <param name="differences">The differences, finite.</param>
    /// <param name="alternative">Greater: the differences lie above 0.</param>
    /// <param name="zeros">What is done with differences of 0.</param>
    /// <param name="method">How the p-value is computed.</param>
    /// <returns>As for two measurements.</returns>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static TestResult Run(
        ReadOnlySpan<double> differences,
        Alternative alternative = Alternative.TwoSided,
        ZeroDifferences zeros = ZeroDifferences.Pratt,
        WilcoxonMethod method = WilcoxonMethod.Automatic)
    {
        Guard.Finite(differences);
        Guard.Known(alternative);
        Guard.Known(zeros);
        Guard.Known(method);
        SignedRanks ranks = SignedRanks.Of(differences, zeros);
        bool exact = method == WilcoxonMethod.Exact || (method == WilcoxonMethod.Automatic && ranks.Sizes.Length <= LargestAutomatic);
        string name = exact ? "wilcoxon-exact" : method == WilcoxonMethod.AsymptoticCorrected ? "wilcoxon-asymptotic-corrected" : "wilcoxon-asymptotic";
        if (ranks.Sizes.Length == 0)
        {
            return TestResult.Undefined("no difference is other than 0", differences.Length, name);
        }

        double statistic = alternative == Alternative.TwoSided ? Math.Min(ranks.Positive, ranks.Negative) : ranks.Positive;
        double p = exact ? Exact(ranks, alternative) : Asymptotic(ranks, statistic, alternative, method == WilcoxonMethod.AsymptoticCorrected);
        return TestResult.Of(statistic, Math.Min(1, p), ranks.Count, name);
    }

    /// <summary>Doubled mean ranks are whole numbers, so the sums over signs are exact.</summary>
    private static double Exact(SignedRanks ranks, Alternative alternative)
    {
        SignFlips flips = new([.. ranks.Sizes.Select(rank => 2 * rank)], whole: true);
        PermutationTails tails = flips.Exact(2 * (ranks.Positive - ranks.Negative));
        return alternative switch
        {
            Alternative.Less => tails.AtMost,
            Alternative.Greater => tails.AtLeast,
            _ => 2 * Math.Min(tails.AtMost, tails.AtLeast),
        };
    }

    private static double Asymptotic(SignedRanks ranks, double statistic, Alternative alternative, bool corrected)
    {
        double mean = ranks.Sizes.Sum() / 2;
        double deviation = Math.Sqrt(ranks.Sizes.Sum(rank => rank * rank) / 4);
        double difference = statistic - mean;
        double correction = !corrected ? 0 : alternative switch
        {
            Alternative.Less => -0.5,
            Alternative.Greater => 0.5,
            _ => 0.5 * Math.Sign(difference),
        };
        double z = (difference - correction) / deviation;
        return alternative switch
        {
            Alternative.Less => StudentTail.NormalAbove(-z),
            Alternative.Greater => StudentTail.NormalAbove(z),
            _ => 2 * StudentTail.NormalAbove(Math.Abs(z)),
        };
    }

    /// <summary>Ranks of the differences other than 0, with the sums by sign; Count is how many differences were ranked.</summary>
    private readonly record struct SignedRanks(double[] Sizes, double Positive, double Negative, int Count)
    {
        public static SignedRanks Of(ReadOnlySpan<double> differences, ZeroDifferences zeros)
        {
            double[] kept = [.. differences.ToArray().Where(d => zeros == ZeroDifferences.Pratt || d != 0)];
            double[] sizes = [.. kept.Select(Math.Abs)];
            Array.Sort(sizes, kept);
            List<double> ranks = [];
            double positive = 0, negative = 0;
            for (int start = 0, end; start < sizes.Length; start = end)
            {
                end = start + 1;
                while (end < sizes.Length && sizes[end] == sizes[start])
                {
                    end++;
                }

                // Ranks start + 1 to end share their mean.
                double rank = (start + 1 + end) / 2.0;
                for (int i = start; i < end && sizes[start] != 0; i++)
                {
                    ranks.Add(rank);
                    positive += kept[i] > 0 ? rank : 0;
                    negative += kept[i] < 0 ? rank : 0;
                }
            }

            return new([.. ranks], positive, negative, kept.Length);
        }
    }
}
