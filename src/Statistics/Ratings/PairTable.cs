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

        ValueCoder coder = new();
        int[] xCodes = Encode(coder, x, nameof(x)), yCodes = Encode(coder, y, nameof(y));
        return FromCodes(coder.Finish(xCodes, yCodes), xCodes, yCodes);
    }

    /// <summary>Counts pairs of codes, and drops values that neither rater used.</summary>
    /// <param name="values">The values, ascending.</param>
    /// <param name="x">The first rater's codes; overwritten.</param>
    /// <param name="y">The second rater's codes; overwritten.</param>
    internal static PairTable FromCodes(ImmutableArray<double> values, Span<int> x, Span<int> y)
    {
        int[] place = new int[values.Length];
        MarkUsed(x, place);
        MarkUsed(y, place);
        List<double> used = [];
        for (int c = 0; c < place.Length; c++)
        {
            if (place[c] > 0)
            {
                place[c] = used.Count;
                used.Add(values[c]);
            }
        }

        if (used.Count < values.Length)
        {
            Replace(x, place);
            Replace(y, place);
        }

        // With few values a square of counters is cheapest; with many it would not fit, and sorting is.
        int k = used.Count;
        return (long)k * k <= Math.Max(4096, 4L * x.Length) ? Count([.. used], x, y) : Sort([.. used], x, y);
    }

    private static PairTable Count(ImmutableArray<double> values, ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        int k = values.Length;
        int[] cells = new int[k * k];
        for (int i = 0; i < x.Length; i++)
        {
            cells[(x[i] * k) + y[i]]++;
        }

        List<int> px = [], py = [], counts = [];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            if (cells[cell] > 0)
            {
                px.Add(cell / k);
                py.Add(cell % k);
                counts.Add(cells[cell]);
                cells[cell] = counts.Count - 1;
            }
        }

        int[] patternOfItem = new int[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            patternOfItem[i] = cells[(x[i] * k) + y[i]];
        }

        return new(values, [.. px], [.. py], [.. counts], patternOfItem);
    }

    private static PairTable Sort(ImmutableArray<double> values, ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        long[] keys = new long[x.Length];
        int[] order = new int[x.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)x[i] << 32) | (uint)y[i];
            order[i] = i;
        }

        Array.Sort(keys, order);
        List<int> px = [], py = [], counts = [];
        int[] patternOfItem = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
            {
                px.Add((int)(keys[i] >> 32));
                py.Add((int)(uint)keys[i]);
                counts.Add(0);
            }

            counts[^1]++;
            patternOfItem[order[i]] = counts.Count - 1;
        }

        return new(values, [.. px], [.. py], [.. counts], patternOfItem);
    }

    private static int[] Encode(ValueCoder coder, ReadOnlySpan<double> numbers, string name)
    {
        int[] codes = new int[numbers.Length];
        int done = coder.Encode(numbers, codes);
        int missing = codes.AsSpan(0, done).IndexOf(ValueCoder.Missing);
        int wrong = missing < 0 ? done : missing;
        return wrong == numbers.Length
            ? codes
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A rating is a finite number, not {numbers[wrong]}."), name);
    }

    private static void MarkUsed(ReadOnlySpan<int> codes, int[] used)
    {
        foreach (int code in codes)
        {
            used[code] = 1;
        }
    }

    private static void Replace(Span<int> codes, int[] place)
    {
        foreach (ref int code in codes)
        {
            code = place[code];
        }
    }
}
