using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Evaluates <see cref="CrossedAgreement"/> in time linear in the ratings, without allocation.</summary>
internal sealed class CrossedAgreementEvaluator : ICrossedEvaluator
{
    private readonly CrossedAgreement _statistics;
    private readonly RatingTable _table;

    // Each category's place in the range, from -1/2 to 1/2.
    private readonly double[] _places;
    private readonly double _quadraticWeightSum;
    private readonly double _linearWeightSum;
    private readonly bool _linear;

    // Of the current item: the weight of each category, the categories that occur, all weight, and the weight of its pairs.
    private readonly double[] _counts;
    private readonly int[] _codes;
    private int _used;
    private double _weight;
    private double _pairs;
    private double _selfPairs;

    // Of all items, as in GroupEvaluator.
    private readonly double[] _pairable;
    private readonly double[] _prevalence;
    private readonly double[] _scores;

    public CrossedAgreementEvaluator(CrossedAgreement statistics)
    {
        _statistics = statistics;
        _table = statistics.Table;
        ImmutableArray<double> categories = _table.Categories;
        int k = categories.Length;
        _places = CategoryWeights.ShareOfRange(categories);
        _counts = new double[k];
        _codes = new int[k];
        _pairable = new double[k];
        _prevalence = new double[k];
        _scores = new double[k];
        (_quadraticWeightSum, _linearWeightSum) = GroupEvaluator.WeightSums(_places);
        _linear = statistics.Statistics.Contains(GroupStatistic.GwetAc2Linear);
    }

