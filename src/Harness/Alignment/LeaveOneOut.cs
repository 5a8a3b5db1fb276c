using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// The human ceiling: each annotator in turn is held against the others as the judge is held against all, and the metrics are
/// averaged over annotators. All annotators share a resample, because they labelled the same items. Immutable.
/// </summary>
internal sealed class LeaveOneOut : IUnseenPatterns
{
    private readonly ImmutableArray<AlignmentMetric> _metrics;
    private readonly MetricTable[] _annotators;
    private readonly int[] _offsets;
    private readonly (int Annotator, int Pattern, int Weight)[] _entries;
    private readonly int[] _rowCounts;
    private readonly Func<int, LeaveOneOut> _withUnseen;

    private LeaveOneOut(
        ImmutableArray<AlignmentMetric> metrics,
        MetricTable[] annotators,
        int[] offsets,
        (int Annotator, int Pattern, int Weight)[] entries,
        int[] rowCounts,
        int[] rowOfItem,
        int itemCount,
        Func<int, LeaveOneOut> withUnseen)
    {
        _metrics = metrics;
        _withUnseen = withUnseen;
        _annotators = annotators;
        _offsets = offsets;
        _entries = entries;
        _rowCounts = rowCounts;
        RowOfItem = rowOfItem;
        ItemCount = itemCount;
    }

    /// <summary>The row of each item of the dataset.</summary>
    public int[] RowOfItem { get; }

    /// <summary>How many items have labels from two annotators or more.</summary>
    public int ItemCount { get; }

    public int PatternCount => _rowCounts.Length;

    public int StatisticCount => _metrics.Length;

    /// <summary>Holds everybody against the others.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="reference">The reference of the others; not a named annotator.</param>
    /// <param name="level">The level at which labels are compared.</param>
    /// <param name="ordered">Whether the values carry an order.</param>
    /// <param name="metrics">Which metrics, in the order of the values; by default all.</param>
    public static LeaveOneOut Create(
        AnnotatedDataset dataset, Reference reference, MeasurementLevel level, bool ordered, ImmutableArray<AlignmentMetric> metrics = default) =>
        Create(dataset, reference, level, ordered, metrics.IsDefault ? AlignmentMetrics.All : metrics, [], 1);

    private static LeaveOneOut Create(
        AnnotatedDataset dataset,
        Reference reference,
        MeasurementLevel level,
        bool ordered,
        ImmutableArray<AlignmentMetric> metrics,
        IEnumerable<Annotation[]> unseen,
        int weightUnit)
    {
        ReferenceCalculator calculator = new(dataset, reference, ordered);
        HeldOutRows heldOut = new(calculator);
        List<MetricRow>[] rows = new List<MetricRow>[dataset.Annotators.Length];
        for (int a = 0; a < rows.Length; a++)
        {
            rows[a] = [];
        }

        // Items whose people gave the same labels are one row: on small scales there are far fewer rows than items.
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        int[] rowOfItem = new int[dataset.Items.Length];
        List<int> rowCounts = [], offsets = [0];
        List<(int Annotator, int Row, int Weight)> entries = [];
        int items = 0;
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(item);
            int count = dataset.Counts?.Of[item] ?? 1;
            items += annotations.Length > 1 ? count : 0;
            string key = new(MemoryMarshal.Cast<Annotation, char>(annotations));
            ref int row = ref CollectionsMarshal.GetValueRefOrAddDefault(known, key, out bool exists);
            if (!exists)
            {
                row = rowCounts.Count;
                rowCounts.Add(0);
                for (int left = 0; left < annotations.Length && annotations.Length > 1; left++)
                {
                    AddRows(dataset, heldOut, annotations, left, rows[annotations[left].Annotator], entries);
                }

                offsets.Add(entries.Count);
            }

            rowCounts[row] += count;
            rowOfItem[item] = row;
        }

        foreach (Annotation[] annotations in unseen)
        {
            for (int left = 0; left < annotations.Length; left++)
            {
                AddRows(dataset, heldOut, annotations, left, rows[annotations[left].Annotator], entries);
            }

            rowCounts.Add(0);
            offsets.Add(entries.Count);
        }

