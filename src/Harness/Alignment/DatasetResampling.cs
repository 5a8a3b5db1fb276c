using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>What a bootstrap over a dataset draws: the clusters the dataset declares, else the items. Immutable; the clusters are numbered once for all designs.</summary>
internal sealed class DatasetResampling
{
    private readonly int[]? _clusterOfItem;
    private readonly ItemCounts? _counts;

    /// <summary>Numbers the clusters.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="byItem">Whether items are drawn one by one, whatever the dataset declares: within one cluster.</param>
    public DatasetResampling(AnnotatedDataset dataset, bool byItem)
    {
        _counts = dataset.Counts;
        if (byItem || dataset.Items.All(i => i.Cluster is null))
        {
            return;
        }

        Dictionary<string, int> known = new(StringComparer.Ordinal);
        _clusterOfItem = new int[dataset.Items.Length];
        for (int item = 0; item < _clusterOfItem.Length; item++)
        {
            // An item without a cluster is a cluster of its own; its negative number meets no other.
            _clusterOfItem[item] = dataset.Items[item].Cluster is not string name ? -1 - item
                : known.TryGetValue(name, out int number) ? number
                : known[name] = known.Count;
        }
    }

    /// <summary>What is resampled.</summary>
    /// <param name="patternOfRow">The pattern of each row.</param>
    /// <param name="patternCount">How many patterns there are.</param>
    /// <param name="items">The item of each row; by default row i is item i.</param>
    public ResamplingDesign Design(ReadOnlySpan<int> patternOfRow, int patternCount, ReadOnlySpan<int> items = default)
    {
        if (_counts is not null)
        {
            return ResamplingDesign.ByItem(Repeat(patternOfRow, items, _counts), patternCount);
        }

        if (_clusterOfItem is null)
        {
            return ResamplingDesign.ByItem(patternOfRow, patternCount);
        }

        int[] clusters = new int[patternOfRow.Length];
        for (int row = 0; row < clusters.Length; row++)
        {
            clusters[row] = _clusterOfItem[items.IsEmpty ? row : items[row]];
        }

        return ResamplingDesign.ByCluster(patternOfRow, patternCount, clusters);
    }

    private static int[] Repeat(ReadOnlySpan<int> patternOfRow, ReadOnlySpan<int> items, ItemCounts counts)
    {
        int total = 0;
        for (int row = 0; row < patternOfRow.Length; row++)
        {
            total += counts.Of[items.IsEmpty ? row : items[row]];
        }

        int[] repeated = new int[total];
        for (int row = 0, at = 0; row < patternOfRow.Length; row++)
        {
            int count = counts.Of[items.IsEmpty ? row : items[row]];
            repeated.AsSpan(at, count).Fill(patternOfRow[row]);
            at += count;
        }

        return repeated;
    }
}
