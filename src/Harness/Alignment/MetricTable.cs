using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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
    private readonly MetricRow[] _rows;
    private readonly MeasurementLevel _level;
    private readonly LabelScale? _scale;
    private readonly int _weightUnit;
    private readonly int[] _counts;
    private readonly double[] _divergence;
    private readonly Projection[] _projections;
    private readonly ImmutableArray<AlignmentMetric> _metrics;

    /// <summary>Counts rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="level">The level at which labels are compared.</param>
    /// <param name="scale">The scale, from which the labels of unseen items are drawn; <see langword="null"/> where none are asked for.</param>
    /// <param name="weightUnit">The weight of a whole item.</param>
    /// <param name="metrics">Which metrics, in the order of the values; by default all.</param>
    /// <param name="countOfRow">How many items each row stands for; by default one.</param>
    public MetricTable(
        IReadOnlyList<MetricRow> rows,
        MeasurementLevel level,
        LabelScale? scale = null,
        int weightUnit = 1,
        ImmutableArray<AlignmentMetric> metrics = default,
        ImmutableArray<int> countOfRow = default)
    {
        _metrics = metrics.IsDefault ? AlignmentMetrics.All : metrics;
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

            counts[pattern] += countOfRow.IsDefault ? 1 : countOfRow[i];
            patternOfRow[i] = pattern;
        }

        PatternOfRow = patternOfRow;
        _rows = [.. distinct];
        (_level, _scale, _weightUnit) = (level, scale, weightUnit);
        _counts = [.. counts];
        _divergence = [.. distinct.Select(r => r.Divergence)];
        _projections =
        [
            .. Shared(distinct, [.. _metrics.Where(m => m != AlignmentMetric.JensenShannon).GroupBy(m => KindOf(m, level)).OrderBy(g => g.Key).Select(g => g.ToArray())], level)
                .Select(metrics => new Projection(distinct, ReferenceOf(metrics[0], level), [.. metrics], level, weightUnit)),
        ];
    }

    /// <summary>The kinds of people's labels that metrics are held against.</summary>
    private enum ReferenceKind
    {
        Hard,
        Middle,
        Mean,
    }

    /// <summary>The pattern of each row the table was made from.</summary>
    public int[] PatternOfRow { get; }

    public int PatternCount => _counts.Length;

    public int StatisticCount => _metrics.Length;

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
        MetricTable table = new(all, _level, _scale, _weightUnit * weightUnit, _metrics);
        return new MappedStatistics(table, table.PatternOfRow);
    }

    /// <summary>Which number of a row a metric is held against: the label, the middle of people where they tie, their mean, or the divergence itself.</summary>
    public static Func<MetricRow, double> ReferenceOf(AlignmentMetric metric, MeasurementLevel level) =>
        metric == AlignmentMetric.JensenShannon ? static r => r.Divergence
        : KindOf(metric, level) switch
        {
            ReferenceKind.Hard => static r => r.Hard,
            ReferenceKind.Middle => static r => r.Middle,
            _ => static r => r.Mean,
        };

    /// <summary>The metric as a statistic of pairs.</summary>
    public static PairStatistic StatisticOf(AlignmentMetric metric) => metric switch
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

    private static ReferenceKind KindOf(AlignmentMetric metric, MeasurementLevel level) => metric switch
    {
        AlignmentMetric.Pearson or AlignmentMetric.Spearman or AlignmentMetric.KendallTauB => ReferenceKind.Mean,
        AlignmentMetric.MeanAbsoluteError => ReferenceKind.Middle,
        AlignmentMetric.CohenKappaLinear or AlignmentMetric.CohenKappaQuadratic or AlignmentMetric.KrippendorffAlpha
            when level != MeasurementLevel.Nominal => ReferenceKind.Middle,
        _ => ReferenceKind.Hard,
    };

    // Where one person labels each item, the label is the middle and the mean as well: what is held against one number is counted once.
    private static List<AlignmentMetric[]> Shared(List<MetricRow> rows, IEnumerable<AlignmentMetric[]> groups, MeasurementLevel level)
    {
        List<AlignmentMetric[]> shared = [];
        foreach (AlignmentMetric[] group in groups)
        {
            Func<MetricRow, double> reference = ReferenceOf(group[0], level);
            int same = shared.FindIndex(other => ReferenceOf(other[0], level) is var known && rows.TrueForAll(r => known(r).Equals(reference(r))));
            if (same < 0)
            {
                shared.Add(group);
            }
            else
            {
                shared[same] = [.. shared[same], .. group];
            }
        }

        return shared;
    }

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
            _positions = [.. table._projections.Select(p => p.Metrics.Select(m => table._metrics.IndexOf(m)).ToArray())];
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

            if (_table._metrics.IndexOf(AlignmentMetric.JensenShannon) is >= 0 and int at)
            {
                values[at] = Divergence(weights);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
