using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Evaluates group statistics on weighted rows in time linear in rows and categories, without allocation.</summary>
internal sealed class GroupEvaluator : IPatternEvaluator
{
    private readonly CountTable _table;
    private readonly ImmutableArray<GroupStatistic> _statistics;
    private readonly AlphaEvaluator? _alpha;
    private readonly double[] _centred;

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
        double middle = k == 0 ? 0 : categories[0] + ((categories[^1] - categories[0]) / 2);
        _centred = [.. categories.Select(v => v - middle)];
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
            _agreement[p] = PairAgreement(p, (c, l) => c == l ? 1 : 0);
            _quadraticAgreement[p] = PairAgreement(p, Quadratic);
            _linearAgreement[p] = PairAgreement(p, Linear);
        }

        for (int c = 0; c < k; c++)
        {
            for (int l = 0; l < k; l++)
            {
                _quadraticWeightSum += Quadratic(c, l);
                _linearWeightSum += Linear(c, l);
            }
        }
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
                GroupStatistic.GwetAc1 => Gwet(agreement / paired, rated, _centred.Length),
                GroupStatistic.GwetAc2 => Gwet(quadratic / paired, rated, _quadraticWeightSum),
                GroupStatistic.GwetAc2Linear => Gwet(linear / paired, rated, _linearWeightSum),
                GroupStatistic.BrennanPrediger or GroupStatistic.RandolphKappa => Chance(agreement / paired, 1.0 / Math.Max(1, _centred.Length)),
                GroupStatistic.KrippendorffAlpha => _alpha!.Evaluate(weights),
                _ => throw new InvalidOperationException("Unknown statistic."),
            };
        }
    }

    /// <summary>Whether nothing but alpha is asked for, which needs none of the sums here.</summary>
    private bool IsAlphaAlone() => _alpha is not null && _statistics.Length == 1;

    private static double Chance(double observed, double expected) => expected < 1 ? (observed - expected) / (1 - expected) : double.NaN;

    /// <summary>The weighted share of agreeing ordered pairs of different ratings in a row; 0 for a row without a pair.</summary>
    private double PairAgreement(int pattern, Func<int, int, double> weight)
    {
        int ratings = _table.RatingsOf[pattern];
        if (ratings < 2)
        {
            return 0;
        }

        ReadOnlySpan<int> codes = _table.CodesOf(pattern), counts = _table.CountsOf(pattern);
        double sum = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            for (int j = 0; j < codes.Length; j++)
            {
                sum += weight(codes[i], codes[j]) * counts[i] * (counts[j] - (i == j ? 1 : 0));
            }
        }

        return sum / ((double)ratings * (ratings - 1));
    }

    private double Quadratic(int c, int l)
    {
        double share = ShareOfRange(c, l);
        return 1 - (share * share);
    }

    private double Linear(int c, int l) => 1 - Math.Abs(ShareOfRange(c, l));

    private double ShareOfRange(int c, int l)
    {
        double range = _centred[^1] - _centred[0];
        return range == 0 ? 0 : (_centred[c] - _centred[l]) / range;
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
        int q = _centred.Length;
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
