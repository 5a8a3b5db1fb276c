using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>An item of a panel with the label of a rater who may stand in for any of its people.</summary>
/// <param name="Annotators">Who labelled it.</param>
/// <param name="Values">Their labels.</param>
/// <param name="Stand">The rater's label.</param>
internal readonly record struct PanelItem(int[] Annotators, double[] Values, double Stand);

/// <summary>
/// How Krippendorff's alpha of a panel changes when one annotator's labels are replaced by those of another rater: alpha after less alpha before,
/// the mean over annotators. Immutable.
/// </summary>
/// <remarks>
/// All panels share one table of counted labels, and a replacement moves the weight of the items it touches from one row of it to another. So the work of
/// a resample grows with the labels and, for each annotator, with the rows of the table, and never with annotators times items.
/// </remarks>
internal sealed class ReplacementAlpha : IUnseenPatterns
{
    private readonly PanelItem[] _items;
    private readonly int _annotators;
    private readonly MeasurementLevel _level;
    private readonly IReadOnlyList<double>? _categories;
    private readonly Func<IEnumerable<PanelItem>> _unseen;
    private readonly GroupStatistics _alpha;
    private readonly int _unit;

    // The row of each pattern's own labels, and by annotator the patterns he has, with their row after the replacement.
    private readonly int[] _before;
    private readonly (int Pattern, int Row)[][] _after;

    /// <summary>Counts the labels.</summary>
    /// <param name="items">The distinct items.</param>
    /// <param name="annotators">How many annotators there are.</param>
    /// <param name="level">The level of the labels.</param>
    /// <param name="categories">The labels of the scale; <see langword="null"/> for numbers.</param>
    /// <param name="unseen">What an unseen item might look like.</param>
    /// <param name="unit">The weight of a whole item.</param>
    public ReplacementAlpha(
        PanelItem[] items, int annotators, MeasurementLevel level, IReadOnlyList<double>? categories, Func<IEnumerable<PanelItem>> unseen, int unit = 1)
    {
        (_items, _annotators, _level, _categories, _unseen, _unit) = (items, annotators, level, categories, unseen, unit);
        List<Rating> ratings = [];
        List<(int Pattern, int Row)>[] after = [.. Enumerable.Range(0, annotators).Select(_ => new List<(int, int)>())];
        int[] before = new int[items.Length];
        int rows = 0;
        for (int i = 0; i < items.Length; i++)
        {
            before[i] = rows;
            Add(ratings, rows++, items[i], replaced: -1);

            // Whose label is replaced does not matter, only which: people who gave the same one share a row.
            Dictionary<double, int> replaced = [];
            for (int a = 0; a < items[i].Annotators.Length; a++)
            {
                if (!replaced.TryGetValue(items[i].Values[a], out int row))
                {
                    replaced[items[i].Values[a]] = row = rows;
                    Add(ratings, rows++, items[i], replaced: a);
                }

                after[items[i].Annotators[a]].Add((i, row));
            }
        }

        CountTable table = CountTable.Create(RatingTable.Create(rows, annotators, ratings, categories));
        _alpha = new GroupStatistics(table, [GroupStatistic.KrippendorffAlpha], level);
        _before = [.. before.Select(row => table.PatternOfItem[row])];
        _after = [.. after.Select(own => own.Select(e => (e.Pattern, table.PatternOfItem[e.Row])).ToArray())];
    }

    public int PatternCount => _items.Length;

    public int StatisticCount => 1;

    /// <summary>Alpha before and, for each annotator, after; NaN where undefined, and after for an annotator who labelled none of the items.</summary>
    /// <param name="weights">How often each pattern occurs.</param>
    public (double Before, double[] After) Values(ReadOnlySpan<int> weights)
    {
        Evaluator evaluator = new(this);
        evaluator.Evaluate(weights, new double[1]);
        return (evaluator.Before, evaluator.After);
    }

    public IPatternEvaluator CreateEvaluator() => new Evaluator(this);

    public IPatternStatistics WithUnseen(int weightUnit) =>
        new ReplacementAlpha([.. _items, .. _unseen()], _annotators, _level, _categories, _unseen, _unit * weightUnit);

    private static void Add(List<Rating> ratings, int row, PanelItem item, int replaced)
    {
        for (int a = 0; a < item.Annotators.Length; a++)
        {
            ratings.Add(new Rating(row, item.Annotators[a], a == replaced ? item.Stand : item.Values[a]));
        }
    }

    private sealed class Evaluator(ReplacementAlpha of) : IPatternEvaluator
    {
        private readonly IPatternEvaluator _alpha = of._alpha.CreateEvaluator();
        private readonly int[] _panel = new int[of._alpha.PatternCount];
        private readonly int[] _replaced = new int[of._alpha.PatternCount];
        private readonly double[] _value = new double[1];

        public double Before { get; private set; }

        public double[] After { get; } = new double[of._annotators];

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            Array.Clear(_panel);
            double ratings = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                _panel[of._before[i]] += weights[i];
                ratings += of._items[i].Annotators.Length > 1 ? (double)weights[i] * of._items[i].Annotators.Length : 0;
            }

            Before = Alpha(_panel, ratings);
            double sum = 0;
            int defined = 0;
            for (int a = 0; a < After.Length; a++)
            {
                After[a] = of._after[a].Length == 0 ? double.NaN : Replace(a, weights, ratings);
                if (!double.IsNaN(After[a] - Before))
                {
                    sum += After[a] - Before;
                    defined++;
                }
            }

            values[0] = defined == 0 ? double.NaN : sum / defined;
        }

        private double Replace(int annotator, ReadOnlySpan<int> weights, double ratings)
        {
            _panel.CopyTo(_replaced, 0);
            foreach ((int pattern, int row) in of._after[annotator])
            {
                _replaced[of._before[pattern]] -= weights[pattern];
                _replaced[row] += weights[pattern];
            }

            return Alpha(_replaced, ratings);
        }

        // Alpha is 1 - (n - 1) observed / expected, where 1 stands for one rating, which weighs a unit.
        private double Alpha(int[] weights, double ratings)
        {
            _alpha.Evaluate(weights, _value);
            return of._unit == 1 ? _value[0] : 1 - ((1 - _value[0]) * (ratings - of._unit) / (ratings - 1));
        }
    }
}