    public void Evaluate(ReadOnlySpan<int> items, ReadOnlySpan<int> annotators, Span<double> values)
    {
        Array.Clear(_pairable);
        Array.Clear(_prevalence);
        double paired = 0, rated = 0, agreement = 0, squared = 0, absolute = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] == 0 || !Count(i, annotators))
            {
                continue;
            }

            double times = items[i];
            rated += times;
            paired += _pairs > 0 ? times : 0;
            agreement += _pairs > 0 ? times * Agreement() : 0;
            squared += _pairs > 0 ? times * SumOfSquares(_places) / _pairs : 0;
            absolute += _linear && _pairs > 0 ? times * SumOfDifferences() / _pairs : 0;
            for (int j = 0; j < _used; j++)
            {
                int code = _codes[j];
                _prevalence[code] += times * _counts[code] / _weight;
                _pairable[code] += _pairs > 0 ? times * _counts[code] : 0;
                _counts[code] = 0;
            }
        }

        for (int s = 0; s < values.Length; s++)
        {
            values[s] = paired == 0 ? double.NaN : _statistics.Statistics[s] switch
            {
                GroupStatistic.PercentAgreement => agreement / paired,
                GroupStatistic.FleissKappa => Chance(agreement / paired, SquaredPrevalence(rated)),
                GroupStatistic.GwetAc1 => Gwet(agreement / paired, rated, _places.Length),
                GroupStatistic.GwetAc2 => Gwet(1 - (squared / paired), rated, _quadraticWeightSum),
                GroupStatistic.GwetAc2Linear => Gwet(1 - (absolute / paired), rated, _linearWeightSum),
                GroupStatistic.BrennanPrediger or GroupStatistic.RandolphKappa => Chance(agreement / paired, 1.0 / Math.Max(1, _places.Length)),
                GroupStatistic.KrippendorffAlpha => Alpha(items, annotators),
                _ => throw new InvalidOperationException("Unknown statistic."),
            };
        }
    }

    private static double Chance(double observed, double expected) => expected < 1 ? (observed - expected) / (1 - expected) : double.NaN;

    /// <summary>Counts an item's ratings; false without any. The counts are to be cleared before the next item.</summary>
    private bool Count(int item, ReadOnlySpan<int> annotators)
    {
        ReadOnlySpan<int> raters = _table.AnnotatorsOf(item), codes = _table.CodesOf(item);
        double weight = 0, self = 0;
        _used = 0;
        for (int j = 0; j < raters.Length; j++)
        {
            double times = annotators[raters[j]];
            if (times == 0)
            {
                continue;
            }

            int code = codes[j];
            if (_counts[code] == 0)
            {
                _codes[_used++] = code;
            }

            _counts[code] += times;
            weight += times;
            self += times * times;
        }

        // What a rating does not pair with: all copies of its annotator, or itself alone.
        _selfPairs = _statistics.Copies == AnnotatorCopies.NotPaired ? self : weight;
        _weight = weight;
        _pairs = (weight * weight) - _selfPairs;
        return weight > 0;
    }

    /// <summary>The share of an item's pairs that agree.</summary>
    private double Agreement()
    {
        double same = 0;
        for (int j = 0; j < _used; j++)
        {
            same += _counts[_codes[j]] * _counts[_codes[j]];
        }

        return (same - _selfPairs) / _pairs;
    }

    /// <summary>The sum over an item's ordered pairs of the squared difference of scores, 2 r Σ n (s - mean)².</summary>
    private double SumOfSquares(double[] scores)
    {
        double sum = 0, squares = 0;
        for (int j = 0; j < _used; j++)
        {
            sum += _counts[_codes[j]] * scores[_codes[j]];
        }

        double mean = sum / _weight;
        for (int j = 0; j < _used; j++)
        {
            double difference = scores[_codes[j]] - mean;
            squares += _counts[_codes[j]] * difference * difference;
        }

        return _used < 2 ? 0 : 2 * _weight * squares;
    }

    /// <summary>The sum over an item's ordered pairs of the absolute difference.</summary>
    private double SumOfDifferences()
    {
        double sum = 0;
        for (int i = 0; i < _used; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += 2 * _counts[_codes[i]] * _counts[_codes[j]] * Math.Abs(_places[_codes[i]] - _places[_codes[j]]);
            }
        }

        return sum;
    }

    private double SquaredPrevalence(double rated)
    {
        double sum = 0;
        int used = 0;
        foreach (double prevalence in _prevalence)
        {
            double share = prevalence / rated;
            sum += share * share;
            used += prevalence > 0 ? 1 : 0;
        }

        return used < 2 ? 1 : sum;
    }

    private double Gwet(double observed, double rated, double weightSum)
    {
        int q = _places.Length;
        double sum = 0;
        foreach (double prevalence in _prevalence)
        {
            double share = prevalence / rated;
            sum += share * (1 - share);
        }

        return q < 2 ? double.NaN : Chance(observed, weightSum / ((double)q * (q - 1)) * sum);
    }

    private double Alpha(ReadOnlySpan<int> items, ReadOnlySpan<int> annotators)
    {
        double expected = KrippendorffDistance.ExpectedSum(_statistics.Level, _places, _table.Categories, _pairable, _scores);
        double n = 0;
        int used = 0;
        foreach (double count in _pairable)
        {
            n += count;
            used += count > 0 ? 1 : 0;
        }

        if (used < 2 || expected <= 0)
        {
            return double.NaN;
        }

        double observed = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] != 0 && Count(i, annotators))
            {
                observed += _pairs > 0 ? items[i] * _weight * Disagreement() / _pairs : 0;
                for (int j = 0; j < _used; j++)
                {
                    _counts[_codes[j]] = 0;
                }
            }
        }

        return 1 - ((n - 1) * observed / expected);
    }

    /// <summary>The sum over an item's ordered pairs of the squared distance of the level.</summary>
    private double Disagreement()
    {
        switch (_statistics.Level)
        {
            case MeasurementLevel.Ordinal:
                return SumOfSquares(_scores);
            case MeasurementLevel.Interval:
                return SumOfSquares(_places);
            default:
                double sum = 0;
                for (int i = 0; i < _used; i++)
                {
                    for (int j = 0; j < i; j++)
                    {
                        sum += 2 * _counts[_codes[i]] * _counts[_codes[j]]
                            * KrippendorffDistance.Squared(_statistics.Level, _codes[i], _codes[j], _places, _table.Categories, _scores);
                    }
                }

                return sum;
        }
    }
}
