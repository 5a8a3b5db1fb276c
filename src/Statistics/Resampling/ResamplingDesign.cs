using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// What is resampled: clusters of items, each a handful of patterns, drawn within strata. Clusters of a stratum with the same
/// content are one kind, and a resample draws how often each kind occurs (a multinomial count), which has the same distribution
/// as drawing clusters one by one and does not grow with the items. Immutable.
/// </summary>
public sealed class ResamplingDesign
{
    private readonly int[] _kindSizes;
    private readonly int[] _kindOfCluster;
    private readonly int[] _offsets;
    private readonly int[] _patterns;
    private readonly int[] _counts;

    // The kinds and the clusters of stratum s begin at these places and end where the next begins.
    private readonly int[] _kindStarts;
    private readonly int[] _clusterStarts;

    // How often each kind occurs among the clusters of its stratum that earlier kinds have left.
    private readonly BinomialSampler[] _samplers;

    private ResamplingDesign(
        int patternCount, string unit, int[] kindSizes, int[] kindOfCluster, int[] offsets, int[] patterns, int[] counts, int[] kindStarts, int[] clusterStarts)
    {
        PatternCount = patternCount;
        Unit = unit;
        _kindSizes = kindSizes;
        _kindOfCluster = kindOfCluster;
        _offsets = offsets;
        _patterns = patterns;
        _counts = counts;
        _kindStarts = kindStarts;
        _clusterStarts = clusterStarts;
        _samplers = new BinomialSampler[kindSizes.Length];
        for (int s = 0; s < StratumCount; s++)
        {
            int remaining = ClustersOf(s);
            foreach (int kind in KindsOf(s))
            {
                _samplers[kind] = new(remaining == 0 ? 0 : (double)kindSizes[kind] / remaining);
                remaining -= kindSizes[kind];
            }
        }
    }

    /// <summary>How many patterns there are.</summary>
    public int PatternCount { get; }

    /// <summary>How many clusters there are.</summary>
    public int ClusterCount => _kindOfCluster.Length;

    /// <summary>How many different kinds of clusters there are, each stratum's counted by themselves.</summary>
    public int KindCount => _kindSizes.Length;

    /// <summary>How many strata there are; 1 without stratification.</summary>
    public int StratumCount => _kindStarts.Length - 1;

    /// <summary>What a cluster is, for the interval's description.</summary>
    public string Unit { get; }

    /// <summary>How many clusters each kind has.</summary>
    internal ReadOnlySpan<int> KindSizes => _kindSizes;

    /// <summary>How often each pattern occurs in the data.</summary>
    internal int[] OriginalWeights
    {
        get
        {
            int[] weights = new int[PatternCount];
            Weigh(_kindSizes, weights);
            return weights;
        }
    }

    /// <summary>The size of the largest stratum; a smaller one than 2 has nothing to resample.</summary>
    internal int LargestStratum => StratumCount == 0 ? 0 : Enumerable.Range(0, StratumCount).Max(ClustersOf);

    /// <summary>Every item is its own cluster.</summary>
    /// <param name="patternOfItem">The pattern of each item.</param>
    /// <param name="patternCount">How many patterns there are.</param>
    /// <param name="unit">What a cluster is called.</param>
    /// <exception cref="ArgumentException">A pattern is out of range, or the unit has no name.</exception>
    public static ResamplingDesign ByItem(ReadOnlySpan<int> patternOfItem, int patternCount, string unit = "item")
    {
        Check(patternOfItem, patternCount, unit);
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

        return new(patternCount, unit, sizes, patternOfItem.ToArray(), offsets, patterns, counts, [0, patternCount], [0, patternOfItem.Length]);
    }

    /// <summary>Units that are all different, each drawn by itself: the items or the annotators of a <see cref="CrossedBootstrap"/>.</summary>
    /// <param name="count">How many units there are, at least 0.</param>
    /// <param name="unit">What a unit is called.</param>
    /// <exception cref="ArgumentException">The number is negative, or the unit has no name.</exception>
    public static ResamplingDesign OfUnits(int count, string unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return ByItem([.. Enumerable.Range(0, count)], count, unit);
    }

