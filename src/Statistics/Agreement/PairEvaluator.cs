using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// Evaluates pair statistics on weighted patterns in time linear in patterns and categories (tau-b: times a logarithm),
/// without allocation.
/// </summary>
internal sealed class PairEvaluator : IPatternEvaluator
{
    private readonly PairTable _table;
    private readonly ImmutableArray<PairStatistic> _statistics;
    private readonly MeasurementLevel _level;
    private readonly int _unit;
    private readonly double[] _values;

    // The margins of the current weights: how often each category was given by x, by y.
    private readonly double[] _x;
    private readonly double[] _y;

    // Scores in place of the values: ranks of x, ranks of y.
    private readonly double[] _scoreX;
    private readonly double[] _scoreY;
    private readonly double[] _fenwick;

    public PairEvaluator(PairStatistics statistics)
    {
        _table = statistics.Table;
        _statistics = statistics.Statistics;
        _level = statistics.Level;
        _unit = statistics.WeightUnit;
        int k = _table.Values.Length;
        _values = Centred(_table.Values);
        _x = new double[k];
        _y = new double[k];
        _scoreX = new double[k];
        _scoreY = new double[k];
        _fenwick = new double[k + 1];
    }

    public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
    {
        double n = Margins(weights);
        for (int s = 0; s < _statistics.Length; s++)
        {
            values[s] = n == 0 ? double.NaN : Evaluate(_statistics[s], weights, n);
        }
    }

