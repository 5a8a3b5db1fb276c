using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Evaluates group statistics on weighted rows in time linear in rows and categories, without allocation.</summary>
internal sealed class GroupEvaluator : IPatternEvaluator
{
    private readonly CountTable _table;
    private readonly ImmutableArray<GroupStatistic> _statistics;
    private readonly AlphaEvaluator? _alpha;

    // Each category's place in the range, from -1/2 to 1/2.
    private readonly double[] _places;

    // The agreement of each row's pairs of ratings, plain and with weights; it does not depend on the resample.
    private readonly double[] _agreement;
    private readonly double[] _quadraticAgreement;
    private readonly double[] _linearAgreement;
    private readonly double _quadraticWeightSum;
    private readonly double _linearWeightSum;

    // Each category's mean share over rated items.
    private readonly double[] _prevalence;

    public GroupEvaluator(GroupStatistics statistics)
    {
        _table = statistics.Table;
        _statistics = statistics.Statistics;
        _alpha = _statistics.Contains(GroupStatistic.KrippendorffAlpha) ? new(_table, AlphaDistance.Of(statistics.Level, _table.Categories)) : null;
        ImmutableArray<double> categories = _table.Categories;
        int k = categories.Length;
        _places = CategoryWeights.ShareOfRange(categories);
        _prevalence = new double[k];
        _agreement = new double[_table.PatternCount];
        _quadraticAgreement = new double[_table.PatternCount];
        _linearAgreement = new double[_table.PatternCount];
        if (IsAlphaAlone())
        {
            return;
        }

        for (int p = 0; p < _agreement.Length; p++)
        {
            FillAgreement(p);
        }

        (_quadraticWeightSum, _linearWeightSum) = WeightSums(_places);
    }

    /// <summary>The sums over all ordered pairs of categories of the quadratic and of the linear weights, in one pass: places ascend.</summary>
    internal static (double Quadratic, double Linear) WeightSums(ReadOnlySpan<double> places)
    {
        double k = places.Length, mean = 0, squares = 0, differences = 0;
        foreach (double place in places)
        {
            mean += place / k;
        }

        for (int c = 0; c < places.Length; c++)
        {
            squares += (places[c] - mean) * (places[c] - mean);
            differences += ((2 * c) - (k - 1)) * places[c];
        }

        return ((k * k) - (2 * k * squares), (k * k) - (2 * differences));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
    {
        if (IsAlphaAlone())
        {
            values[0] = _alpha!.Evaluate(weights);
            return;
        }

        Array.Clear(_prevalence);
        double paired = 0, rated = 0, agreement = 0, quadratic = 0, linear = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            int ratings = _table.RatingsOf[p];
            double weight = weights[p];
            if (ratings == 0 || weight == 0)
            {
                continue;
            }

            rated += weight;
            ReadOnlySpan<int> codes = _table.CodesOf(p), counts = _table.CountsOf(p);
            for (int j = 0; j < codes.Length; j++)
            {
                _prevalence[codes[j]] += weight * counts[j] / ratings;
            }

            if (ratings > 1)
            {
                paired += weight;
                agreement += weight * _agreement[p];
                quadratic += weight * _quadraticAgreement[p];
                linear += weight * _linearAgreement[p];
            }
        }

        for (int s = 0; s < values.Length; s++)
        {
            values[s] = paired == 0 ? double.NaN : _statistics[s] switch
            {
                GroupStatistic.PercentAgreement => agreement / paired,
                GroupStatistic.FleissKappa => Chance(agreement / paired, SquaredPrevalence(rated)),
                GroupStatistic.GwetAc1 => Gwet(agreement / paired, rated, _places.Length),
                GroupStatistic.GwetAc2 => Gwet(quadratic / paired, rated, _quadraticWeightSum),
                GroupStatistic.GwetAc2Linear => Gwet(linear / paired, rated, _linearWeightSum),
                GroupStatistic.BrennanPrediger or GroupStatistic.RandolphKappa => Chance(agreement / paired, 1.0 / Math.Max(1, _places.Length)),
                GroupStatistic.KrippendorffAlpha => _alpha!.Evaluate(weights),
                _ => throw new InvalidOperationException("Unknown statistic."),
            };
        }
    }

    /// <summary>Whether nothing but alpha is asked for, which needs none of the sums here.</summary>
    private bool IsAlphaAlone() => _alpha is not null && _statistics.Length == 1;

    private static double Chance(double observed, double expected) => expected < 1 ? (observed - expected) / (1 - expected) : double.NaN;

    /// <summary>The weighted shares of agreeing ordered pairs of different ratings in a row, in time linear in its categories; 0 for a row without a pair.</summary>
    private void FillAgreement(int pattern)
    {
        double ratings = _table.RatingsOf[pattern];
        if (ratings < 2)
        {
            return;
        }

        ReadOnlySpan<int> codes = _table.CodesOf(pattern), counts = _table.CountsOf(pattern);
        double same = 0, squares = 0, differences = 0, below = 0, mean = 0;
        for (int j = 0; j < codes.Length; j++)
        {
            mean += counts[j] * _places[codes[j]] / ratings;
        }

        for (int j = 0; j < codes.Length; j++)
        {
            double count = counts[j], place = _places[codes[j]];
            same += count * (count - 1);
            squares += codes.Length == 1 ? 0 : count * (place - mean) * (place - mean);

            // Codes ascend: a rating is above those counted so far and below the others.
            differences += count * ((2 * below) + count - ratings) * place;
            below += count;
        }

        double pairs = ratings * (ratings - 1);
        _agreement[pattern] = same / pairs;
        _quadraticAgreement[pattern] = 1 - (2 * ratings * squares / pairs);
        _linearAgreement[pattern] = codes.Length == 1 ? 1 : 1 - (2 * differences / pairs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

        // With one category the shares sum to 1 up to rounding; say so exactly.
        return used < 2 ? 1 : sum;
    }

    /// <summary>Chance agreement by Gwet: sum of weights / (q (q - 1)) times the sum of p (1 - p), with q declared categories.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Gwet(double observed, double rated, double weightSum)
    {
        int q = _places.Length;
        if (q < 2)
        {
            return double.NaN;
        }

        double sum = 0;
        foreach (double prevalence in _prevalence)
        {
            double share = prevalence / rated;
            sum += share * (1 - share);
        }

        return Chance(observed, weightSum / ((double)q * (q - 1)) * sum);
    }
}