    /// <summary>Items that hang together are drawn together.</summary>
    /// <param name="patternOfItem">The pattern of each item.</param>
    /// <param name="patternCount">How many patterns there are.</param>
    /// <param name="clusterOfItem">The cluster of each item, any number; equal numbers are one cluster.</param>
    /// <param name="unit">What a cluster is called.</param>
    /// <exception cref="ArgumentException">The lengths differ, a pattern is out of range, or the unit has no name.</exception>
    public static ResamplingDesign ByCluster(ReadOnlySpan<int> patternOfItem, int patternCount, ReadOnlySpan<int> clusterOfItem, string unit = "cluster")
    {
        Check(patternOfItem, patternCount, unit);
        if (patternOfItem.Length != clusterOfItem.Length)
        {
            throw new ArgumentException($"Every item needs a cluster: {patternOfItem.Length} items and {clusterOfItem.Length} clusters were given.", nameof(clusterOfItem));
        }

        return Create(ClusterKinds.Find(patternOfItem, clusterOfItem, []), patternCount, unit);
    }

    /// <summary>
    /// Items, or clusters of items, are drawn within strata: every resample has as many of each stratum as the data (Davison and
    /// Hinkley, 1997, doi:10.1017/CBO9780511802843, section 3.2). For strata whose sizes were fixed by the design, not for those
    /// that happened. A stratum of one cluster is in every resample and adds nothing to the spread.
    /// </summary>
    /// <param name="patternOfItem">The pattern of each item.</param>
    /// <param name="patternCount">How many patterns there are.</param>
    /// <param name="stratumOfItem">The stratum of each item, any number.</param>
    /// <param name="clusterOfItem">The cluster of each item, any number; empty where every item is its own.</param>
    /// <param name="unit">What a cluster is called.</param>
    /// <exception cref="ArgumentException">The lengths differ, a pattern is out of range, the unit has no name, or a cluster has items in two strata.</exception>
    public static ResamplingDesign Stratified(
        ReadOnlySpan<int> patternOfItem, int patternCount, ReadOnlySpan<int> stratumOfItem, ReadOnlySpan<int> clusterOfItem = default, string unit = "item")
    {
        Check(patternOfItem, patternCount, unit);
        if (patternOfItem.Length != stratumOfItem.Length || (!clusterOfItem.IsEmpty && patternOfItem.Length != clusterOfItem.Length))
        {
            throw new ArgumentException(
                $"Every item needs a stratum and, where given, a cluster: {patternOfItem.Length} items, {stratumOfItem.Length} strata and {clusterOfItem.Length} clusters were given.",
                nameof(stratumOfItem));
        }

        int[] own = clusterOfItem.IsEmpty ? [.. Enumerable.Range(0, patternOfItem.Length)] : clusterOfItem.ToArray();
        return Create(ClusterKinds.Find(patternOfItem, own, stratumOfItem), patternCount, unit);
    }

    /// <summary>Draws one resample of as many clusters as there are, in each stratum.</summary>
    /// <param name="random">The stream of this resample.</param>
    /// <param name="kinds">Receives how often each kind occurs, <see cref="KindCount"/> long.</param>
    /// <param name="weights">Receives how often each pattern occurs, <see cref="PatternCount"/> long.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Draw(ref RandomStream random, Span<int> kinds, Span<int> weights) => Draw(ref random, kinds, weights, ClusterCount);

