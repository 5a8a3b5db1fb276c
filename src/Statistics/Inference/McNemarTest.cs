namespace JudgeEval.Statistics;

/// <summary>How McNemar's p-value is computed.</summary>
public enum McNemarMethod
{
    /// <summary>
    /// The exact binomial test made less conservative: the observed outcome counts half (Fagerland, Lydersen and Laake, 2013,
    /// doi:10.1186/1471-2288-13-91, who recommend it). Its type I error may exceed the level by a trifle. Undefined without discordant pairs.
    /// </summary>
    MidP,

    /// <summary>The binomial test of b against b + c with probability 1/2, twice the smaller tail and at most 1. Without discordant pairs p is 1.</summary>
    Exact,

    /// <summary>(b - c)² / (b + c) by the chi-squared distribution with one degree of freedom (McNemar, 1947, doi:10.1007/BF02295996). Undefined without discordant pairs.</summary>
    Asymptotic,

    /// <summary>
    /// (|b - c| - 1)² / (b + c) by the same distribution (Edwards, 1948, doi:10.1007/BF02289261). For b = c the statistic is 1 / (b + c),
    /// not 0. Undefined without discordant pairs.
    /// </summary>
    AsymptoticCorrected,
}

/// <summary>
/// McNemar's test (1947, doi:10.1007/BF02295996) of whether two paired yes-or-no outcomes have the same probability, for example whether two judges are right equally
/// often on the same items. Two-sided. Only discordant pairs count, those on which one of the two says yes.
/// </summary>
public static class McNemarTest
{
    /// <summary>Tests counts.</summary>
    /// <param name="b">How many pairs only the first says yes to, at least 0.</param>
    /// <param name="c">How many pairs only the second says yes to, at least 0.</param>
    /// <param name="method">How the p-value is computed.</param>
    /// <returns>
    /// The statistic is the smaller count for the exact test and the mid-p, else chi-squared; n is b + c.
    /// </returns>
    /// <exception cref="ArgumentException">A count is negative, or there are more than 2,147,483,647 pairs.</exception>
    public static TestResult Run(int b, int c, McNemarMethod method = McNemarMethod.MidP)
    {
        Guard.Known(method);
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        ArgumentOutOfRangeException.ThrowIfNegative(c);
        if (c > int.MaxValue - b)
        {
            throw new ArgumentException($"There are at most {int.MaxValue} discordant pairs.", nameof(c));
        }

        int n = b + c;
        if (n == 0 && method != McNemarMethod.Exact)
        {
            return TestResult.Undefined("the two agree on every pair, so there is no discordant pair to test", 0, Name(method));
        }

        int smaller = Math.Min(b, c);
        return method switch
        {
            McNemarMethod.Exact => TestResult.Of(smaller, Exact(smaller, n), n, Name(method)),
            McNemarMethod.MidP => TestResult.Of(smaller, MidP(smaller, n), n, Name(method)),
            McNemarMethod.Asymptotic => Asymptotic(Math.Abs((double)b - c), n, method),
            McNemarMethod.AsymptoticCorrected => Asymptotic(Math.Abs((double)b - c) - 1, n, method),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Unknown method."),
        };
    }

    /// <summary>Tests pairs.</summary>
    /// <param name="first">The first outcome of each pair.</param>
    /// <param name="second">The second outcome, in the same order.</param>
    /// <param name="method">How the p-value is computed.</param>
    /// <returns>As for counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static TestResult Run(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second, McNemarMethod method = McNemarMethod.MidP)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"Every pair needs both outcomes: {first.Length} and {second.Length} were given.", nameof(second));
        }

        int b = 0, c = 0;
        for (int i = 0; i < first.Length; i++)
        {
            b += first[i] && !second[i] ? 1 : 0;
            c += second[i] && !first[i] ? 1 : 0;
        }

        return Run(b, c, method);
    }

    private static string Name(McNemarMethod method) => method switch
    {
        McNemarMethod.Exact => "mcnemar-exact",
        McNemarMethod.MidP => "mcnemar-mid-p",
        McNemarMethod.Asymptotic => "mcnemar-asymptotic",
        _ => "mcnemar-asymptotic-corrected",
    };

    /// <summary>min(1, 2 P(X ≤ k)) for X binomial (n, 1/2), by P(X ≤ k) = I(1/2; n - k, k + 1).</summary>
    private static double Exact(int k, int n) => 2L * k >= n ? 1 : Math.Min(1, 2 * IncompleteBeta.Regularized(n - k, k + 1.0, 0.5, 0.5));

    /// <summary>The exact p-value less the probability of k; for b = c, of which both tails hold the outcome, less half of it.</summary>
    private static double MidP(int k, int n)
    {
        double mass = k == 0 ? Math.ScaleB(1, -n) : BetaQuantile.BinomialMass(k, n - k, 0.5, 0.5);
        return 2L * k == n ? 1 - (mass / 2) : Math.Max(0, Exact(k, n) - mass);
    }

    private static TestResult Asymptotic(double difference, int n, McNemarMethod method)
    {
        double statistic = difference * difference / n;
        return TestResult.Of(statistic, Math.Min(1, 2 * StudentTail.NormalAbove(Math.Sqrt(statistic))), n, Name(method));
    }
}
