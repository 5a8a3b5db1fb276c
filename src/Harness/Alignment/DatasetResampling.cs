using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>What a bootstrap over a dataset draws.</summary>
internal static class DatasetResampling
{
    /// <summary>What is resampled: the clusters the dataset declares, else the items.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="patternOfRow">The pattern of each row.</param>
    /// <param name="patternCount">How many patterns there are.</param>
    /// <param name="items">The item of each row; by default row i is item i.</param>
    public static ResamplingDesign Design(AnnotatedDataset dataset, int[] patternOfRow, int patternCount, int[]? items = null)
    {
        if (dataset.Items.All(i => i.Cluster is null))
        {
            return ResamplingDesign.ByItem(patternOfRow, patternCount);
        }

        Dictionary<string, int> known = new(StringComparer.Ordinal);
        int[] clusters = new int[patternOfRow.Length];
        for (int row = 0; row < clusters.Length; row++)
        {
            int item = items is null ? row : items[row];

            // An item without a cluster is a cluster of its own; its negative number meets no other.
            clusters[row] = dataset.Items[item].Cluster is not string name ? -1 - item
                : known.TryGetValue(name, out int number) ? number
                : known[name] = known.Count;
        }

        return ResamplingDesign.ByCluster(patternOfRow, patternCount, clusters);
    }
}