    /// <summary>Draws a resample of another size, as a study of that size would; strata keep their shares up to rounding.</summary>
    /// <param name="random">The stream of this resample.</param>
    /// <param name="kinds">Receives how often each kind occurs, <see cref="KindCount"/> long.</param>
    /// <param name="weights">Receives how often each pattern occurs, <see cref="PatternCount"/> long.</param>
    /// <param name="draws">How many clusters are drawn, at least 0; 0 where there is none.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the number of draws is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ref RandomStream random, Span<int> kinds, Span<int> weights, int draws)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draws);
        if (kinds.Length != KindCount || weights.Length != PatternCount)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The design has {KindCount} kinds and {PatternCount} patterns; there is room for {kinds.Length} and {weights.Length}."),
                kinds.Length == KindCount ? nameof(weights) : nameof(kinds));
        }

        if (ClusterCount == 0 && draws > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(draws), draws, "There is no cluster to draw.");
        }

        for (int s = 0; s < StratumCount; s++)
        {
            long before = (long)draws * _clusterStarts[s] / Math.Max(1, ClusterCount), after = (long)draws * _clusterStarts[s + 1] / Math.Max(1, ClusterCount);
            DrawKinds(ref random, s, (int)(after - before), kinds);
        }

        Weigh(kinds, weights);
    }

    /// <summary>The kinds of a stratum.</summary>
    internal Kinds KindsOf(int stratum) => new(_kindStarts[stratum], _kindStarts[stratum + 1]);

    /// <summary>How many clusters a stratum has.</summary>
    internal int ClustersOf(int stratum) => _clusterStarts[stratum + 1] - _clusterStarts[stratum];

    /// <summary>How often each pattern occurs when each kind occurs so often.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Weigh(ReadOnlySpan<int> kinds, Span<int> weights)
    {
        weights.Clear();
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            AddTo(weights, kind, kinds[kind]);
        }
    }

    /// <summary>Adds clusters of a kind to the patterns' weights, or takes them away.</summary>
    internal void AddTo(Span<int> weights, int kind, int times)
    {
        for (int j = times == 0 ? int.MaxValue : _offsets[kind]; j < _offsets[kind + 1]; j++)
        {
            weights[_patterns[j]] += times * _counts[j];
        }
    }

    /// <summary>The sum of a number per pattern over a cluster of a kind.</summary>
    internal double SumOf(ReadOnlySpan<double> numbers, int kind)
    {
        double sum = 0;
        for (int j = _offsets[kind]; j < _offsets[kind + 1]; j++)
        {
            sum += _counts[j] * numbers[_patterns[j]];
        }

        return sum;
    }

    private static void Check(ReadOnlySpan<int> patternOfItem, int patternCount, string unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patternCount);
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        for (int i = 0; i < patternOfItem.Length; i++)
        {
            if ((uint)patternOfItem[i] >= (uint)patternCount)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Item {i} has pattern {patternOfItem[i]}, which is not one of {patternCount}."), nameof(patternOfItem));
            }
        }
    }

    private static ResamplingDesign Create(ClusterKinds kinds, int patternCount, string unit) =>
        new(patternCount, unit, kinds.Sizes, kinds.KindOfCluster, kinds.Offsets, kinds.Patterns, kinds.Counts, kinds.KindStarts, kinds.ClusterStarts);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawKinds(ref RandomStream random, int stratum, int draws, Span<int> kinds)
    {
        (int start, int end) = KindsOf(stratum);

        // A binomial costs about as much as a dozen uniform draws; with few kinds conditional binomials win.
        if (end - start > draws / 12)
        {
            kinds[start..end].Clear();
            random.CountDraws(_kindOfCluster.AsSpan(_clusterStarts[stratum], ClustersOf(stratum)), draws, kinds);
            return;
        }

        int remaining = draws;
        for (int kind = start; kind < end; kind++)
        {
            int drawn = _samplers[kind].Draw(ref random, remaining);
            kinds[kind] = drawn;
            remaining -= drawn;
        }
    }

    /// <summary>A run of kinds.</summary>
    internal readonly record struct Kinds(int Start, int End)
    {
        public IEnumerator<int> GetEnumerator() => Enumerable.Range(Start, End - Start).GetEnumerator();
    }
}
