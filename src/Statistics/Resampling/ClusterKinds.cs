using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>Finds the kinds of clusters: those of one stratum with the same patterns. The kinds of a stratum stand together.</summary>
internal sealed class ClusterKinds
{
    private readonly List<int> _sizes = [];
    private readonly List<int> _kindOfCluster = [];
    private readonly List<int> _offsets = [0];
    private readonly List<int> _patterns = [];
    private readonly List<int> _counts = [];
    private readonly List<int> _kindStarts = [0];
    private readonly List<int> _clusterStarts = [0];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>How many clusters each kind has.</summary>
    public int[] Sizes => [.. _sizes];

    /// <summary>The kind of each cluster; the clusters of a stratum stand together.</summary>
    public int[] KindOfCluster => [.. _kindOfCluster];

    /// <summary>Where each kind's patterns begin, and their end.</summary>
    public int[] Offsets => [.. _offsets];

    /// <summary>The patterns of each kind.</summary>
    public int[] Patterns => [.. _patterns];

    /// <summary>How often each pattern occurs in a cluster of its kind.</summary>
    public int[] Counts => [.. _counts];

    /// <summary>Where each stratum's kinds begin, and their end.</summary>
    public int[] KindStarts => [.. _kindStarts];

    /// <summary>Where each stratum's clusters begin, and their end.</summary>
    public int[] ClusterStarts => [.. _clusterStarts];

    /// <summary>Sorts items into clusters and clusters into kinds.</summary>
    /// <param name="patternOfItem">The pattern of each item.</param>
    /// <param name="clusterOfItem">The cluster of each item.</param>
    /// <param name="stratumOfItem">The stratum of each item; empty for one stratum.</param>
    /// <exception cref="ArgumentException">A cluster has items in two strata.</exception>
    public static ClusterKinds Find(ReadOnlySpan<int> patternOfItem, ReadOnlySpan<int> clusterOfItem, ReadOnlySpan<int> stratumOfItem)
    {
        (int Stratum, int Cluster, int Pattern)[] items = Sorted(patternOfItem, clusterOfItem, stratumOfItem);
        ClusterKinds kinds = new();
        HashSet<int> clusters = [];
        List<int> cluster = [];
        for (int i = 0; i < items.Length; i++)
        {
            cluster.Add(items[i].Pattern);
            bool last = i + 1 == items.Length, ends = last || items[i + 1].Stratum != items[i].Stratum;
            if (ends || items[i + 1].Cluster != items[i].Cluster)
            {
                if (!clusters.Add(items[i].Cluster))
                {
                    throw new ArgumentException(FormattableString.Invariant($"The cluster {items[i].Cluster} has items in two strata."), nameof(stratumOfItem));
                }

                kinds.AddCluster(CollectionsMarshal.AsSpan(cluster));
                cluster.Clear();
            }

            if (ends)
            {
                kinds.EndStratum();
            }
        }

        return kinds;
    }

    private static (int Stratum, int Cluster, int Pattern)[] Sorted(
        ReadOnlySpan<int> patternOfItem, ReadOnlySpan<int> clusterOfItem, ReadOnlySpan<int> stratumOfItem)
    {
        (int Stratum, int Cluster, int Pattern)[] items = new (int, int, int)[patternOfItem.Length];
        if (!stratumOfItem.IsEmpty)
        {
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = (stratumOfItem[i], clusterOfItem[i], patternOfItem[i]);
            }

            Array.Sort(items);
            return items;
        }

        // Both numbers side by side in one: whole numbers sort many times faster than tuples. Patterns are not negative, so the order is the same.
        long[] keys = new long[items.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)clusterOfItem[i] << 32) | (uint)patternOfItem[i];
        }

        Array.Sort(keys);
        for (int i = 0; i < keys.Length; i++)
        {
            items[i] = (0, (int)(keys[i] >> 32), (int)keys[i]);
        }

        return items;
    }

    private void AddCluster(ReadOnlySpan<int> sorted)
    {
        // The sorted patterns of the cluster, seen as characters, are its key: equal content, equal kind.
        string key = new(MemoryMarshal.Cast<int, char>(sorted));
        if (!_known.TryGetValue(key, out int kind))
        {
            kind = _sizes.Count;
            _known.Add(key, kind);
            _sizes.Add(0);
            for (int j = 0; j < sorted.Length; j++)
            {
                if (j > 0 && sorted[j] == sorted[j - 1])
                {
                    _counts[^1]++;
                }
                else
                {
                    _patterns.Add(sorted[j]);
                    _counts.Add(1);
                }
            }

            _offsets.Add(_patterns.Count);
        }

        _sizes[kind]++;
        _kindOfCluster.Add(kind);
    }

    private void EndStratum()
    {
        _known.Clear();
        _kindStarts.Add(_sizes.Count);
        _clusterStarts.Add(_kindOfCluster.Count);
    }
}
