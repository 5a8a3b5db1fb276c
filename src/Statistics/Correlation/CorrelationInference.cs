using MathNet.Numerics;

namespace JudgeEval.Statistics;

/// <summary>P-values and intervals of correlations.</summary>
internal static class CorrelationInference
{
    private const string KendallExact = "kendall-exact";
    private const string KendallAsymptotic = "kendall-asymptotic";
    private const int MostPairsByDefault = 33;

    /// <summary>
    /// The t-test with n - 2 degrees of freedom, n at least 3. In terms of r the two-sided p-value is an incomplete beta function of
    /// 1 - r², which stays exact where t is large or infinite.
    /// </summary>
    public static double PValue(double r, int n, Alternative alternative)
    {
        double both = IncompleteBeta.Regularized((n / 2.0) - 1, 0.5, (1 - r) * (1 + r), r * r);
        return alternative switch
        {
            Alternative.TwoSided => both,
            Alternative.Greater => r > 0 ? both / 2 : 1 - (both / 2),
            Alternative.Less => r < 0 ? both / 2 : 1 - (both / 2),
            _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "Unknown alternative."),
        };
    }

    /// <summary>Fisher (1921): atanh r is nearly normal with variance 1 / (n - 3).</summary>
    public static ConfidenceInterval FisherInterval(double r, int n, double level) => AtanhInterval(r, n, 1, level, "fisher-z");

    /// <summary>Bonett and Wright (2000, doi:10.1007/BF02294183): the same with variance (1 + rho² / 2) / (n - 3).</summary>
    public static ConfidenceInterval BonettWrightInterval(double rho, int n, double level) => AtanhInterval(rho, n, 1 + (rho * rho / 2), level, "bonett-wright");

    /// <summary>The p-value of Kendall's score.</summary>
    public static TestResult KendallTest(in KendallCounts counts, double tau, KendallPValue method, Alternative alternative)
    {
        bool exact = method switch
        {
            KendallPValue.Automatic => !counts.HasTies && (counts.N <= MostPairsByDefault || Math.Min(counts.Discordant, counts.Pairs - counts.Discordant) <= 1),
            KendallPValue.Asymptotic => false,
            KendallPValue.Exact => true,
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Unknown method."),
        };
        if (!exact)
        {
            return counts.N == 2
                ? TestResult.Undefined("the normal approximation needs at least three pairs", counts.N, KendallAsymptotic)
                : TestResult.Of(tau, Normal(counts, alternative), counts.N, KendallAsymptotic);
        }

        return counts.HasTies
            ? TestResult.Undefined("the exact distribution is that of numbers without ties; take the asymptotic p-value", counts.N, KendallExact)
            : !KendallDistribution.IsFeasible(counts.N, counts.Discordant)
                ? TestResult.Undefined("the exact distribution of so many pairs takes too long; take the asymptotic p-value", counts.N, KendallExact)
                : TestResult.Of(tau, Exact(counts, alternative), counts.N, KendallExact);
    }

    /// <summary>Kendall (1970, Rank Correlation Methods): the variance of the score under independence, given the ties.</summary>
    private static double Normal(in KendallCounts counts, Alternative alternative)
    {
        double n = counts.N, m = n * (n - 1);
        double variance = (((m * ((2 * n) + 5)) - counts.X.Variance - counts.Y.Variance) / 18)
            + (2.0 * counts.X.Pairs * counts.Y.Pairs / m)
            + (counts.X.Triples * counts.Y.Triples / (9 * m * (n - 2)));
        double z = counts.Score / Math.Sqrt(2 * variance);
        return alternative switch
        {
            Alternative.TwoSided => SpecialFunctions.Erfc(Math.Abs(z)),
            Alternative.Greater => SpecialFunctions.Erfc(z) / 2,
            Alternative.Less => SpecialFunctions.Erfc(-z) / 2,
            _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "Unknown alternative."),
        };
    }

    private static double Exact(in KendallCounts counts, Alternative alternative)
    {
        long discordant = counts.Discordant, concordant = counts.Pairs - discordant;
        return alternative switch
        {
            Alternative.TwoSided => Math.Min(1, 2 * KendallDistribution.Tail(counts.N, Math.Min(discordant, concordant))),
            Alternative.Greater => KendallDistribution.Tail(counts.N, discordant),
            Alternative.Less => KendallDistribution.Tail(counts.N, concordant),
            _ => throw new ArgumentOutOfRangeException(nameof(alternative), alternative, "Unknown alternative."),
        };
    }

    private static ConfidenceInterval AtanhInterval(double r, int n, double variance, double level, string method)
    {
        if (n <= 3 || Math.Abs(r) == 1)
        {
            return n <= 3 ? ConfidenceInterval.ByFormula(-1, 1, level, method) : ConfidenceInterval.ByFormula(r, r, level, method);
        }

        // From the small tail: a level close to 1 keeps its digits there.
        double margin = -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 - level) / 2) * Math.Sqrt(variance / (n - 3));
        return ConfidenceInterval.ByFormula(Math.Tanh(Math.Atanh(r) - margin), Math.Tanh(Math.Atanh(r) + margin), level, method);
    }
}
