namespace JudgeEval.Statistics;

/// <summary>How far the means of groups lie apart.</summary>
public enum GroupSpread
{
    /// <summary>The share of the variation that lies between groups, 0..1: it orders permutations as the F statistic does.</summary>
    EtaSquared,

    /// <summary>The largest mean less the smallest, in the unit of the numbers.</summary>
    RangeOfMeans,
}

/// <summary>The spread of group means as a statistic of the group labels 0, 1, ...</summary>
internal sealed class GroupMeanSpread
{
    private readonly double[] _values;
    private readonly double[] _sizes;
    private readonly double _variation;
    private readonly GroupSpread _spread;

    private GroupMeanSpread(double[] values, double[] sizes, double variation, GroupSpread spread)
    {
        _values = values;
        _sizes = sizes;
        _variation = variation;
        _spread = spread;
    }

    public static GroupMeanSpread? Create(
        ReadOnlySpan<double> values, ReadOnlySpan<int> groups, GroupSpread spread, out int[] codes, out string? undefined)
    {
        int[] names = [.. groups.ToArray().Distinct().Order()];
        codes = new int[groups.Length];
        double[] sizes = new double[names.Length];
        double mean = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = Array.BinarySearch(names, groups[i]);
            sizes[codes[i]]++;
            mean += values[i] / values.Length;
        }

        double[] centred = new double[values.Length];
        double variation = 0;
        bool varies = false;
        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] = values[i] - mean;
            variation += centred[i] * centred[i];
            varies |= values[i] != values[0];
        }

        undefined = names.Length < 2 ? "there are fewer than two groups" : varies ? null : "all units have the same number, so groups cannot differ";
        return undefined is null ? new(centred, sizes, variation, spread) : null;
    }

    /// <summary>The spread under some labels.</summary>
    public double Of(ReadOnlySpan<int> labels)
    {
        Span<double> sums = _sizes.Length <= 64 ? stackalloc double[_sizes.Length] : new double[_sizes.Length];
        sums.Clear();
        for (int i = 0; i < labels.Length; i++)
        {
            sums[labels[i]] += _values[i];
        }

        double between = 0, smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        for (int g = 0; g < sums.Length; g++)
        {
            double mean = sums[g] / _sizes[g];
            between += sums[g] * mean;
            smallest = Math.Min(smallest, mean);
            largest = Math.Max(largest, mean);
        }

        return _spread == GroupSpread.EtaSquared ? between / _variation : largest - smallest;
    }
}
