using System.Runtime.InteropServices;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// The human ceiling: each annotator in turn is held against the others as the judge is held against all, and the metrics are
/// averaged over annotators. All annotators share a resample, because they labelled the same items. Immutable.
/// </summary>
/// <remarks>
/// Leaving one of an odd number of people out leaves an even number, who tie on just the contested items. Left out, those items
/// would make people look better than they are, so a tie enters as equal parts of the labels it is between.
/// </remarks>
internal sealed class LeaveOneOut : IUnseenPatterns
{
    /// <summary>The weight of a whole item: it can be cut into two to six equal parts.</summary>
    private const int Whole = 60;

    private readonly MetricTable[] _annotators;
    private readonly int[] _offsets;
    private readonly (int Annotator, int Pattern, int Weight)[] _entries;
    private readonly int[] _rowCounts;
    private readonly Func<int, LeaveOneOut> _withUnseen;

    private LeaveOneOut(
        MetricTable[] annotators,
        int[] offsets,
        (int Annotator, int Pattern, int Weight)[] entries,
        int[] rowCounts,
        int[] rowOfItem,
        int itemCount,
        Func<int, LeaveOneOut> withUnseen)
    {
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

    public int StatisticCount => AlignmentMetrics.All.Length;

    public static LeaveOneOut Create(AnnotatedDataset dataset, Reference reference, MeasurementLevel level, bool ordered) =>
        Create(dataset, reference, level, ordered, [], 1);

    private static LeaveOneOut Create(
        AnnotatedDataset dataset, Reference reference, MeasurementLevel level, bool ordered, IEnumerable<Annotation[]> unseen, int weightUnit)
    {
        ReferenceCalculator calculator = new(dataset, reference, ordered);
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
            items += annotations.Length > 1 ? 1 : 0;
            string key = new(MemoryMarshal.Cast<Annotation, char>(annotations));
            ref int row = ref CollectionsMarshal.GetValueRefOrAddDefault(known, key, out bool exists);
            if (!exists)
            {
                row = rowCounts.Count;
                rowCounts.Add(0);
                for (int left = 0; left < annotations.Length && annotations.Length > 1; left++)
                {
                    AddRows(dataset, calculator, annotations, left, rows[annotations[left].Annotator], entries);
                }

                offsets.Add(entries.Count);
            }

            rowCounts[row]++;
            rowOfItem[item] = row;
        }

        foreach (Annotation[] annotations in unseen)
        {
            for (int left = 0; left < annotations.Length; left++)
            {
                AddRows(dataset, calculator, annotations, left, rows[annotations[left].Annotator], entries);
            }

            rowCounts.Add(0);
            offsets.Add(entries.Count);
        }

        MetricTable[] tables = [.. rows.Select(r => new MetricTable(r, level, null, Whole * weightUnit))];
        return new LeaveOneOut(
            tables,
            [.. offsets],
            [.. entries.Select(e => (e.Annotator, tables[e.Annotator].PatternOfRow[e.Row], e.Weight))],
            [.. rowCounts],
            rowOfItem,
            items,
            unit => Create(dataset, reference, level, ordered, UnseenItems.Annotations(dataset), unit));
    }

    private static void AddRows(
        AnnotatedDataset dataset,
        ReferenceCalculator calculator,
        ReadOnlySpan<Annotation> annotations,
        int left,
        List<MetricRow> rows,
        List<(int Annotator, int Row, int Weight)> entries)
    {
        (int annotator, _, double value) = annotations[left];
        ReferenceLabel others = calculator.Of(annotations, left);
        entries.Add((annotator, rows.Count, Whole));
        rows.Add(new MetricRow(value, others.Hard, others.Middle, others.Mean, PeopleDistribution.Divergence(dataset.Scale, annotations, left)));
        if (!others.IsTied)
        {
            return;
        }

        double[] tied = calculator.TiedLabels(annotations, left);
        for (int i = 0; i < tied.Length; i++)
        {
            // Parts of a whole that does not divide evenly differ by one sixtieth at most.
            int part = (Whole * (i + 1) / tied.Length) - (Whole * i / tied.Length);
            entries.Add((annotator, rows.Count, part));
            rows.Add(new MetricRow(value, tied[i], double.NaN, double.NaN, double.NaN));
        }
    }

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
        return evaluator.OfEach(_rowCounts, AlignmentMetrics.All.IndexOf(metric));
    }

    public IPatternEvaluator CreateEvaluator() => new Evaluator(this);

    public IPatternStatistics WithUnseen(int weightUnit) => _withUnseen(weightUnit);

    private sealed class Evaluator : IPatternEvaluator
    {
        private readonly LeaveOneOut _of;
        private readonly IPatternEvaluator[] _evaluators;
        private readonly int[][] _weights;
        private readonly double[] _values = new double[AlignmentMetrics.All.Length];
        private readonly int[] _defined = new int[AlignmentMetrics.All.Length];

        public Evaluator(LeaveOneOut of)
        {
            _of = of;
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
