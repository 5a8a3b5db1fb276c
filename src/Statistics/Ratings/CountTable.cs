using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// How many annotators put an item into each category, as counted distinct rows: all that the statistics depend on which do
/// not care who gave a rating. Immutable. Its size grows with the distinct rows, not with the items.
/// </summary>
public sealed class CountTable
{
    private readonly int[] _offsets;
    private readonly int[] _codes;
    private readonly int[] _counts;
    private readonly int[] _ratings;
    private readonly int[] _items;
    private readonly int[] _patternOfItem;

    private CountTable(ImmutableArray<double> categories, int[] offsets, int[] codes, int[] counts, int[] ratings, int[] items, int[] patternOfItem)
    {
        Categories = categories;
        _offsets = offsets;
        _codes = codes;
        _counts = counts;
        _ratings = ratings;
        _items = items;
        _patternOfItem = patternOfItem;
    }

    /// <summary>The categories' values, ascending.</summary>
    public ImmutableArray<double> Categories { get; }

    /// <summary>How many distinct rows there are.</summary>
    public int PatternCount => _items.Length;

    /// <summary>How many items there are, unrated ones included.</summary>
    public int ItemCount => _patternOfItem.Length;

    /// <summary>How many items show each row, at least 1.</summary>
    public ReadOnlySpan<int> ItemsOf => _items;

    /// <summary>How many ratings each row has.</summary>
    public ReadOnlySpan<int> RatingsOf => _ratings;

    /// <summary>The row of each item.</summary>
    public ReadOnlySpan<int> PatternOfItem => _patternOfItem;

    /// <summary>The categories that occur in a row, ascending.</summary>
    /// <param name="pattern">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> CodesOf(int pattern)
    {
        Guard.Index(pattern, PatternCount);
        return _codes.AsSpan(_offsets[pattern], _offsets[pattern + 1] - _offsets[pattern]);
    }

    /// <summary>How many ratings each category of <see cref="CodesOf"/> has in a row.</summary>
    /// <param name="pattern">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> CountsOf(int pattern)
    {
        Guard.Index(pattern, PatternCount);
        return _counts.AsSpan(_offsets[pattern], _offsets[pattern + 1] - _offsets[pattern]);
    }

    /// <summary>Counts a table's ratings, in time linear in the ratings. Rows stand in the order in which they first occur.</summary>
    /// <param name="table">The ratings.</param>
    public static CountTable Create(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        RowCounter counter = RowCounter.For(table);
        ItemCodes items = table.Items;
        int[] patternOfItem = new int[table.ItemCount];
        for (int i = 0; i < patternOfItem.Length; i++)
        {
            patternOfItem[i] = counter.PatternOf(items.CodesOf(i));
        }

        return new(
            table.Categories,
            [.. counter.Offsets],
            [.. counter.Codes],
            [.. counter.Counts],
            [.. counter.Ratings],
            [.. counter.Items],
            patternOfItem);
    }
}
