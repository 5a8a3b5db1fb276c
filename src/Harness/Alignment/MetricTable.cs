using System.Collections.Immutable;
using System.Runtime.InteropServices;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>One rater's label on one item beside the reference it is held against; NaN where there is none.</summary>
/// <param name="Value">The label's value.</param>
/// <param name="Hard">The reference label's value.</param>
/// <param name="Middle">The value errors are measured from.</param>
/// <param name="Mean">The mean of the reference people's labels.</param>
/// <param name="Divergence">The Jensen-Shannon divergence from the reference people's distribution.</param>
internal readonly record struct MetricRow(double Value, double Hard, double Middle, double Mean, double Divergence);

/// <summary>
/// Every alignment metric of one rater over counted distinct rows, in one pass over a resample's weights. Immutable.
/// </summary>
internal sealed class MetricTable : IPatternStatistics
{
    private static readonly ImmutableArray<PairStatistic> HardStatistics =
    [
        PairStatistic.PercentAgreement, PairStatistic.CohenKappa, PairStatistic.CohenKappaLinear,
        PairStatistic.CohenKappaQuadratic, PairStatistic.ScottPi, PairStatistic.KrippendorffAlpha,
    ];

    private static readonly ImmutableArray<PairStatistic> SoftStatistics = [PairStatistic.Pearson, PairStatistic.Spearman, PairStatistic.KendallTauB];

    private readonly int[] _counts;
    private readonly int[] _hardPattern;
    private readonly int[] _middlePattern;
    private readonly int[] _meanPattern;
    private readonly double[] _divergence;
    private readonly PairStatistics _hard;
    private readonly PairStatistics _middle;
    private readonly PairStatistics _mean;

    public MetricTable(IReadOnlyList<MetricRow> rows, MeasurementLevel level)
    {
        Dictionary<MetricRow, int> known = [];
        List<MetricRow> distinct = [];
        List<int> counts = [];
        int[] patternOfRow = new int[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            ref int pattern = ref CollectionsMarshal.GetValueRefOrAddDefault(known, rows[i], out bool exists);
            if (!exists)
            {
                pattern = distinct.Count;
                distinct.Add(rows[i]);
                counts.Add(0);
            }

            counts[pattern]++;
            patternOfRow[i] = pattern;
        }

        PatternOfRow = patternOfRow;
        _counts = [.. counts];
        _divergence = [.. distinct.Select(r => r.Divergence)];
        (_hard, _hardPattern) = Project(distinct, r => r.Hard, HardStatistics, level);
        (_middle, _middlePattern) = Project(distinct, r => r.Middle, [PairStatistic.MeanAbsoluteError], level);
        (_mean, _meanPattern) = Project(distinct, r => r.Mean, SoftStatistics, level);
        HardCount = Count(_hardPattern);
        MiddleCount = Count(_middlePattern);
        MeanCount = Count(_meanPattern);
        DivergenceCount = Count([.. _divergence.Select(d => double.IsNaN(d) ? -1 : 0)]);
    }

    /// <summary>The pattern of each row the table was made from.</summary>
    public int[] PatternOfRow { get; }

    public int PatternCount => _counts.Length;

    public int StatisticCount => AlignmentMetrics.All.Length;

    public int HardCount { get; }

    public int MiddleCount { get; }

    public int MeanCount { get; }

    public int DivergenceCount { get; }

    /// <summary>The distinct pairs of label and reference label, for a confusion table.</summary>
    public PairTable HardPairs => _hard.Table;

    /// <summary>How many items a metric rests on.</summary>
    public int CountOf(AlignmentMetric metric) => metric switch
    {
        AlignmentMetric.MeanAbsoluteError => MiddleCount,
        AlignmentMetric.JensenShannon => DivergenceCount,
        AlignmentMetric.Pearson or AlignmentMetric.Spearman or AlignmentMetric.KendallTauB => MeanCount,
        _ => HardCount,
    };

    /// <summary>Every metric on the rows as they are; NaN where undefined.</summary>
    public double[] Values()
    {
        double[] values = new double[StatisticCount];
        CreateEvaluator().Evaluate(_counts, values);
        return values;
    }

    /// <summary>Why a metric has no value.</summary>
    public string WhyUndefined(AlignmentMetric metric)
    {
        if (CountOf(metric) == 0)
        {
            return "no item has a label from the judge and a reference from people";
        }

        PairStatistics of = metric is AlignmentMetric.Pearson or AlignmentMetric.Spearman or AlignmentMetric.KendallTauB ? _mean : _hard;
        PairStatistic statistic = Enum.Parse<PairStatistic>(metric.ToString());
        return of.Estimate()[of.Statistics.IndexOf(statistic)].UndefinedReason ?? "there are no data";
    }

    public IPatternEvaluator CreateEvaluator() => new Evaluator(this);

    private static (PairStatistics Statistics, int[] Pattern) Project(
        List<MetricRow> rows, Func<MetricRow, double> reference, ImmutableArray<PairStatistic> statistics, MeasurementLevel level)
    {
        List<double> x = [], y = [];
        List<int> from = [];
        for (int i = 0; i < rows.Count; i++)
        {
            if (!double.IsNaN(reference(rows[i])))
            {
                x.Add(rows[i].Value);
                y.Add(reference(rows[i]));
                from.Add(i);
            }
        }

        PairTable table = PairTable.Create(CollectionsMarshal.AsSpan(x), CollectionsMarshal.AsSpan(y));
        int[] pattern = new int[rows.Count];
        Array.Fill(pattern, -1);
        for (int i = 0; i < from.Count; i++)
        {
            pattern[from[i]] = table.PatternOfItem[i];
        }

        return (new PairStatistics(table, statistics, level), pattern);
    }

    private int Count(int[] patterns)
    {
        int count = 0;
        for (int i = 0; i < patterns.Length; i++)
        {
            count += patterns[i] < 0 ? 0 : _counts[i];
        }

        return count;
    }

    private sealed class Evaluator(MetricTable table) : IPatternEvaluator
    {
        private readonly IPatternEvaluator _hard = table._hard.CreateEvaluator();
        private readonly IPatternEvaluator _middle = table._middle.CreateEvaluator();
        private readonly IPatternEvaluator _mean = table._mean.CreateEvaluator();
        private readonly int[] _hardWeights = new int[table._hard.PatternCount];
        private readonly int[] _middleWeights = new int[table._middle.PatternCount];
        private readonly int[] _meanWeights = new int[table._mean.PatternCount];

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            Array.Clear(_hardWeights);
            Array.Clear(_middleWeights);
            Array.Clear(_meanWeights);
            double divergence = 0, divergences = 0;
            for (int p = 0; p < weights.Length; p++)
            {
                int weight = weights[p];
                if (weight == 0)
                {
                    continue;
                }

                Add(_hardWeights, table._hardPattern[p], weight);
                Add(_middleWeights, table._middlePattern[p], weight);
                Add(_meanWeights, table._meanPattern[p], weight);
                if (!double.IsNaN(table._divergence[p]))
                {
                    divergence += weight * table._divergence[p];
                    divergences += weight;
                }
            }

            // The order of AlignmentMetric: the hard ones, the correlations, the error, the divergence.
            _hard.Evaluate(_hardWeights, values[..6]);
            _mean.Evaluate(_meanWeights, values[6..9]);
            _middle.Evaluate(_middleWeights, values[9..10]);
            values[10] = divergences == 0 ? double.NaN : divergence / divergences;
        }

        private static void Add(int[] weights, int pattern, int weight)
        {
            if (pattern >= 0)
            {
                weights[pattern] += weight;
            }
        }
    }
}
