using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// Two raters' numbers for the same items as counted distinct pairs: all that agreement and correlation depend on.
/// Immutable. Its size grows with the distinct pairs, not with the items.
/// </summary>
public sealed class PairTable
{
    private readonly int[] _x;
    private readonly int[] _y;
    private readonly int[] _counts;
    private readonly int[] _patternOfItem;

    private PairTable(ImmutableArray<double> values, int[] x, int[] y, int[] counts, int[] patternOfItem)
    {
        Values = values;
        _x = x;
        _y = y;
        _counts = counts;
        _patternOfItem = patternOfItem;
    }

    /// <summary>The distinct numbers that either rater used, ascending. Codes are positions in it.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>How many items there are.</summary>
    public int ItemCount => _patternOfItem.Length;

    /// <summary>How many distinct pairs there are.</summary>
    public int PatternCount => _counts.Length;

    /// <summary>The code of the first rater's number in each pattern; patterns are sorted by it, then by the second's.</summary>
    public ReadOnlySpan<int> X => _x;

    /// <summary>The code of the second rater's number in each pattern.</summary>
    public ReadOnlySpan<int> Y => _y;

    /// <summary>How many items show each pattern, at least 1.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>The pattern of each item.</summary>
    public ReadOnlySpan<int> PatternOfItem => _patternOfItem;

    /// <summary>Counts pairs.</summary>
    /// <param name="x">The first rater's numbers, one for each item; finite.</param>
    /// <param name="y">The second rater's numbers, in the same order; finite.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static PairTable Create(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"Both raters need a number for each item: {x.Length} and {y.Length} were given.", nameof(y));
        }

        double[] values = DistinctSorted(x, y);
        int[] xCodes = Encode(x, values);
        int[] yCodes = Encode(y, values);

        // Counting sort by (x, y) through one key; a dictionary would cost more than the sort on short lists.
        int n = x.Length;
        long[] keys = new long[n];
        int[] order = new int[n];
        for (int i = 0; i < n; i++)
        {
            keys[i] = ((long)xCodes[i] * values.Length) + yCodes[i];
            order[i] = i;
        }

        Array.Sort(keys, order);
        List<int> px = [], py = [], counts = [];
        int[] patternOfItem = new int[n];
        for (int i = 0; i < n; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
            {
                px.Add((int)(keys[i] / values.Length));
                py.Add((int)(keys[i] % values.Length));
                counts.Add(0);
            }

            counts[^1]++;
            patternOfItem[order[i]] = counts.Count - 1;
        }

        return new(ImmutableArray.Create(values), [.. px], [.. py], [.. counts], patternOfItem);
    }

    private static double[] DistinctSorted(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        HashSet<double> distinct = [];
        Collect(x, distinct);
        Collect(y, distinct);
        double[] values = [.. distinct];
        Array.Sort(values);
        return values;
    }

    private static void Collect(ReadOnlySpan<double> numbers, HashSet<double> distinct)
    {
        foreach (double number in numbers)
        {
            if (!double.IsFinite(number))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A rating is a finite number, not {number}."), nameof(numbers));
            }

            // Adding 0.0 turns -0.0 into 0.0, so that the two are one category.
            distinct.Add(number + 0.0);
        }
    }

    private static int[] Encode(ReadOnlySpan<double> numbers, double[] values)
    {
        int[] codes = new int[numbers.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = Array.BinarySearch(values, numbers[i] + 0.0);
        }

        return codes;
    }
}
