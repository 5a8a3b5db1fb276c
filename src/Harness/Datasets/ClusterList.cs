namespace JudgeEval.Harness.Datasets;

/// <summary>The clusters of a dataset, each with its items; an item without a cluster is one of its own.</summary>
internal static class ClusterList
{
    /// <summary>Whether any two items may hang together.</summary>
    /// <param name="dataset">The dataset.</param>
    public static bool IsClustered(AnnotatedDataset dataset) => dataset.Items.Any(i => i.Cluster is not null);

    /// <summary>The positions of the items of each cluster, in the order of their first items.</summary>
    /// <param name="dataset">The dataset.</param>
    public static int[][] Of(AnnotatedDataset dataset)
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        List<List<int>> clusters = [];
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            if (dataset.Items[item].Cluster is string name && known.TryGetValue(name, out int at))
            {
                clusters[at].Add(item);
                continue;
            }

            if (dataset.Items[item].Cluster is string first)
            {
                known.Add(first, clusters.Count);
            }

            clusters.Add([item]);
        }

        return [.. clusters.Select(c => c.ToArray())];
    }
}
