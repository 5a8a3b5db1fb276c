using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// The cluster bootstrap (Efron, 1979, doi:10.1214/aos/1176344552; for clusters Davison and Hinkley, 1997,
/// doi:10.1017/CBO9780511802843, section 3.8): clusters are drawn with replacement and every statistic is computed on each
/// resample. The same seed gives the same interval on any number of cores.
/// </summary>
public static class ClusterBootstrap
{
    /// <summary>The method's name in a percentile interval.</summary>
    public const string PercentileMethod = BootstrapInterval.PercentileMethod;

    /// <summary>The smallest share of resamples that must have a value; below it there is no interval.</summary>
    public const double SmallestDefinedShare = BootstrapInterval.SmallestDefinedShare;

    /// <summary>Intervals of every statistic by the method of the options.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="design">What is resampled; its patterns are those of the statistics.</param>
    /// <param name="options">Resamples, seed, confidence level and method.</param>
    /// <returns>
    /// An interval for each statistic; <see langword="null"/> where there are fewer than two clusters, fewer than half of the
    /// resamples have a value, or the method has no interval (see <see cref="BootstrapInterval"/>). Resamples without a value are
    /// left out and counted in the interval.
    /// </returns>
    /// <remarks>
    /// BCa leaves out one cluster of each kind, which costs kinds times an evaluation. Where kinds times patterns exceed 2^24,
    /// and for each resample of a studentized interval with more than 64 kinds, the statistic's influences are taken
    /// (<see cref="IInfluenceEvaluator"/>), or, where it knows none, random groups of clusters are left out (256, or 64 on
    /// resamples), so that no work grows with the square of the items.
    /// </remarks>
    /// <exception cref="ArgumentException">The patterns do not fit, or an option is out of range.</exception>
    public static ImmutableArray<ConfidenceInterval?> Intervals(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options) =>
        options.Method == BootstrapMethod.Bayesian
            ? BayesianBootstrap.Intervals(statistics, design, options)
            : BootstrapEngine.Intervals(new PatternSource(statistics, design), options);

    /// <summary>What the Bayesian bootstrap knows of every statistic, whatever the method of the options: intervals at any level, and p-values.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="design">What is resampled; its patterns are those of the statistics.</param>
    /// <param name="options">Resamples and seed.</param>
    /// <returns>Evidence for each statistic; <see langword="null"/> where <see cref="Intervals"/> has no interval.</returns>
    /// <exception cref="ArgumentException">The patterns do not fit, or an option is out of range.</exception>
    public static ImmutableArray<BootstrapEvidence?> Evidence(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options) =>
        BayesianBootstrap.Evidence(statistics, design, options);

    /// <summary>Percentile intervals of every statistic, whatever the method of the options.</summary>
    /// <inheritdoc cref="Intervals(IPatternStatistics, ResamplingDesign, BootstrapOptions)"/>
    public static ImmutableArray<ConfidenceInterval?> Percentile(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options) =>
        Intervals(statistics, design, options with { Method = BootstrapMethod.Percentile });

    /// <summary>The bootstrap replicates themselves.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="design">What is resampled.</param>
    /// <param name="resamples">How many resamples, at least 2.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="maxDegreeOfParallelism">How many threads may work at once; 0 leaves it to the machine.</param>
    /// <returns>The replicates of the first statistic in the order of the resamples, then those of the second, and so on; <see cref="double.NaN"/> where undefined.</returns>
    public static double[] Replicates(IPatternStatistics statistics, ResamplingDesign design, int resamples, ulong seed, int maxDegreeOfParallelism = 0) =>
        BootstrapEngine.Replicates(
            new PatternSource(statistics, design), new BootstrapOptions(resamples, seed, 0.95) { MaxDegreeOfParallelism = maxDegreeOfParallelism });

    /// <summary>The bootstrap standard error of every statistic: the standard deviation (n - 1) of its replicates.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="design">What is resampled.</param>
    /// <param name="options">Resamples and seed.</param>
    /// <returns>An estimate for each statistic; undefined where there are fewer than two clusters or too few resamples have a value.</returns>
    public static ImmutableArray<Estimate> StandardErrors(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options) =>
        BootstrapEngine.StandardErrors(new PatternSource(statistics, design), options);

    /// <summary>Estimates with their intervals; an undefined one has none.</summary>
    internal static ImmutableArray<Estimate> WithIntervals(
        ImmutableArray<Estimate> estimates, IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options)
    {
        ImmutableArray<ConfidenceInterval?> intervals = Intervals(statistics, design, options);
        return [.. estimates.Select((estimate, i) => estimate.IsDefined ? estimate.WithInterval(intervals[i]) : estimate)];
    }
}
