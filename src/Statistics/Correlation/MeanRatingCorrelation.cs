using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// Pearson's correlation of one rater's numbers with the mean rating of several annotators, over the items that both rated, for
/// resampling items, annotators, or both: how well the rater would follow other annotators' mean. Immutable.
/// </summary>
public sealed class MeanRatingCorrelation : ICrossedStatistics
{
    private readonly RatingTable _table;
    private readonly double[] _numbers;

    /// <summary>Joins a rater's numbers with the annotators' ratings.</summary>
    /// <param name="table">The annotators' ratings.</param>
    /// <param name="numbers">The rater's number for each item; <see langword="null"/> where it has none. Finite.</param>
    /// <exception cref="ArgumentException">There is not one number for each item, or one is not finite.</exception>
    public MeanRatingCorrelation(RatingTable table, ReadOnlySpan<double?> numbers)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (numbers.Length != table.ItemCount)
        {
            throw new ArgumentException(FormattableString.Invariant($"Every item needs a number or null: {table.ItemCount} items and {numbers.Length} numbers were given."), nameof(numbers));
        }

        _table = table;
        _numbers = new double[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] is double number && !double.IsFinite(number))
            {
                throw new ArgumentException(FormattableString.Invariant($"The number of item {i} is not finite."), nameof(numbers));
            }

            _numbers[i] = numbers[i] ?? double.NaN;
        }
    }

    /// <inheritdoc/>
    public int ItemCount => _table.ItemCount;

    /// <inheritdoc/>
    public int AnnotatorCount => _table.AnnotatorCount;

    /// <inheritdoc/>
    public int StatisticCount => 1;

    /// <summary>The correlation, -1..1, with an interval from resampling items, annotators or both.</summary>
    /// <param name="items">How items are drawn; <see langword="null"/> keeps them.</param>
    /// <param name="annotators">How annotators are drawn; <see langword="null"/> keeps them.</param>
    /// <param name="options">Resamples, seed, confidence level and method.</param>
    /// <returns>Undefined when fewer than two items have both, or the rater's numbers or the mean ratings do not vary.</returns>
    public Estimate Estimate(ResamplingDesign? items, ResamplingDesign? annotators, BootstrapOptions options)
    {
        int[] everyItem = new int[ItemCount], everyAnnotator = new int[AnnotatorCount];
        Array.Fill(everyItem, 1);
        Array.Fill(everyAnnotator, 1);
        Span<double> value = [0];
        CreateEvaluator().Evaluate(everyItem, everyAnnotator, value);
        int n = 0;
        for (int i = 0; i < _numbers.Length; i++)
        {
            n += double.IsNaN(_numbers[i]) || _table.CodesOf(i).IsEmpty ? 0 : 1;
        }

        if (double.IsNaN(value[0]))
        {
            return JudgeEval.Statistics.Estimate.Undefined(n < 2 ? "a correlation needs at least two items" : "the numbers or the mean ratings are all the same, so nothing can vary together", n);
        }

        ImmutableArray<ConfidenceInterval?> intervals = CrossedBootstrap.Intervals(this, items, annotators, options);
        return JudgeEval.Statistics.Estimate.Of(value[0], n).WithInterval(intervals[0]);
    }

    /// <inheritdoc/>
    public ICrossedEvaluator CreateEvaluator() => new Evaluator(_table, _numbers);

    private sealed class Evaluator(RatingTable table, double[] numbers) : ICrossedEvaluator
    {
        // The mean rating of each item; NaN without one, or where the rater has no number.
        private readonly double[] _means = new double[numbers.Length];

        public void Evaluate(ReadOnlySpan<int> items, ReadOnlySpan<int> annotators, Span<double> values)
        {
            double n = 0, meanX = 0, meanY = 0;
            double last = double.NaN, lastMean = double.NaN;
            bool varies = false, meansVary = false;
            for (int i = 0; i < items.Length; i++)
            {
                _means[i] = items[i] == 0 || double.IsNaN(numbers[i]) ? double.NaN : Mean(i, annotators);
                if (double.IsNaN(_means[i]))
                {
                    continue;
                }

                varies |= n > 0 && numbers[i] != last;
                meansVary |= n > 0 && _means[i] != lastMean;
                (last, lastMean) = (numbers[i], _means[i]);
                n += items[i];
                meanX += items[i] * (numbers[i] - meanX) / n;
                meanY += items[i] * (_means[i] - meanY) / n;
            }

            values[0] = varies && meansVary ? Correlation(items, meanX, meanY) : double.NaN;
        }

        private double Mean(int item, ReadOnlySpan<int> annotators)
        {
            ReadOnlySpan<int> raters = table.AnnotatorsOf(item), codes = table.CodesOf(item);
            double sum = 0, weight = 0;
            for (int j = 0; j < raters.Length; j++)
            {
                sum += annotators[raters[j]] * table.Categories[codes[j]];
                weight += annotators[raters[j]];
            }

            return sum / weight;
        }

        private double Correlation(ReadOnlySpan<int> items, double meanX, double meanY)
        {
            double xx = 0, yy = 0, xy = 0;
            for (int i = 0; i < items.Length; i++)
            {
                if (!double.IsNaN(_means[i]))
                {
                    double dx = numbers[i] - meanX, dy = _means[i] - meanY;
                    xx += items[i] * dx * dx;
                    yy += items[i] * dy * dy;
                    xy += items[i] * dx * dy;
                }
            }

            return Math.Clamp(xy / (Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1);
        }
    }
}
