using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// The bootstrap of ratings in which annotators and items are crossed: items, annotators, or both are drawn with replacement,
/// both independently of each other (the pigeonhole bootstrap: McCullagh, 2000, doi:10.2307/3318577; Owen, 2007,
/// doi:10.1214/07-AOAS122). Draw the annotators when the statement is meant for other annotators than these. For a mean, drawing
/// both is conservative: the variance of single ratings is counted up to three times, that of items and annotators once. The
/// same seed gives the same numbers on any number of cores.
/// </summary>
public static class CrossedBootstrap
{
    /// <summary>Intervals of every statistic by the method of the options.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="items">How items are drawn, its patterns being the items (<see cref="ResamplingDesign.OfUnits"/>); <see langword="null"/> keeps them.</param>
    /// <param name="annotators">How annotators are drawn, its patterns being the annotators; <see langword="null"/> keeps them.</param>
    /// <param name="options">Resamples, seed, confidence level and method.</param>
    /// <returns>
    /// An interval for each statistic; <see langword="null"/> where there are fewer than two of what is drawn, fewer than half of the
    /// resamples have a value, or the method has no interval (see <see cref="BootstrapInterval"/>).
    /// </returns>
    /// <remarks>
    /// <see cref="BootstrapMethod.Bayesian"/>, the default of the options, is not known for crossed draws: percentile intervals take
    /// its place, and the interval says so. Jackknives leave out items and annotators in turn, in groups under the same limits as <see cref="ClusterBootstrap.Intervals"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">A design does not fit, neither is given, or an option is out of range.</exception>
    public static ImmutableArray<ConfidenceInterval?> Intervals(
        ICrossedStatistics statistics, ResamplingDesign? items, ResamplingDesign? annotators, BootstrapOptions options) =>
        BootstrapEngine.Intervals(
            new CrossedSource(statistics, items, annotators),
            options.Method == BootstrapMethod.Bayesian ? options with { Method = BootstrapMethod.Percentile } : options);

    /// <summary>The bootstrap replicates themselves; method and confidence level of the options do not matter.</summary>
    /// <returns>The replicates of the first statistic in the order of the resamples, then those of the second, and so on; <see cref="double.NaN"/> where undefined.</returns>
    /// <inheritdoc cref="Intervals"/>
    public static double[] Replicates(ICrossedStatistics statistics, ResamplingDesign? items, ResamplingDesign? annotators, BootstrapOptions options) =>
        BootstrapEngine.Replicates(new CrossedSource(statistics, items, annotators), options);

    /// <summary>The bootstrap standard error of every statistic: the standard deviation (n - 1) of its replicates.</summary>
    /// <returns>An estimate for each statistic; undefined where there are fewer than two of what is drawn or too few resamples have a value.</returns>
    /// <inheritdoc cref="Intervals"/>
    public static ImmutableArray<Estimate> StandardErrors(ICrossedStatistics statistics, ResamplingDesign? items, ResamplingDesign? annotators, BootstrapOptions options) =>
        BootstrapEngine.StandardErrors(new CrossedSource(statistics, items, annotators), options);
}