    private double Evaluate(PairStatistic statistic, ReadOnlySpan<int> weights, double n) => statistic switch
    {
        PairStatistic.PercentAgreement => Agreements(weights) / n,
        PairStatistic.CohenKappa => Kappa(1 - (Agreements(weights) / n), 1 - (CohenChance() / (n * n))),
        PairStatistic.CohenKappaLinear => Kappa(AbsoluteDifference(weights) / n, ExpectedAbsoluteDifference() / (n * n)),
        PairStatistic.CohenKappaQuadratic => Kappa(SquaredDifference(weights) / n, ExpectedSquaredDifference(n) / (n * n)),
        PairStatistic.ScottPi => Kappa(1 - (Agreements(weights) / n), 1 - (ScottChance() / (4 * n * n))),
        PairStatistic.KrippendorffAlpha => Alpha(weights, n),
        PairStatistic.Pearson => Correlation(weights, n, _values, _values),
        PairStatistic.Spearman => Spearman(weights, n),
        PairStatistic.KendallTauB => KendallTauB(weights, n),
        PairStatistic.MeanAbsoluteError => AbsoluteDifference(weights) / n,
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "Unknown statistic."),
    };

    /// <summary>1 - observed / expected disagreement.</summary>
    private static double Kappa(double observed, double expected) => expected > 0 ? 1 - (observed / expected) : double.NaN;

    private double Margins(ReadOnlySpan<int> weights)
    {
        Array.Clear(_x);
        Array.Clear(_y);
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double n = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            _x[x[p]] += weights[p];
            _y[y[p]] += weights[p];
            n += weights[p];
        }

        return n;
    }

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

    private double CohenChance()
    {
        double sum = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            sum += _x[c] * _y[c];
        }

        return sum;
    }

    private double ScottChance()
    {
        double sum = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            double both = _x[c] + _y[c];
            sum += both * both;
        }

        return sum;
    }

    private double AbsoluteDifference(ReadOnlySpan<int> weights)
    {
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double sum = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            sum += weights[p] * Math.Abs(_values[x[p]] - _values[y[p]]);
        }

        return sum;
    }

    /// <summary>Sum over i, j of x_i y_j |v_i - v_j|: between neighbours a, b lies the gap times X(a) (Y - Y(a)) + Y(a) (X - X(a)).</summary>
    private double ExpectedAbsoluteDifference()
    {
        double total = 0, totalX = 0, totalY = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            totalX += _x[c];
            totalY += _y[c];
        }

        double belowX = 0, belowY = 0;
        for (int c = 0; c + 1 < _x.Length; c++)
        {
            belowX += _x[c];
            belowY += _y[c];
            total += (_values[c + 1] - _values[c]) * ((belowX * (totalY - belowY)) + (belowY * (totalX - belowX)));
        }

        return total;
    }

    private double SquaredDifference(ReadOnlySpan<int> weights)
    {
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double sum = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            double difference = _values[x[p]] - _values[y[p]];
            sum += weights[p] * difference * difference;
        }

        return sum;
    }

    /// <summary>Sum over i, j of x_i y_j (v_i - v_j)^2 = n Sx2 + n Sy2 - 2 Sx Sy.</summary>
    private double ExpectedSquaredDifference(double n)
    {
        double sx = 0, sy = 0, sx2 = 0, sy2 = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            double v = _values[c];
            sx += _x[c] * v;
            sy += _y[c] * v;
            sx2 += _x[c] * v * v;
            sy2 += _y[c] * v * v;
        }

        double sum = (n * sx2) + (n * sy2) - (2 * sx * sy);

        // Two constant raters with one value cancel to rounding noise, which is no disagreement.
        return SingleCategory() ? 0 : sum;
    }

    private bool SingleCategory()
    {
        int used = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            used += _x[c] + _y[c] > 0 ? 1 : 0;
        }

        return used < 2;
    }

    /// <summary>Alpha of two raters: 2n values, of which n pairs are observed; expected disagreement over all pairs of values.</summary>
    private double Alpha(ReadOnlySpan<int> weights, double n)
    {
        for (int c = 0; c < _x.Length; c++)
        {
            // Pooled margins in _scoreX.
            _scoreX[c] = _x[c] + _y[c];
        }

        double expected = KrippendorffDistance.ExpectedSum(_level, _values, _table.Values, _scoreX, _scoreY);
        if (SingleCategory() || expected <= 0)
        {
            return double.NaN;
        }

        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double observed = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            if (weights[p] != 0 && x[p] != y[p])
            {
                observed += weights[p] * KrippendorffDistance.Squared(_level, x[p], y[p], _values, _table.Values, _scoreY);
            }
        }

        // observed counts each item's two ordered pairs once: Do = 2 observed / 2n; De = expected / (2n (2n - 1)). With a weight of
        // u for an item, observed is u times and expected u² times as large, so (2n - 1) becomes (2 u n - u).
        return 1 - (((2 * n) - _unit) * 2 * observed / expected);
    }

    private double Correlation(ReadOnlySpan<int> weights, double n, double[] scoreX, double[] scoreY)
    {
        if (n < 2)
        {
            return double.NaN;
        }

        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double meanX = 0, meanY = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            meanX += _x[c] * scoreX[c];
            meanY += _y[c] * scoreY[c];
        }

        meanX /= n;
        meanY /= n;
        double xx = 0, yy = 0, xy = 0;
        int usedX = 0, usedY = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            double dx = scoreX[c] - meanX, dy = scoreY[c] - meanY;
            xx += _x[c] * dx * dx;
            yy += _y[c] * dy * dy;
            usedX += _x[c] > 0 ? 1 : 0;
            usedY += _y[c] > 0 ? 1 : 0;
        }

        if (usedX < 2 || usedY < 2)
        {
            return double.NaN;
        }

        for (int p = 0; p < weights.Length; p++)
        {
            xy += weights[p] * (scoreX[x[p]] - meanX) * (scoreY[y[p]] - meanY);
        }

        return Math.Clamp(xy / (Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1);
    }

    private double Spearman(ReadOnlySpan<int> weights, double n)
    {
        MidRanks(_x, _scoreX);
        MidRanks(_y, _scoreY);
        return Correlation(weights, n, _scoreX, _scoreY);
    }

    /// <summary>The mean rank of each category, counted from the middle so that large ranks do not cost digits.</summary>
    private static void MidRanks(double[] margin, double[] ranks)
    {
        double below = 0, total = 0;
        foreach (double count in margin)
        {
            total += count;
        }

        for (int c = 0; c < margin.Length; c++)
        {
            ranks[c] = below + (margin[c] / 2) - (total / 2);
            below += margin[c];
        }
    }

    /// <summary>Knight's idea (1966, doi:10.1080/01621459.1966.10480879) on weighted patterns: they stand sorted by x, a Fenwick tree counts y.</summary>
    private double KendallTauB(ReadOnlySpan<int> weights, double n)
    {
        double pairs = n * (n - 1) / 2;
        double tiesX = Ties(_x), tiesY = Ties(_y);
        if (n < 2 || pairs <= tiesX || pairs <= tiesY)
        {
            return double.NaN;
        }

        Array.Clear(_fenwick);
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double seen = 0, difference = 0;
        for (int start = 0; start < weights.Length;)
        {
            int end = start;
            while (end < weights.Length && x[end] == x[start])
            {
                double below = Prefix(y[end]);
                double above = seen - Prefix(y[end] + 1);
                difference += weights[end] * (below - above);
                end++;
            }

            for (; start < end; start++)
            {
                Add(y[start], weights[start]);
                seen += weights[start];
            }
        }

        return Math.Clamp(difference / (Math.Sqrt(pairs - tiesX) * Math.Sqrt(pairs - tiesY)), -1, 1);
    }

    private static double Ties(double[] margin)
    {
        double sum = 0;
        foreach (double count in margin)
        {
            sum += count * (count - 1) / 2;
        }

        return sum;
    }

    private double Prefix(int end)
    {
        double sum = 0;
        for (int i = end; i > 0; i -= i & -i)
        {
            sum += _fenwick[i];
        }

        return sum;
    }

    private void Add(int code, double weight)
    {
        for (int i = code + 1; i < _fenwick.Length; i += i & -i)
        {
            _fenwick[i] += weight;
        }
    }

    /// <summary>The values moved to the middle of their range: differences are unchanged, and sums of squares keep their digits.</summary>
    private static double[] Centred(ImmutableArray<double> values)
    {
        double middle = values.IsEmpty ? 0 : values[0] + ((values[^1] - values[0]) / 2);
        return [.. values.Select(v => v - middle)];
    }
}
