using System.Collections.Immutable;
using System.Runtime.InteropServices;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>One rater's label on one item beside the reference it is held against; NaN where there is none.</summary>
/// <param name="Value">The label's value.</param>
/// <param name="Hard">The reference label's value.</param>
/// <param name="Middle">The value distances are measured from; between two labels where people tie around a middle.</param>
/// <param name="Mean">The mean of the reference people's labels.</param>
/// <param name="Divergence">The Jensen-Shannon divergence from the reference people's distribution.</param>
internal readonly record struct MetricRow(double Value, double Hard, double Middle, double Mean, double Divergence);

/// <summary>
/// Every alignment metric of one rater over counted distinct rows, in one pass over a resample's weights. Immutable.
/// </summary>
/// <remarks>
/// Metrics that ask whether two labels are the same need a reference label. Metrics that measure a distance take the middle of
/// people where they tie, so that the most contested items are not the ones left out.
/// </remarks>
internal sealed class MetricTable : IUnseenPatterns
{
    private static readonly ImmutableArray<AlignmentMetric> OfMean = [AlignmentMetric.Pearson, AlignmentMetric.Spearman, AlignmentMetric.KendallTauB];

    private readonly MetricRow[] _rows;
    private readonly MeasurementLevel _level;
    private readonly LabelScale? _scale;
    private readonly int _weightUnit;
    private readonly int[] _counts;
    private readonly double[] _divergence;
    private readonly Projection[] _projections;

