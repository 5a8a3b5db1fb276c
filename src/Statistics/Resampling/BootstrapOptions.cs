namespace JudgeEval.Statistics;

/// <summary>How a confidence interval is formed from bootstrap replicates.</summary>
public enum BootstrapMethod
{
    /// <summary>
    /// The default, because its intervals hold what they promise on small and skewed samples (see <c>bench/Coverage</c>): clusters get
    /// random gamma weights instead of whole counts (Rubin, 1981, doi:10.1214/aos/1176345338), and the interval runs from the lowest
    /// to the highest of two pairs of quantiles, one without and one with an unseen item beside the data, whose labels are drawn
    /// uniformly (after Gaffke, 2005, who adds the worst possible value; for shares his bounds are those of Clopper and Pearson). The
    /// unseen item is what keeps the interval of 30 agreements out of 30 from being a point. Quantiles are moved outwards as Student's
    /// are from the normal's (Hesterberg, 2015, doi:10.1080/00031305.2015.1089789), with the degrees of freedom that the clusters'
    /// influences leave. Resamples come in pairs, so an odd number is rounded up.
    /// </summary>
    Bayesian,

    /// <summary>
    /// Quantiles of the replicates (Efron and Tibshirani, 1993, doi:10.1007/978-1-4899-4541-9, chapter 13). Stays within the
    /// statistic's range and follows monotone transformations; too short for small samples and biased statistics.
    /// </summary>
    Percentile,

    /// <summary>
    /// Twice the estimate minus the opposite quantile of the replicates (Davison and Hinkley, 1997,
    /// doi:10.1017/CBO9780511802843, section 5.2). May leave the statistic's range; see <see cref="BootstrapOptions.Transform"/>.
    /// </summary>
    Basic,

    /// <summary>
    /// Bias-corrected and accelerated: quantiles of the replicates, moved for the bias and the skew of the statistic (Efron,
    /// 1987, doi:10.1080/01621459.1987.10478410). Second-order accurate; has no interval where the statistic does not vary.
    /// </summary>
    Bca,

    /// <summary>
    /// Bootstrap-t: quantiles of the replicates' distance from the estimate in units of each replicate's own standard error
    /// (Efron and Tibshirani, 1993, section 12.5; DiCiccio and Efron, 1996, doi:10.1214/ss/1032280214). Second-order accurate;
    /// it needs a scale on which the standard error depends little on the value, see <see cref="BootstrapOptions.Transform"/>.
    /// </summary>
    Studentized,
}

/// <summary>The scale on which a basic or studentized interval is formed; its bounds are carried back to the statistic's scale.</summary>
public enum BootstrapTransform
{
    /// <summary>The statistic as it is.</summary>
    Identity,

    /// <summary>Fisher's z, the inverse hyperbolic tangent, for statistics between -1 and 1 such as correlations and kappas (Fisher, 1915, doi:10.1093/biomet/10.4.507).</summary>
    FisherZ,

    /// <summary>The logarithm of the odds, for statistics between 0 and 1 such as shares.</summary>
    Logit,
}

/// <summary>What a bootstrap asks for.</summary>
/// <param name="Resamples">How many resamples, at least 2.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Confidence">The confidence level, between 0 and 1.</param>
/// <param name="Method">How the interval is formed. The default is <see cref="BootstrapMethod.Bayesian"/>.</param>
public readonly record struct BootstrapOptions(int Resamples, ulong Seed, double Confidence, BootstrapMethod Method = BootstrapMethod.Bayesian)
{
    /// <summary>
    /// The scale of basic and studentized intervals; the other intervals do not depend on it. The default is
    /// <see cref="BootstrapTransform.Identity"/>.
    /// </summary>
    public BootstrapTransform Transform { get; init; }

    /// <summary>
    /// How many threads may work at once; 1 stays on the calling thread. The default, 0, leaves it to the machine. The numbers
    /// do not depend on it.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Throws when an option is out of range.</summary>
    internal static void Validate(BootstrapOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resamples, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDegreeOfParallelism, nameof(options));
        BootstrapInterval.ValidateConfidence(options.Confidence);
        if (!Enum.IsDefined(options.Method) || !Enum.IsDefined(options.Transform))
        {
            throw new ArgumentException("The method or the transformation of the bootstrap is unknown.", nameof(options));
        }
    }
}
