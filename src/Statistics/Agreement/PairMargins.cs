using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// How often each rater gave each category under the current weights, and the sums over margins that agreement by chance
/// consists of. Holds scratch memory; one is used by one thread.
/// </summary>
internal sealed class PairMargins
{
    private readonly PairTable _table;
    private readonly double[] _values;
    private readonly double[] _x;
    private readonly double[] _y;

    public PairMargins(PairTable table)
    {
        _table = table;
        _values = Centred(table.Values);
        _x = new double[_values.Length];
        _y = new double[_values.Length];
    }

    /// <summary>The weight of all items.</summary>
    public double Total { get; private set; }

    /// <summary>How often the first rater gave each category.</summary>
    public double[] X => _x;

    /// <summary>How often the second rater gave each category.</summary>
    public double[] Y => _y;

    /// <summary>The categories' values, moved to the middle of their range.</summary>
    public double[] Values => _values;

    /// <summary>Counts the margins of other weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Count(ReadOnlySpan<int> weights)
    {
        double[] ofX = _x, ofY = _y;
        Array.Clear(ofX);
        Array.Clear(ofY);
        ReadOnlySpan<int> x = _table.X, y = _table.Y;
        double total = 0;
        for (int p = 0; p < weights.Length; p++)
        {
            double weight = weights[p];
            ofX[x[p]] += weight;
            ofY[y[p]] += weight;
            total += weight;
        }

        Total = total;
    }

    /// <summary>Whether both raters together gave fewer than two categories.</summary>
    public bool IsSingleCategory()
    {
        int used = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            used += _x[c] + _y[c] > 0 ? 1 : 0;
        }

        return used < 2;
    }

    /// <summary>Sum over categories of x_c y_c.</summary>
    public double CohenChance()
    {
        double sum = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            sum += _x[c] * _y[c];
        }

        return sum;
    }

    /// <summary>Sum over categories of (x_c + y_c)².</summary>
    public double ScottChance()
    {
        double sum = 0;
        for (int c = 0; c < _x.Length; c++)
        {
            double both = _x[c] + _y[c];
            sum += both * both;
        }

        return sum;
    }

    /// <summary>Sum over i, j of x_i y_j |v_i - v_j|: between neighbours a, b lies the gap times X(a) (Y - Y(a)) + Y(a) (X - X(a)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ExpectedAbsoluteDifference()
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

    /// <summary>Sum over i, j of x_i y_j (v_i - v_j)² = n Sx2 + n Sy2 - 2 Sx Sy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ExpectedSquaredDifference()
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

        double sum = (Total * sx2) + (Total * sy2) - (2 * sx * sy);

        // Two constant raters with one value cancel to rounding noise, which is no disagreement.
        return IsSingleCategory() ? 0 : sum;
    }

    /// <summary>The values moved to the middle of their range: differences are unchanged, and sums of squares keep their digits.</summary>
    private static double[] Centred(ImmutableArray<double> values)
    {
        double middle = values.IsEmpty ? 0 : values[0] + ((values[^1] - values[0]) / 2);
        return [.. values.Select(v => v - middle)];
    }
}
