using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>
/// What is resampled: clusters of items, each a handful of patterns. Clusters with the same content are one kind, and a
/// resample draws how often each kind occurs (a multinomial count), which has the same distribution as drawing clusters one
/// by one and does not grow with the items. Immutable.
/// </summary>
public sealed class ResamplingDesign
{
    private readonly int[] _kindSizes;
    private readonly int[] _kindOfCluster;
    private readonly int[] _offsets;
    private readonly int[] _patterns;
    private readonly int[] _counts;

    private ResamplingDesign(int patternCount, string unit, int[] kindSizes, int[] kindOfCluster, int[] offsets, int[] patterns, int[] counts)
    {
        PatternCount = patternCount;
        Unit = unit;
        _kindSizes = kindSizes;
        _kindOfCluster = kindOfCluster;
        _offsets = offsets;
        _patterns = patterns;
        _counts = counts;
    }

    /// <summary>How many patterns there are.</summary>
    public int PatternCount { get; }

    /// <summary>How many clusters there are.</summary>
    public int ClusterCount => _kindOfCluster.Length;

    /// <summary>How many different kinds of clusters there are.</summary>
    public int KindCount => _kindSizes.Length;

    /// <summary>What a cluster is, for the interval's description.</summary>
    public string Unit { get; }

    /// <summary>Every item is its own cluster.</summary>
    /// <param name="patternOfItem">The pattern of each item.</param>
    /// <param name="patternCount">How many patterns there are.</param>
    /// <param name="unit">What a cluster is called.</param>
    public static ResamplingDesign ByItem(ReadOnlySpan<int> patternOfItem, int patternCount, string unit = "item")
    {
        int[] sizes = new int[patternCount];
        foreach (int pattern in patternOfItem)
        {
            sizes[pattern]++;
        }

        int[] patterns = new int[patternCount];
        int[] counts = new int[patternCount];
        int[] offsets = new int[patternCount + 1];
        for (int p = 0; p < patternCount; p++)
        {
            patterns[p] = p;
            counts[p] = 1;
            offsets[p + 1] = p + 1;
        }

        return new(patternCount, unit, sizes, patternOfItem.ToArray(), offsets, patterns, counts);
    }

    /// <summary>Items that hang together are drawn together.</summary>
    /// <param name="patternOfItem">The pattern of each item.</param>
    /// <param name="patternCount">How many patterns there are.</param>
    /// <param name="clusterOfItem">The cluster of each item, any number; equal numbers are one cluster.</param>
    /// <param name="unit">What a cluster is called.</param>
    public static ResamplingDesign ByCluster(ReadOnlySpan<int> patternOfItem, int patternCount, ReadOnlySpan<int> clusterOfItem, string unit = "cluster")
    {
        if (patternOfItem.Length != clusterOfItem.Length)
        {
            throw new ArgumentException($"Every item needs a cluster: {patternOfItem.Length} items and {clusterOfItem.Length} clusters were given.", nameof(clusterOfItem));
        }

        int n = patternOfItem.Length;
        long[] keys = new long[n];
        for (int i = 0; i < n; i++)
        {
            keys[i] = ((long)clusterOfItem[i] << 32) | (uint)patternOfItem[i];
        }

        Array.Sort(keys);
        List<int> kindSizes = [], kindOfCluster = [], offsets = [0], patterns = [], counts = [];
        Dictionary<string, int> kinds = new(StringComparer.Ordinal);
        List<int> cluster = [];
        for (int i = 0; i < n; i++)
        {
            cluster.Add((int)(uint)keys[i]);
            if (i + 1 < n && keys[i + 1] >> 32 == keys[i] >> 32)
            {
                continue;
            }

            // The sorted patterns of the cluster, seen as characters, are its key: equal content, equal kind.
            string key = new(MemoryMarshal.Cast<int, char>(CollectionsMarshal.AsSpan(cluster)));
            if (!kinds.TryGetValue(key, out int kind))
            {
                kind = kindSizes.Count;
                kinds.Add(key, kind);
                kindSizes.Add(0);
                for (int j = 0; j < cluster.Count; j++)
                {
                    if (j > 0 && cluster[j] == cluster[j - 1])
                    {
                        counts[^1]++;
                    }
                    else
                    {
                        patterns.Add(cluster[j]);
                        counts.Add(1);
                    }
                }

                offsets.Add(patterns.Count);
            }

            kindSizes[kind]++;
            kindOfCluster.Add(kind);
            cluster.Clear();
        }

        return new(patternCount, unit, [.. kindSizes], [.. kindOfCluster], [.. offsets], [.. patterns], [.. counts]);
    }

    /// <summary>Draws one resample of as many clusters as there are.</summary>
    /// <param name="random">The stream of this resample.</param>
    /// <param name="kinds">Scratch memory, <see cref="KindCount"/> long.</param>
    /// <param name="weights">Receives how often each pattern occurs, <see cref="PatternCount"/> long.</param>
    public void Draw(ref RandomStream random, Span<int> kinds, Span<int> weights) => Draw(ref random, kinds, weights, ClusterCount);

    /// <summary>Draws a resample of another size, as a study of that size would.</summary>
    /// <param name="random">The stream of this resample.</param>
    /// <param name="kinds">Scratch memory, <see cref="KindCount"/> long.</param>
    /// <param name="weights">Receives how often each pattern occurs, <see cref="PatternCount"/> long.</param>
    /// <param name="draws">How many clusters are drawn, at least 0.</param>
    public void Draw(ref RandomStream random, Span<int> kinds, Span<int> weights, int draws)
    {
        DrawKinds(ref random, kinds, draws);
        weights.Clear();
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            int times = kinds[kind];
            if (times == 0)
            {
                continue;
            }

            for (int j = _offsets[kind]; j < _offsets[kind + 1]; j++)
            {
                weights[_patterns[j]] += times * _counts[j];
            }
        }
    }

    private void DrawKinds(ref RandomStream random, Span<int> kinds, int draws)
    {
        int clusters = ClusterCount;

        // A binomial costs about as much as a dozen uniform draws; with few kinds conditional binomials win.
        if (KindCount > draws / 12)
        {
            kinds.Clear();
            for (int i = 0; i < draws; i++)
            {
                kinds[_kindOfCluster[random.NextInt(clusters)]]++;
            }

            return;
        }

        int remainingDraws = draws;
        int remainingClusters = clusters;
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            int size = _kindSizes[kind];
            int drawn = size == remainingClusters ? remainingDraws : BinomialSampler.Draw(ref random, remainingDraws, (double)size / remainingClusters);
            kinds[kind] = drawn;
            remainingDraws -= drawn;
            remainingClusters -= size;
        }
    }
}
