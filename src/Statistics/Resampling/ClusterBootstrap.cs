using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>One or several statistics as functions of how often each pattern of items occurs.</summary>
public interface IPatternStatistics
{
    /// <summary>How many patterns there are.</summary>
    int PatternCount { get; }

    /// <summary>How many statistics there are.</summary>
    int StatisticCount { get; }

    /// <summary>An evaluator with scratch memory of its own; one is used by one thread at a time.</summary>
    IPatternEvaluator CreateEvaluator();
}

/// <summary>Evaluates the statistics of an <see cref="IPatternStatistics"/>. Not safe for use by several threads at once.</summary>
public interface IPatternEvaluator
{
    /// <summary>Evaluates every statistic.</summary>
    /// <param name="weights">How often each pattern occurs, at least 0.</param>
    /// <param name="values">Receives the statistics; <see cref="double.NaN"/> marks one that is undefined here.</param>
    void Evaluate(ReadOnlySpan<int> weights, Span<double> values);
}

/// <summary>What a bootstrap asks for.</summary>
/// <param name="Resamples">How many resamples, at least 2.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Confidence">The confidence level, between 0 and 1.</param>
public readonly record struct BootstrapOptions(int Resamples, ulong Seed, double Confidence);

/// <summary>
/// The cluster bootstrap (Efron, 1979, doi:10.1214/aos/1176344552; for clusters Davison and Hinkley, 1997,
/// doi:10.1017/CBO9780511802843, section 3.8): clusters are drawn with replacement and every statistic is computed on each
/// resample. The same seed gives the same interval on any number of cores.
/// </summary>
public static class ClusterBootstrap
{
    /// <summary>The method's name in an interval.</summary>
    public const string PercentileMethod = "bootstrap-percentile";

    /// <summary>The smallest share of resamples that must have a value; below it there is no interval.</summary>
    public const double SmallestDefinedShare = 0.5;

    /// <summary>Percentile intervals of every statistic.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="design">What is resampled; its patterns are those of the statistics.</param>
    /// <param name="options">Resamples, seed and confidence level.</param>
    /// <returns>
    /// An interval for each statistic; <see langword="null"/> where there are fewer than two clusters or fewer than half of the
    /// resamples have a value. Resamples without a value are left out and counted in the interval.
    /// </returns>
    /// <exception cref="ArgumentException">The patterns do not fit, or an option is out of range.</exception>
    public static ImmutableArray<ConfidenceInterval?> Percentile(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options)
    {
        if (design.ClusterCount < 2)
        {
            return [.. new ConfidenceInterval?[statistics.StatisticCount]];
        }

        double[] replicates = Replicates(statistics, design, options.Resamples, options.Seed);
        if (options.Confidence is not (> 0 and < 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A confidence level lies between 0 and 1; it is {options.Confidence}."), nameof(options));
        }

        ConfidenceInterval?[] intervals = new ConfidenceInterval?[statistics.StatisticCount];
        for (int s = 0; s < intervals.Length; s++)
        {
            Span<double> own = replicates.AsSpan(s * options.Resamples, options.Resamples);
            intervals[s] = PercentileOf(own, design.Unit, options);
        }

        return ImmutableArray.Create(intervals);
    }

    /// <summary>Estimates with their intervals; an undefined one has none.</summary>
    internal static ImmutableArray<Estimate> WithIntervals(
        ImmutableArray<Estimate> estimates, IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options)
    {
        ImmutableArray<ConfidenceInterval?> intervals = Percentile(statistics, design, options);
        return [.. estimates.Select((estimate, i) => estimate.IsDefined ? estimate.WithInterval(intervals[i]) : estimate)];
    }

    /// <summary>The bootstrap replicates themselves.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="design">What is resampled.</param>
    /// <param name="resamples">How many resamples, at least 2.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The replicates of the first statistic in the order of the resamples, then those of the second, and so on; <see cref="double.NaN"/> where undefined.</returns>
    public static double[] Replicates(IPatternStatistics statistics, ResamplingDesign design, int resamples, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        if (statistics.PatternCount != design.PatternCount)
        {
            throw new ArgumentException("The design was not made from the patterns of the statistics.", nameof(design));
        }

        int count = statistics.StatisticCount;
        double[] replicates = new double[resamples * count];
        const int Block = 64;
        int blocks = (resamples + Block - 1) / Block;
        Parallel.For(
            0,
            blocks,
            () => new Worker(statistics, design),
            (block, _, worker) =>
            {
                int end = Math.Min(resamples, (block + 1) * Block);
                for (int b = block * Block; b < end; b++)
                {
                    ReadOnlySpan<double> values = worker.Resample(seed, (ulong)b);
                    for (int s = 0; s < values.Length; s++)
                    {
                        replicates[(s * resamples) + b] = values[s];
                    }
                }

                return worker;
            },
            _ => { });
        return replicates;
    }

    private static ConfidenceInterval? PercentileOf(Span<double> replicates, string unit, BootstrapOptions options)
    {
        int defined = 0;
        foreach (double replicate in replicates)
        {
            if (!double.IsNaN(replicate))
            {
                replicates[defined++] = replicate;
            }
        }

        if (defined < 2 || defined < SmallestDefinedShare * options.Resamples)
        {
            return null;
        }

        Span<double> sorted = replicates[..defined];
        sorted.Sort();
        double tail = (1 - options.Confidence) / 2;
        return new ConfidenceInterval(
            Quantile.OfSorted(sorted, tail),
            Quantile.OfSorted(sorted, 1 - tail),
            options.Confidence,
            PercentileMethod,
            options.Resamples,
            options.Seed,
            unit,
            options.Resamples - defined);
    }

    private sealed class Worker(IPatternStatistics statistics, ResamplingDesign design)
    {
        private readonly IPatternEvaluator _evaluator = statistics.CreateEvaluator();
        private readonly int[] _kinds = new int[design.KindCount];
        private readonly int[] _weights = new int[design.PatternCount];
        private readonly double[] _values = new double[statistics.StatisticCount];

        public ReadOnlySpan<double> Resample(ulong seed, ulong stream)
        {
            RandomStream random = new(seed, stream);
            design.Draw(ref random, _kinds, _weights);
            _evaluator.Evaluate(_weights, _values);
            return _values;
        }
    }
}
