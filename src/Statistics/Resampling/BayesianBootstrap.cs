using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Evidence by <see cref="BootstrapMethod.Bayesian"/>.</summary>
internal static class BayesianBootstrap
{
    public static ImmutableArray<ConfidenceInterval?> Intervals(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options) =>
        [.. Evidence(statistics, design, options).Select(evidence => evidence?.Interval(options.Confidence))];

    public static ImmutableArray<BootstrapEvidence?> Evidence(IPatternStatistics statistics, ResamplingDesign design, BootstrapOptions options)
    {
        BootstrapOptions.Validate(options);
        BayesianSource source = new(statistics, design);
        int count = statistics.StatisticCount;
        BootstrapEvidence?[] evidence = new BootstrapEvidence?[count];
        if (!source.CanResample)
        {
            return ImmutableArray.Create(evidence);
        }

        // Every draw gives two resamples, one without and one with an unseen item.
        int draws = Math.Max(2, (options.Resamples + 1) / 2);
        double[] replicates = BootstrapEngine.Replicates(source, options with { Resamples = draws });
        double[] values = new double[count], freedom = new double[count];
        source.Describe(values, freedom);
        for (int s = 0; s < count; s++)
        {
            Span<double> seen = replicates.AsSpan(s * draws, draws), unseen = replicates.AsSpan((count + s) * draws, draws);
            double[] a = BootstrapReplicates.Defined(seen), b = BootstrapReplicates.Defined(unseen);
            if (double.IsNaN(values[s])
                || BootstrapReplicates.IsTooFew(a.Length, draws, BootstrapInterval.SmallestDefinedShare)
                || BootstrapReplicates.IsTooFew(b.Length, draws, BootstrapInterval.SmallestDefinedShare))
            {
                continue;
            }

            Array.Sort(a);
            Array.Sort(b);
            evidence[s] = new BootstrapEvidence(
                values[s], a, b, freedom[s], design.ClusterCount, options, 2 * draws, (2 * draws) - a.Length - b.Length, design.Unit);
        }

        return ImmutableArray.Create(evidence);
    }
}