        MetricTable[] tables = [.. rows.Select(r => new MetricTable(r, level, null, HeldOutRows.Whole * weightUnit, metrics))];
        return new LeaveOneOut(
            metrics,
            tables,
            [.. offsets],
            [.. entries.Select(e => (e.Annotator, tables[e.Annotator].PatternOfRow[e.Row], e.Weight))],
            [.. rowCounts],
            rowOfItem,
            items,
            unit => Create(dataset, reference, level, ordered, metrics, UnseenItems.Annotations(dataset), unit));
    }

    private static void AddRows(
        AnnotatedDataset dataset,
        HeldOutRows heldOut,
        ReadOnlySpan<Annotation> annotations,
        int left,
        List<MetricRow> rows,
        List<(int Annotator, int Row, int Weight)> entries)
    {
        (int annotator, _, double value) = annotations[left];
        foreach ((MetricRow row, int weight) in heldOut.Of(annotations, left, value, PeopleDistribution.Divergence(dataset.Scale, annotations, left)))
        {
            entries.Add((annotator, rows.Count, weight));
            rows.Add(row);
        }
    }

    /// <summary>Why there is no ceiling.</summary>
    /// <param name="labelled">How many items have labels from two annotators or more.</param>
    public static string WhyUndefined(int labelled) => labelled == 0 ? "no item has labels from two annotators" : "no annotator's labels vary enough";

    /// <summary>The mean over annotators of every metric; NaN where undefined for everyone.</summary>
    public double[] Values()
    {
        double[] values = new double[StatisticCount];
        CreateEvaluator().Evaluate(_rowCounts, values);
        return values;
    }

    /// <summary>One metric of every annotator; NaN where undefined.</summary>
    public double[] OfEach(AlignmentMetric metric)
    {
        Evaluator evaluator = new(this);
        return evaluator.OfEach(_rowCounts, _metrics.IndexOf(metric));
    }

    public IPatternEvaluator CreateEvaluator() => new Evaluator(this);

    public IPatternStatistics WithUnseen(int weightUnit) => _withUnseen(weightUnit);

    private sealed class Evaluator : IPatternEvaluator
    {
        private readonly LeaveOneOut _of;
        private readonly IPatternEvaluator[] _evaluators;
        private readonly int[][] _weights;
        private readonly double[] _values;
        private readonly int[] _defined;

        public Evaluator(LeaveOneOut of)
        {
            _of = of;
            _values = new double[of.StatisticCount];
            _defined = new int[of.StatisticCount];
            _evaluators = [.. of._annotators.Select(a => a.CreateEvaluator())];
            _weights = [.. of._annotators.Select(a => new int[a.PatternCount])];
        }

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            Distribute(weights);
            values.Clear();
            Array.Clear(_defined);
            for (int a = 0; a < _evaluators.Length; a++)
            {
                _evaluators[a].Evaluate(_weights[a], _values);
                for (int s = 0; s < _values.Length; s++)
                {
                    if (!double.IsNaN(_values[s]))
                    {
                        values[s] += _values[s];
                        _defined[s]++;
                    }
                }
            }

            for (int s = 0; s < _values.Length; s++)
            {
                values[s] = _defined[s] == 0 ? double.NaN : values[s] / _defined[s];
            }
        }

        public double[] OfEach(ReadOnlySpan<int> weights, int statistic)
        {
            Distribute(weights);
            double[] each = new double[_evaluators.Length];
            for (int a = 0; a < each.Length; a++)
            {
                _evaluators[a].Evaluate(_weights[a], _values);
                each[a] = _values[statistic];
            }

            return each;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Distribute(ReadOnlySpan<int> weights)
        {
            foreach (int[] own in _weights)
            {
                Array.Clear(own);
            }

            for (int row = 0; row < weights.Length; row++)
            {
                int weight = weights[row];
                for (int e = _of._offsets[row]; weight > 0 && e < _of._offsets[row + 1]; e++)
                {
                    (int annotator, int pattern, int part) = _of._entries[e];
                    _weights[annotator][pattern] += weight * part;
                }
            }
        }
    }
}
