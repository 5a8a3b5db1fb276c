namespace JudgeEval.Statistics;

/// <summary>How the interval of a proportion is computed.</summary>
public enum ProportionInterval
{
    /// <summary>Wilson's score interval (1927, doi:10.1080/01621459.1927.10502953): close to its level from small n on. Undefined for n = 0.</summary>
    Wilson,

    /// <summary>
    /// The equal-tailed interval of the posterior under Jeffreys' prior, a beta with 1/2 and 1/2 (Brown, Cai and DasGupta, 2001,
    /// doi:10.1214/ss/1009213286), without their change of the bounds at 0 and n successes. For n = 0 it is the prior's interval.
    /// </summary>
    Jeffreys,

    /// <summary>The exact interval of Clopper and Pearson (1934, doi:10.1093/biomet/26.4.404): never below its level, often well above. Undefined for n = 0.</summary>
    ClopperPearson,

    /// <summary>
    /// The interval of Agresti and Coull (1998, doi:10.1080/00031305.1998.10480550), cut at 0 and 1: the normal interval after z² added
    /// observations, half of them successes. For n = 0 it is 0..1.
    /// </summary>
    AgrestiCoull,

    /// <summary>The normal interval of Wald, cut at 0 and 1: far below its level for small n and near 0 and 1; for comparison only. Undefined for n = 0.</summary>
    Wald,
}

/// <summary>A proportion of independent yes-or-no observations, and its confidence intervals.</summary>
public static class Proportion
{
    /// <summary>The proportion with its interval.</summary>
    /// <param name="successes">How many successes, 0..n.</param>
    /// <param name="n">How many observations, at least 0.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <param name="method">How the interval is computed.</param>
    /// <returns>The share of successes, 0..1; undefined for n = 0.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static Estimate Estimate(int successes, int n, double confidence = 0.95, ProportionInterval method = ProportionInterval.Wilson)
    {
        ConfidenceInterval? interval = Interval(successes, n, confidence, method);
        return n == 0
            ? JudgeEval.Statistics.Estimate.Undefined("there is no observation", 0)
            : JudgeEval.Statistics.Estimate.Of((double)successes / n, n).WithInterval(interval);
    }

    /// <summary>The interval alone.</summary>
    /// <inheritdoc cref="Estimate"/>
    /// <returns>The interval, within 0..1; <see langword="null"/> where the method has none, which is for n = 0 only.</returns>
    public static ConfidenceInterval? Interval(int successes, int n, double confidence = 0.95, ProportionInterval method = ProportionInterval.Wilson)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (successes < 0 || successes > n)
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, "There are between 0 and n successes.");
        }

        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence level lies between 0 and 1.");
        }

        double tail = (1 - confidence) / 2;
        (double lower, double upper) = method switch
        {
            ProportionInterval.Wilson => Wilson(successes, n, tail),
            ProportionInterval.Jeffreys => BetaTails(tail, (successes + 0.5, n - successes + 0.5), (successes + 0.5, n - successes + 0.5)),
            ProportionInterval.ClopperPearson => ClopperPearson(successes, n, tail),
            ProportionInterval.AgrestiCoull => AgrestiCoull(successes, n, tail),
            ProportionInterval.Wald => Normal((double)successes / n, n, StudentTail.Quantile(tail, double.PositiveInfinity)),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Unknown interval."),
        };

        // At a level of almost 0 the bounds are one number by two roundings.
        return double.IsNaN(lower) ? null : ConfidenceInterval.ByFormula(lower, Math.Max(lower, upper), confidence, Name(method));
    }

    private static string Name(ProportionInterval method) => method switch
    {
        ProportionInterval.Wilson => "wilson",
        ProportionInterval.Jeffreys => "jeffreys",
        ProportionInterval.ClopperPearson => "clopper-pearson",
        ProportionInterval.AgrestiCoull => "agresti-coull",
        _ => "wald",
    };

    /// <summary>(p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n); at 0 and n successes the bound is exact.</summary>
    private static (double Lower, double Upper) Wilson(int successes, int n, double tail)
    {
        double z = StudentTail.Quantile(tail, double.PositiveInfinity);
        double p = (double)successes / n;
        double centre = p + (z * z / (2.0 * n));
        double reach = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4.0 * n * n)));
        double scale = 1 + (z * z / n);
        return n == 0
            ? (double.NaN, double.NaN)
            : (successes == 0 ? 0 : (centre - reach) / scale, successes == n ? 1 : (centre + reach) / scale);
    }

    /// <summary>Quantiles of Beta(s, n - s + 1) and Beta(s + 1, n - s); 0 and 1 at the ends.</summary>
    private static (double Lower, double Upper) ClopperPearson(int successes, int n, double tail) => n == 0
        ? (double.NaN, double.NaN)
        : BetaTails(tail, (successes, n - successes + 1.0), (successes + 1.0, n - successes));

    private static (double Lower, double Upper) AgrestiCoull(int successes, int n, double tail)
    {
        double z = StudentTail.Quantile(tail, double.PositiveInfinity);
        double more = n + (z * z);
        return Normal((successes + (z * z / 2)) / more, more, z);
    }

    /// <summary>p ± z sqrt(p (1 - p) / n), cut at 0 and 1.</summary>
    private static (double Lower, double Upper) Normal(double p, double n, double z)
    {
        double reach = z * Math.Sqrt(p * (1 - p) / n);
        return (Math.Clamp(p - reach, 0, 1), Math.Clamp(p + reach, 0, 1));
    }

    /// <summary>What one beta variable is below with the probability of a tail, and another above; a parameter of 0 puts it at that end.</summary>
    private static (double Lower, double Upper) BetaTails(double tail, (double A, double B) lower, (double A, double B) upper) => (
        lower.A == 0 ? 0 : BetaQuantile.FromLogit(BetaQuantile.Logit(lower.A, lower.B, tail)).X,
        upper.B == 0 ? 1 : BetaQuantile.FromLogit(BetaQuantile.Logit(upper.B, upper.A, tail)).Y);
}
