using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// Studies drawn from a pilot, of any number of clusters (Efron and Tibshirani, 1993, section 25, doi:10.1007/978-1-4899-4541-9, as <see cref="PilotPower"/>):
/// how far the difference of two judges strays from the pilot's. Read as the errors of a comparison of equally good judges. How far the gate's interval reaches
/// is seen on some of the studies, by the bootstrap that the gate itself uses. Immutable.
/// </summary>
internal sealed class PlanSimulation
{
    /// <summary>How many studies of a size get an interval; their reaches differ little.</summary>
    private const int Intervals = 24;

    private const int Resamples = 500;

    private readonly double[] _errors;
    private readonly int _studies;
    private readonly double _reachDown;
    private readonly double _reachUp;

    private PlanSimulation(double[] errors, int studies, (double Down, double Up) reach)
    {
        _errors = errors;
        _studies = studies;
        (_reachDown, _reachUp) = reach;
    }

    /// <summary>The share of studies in which the metric has a value.</summary>
    public double Defined => (double)_errors.Length / _studies;

    /// <summary>Draws studies.</summary>
    /// <param name="plan">The alignment's plan.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="pilot">The pilot.</param>
    /// <param name="byCluster">Whether clusters are drawn whole; else items.</param>
    /// <param name="size">How many times the pilot's items.</param>
    /// <param name="options">How many studies, and the seed.</param>
    /// <param name="level">The one-sided level.</param>
    public static PlanSimulation Run(AlignmentPlan plan, AlignmentMetric metric, PlanPilot pilot, bool byCluster, double size, PlanOptions options, double level)
    {
        (IPatternStatistics statistics, int[] patterns) = Statistics(plan, metric, pilot.Rows);
        ResamplingDesign design = Design(plan, pilot, byCluster, statistics, patterns);
        int draws = Math.Max(2, (int)Math.Round(size * design.ClusterCount));
        double[] values = new double[options.Simulations];
        Parallel.For(0, values.Length, () => new Worker(statistics, design), (study, _, worker) =>
        {
            values[study] = worker.Study(options.Seed, (ulong)study, draws);
            return worker;
        }, _ => { });

        // Equally good judges differ by nothing: what the pilot's own difference is, is taken off.
        bool higher = metric.HigherIsBetter();
        double[] defined = [.. values.Where(v => !double.IsNaN(v))];
        double centre = defined.Length == 0 ? 0 : defined.Average();
        double[] errors = [.. defined.Select(v => higher ? v - centre : centre - v).Order()];
        (double down, double up) = Reach(statistics, Clusters(plan, pilot, byCluster, patterns), draws, options, level);
        return new(errors, values.Length, higher ? (down, up) : (up, down));
    }

    /// <summary>How far the difference strays, alone.</summary>
    /// <inheritdoc cref="Run"/>
    public static double StandardErrorOf(AlignmentPlan plan, AlignmentMetric metric, PlanPilot pilot, bool byCluster, PlanOptions options)
    {
        (IPatternStatistics statistics, int[] patterns) = Statistics(plan, metric, pilot.Rows);
        ResamplingDesign design = Design(plan, pilot, byCluster, statistics, patterns);
        double[] values = [.. ClusterBootstrap.Replicates(statistics, design, options.Simulations, options.Seed).Where(v => !double.IsNaN(v))];
        double centre = values.Length == 0 ? 0 : values.Average();
        return Spread([.. values.Select(v => v - centre)]);
    }

    /// <summary>How often an equally good judge passes: studies without a value do not.</summary>
    public double PassProbability(double margin)
    {
        double needed = _reachDown - margin;
        return (double)_errors.Count(e => e >= needed) / _studies;
    }

    /// <summary>The smallest margin at which it passes so often; <see langword="null"/> where too many studies have no value.</summary>
    public double? UsableMargin(double power)
    {
        int needed = (int)Math.Ceiling(power * _studies);
        return needed > _errors.Length || !double.IsFinite(_reachDown) ? null : Math.Max(0, _reachDown - _errors[^Math.Max(1, needed)]);
    }

