using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Correlations of two raters on weighted patterns. Holds scratch memory; one is used by one thread.</summary>
internal sealed class PairCorrelations
{
    private readonly PairTable _table;
    private readonly PairMargins _margins;
    private readonly double[] _rankX;
    private readonly double[] _rankY;
    private readonly double[] _fenwick;

    // What the tree holds of each y by itself.
    private readonly double[] _seen;

    public PairCorrelations(PairTable table, PairMargins margins)
    {
        _table = table;
        _margins = margins;
        _rankX = new double[table.Values.Length];
        _rankY = new double[table.Values.Length];
        _fenwick = new double[table.Values.Length + 1];
        _seen = new double[table.Values.Length];
    }

    /// <summary>Pearson's correlation of the values; NaN where either does not vary.</summary>
    public double Pearson(ReadOnlySpan<int> weights) => Correlation(weights, _margins.Values, _margins.Values);

    /// <summary>Pearson's correlation of the mean ranks; NaN where either does not vary.</summary>
    public double Spearman(ReadOnlySpan<int> weights)
    {
        MidRanks(_margins.X, _rankX);
        MidRanks(_margins.Y, _rankY);
        return Correlation(weights, _rankX, _rankY);
    }

    /// <summary>Knight's idea (1966, doi:10.1080/01621459.1966.10480879) on weighted patterns: they stand sorted by x, a Fenwick tree counts y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double KendallTauB(ReadOnlySpan<int> weights)
    {
        double n = _margins.Total;
        double pairs = n * (n - 1) / 2;
        double tiesX = Ties(_margins.X), tiesY = Ties(_margins.Y);
        if (n < 2 || pairs <= tiesX || pairs <= tiesY)
        {
            return double.NaN;
        }

        Array.Clear(_fenwick);
        Array.Clear(_seen);
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double seen = 0, difference = 0;
        for (int start = 0; start < weights.Length;)
        {
            int end = start;
            while (end < weights.Length && x[end] == x[start])
            {
                double below = Prefix(y[end]);
                double above = seen - below - _seen[y[end]];
                difference += weights[end] * (below - above);
                end++;
            }

            for (; start < end; start++)
            {
                Add(y[start], weights[start]);
                _seen[y[start]] += weights[start];
                seen += weights[start];
            }
        }

        return Math.Clamp(difference / (Math.Sqrt(pairs - tiesX) * Math.Sqrt(pairs - tiesY)), -1, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Ties(double[] margin)
    {
        double sum = 0;
        foreach (double count in margin)
        {
            sum += count * (count - 1) / 2;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Prefix(int end)
    {
        double[] tree = _fenwick;
        double sum = 0;
        for (int i = end; i > 0; i -= i & -i)
        {
            sum += tree[i];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int code, double weight)
    {
        double[] tree = _fenwick;
        for (int i = code + 1; i < tree.Length; i += i & -i)
        {
            tree[i] += weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Correlation(ReadOnlySpan<int> weights, double[] scoreX, double[] scoreY)
    {
        double n = _margins.Total;
        double[] marginX = _margins.X, marginY = _margins.Y;
        if (n < 2)
        {
            return double.NaN;
        }

        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double meanX = 0, meanY = 0;
        for (int c = 0; c < marginX.Length; c++)
        {
            meanX += marginX[c] * scoreX[c];
            meanY += marginY[c] * scoreY[c];
        }

        meanX /= n;
        meanY /= n;
        double xx = 0, yy = 0, xy = 0;
        int usedX = 0, usedY = 0;
        for (int c = 0; c < marginX.Length; c++)
        {
            double dx = scoreX[c] - meanX, dy = scoreY[c] - meanY;
            xx += marginX[c] * dx * dx;
            yy += marginY[c] * dy * dy;
            usedX += marginX[c] > 0 ? 1 : 0;
            usedY += marginY[c] > 0 ? 1 : 0;
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

    /// <summary>The mean rank of each category, counted from the middle so that large ranks do not cost digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
}
