using System.Runtime.CompilerServices;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// A dataset's common rows with some references taken from other items. Where judges' labels and people's references are few, as on every scale with a
/// list of labels, a draw moves counts between their combinations and costs no more than the items that are hit. Immutable.
/// </summary>
internal sealed class ErrorRows
{
    // A table of combinations may be this many times larger than the rows: to walk over it is that much cheaper than to count rows anew.
    private const int TableSize = 16;
    private const int SmallTable = 1024;

    private readonly CommonRows _rows;

    // The class of each row's reference, the rows sorted by class, and where each class begins and ends in them.
    private readonly int[] _classOf;
    private readonly int[] _byClass;
    private readonly int[] _starts;
    private readonly int[] _classes;

    // For each judge: the table of combinations, the pattern of each, and the place of each row's label; null where rows are counted anew.
    private readonly Grid[]? _grids;
    private readonly ErrorSums[]? _sums;

    public ErrorRows(CommonRows rows)
    {
        _rows = rows;
        int n = rows.Items.Length;
        ReferenceLabel[] references = [.. rows.Items.Select(item => rows.Dataset.References[item])];
        Dictionary<(double, double, double), int> known = [];
        _classOf = [.. references.Select(r => known.TryGetValue((r.Hard, r.Middle, r.Mean), out int c) ? c : known[(r.Hard, r.Middle, r.Mean)] = known.Count)];
        _byClass = [.. Enumerable.Range(0, n).OrderBy(row => _classOf[row]).ThenBy(row => row)];
        _starts = new int[known.Count + 1];
        foreach (int own in _classOf)
        {
            _starts[own + 1]++;
        }

        for (int c = 0; c < known.Count; c++)
        {
            _starts[c + 1] += _starts[c];
        }

        _classes = [.. Enumerable.Range(0, known.Count).Select(c => _byClass[_starts[c]])];
        _sums = ErrorSums.Knows(rows.Metric) ? [.. Enumerable.Range(0, rows.Judges.Length).Select(judge => new ErrorSums(rows, judge))] : null;
        _grids = _sums is null ? Grids() : null;
    }

    /// <summary>How many items there are.</summary>
    public int Count => _classOf.Length;

    /// <summary>Whether there are two different references, so that one can stand for another.</summary>
    public bool CanErr => _classes.Length > 1;

    /// <summary>Whether a draw costs a walk over all rows of each judge.</summary>
    public bool IsSlow => _sums is null && _grids is null;

    /// <summary>Draws, for each row, the number below which a rate hits it and the row whose reference it would take.</summary>
    /// <param name="random">The stream of the draw.</param>
    /// <param name="chances">Receives the numbers, 0..1.</param>
    /// <param name="donors">Receives the rows, each with another reference.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ref RandomStream random, double[] chances, int[] donors)
    {
        for (int row = 0; row < chances.Length; row++)
        {
            chances[row] = random.NextDouble();
            int own = _classOf[row], size = _starts[own + 1] - _starts[own];
            int place = random.NextInt(chances.Length - size);
            donors[row] = _byClass[place < _starts[own] ? place : place + size];
        }
    }

    /// <summary>Each judge's metric with the references of the rows that are hit taken from their donors; NaN where it is undefined.</summary>
    /// <param name="hits">The rows that are hit.</param>
    /// <param name="donors">The row whose reference each row would take.</param>
    /// <param name="scratch">Memory of one thread.</param>
    /// <param name="values">Receives the metric of each judge.</param>
    public void Evaluate(ReadOnlySpan<int> hits, int[] donors, Scratch scratch, double[] values)
    {
        for (int judge = 0; judge < values.Length; judge++)
        {
            values[judge] = _sums is { } sums ? sums[judge].Evaluate(hits, donors)
                : _grids is { } grids ? grids[judge].Evaluate(hits, donors, _classOf, scratch, judge)
                : _rows.Value(Exchanged(judge, hits, donors));
        }
    }

    /// <summary>Memory for one thread.</summary>
    public Scratch CreateScratch() => new(
        [.. (_grids ?? []).Select(g => g.Table.CreateEvaluator())], [.. (_grids ?? []).Select(g => new int[g.Table.PatternCount])]);

    private Grid[]? Grids()
    {
        int labels = _rows.Rows.Select(judge => judge.Select(row => row.Value).Distinct().Count()).Append(0).Max();
        return (long)labels * _classes.Length <= ((long)TableSize * Count) + SmallTable
            ? [.. _rows.Rows.Select(judge => new Grid(_rows, judge, _classes, _classOf))]
            : null;
    }

    private MetricRow[] Exchanged(int judge, ReadOnlySpan<int> hits, int[] donors)
    {
        MetricRow[] own = _rows.Rows[judge], exchanged = [.. own];
        foreach (int row in hits)
        {
            MetricRow donor = own[donors[row]];
            exchanged[row] = own[row] with { Hard = donor.Hard, Middle = donor.Middle, Mean = donor.Mean };
        }

        return exchanged;
    }

    /// <summary>Memory of one thread: an evaluator and a count for each pattern, for each judge.</summary>
    internal sealed record Scratch(IPatternEvaluator[] Evaluators, int[][] Weights)
    {
        public double[] Value { get; } = new double[1];
    }

    /// <summary>Every combination of a judge's labels and people's references.</summary>
    private sealed class Grid
    {
        private readonly int[] _patternOf;
        private readonly int[] _labelOf;
        private readonly int[] _counts;
        private readonly int _classCount;

        public Grid(CommonRows rows, MetricRow[] own, int[] classes, int[] classOf)
        {
            Dictionary<double, int> known = [];
            _labelOf = [.. own.Select(row => known.TryGetValue(row.Value, out int label) ? label : known[row.Value] = known.Count)];
            _classCount = classes.Length;
            double[] labels = [.. known.OrderBy(k => k.Value).Select(k => k.Key)];
            MetricRow[] combinations = [.. labels.SelectMany(_ => classes, (label, row) => own[row] with { Value = label, Divergence = double.NaN })];
            Table = new MetricTable(combinations, rows.Dataset.Plan.Level, rows.Dataset.Plan.Dataset.Scale, metrics: [rows.Metric]);
            _patternOf = Table.PatternOfRow;
            _counts = new int[Table.PatternCount];
            for (int row = 0; row < own.Length; row++)
            {
                _counts[_patternOf[(_labelOf[row] * _classCount) + classOf[row]]]++;
            }
        }

        public MetricTable Table { get; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Evaluate(ReadOnlySpan<int> hits, int[] donors, int[] classOf, Scratch scratch, int judge)
        {
            int[] weights = scratch.Weights[judge];
            _counts.CopyTo(weights, 0);
            foreach (int row in hits)
            {
                int label = _labelOf[row] * _classCount;
                weights[_patternOf[label + classOf[row]]]--;
                weights[_patternOf[label + classOf[donors[row]]]]++;
            }

            scratch.Evaluators[judge].Evaluate(weights, scratch.Value);
            return scratch.Value[0];
        }
    }
}
