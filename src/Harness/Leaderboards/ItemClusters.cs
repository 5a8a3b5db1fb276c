using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>The clusters of a dataset's items as numbers from 0; an item without one is a cluster of its own.</summary>
internal sealed class ItemClusters
{
    private const string Item = "item";
    private const string Cluster = "cluster";

    private readonly int[] _ofItem;

    private ItemClusters(int[] ofItem, int count, string unit)
    {
        _ofItem = ofItem;
        Count = count;
        Unit = unit;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>What a cluster is called.</summary>
    public string Unit { get; }

    /// <summary>Numbers the clusters.</summary>
    /// <param name="items">The dataset's items.</param>
    /// <param name="byItem">Whether every item stands alone, whatever it declares.</param>
    public static ItemClusters Of(ImmutableArray<JudgeItem> items, bool byItem = false)
    {
        int[] numbers = new int[items.Length];
        if (byItem || items.All(item => item.Cluster is null))
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = i;
            }

            return new ItemClusters(numbers, numbers.Length, Item);
        }

        Dictionary<string, int> known = new(StringComparer.Ordinal);
        int count = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = items[i].Cluster is not string name ? count++
                : known.TryGetValue(name, out int number) ? number
                : known[name] = count++;
        }

        return new ItemClusters(numbers, count, Cluster);
    }

    /// <summary>The clusters of some items, numbered anew from 0 in the order in which they occur.</summary>
    /// <param name="items">The positions of the items.</param>
    /// <param name="count">How many clusters they are of.</param>
    public int[] Among(ReadOnlySpan<int> items, out int count)
    {
        int[] place = new int[Count], numbers = new int[items.Length];
        count = 0;
        for (int i = 0; i < items.Length; i++)
        {
            ref int known = ref place[_ofItem[items[i]]];
            known = known == 0 ? ++count : known;
            numbers[i] = known - 1;
        }

        return numbers;
    }
}
