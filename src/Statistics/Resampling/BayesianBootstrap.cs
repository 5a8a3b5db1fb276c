using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Intervals by <see cref="BootstrapMethod.Bayesian"/>.</summary>
internal static class BayesianBootstrap
{
    public static ImmutableArray<ConfidenceInterval?> Intervals(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options)
    {
        BootstrapOptions.Validate(options);
        BayesianSource source = new(statistics, design);
        int count = statistics.StatisticCount;
        ConfidenceInterval?[] intervals = new ConfidenceInterval?[count];
        if (!source.CanResample)
        {
            return ImmutableArray.Create(intervals);
        }

        // Every draw gives two resamples, one without and one with an unseen item.
        int draws = Math.Max(2, (options.Resamples + 1) / 2);
        double[] replicates = BootstrapEngine.Replicates(source, options with { Resamples = draws });
        double[] values = new double[count], freedom = new double[count];
        source.Describe(values, freedom);
        for (int s = 0; s < count; s++)
        {
            double tail = Tail(options.Confidence, freedom[s], design.ClusterCount);
            intervals[s] = Interval(values[s], replicates.AsSpan(s * draws, draws), replicates.AsSpan((count + s) * draws, draws), tail) is (double lower, double upper, int undefined)
                ? new ConfidenceInterval(lower, upper, options.Confidence, BootstrapInterval.BayesianMethod, 2 * draws, options.Seed, design.Unit, undefined)
                : null;
        }

        return ImmutableArray.Create(intervals);
    }

    /// <summary>
    /// The share of resamples beyond each bound: that of a normal variable beyond Student's quantile, with the root of
    /// (n + 1) / (n - 1) because gamma weights spread a mean by that factor less than its unbiased variance.
    /// </summary>
    private static double Tail(double confidence, double freedom, int clusters) =>
        StudentTail.NormalAbove(StudentTail.Quantile((1 - confidence) / 2, freedom) * Math.Sqrt((clusters + 1.0) / (clusters - 1.0)));

    /// <summary>From the lowest to the highest of both kinds' quantiles and the value itself.</summary>
    private static (double Lower, double Upper, int Undefined)? Interval(double value, Span<double> seen, Span<double> unseen, double tail)
    {
        double[] a = BootstrapReplicates.Defined(seen), b = BootstrapReplicates.Defined(unseen);
        if (double.IsNaN(value)
            || BootstrapReplicates.IsTooFew(a.Length, seen.Length, BootstrapInterval.SmallestDefinedShare)
            || BootstrapReplicates.IsTooFew(b.Length, unseen.Length, BootstrapInterval.SmallestDefinedShare))
        {
            return null;
        }

        Array.Sort(a);
        Array.Sort(b);
        double lower = Math.Min(Quantile.OfSorted(a, tail), Quantile.OfSorted(b, tail));
        double upper = Math.Max(Quantile.OfSorted(a, 1 - tail), Quantile.OfSorted(b, 1 - tail));
        return !double.IsFinite(lower) || !double.IsFinite(upper) ? null : (Math.Min(lower, value), Math.Max(upper, value), seen.Length - a.Length + unseen.Length - b.Length);
    }
}
