using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// A distribution over categories for each item with annotations, for example vote shares or posterior probabilities. Items
/// without annotations have none and are kept apart. Immutable.
/// </summary>
public sealed class ItemDistributions
{
    private readonly int[] _rowOfItem;

    /// <summary>Puts distributions to items.</summary>
    /// <param name="itemCount">How many items there are, those without a distribution included.</param>
    /// <param name="items">The items with a distribution, ascending.</param>
    /// <param name="table">The distributions, a row for each of <paramref name="items"/> in the same order.</param>
    /// <exception cref="ArgumentException">The items are not ascending, out of range, or not as many as the rows.</exception>
    public ItemDistributions(int itemCount, ImmutableArray<int> items, ProbabilityTable table)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        Guard.Given(items);
        ArgumentNullException.ThrowIfNull(table);
        if (items.Length != table.ItemCount)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {table.ItemCount} distributions for {items.Length} items."), nameof(table));
        }

        _rowOfItem = new int[itemCount];
        Array.Fill(_rowOfItem, -1);
        for (int row = 0; row < items.Length; row++)
        {
            if (items[row] < 0 || items[row] >= itemCount || (row > 0 && items[row] <= items[row - 1]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The items are ascending and below {itemCount}."), nameof(items));
            }

            _rowOfItem[items[row]] = row;
        }

        Items = items;
        Table = table;
    }

    /// <summary>The items with a distribution, ascending.</summary>
    public ImmutableArray<int> Items { get; }

    /// <summary>The distributions, a row for each of <see cref="Items"/>.</summary>
    public ProbabilityTable Table { get; }

    /// <summary>How many items there are, those without a distribution included.</summary>
    public int ItemCount => _rowOfItem.Length;

    /// <summary>The categories' values, ascending.</summary>
    public ImmutableArray<double> Categories => Table.Categories;

    /// <summary>Whether an item has a distribution.</summary>
    /// <param name="item">The item, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public bool Has(int item)
    {
        Guard.Index(item, ItemCount);
        return _rowOfItem[item] >= 0;
    }

    /// <summary>The probabilities of one item in the order of <see cref="Categories"/>; empty for an item without a distribution.</summary>
    /// <param name="item">The item, from 0.</param>
    public ReadOnlySpan<double> Of(int item) => Has(item) ? Table[_rowOfItem[item]] : [];

    /// <summary>The categories with the highest probability, ascending; several where they tie exactly, none for an item without a distribution.</summary>
    /// <param name="item">The item, from 0.</param>
    public ImmutableArray<double> ModesOf(int item)
    {
        ReadOnlySpan<double> probabilities = Of(item);
        ImmutableArray<double>.Builder modes = ImmutableArray.CreateBuilder<double>();
        double highest = Highest(probabilities);
        for (int c = 0; c < probabilities.Length; c++)
        {
            if (probabilities[c] == highest)
            {
                modes.Add(Categories[c]);
            }
        }

        return modes.ToImmutable();
    }

    /// <summary>The items whose highest probability is shared by several categories, ascending.</summary>
    public ImmutableArray<int> TiedItems()
    {
        ImmutableArray<int>.Builder tied = ImmutableArray.CreateBuilder<int>();
        for (int row = 0; row < Items.Length; row++)
        {
            ReadOnlySpan<double> probabilities = Table[row];
            if (probabilities.Count(Highest(probabilities)) > 1)
            {
                tied.Add(Items[row]);
            }
        }

        return tied.ToImmutable();
    }

    private static double Highest(ReadOnlySpan<double> probabilities)
    {
        double highest = 0;
        foreach (double probability in probabilities)
        {
            highest = Math.Max(highest, probability);
        }

        return highest;
    }
}