    /// <summary>The smallest drop that fails so often.</summary>
    public double? VisibleDrop(double margin, double power)
    {
        int needed = (int)Math.Ceiling(power * _studies);
        return needed > _errors.Length || !double.IsFinite(_reachUp) ? null : margin + _reachUp + _errors[Math.Max(1, needed) - 1];
    }

    private static (IPatternStatistics Statistics, int[] Patterns) Statistics(AlignmentPlan plan, AlignmentMetric metric, SharedRows rows)
    {
        if (metric != AlignmentMetric.JensenShannon)
        {
            PairedDifference difference = PairedDifference.Create(rows.Reference, rows.First, rows.Second, [MetricTable.StatisticOf(metric)], plan.Level);
            return (difference, difference.PatternOfItem.ToArray());
        }

        double[] differences = [.. rows.First.Zip(rows.Second, (a, b) => a - b)];
        double[] distinct = [.. differences.Distinct().Order()];
        return (new MeanStatistic(distinct), [.. differences.Select(d => Array.BinarySearch(distinct, d))]);
    }

    private static double Spread(double[] errors) => errors.Length < 2 ? double.NaN : Math.Sqrt(errors.Sum(e => e * e) / (errors.Length - 1));

    private static ResamplingDesign Design(AlignmentPlan plan, PlanPilot pilot, bool byCluster, IPatternStatistics statistics, int[] patterns) => byCluster
        ? plan.Resampling.Design(patterns, statistics.PatternCount, pilot.Rows.Items)
        : ResamplingDesign.ByItem(patterns, statistics.PatternCount);

    /// <summary>The patterns of each cluster of the pilot.</summary>
    private static int[][] Clusters(AlignmentPlan plan, PlanPilot pilot, bool byCluster, int[] patterns) => byCluster
        ? [.. patterns.Zip(pilot.Rows.Items, (pattern, item) => (pattern, Cluster: plan.Dataset.Items[item].Cluster ?? "\0" + plan.Dataset.Items[item].Id))
            .GroupBy(p => p.Cluster, StringComparer.Ordinal).Select(g => g.Select(p => p.pattern).ToArray())]
        : [.. patterns.Select(p => new[] { p })];

    /// <summary>How far the gate's interval reaches below and above the difference, on average over some studies.</summary>
    private static (double Down, double Up) Reach(IPatternStatistics statistics, int[][] clusters, int draws, PlanOptions options, double level)
    {
        var reaches = new (double Down, double Up)?[Intervals];
        Parallel.For(0, reaches.Length, study =>
        {
            RandomStream random = new(~options.Seed, (ulong)study);
            List<int> patterns = [], numbers = [];
            for (int c = 0; c < draws; c++)
            {
                int[] drawn = clusters[random.NextInt(clusters.Length)];
                patterns.AddRange(drawn);
                numbers.AddRange(drawn.Select(_ => c));
            }

            ResamplingDesign design = ResamplingDesign.ByCluster([.. patterns], statistics.PatternCount, [.. numbers]);
            BootstrapEvidence? evidence = ClusterBootstrap.Evidence(statistics, design, new BootstrapOptions(Resamples, options.Seed, 1 - (2 * level)))[0];
            reaches[study] = evidence?.Interval(1 - (2 * level)) is ConfidenceInterval interval ? (evidence.Value - interval.Lower, interval.Upper - evidence.Value) : null;
        });
        (double Down, double Up)[] known = [.. reaches.OfType<(double, double)>()];
        return known.Length == 0 ? (double.PositiveInfinity, double.PositiveInfinity) : (known.Average(r => r.Down), known.Average(r => r.Up));
    }

    private sealed class Worker(IPatternStatistics statistics, ResamplingDesign design)
    {
        private readonly IPatternEvaluator _evaluator = statistics.CreateEvaluator();
        private readonly int[] _kinds = new int[design.KindCount];
        private readonly int[] _weights = new int[design.PatternCount];
        private readonly double[] _value = new double[1];

        public double Study(ulong seed, ulong study, int draws)
        {
            RandomStream random = new(seed, study);
            design.Draw(ref random, _kinds, _weights, draws);
            _evaluator.Evaluate(_weights, _value);
            return _value[0];
        }
    }
}