    /// <summary>Counts rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="level">The level at which labels are compared.</param>
    /// <param name="scale">The scale, from which the labels of unseen items are drawn; <see langword="null"/> where none are asked for.</param>
    /// <param name="weightUnit">The weight of a whole item.</param>
    public MetricTable(IReadOnlyList<MetricRow> rows, MeasurementLevel level, LabelScale? scale = null, int weightUnit = 1)
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
        _rows = [.. distinct];
        (_level, _scale, _weightUnit) = (level, scale, weightUnit);
        _counts = [.. counts];
        _divergence = [.. distinct.Select(r => r.Divergence)];
        ImmutableArray<AlignmentMetric> ofDistance =
        [
            AlignmentMetric.CohenKappaLinear, AlignmentMetric.CohenKappaQuadratic, AlignmentMetric.KrippendorffAlpha,
        ];
        ImmutableArray<AlignmentMetric> ofIdentity = [AlignmentMetric.PercentAgreement, AlignmentMetric.CohenKappa, AlignmentMetric.ScottPi];
        bool nominal = level == MeasurementLevel.Nominal;
        _projections =
        [
            new Projection(distinct, r => r.Hard, nominal ? [.. ofIdentity, .. ofDistance] : ofIdentity, level, weightUnit),
            new Projection(distinct, r => r.Middle, nominal ? [AlignmentMetric.MeanAbsoluteError] : [.. ofDistance, AlignmentMetric.MeanAbsoluteError], level, weightUnit),
            new Projection(distinct, r => r.Mean, OfMean, level, weightUnit),
        ];
    }

    /// <summary>The pattern of each row the table was made from.</summary>
    public int[] PatternOfRow { get; }

    public int PatternCount => _counts.Length;

    public int StatisticCount => AlignmentMetrics.All.Length;

    /// <summary>How many rows a metric rests on.</summary>
    public int CountOf(AlignmentMetric metric)
    {
        int count = 0;
        for (int p = 0; p < _counts.Length; p++)
        {
            bool rests = metric == AlignmentMetric.JensenShannon ? !double.IsNaN(_divergence[p]) : ProjectionOf(metric).Pattern[p] >= 0;
            count += rests ? _counts[p] : 0;
        }

        return count;
    }

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

        Projection projection = ProjectionOf(metric);
        return projection.Statistics.Estimate()[projection.Metrics.IndexOf(metric)].UndefinedReason ?? "there are no data";
    }

    public IPatternEvaluator CreateEvaluator() => new Evaluator(this);

    public IPatternStatistics WithUnseen(int weightUnit)
    {
        MetricRow[] all = _scale is null ? _rows : [.. _rows, .. UnseenItems.Rows(_rows, _scale)];
        MetricTable table = new(all, _level, _scale, _weightUnit * weightUnit);
        return new MappedStatistics(table, table.PatternOfRow);
    }

    private static PairStatistic StatisticOf(AlignmentMetric metric) => metric switch
    {
        AlignmentMetric.PercentAgreement => PairStatistic.PercentAgreement,
        AlignmentMetric.CohenKappa => PairStatistic.CohenKappa,
        AlignmentMetric.CohenKappaLinear => PairStatistic.CohenKappaLinear,
        AlignmentMetric.CohenKappaQuadratic => PairStatistic.CohenKappaQuadratic,
        AlignmentMetric.ScottPi => PairStatistic.ScottPi,
        AlignmentMetric.KrippendorffAlpha => PairStatistic.KrippendorffAlpha,
        AlignmentMetric.Pearson => PairStatistic.Pearson,
        AlignmentMetric.Spearman => PairStatistic.Spearman,
        AlignmentMetric.KendallTauB => PairStatistic.KendallTauB,
        AlignmentMetric.MeanAbsoluteError => PairStatistic.MeanAbsoluteError,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The metric is no statistic of pairs."),
    };

    private Projection ProjectionOf(AlignmentMetric metric) => _projections.First(p => p.Metrics.Contains(metric));

    /// <summary>The rows that have one kind of reference, as pairs with it.</summary>
    private sealed class Projection
    {
        public Projection(
            List<MetricRow> rows, Func<MetricRow, double> reference, ImmutableArray<AlignmentMetric> metrics, MeasurementLevel level, int weightUnit)
        {
            int[] from = [.. Enumerable.Range(0, rows.Count).Where(i => !double.IsNaN(reference(rows[i])))];
            PairTable table = PairTable.Create([.. from.Select(i => rows[i].Value)], [.. from.Select(i => reference(rows[i]))]);
            Pattern = new int[rows.Count];
            Array.Fill(Pattern, -1);
            for (int i = 0; i < from.Length; i++)
            {
                Pattern[from[i]] = table.PatternOfItem[i];
            }

            Metrics = metrics;
            Statistics = new PairStatistics(table, [.. metrics.Select(StatisticOf)], level, weightUnit);
        }

        /// <summary>The pair of each row, or -1.</summary>
        public int[] Pattern { get; }

        public ImmutableArray<AlignmentMetric> Metrics { get; }

        public PairStatistics Statistics { get; }
    }

    private sealed class Evaluator : IPatternEvaluator
    {
        private readonly MetricTable _table;
        private readonly IPatternEvaluator[] _evaluators;
        private readonly int[][] _weights;
        private readonly double[][] _values;

        // Where each projection's statistics stand among all metrics.
        private readonly int[][] _positions;

        public Evaluator(MetricTable table)
        {
            _table = table;
            _evaluators = [.. table._projections.Select(p => p.Statistics.CreateEvaluator())];
            _weights = [.. table._projections.Select(p => new int[p.Statistics.PatternCount])];
            _values = [.. table._projections.Select(p => new double[p.Metrics.Length])];
            _positions = [.. table._projections.Select(p => p.Metrics.Select(m => AlignmentMetrics.All.IndexOf(m)).ToArray())];
        }

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            for (int p = 0; p < _evaluators.Length; p++)
            {
                int[] own = _weights[p], pattern = _table._projections[p].Pattern;
                Array.Clear(own);
                for (int row = 0; row < weights.Length; row++)
                {
                    if (pattern[row] >= 0)
                    {
                        own[pattern[row]] += weights[row];
                    }
                }

                _evaluators[p].Evaluate(own, _values[p]);
                for (int s = 0; s < _values[p].Length; s++)
                {
                    values[_positions[p][s]] = _values[p][s];
                }
            }

            values[AlignmentMetrics.All.IndexOf(AlignmentMetric.JensenShannon)] = Divergence(weights);
        }

        private double Divergence(ReadOnlySpan<int> weights)
        {
            double sum = 0, n = 0;
            for (int row = 0; row < weights.Length; row++)
            {
                if (!double.IsNaN(_table._divergence[row]))
                {
                    sum += weights[row] * _table._divergence[row];
                    n += weights[row];
                }
            }

            return n == 0 ? double.NaN : sum / n;
        }
    }
}
