using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// How often two categories meet in an item, apart for items of 2, 3, 4 and so on ratings: all that Krippendorff's alpha asks of a
/// table. They are whole numbers, so they are exact, and the same in whatever order and by whatever way the items are counted.
/// </summary>
internal sealed class Coincidences
{
    /// <summary>With more categories, their pairs would outnumber the ratings of most items.</summary>
    public const int MostCategories = 16;

    private readonly int _categoryCount;
    private readonly long[] _margin;

    // For each number of ratings: at c k + d, c < d, the sum of n_c n_d over the items with so many ratings.
    private long[]?[] _pairs = new long[]?[8];

    public Coincidences(int categoryCount)
    {
        _categoryCount = categoryCount;
        _margin = new long[categoryCount];
    }

    /// <summary>How many items have two or more ratings.</summary>
    public int PairableItems { get; private set; }

    /// <summary>How often each category occurs among ratings that can be paired.</summary>
    public double[] Margin() => [.. _margin.Select(count => (double)count)];

    /// <summary>Counts items that are all rated alike; those with fewer than two ratings count for nothing.</summary>
    /// <param name="counts">How many ratings each category has in one item.</param>
    /// <param name="items">How many items there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<int> counts, int items = 1)
    {
        int ratings = 0;
        foreach (int count in counts)
        {
            ratings += count;
        }

        if (ratings < 2)
        {
            return;
        }

        PairableItems += items;
        long[] pairs = PairsOf(ratings);
        for (int c = 0; c < counts.Length; c++)
        {
            if (counts[c] == 0)
            {
                continue;
            }

            long weight = (long)items * counts[c];
            _margin[c] += weight;
            Span<long> row = pairs.AsSpan(c * _categoryCount, counts.Length);
            for (int d = c + 1; d < row.Length; d++)
            {
                row[d] += weight * counts[d];
            }
        }
    }

    /// <summary>The sum over items with m ratings of the sum of d² over ordered pairs, divided by m - 1.</summary>
    public double Observed(AlphaDistance distance)
    {
        double total = 0;
        for (int ratings = 2; ratings < _pairs.Length; ratings++)
        {
            if (_pairs[ratings] is { } pairs)
            {
                total += 2 * PairSum(pairs, distance) / (ratings - 1);
            }
        }

        return total;
    }

    private double PairSum(long[] pairs, AlphaDistance distance)
    {
        double sum = 0;
        for (int c = 0; c < _categoryCount; c++)
        {
            for (int d = c + 1; d < _categoryCount; d++)
            {
                long count = pairs[(c * _categoryCount) + d];
                sum += count == 0 ? 0 : count * distance.Squared(c, d);
            }
        }

        return sum;
    }

    private long[] PairsOf(int ratings)
    {
        if (ratings >= _pairs.Length)
        {
            Array.Resize(ref _pairs, Math.Max(ratings + 1, 2 * _pairs.Length));
        }

        return _pairs[ratings] ??= new long[_categoryCount * _categoryCount];
    }
}
