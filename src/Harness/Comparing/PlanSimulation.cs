using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// Studies drawn from a pilot, of any number of clusters (Efron and Tibshirani, 1993, section 25, doi:10.1007/978-1-4899-4541-9, as <see cref="PilotPower"/>):
/// how far the difference of two judges strays from the pilot's. Read as the errors of a comparison of equally good judges. Immutable.
/// </summary>
internal sealed class PlanSimulation
{
    private readonly double[] _errors;
    private readonly int _studies;
    private readonly double _critical;

    private PlanSimulation(double[] errors, int studies, double level)
    {
        _errors = errors;
        _studies = studies;
        StandardError = errors.Length < 2 ? double.NaN : Math.Sqrt(errors.Sum(e => e * e) / (errors.Length - 1));
        _critical = Normal.InvCDF(0, 1, 1 - level) * StandardError;
    }

    /// <summary>How far the difference strays; not a number where it has no value.</summary>
    public double StandardError { get; }

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
        ResamplingDesign design = byCluster
            ? plan.Resampling.Design(patterns, statistics.PatternCount, pilot.Rows.Items)
            : ResamplingDesign.ByItem(patterns, statistics.PatternCount);
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
        return new([.. defined.Select(v => higher ? v - centre : centre - v).Order()], values.Length, level);
    }

    /// <summary>How often an equally good judge passes: studies without a value do not.</summary>
    public double PassProbability(double margin)
    {
        double needed = _critical - margin;
        return (double)_errors.Count(e => e >= needed) / _studies;
    }

    /// <summary>The smallest margin at which it passes so often; <see langword="null"/> where too many studies have no value.</summary>
    public double? UsableMargin(double power)
    {
        int needed = (int)Math.Ceiling(power * _studies);
        return needed > _errors.Length || !double.IsFinite(StandardError) ? null : Math.Max(0, _critical - _errors[^Math.Max(1, needed)]);
    }

    /// <summary>The smallest drop that fails so often.</summary>
    public double? VisibleDrop(double margin, double power)
    {
        int needed = (int)Math.Ceiling(power * _studies);
        return needed > _errors.Length || !double.IsFinite(StandardError) ? null : margin + _critical + _errors[Math.Max(1, needed) - 1];
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
