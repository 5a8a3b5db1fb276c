using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Evaluates pair statistics on weighted patterns in time linear in patterns and categories (tau-b: times a logarithm),
/// without allocation.
/// </summary>
internal sealed class PairEvaluator : IInfluenceEvaluator
{
    private readonly PairTable _table;
    private readonly ImmutableArray<PairStatistic> _statistics;
    private readonly int _unit;
    private readonly PairMargins _margins;
    private readonly PairCorrelations _correlations;
    private readonly PairInfluence _influence;

    // Alpha pools both raters' values: how often each category occurs, and its distances on the level.
    private readonly double[] _pooled;
    private readonly AlphaDistance? _distance;

    public PairEvaluator(PairStatistics statistics)
    {
        _table = statistics.Table;
        _statistics = statistics.Statistics;
        _unit = statistics.WeightUnit;
        _margins = new PairMargins(_table);
        _correlations = new PairCorrelations(_table, _margins);
        _influence = new PairInfluence(_table, _margins);
        _pooled = new double[_table.Values.Length];
        _distance = _statistics.Contains(PairStatistic.KrippendorffAlpha) ? AlphaDistance.Of(statistics.Level, _table.Values) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
    {
        _margins.Count(weights);
        double n = _margins.Total;
        for (int s = 0; s < _statistics.Length; s++)
        {
            values[s] = n == 0 ? double.NaN : Evaluate(_statistics[s], weights, n);
        }
    }

    public bool TryInfluence(ReadOnlySpan<int> weights, int statistic, Span<double> influence)
    {
        _margins.Count(weights);
        return _influence.Try(_statistics[statistic], weights, influence);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Evaluate(PairStatistic statistic, ReadOnlySpan<int> weights, double n) => statistic switch
    {
        PairStatistic.PercentAgreement => Agreements(weights) / n,
        PairStatistic.CohenKappa => Kappa(1 - (Agreements(weights) / n), 1 - (_margins.CohenChance() / (n * n))),
        PairStatistic.CohenKappaLinear => Kappa(AbsoluteDifference(weights) / n, _margins.ExpectedAbsoluteDifference() / (n * n)),
        PairStatistic.CohenKappaQuadratic => Kappa(SquaredDifference(weights) / n, _margins.ExpectedSquaredDifference() / (n * n)),
        PairStatistic.ScottPi => Kappa(1 - (Agreements(weights) / n), 1 - (_margins.ScottChance() / (4 * n * n))),
        PairStatistic.KrippendorffAlpha => Alpha(_distance!, weights, n),
        PairStatistic.Pearson => _correlations.Pearson(weights),
        PairStatistic.Spearman => _correlations.Spearman(weights),
        PairStatistic.KendallTauB => _correlations.KendallTauB(weights),
        PairStatistic.MeanAbsoluteError => AbsoluteDifference(weights) / n,
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "Unknown statistic."),
    };

    /// <summary>1 - observed / expected disagreement.</summary>
    private static double Kappa(double observed, double expected) => expected > 0 ? 1 - (observed / expected) : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Agreements(ReadOnlySpan<int> weights)
    {
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double sum = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            sum += x[p] == y[p] ? weights[p] : 0;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double AbsoluteDifference(ReadOnlySpan<int> weights)
    {
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double sum = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            sum += weights[p] * Math.Abs(_margins.Values[x[p]] - _margins.Values[y[p]]);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SquaredDifference(ReadOnlySpan<int> weights)
    {
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double sum = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            double difference = _margins.Values[x[p]] - _margins.Values[y[p]];
            sum += weights[p] * difference * difference;
        }

        return sum;
    }

    /// <summary>Alpha of two raters: 2n values, of which n pairs are observed; expected disagreement over all pairs of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Alpha(AlphaDistance distance, ReadOnlySpan<int> weights, double n)
    {
        for (int c = 0; c < _pooled.Length; c++)
        {
            _pooled[c] = _margins.X[c] + _margins.Y[c];
        }

        double expected = distance.ExpectedSum(_pooled);
        if (_margins.IsSingleCategory() || expected <= 0)
        {
            return double.NaN;
        }

        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double observed = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            if (weights[p] != 0 && x[p] != y[p])
            {
                observed += weights[p] * distance.Squared(x[p], y[p]);
            }
        }

        // observed counts each item's two ordered pairs once: Do = 2 observed / 2n; De = expected / (2n (2n - 1)). With a weight of
        // u for an item, observed is u times and expected u² times as large, so (2n - 1) becomes (2 u n - u).
        return 1 - (((2 * n) - _unit) * 2 * observed / expected);
    }
}
