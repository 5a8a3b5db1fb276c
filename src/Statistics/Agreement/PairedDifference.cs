using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Statistics of rater A minus those of rater B, both against one reference on the same items. A resample draws items with the
/// numbers of all three, so what A and B have in common cancels in the difference. Immutable.
/// </summary>
public sealed class PairedDifference : IUnseenPatterns
{
    /// <summary>Three labels make many combinations, so fewer categories of a long scale are taken.</summary>
    private const int MostUnseen = 4;

    private readonly int[] _patternOfItem;
    private readonly int[] _patternOfFirst;
    private readonly int[] _patternOfSecond;

    private PairedDifference(PairStatistics first, PairStatistics second, int[] patternOfItem, int[] patternOfFirst, int[] patternOfSecond)
    {
        First = first;
        Second = second;
        _patternOfItem = patternOfItem;
        _patternOfFirst = patternOfFirst;
        _patternOfSecond = patternOfSecond;
    }

    /// <summary>Rater A against the reference.</summary>
    public PairStatistics First { get; }

    /// <summary>Rater B against the reference.</summary>
    public PairStatistics Second { get; }

    /// <summary>The pattern (reference, a, b) of each item, numbered as they first occur, so that swapping A and B keeps them.</summary>
    public ReadOnlySpan<int> PatternOfItem => _patternOfItem;

    /// <inheritdoc/>
    public int PatternCount => _patternOfFirst.Length;

    /// <inheritdoc/>
    public int StatisticCount => First.StatisticCount;

    /// <summary>Joins the numbers of two raters and a reference.</summary>
    /// <param name="reference">The reference's numbers, one for each item; finite.</param>
    /// <param name="a">Rater A's numbers, in the same order; finite.</param>
    /// <param name="b">Rater B's numbers, in the same order; finite.</param>
    /// <param name="statistics">Which statistics, in the order of the results.</param>
    /// <param name="level">The level of the numbers, for Krippendorff's alpha.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static PairedDifference Create(
        ReadOnlySpan<double> reference,
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        ImmutableArray<PairStatistic> statistics,
        MeasurementLevel level = MeasurementLevel.Nominal) => Create(reference, a, b, statistics, level, 1);

    /// <summary>An unseen item has any label of the reference and of each rater.</summary>
    /// <inheritdoc/>
    public IPatternStatistics WithUnseen(int weightUnit)
    {
        List<double> reference = [], a = [], b = [];
        for (int p = 0; p < PatternCount; p++)
        {
            reference.Add(First.Table.Values[First.Table.Y[_patternOfFirst[p]]]);
            a.Add(First.Table.Values[First.Table.X[_patternOfFirst[p]]]);
            b.Add(Second.Table.Values[Second.Table.X[_patternOfSecond[p]]]);
        }

        // The order of the unseen items follows the labels and not who is called A: swapped raters draw mirrored items.
        (List<double> one, List<double> other) = IsAfter(a, b) ? (b, a) : (a, b);
        double[] labels = UnseenCategories.Of([.. First.Table.Values.Union(Second.Table.Values).Order()], MostUnseen);
        foreach ((double label, double ofOne, double ofOther) in from r in labels from x in labels from y in labels select (r, x, y))
        {
            reference.Add(label);
            one.Add(ofOne);
            other.Add(ofOther);
        }

        PairedDifference extended = Create(
            CollectionsMarshal.AsSpan(reference), CollectionsMarshal.AsSpan(a), CollectionsMarshal.AsSpan(b), First.Statistics, First.Level, weightUnit);
        return new MappedStatistics(extended, extended._patternOfItem);
    }

    private static bool IsAfter(List<double> a, List<double> b)
    {
        int p = 0;
        while (p < a.Count && a[p] == b[p])
        {
            p++;
        }

        return p < a.Count && a[p] > b[p];
    }

    private static PairedDifference Create(
        ReadOnlySpan<double> reference,
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        ImmutableArray<PairStatistic> statistics,
        MeasurementLevel level,
        int weightUnit)
    {
        if (a.Length != reference.Length || b.Length != reference.Length)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Both raters and the reference need a number for each item: {a.Length}, {b.Length} and {reference.Length} were given."), nameof(reference));
        }

        Guard.Finite(reference);
        Guard.Finite(a);
        Guard.Finite(b);
        PairTable first = PairTable.Create(a, reference), second = PairTable.Create(b, reference);
        Dictionary<(int First, int Second), int> known = [];
        int[] patternOfItem = new int[first.ItemCount];
        List<int> ofFirst = [], ofSecond = [];
        for (int i = 0; i < patternOfItem.Length; i++)
        {
            (int, int) key = (first.PatternOfItem[i], second.PatternOfItem[i]);
            if (!known.TryGetValue(key, out int pattern))
            {
                pattern = known.Count;
                known.Add(key, pattern);
                ofFirst.Add(key.Item1);
                ofSecond.Add(key.Item2);
            }

            patternOfItem[i] = pattern;
        }

        return new(new(first, statistics, level, weightUnit), new(second, statistics, level, weightUnit), patternOfItem, [.. ofFirst], [.. ofSecond]);
    }

    /// <summary>Every difference A minus B on the items as they are; undefined where the statistic of A or of B is.</summary>
    /// <returns>The estimates in the order of the statistics, without intervals.</returns>
    public ImmutableArray<Estimate> Estimate() =>
        [.. First.Estimate().Zip(Second.Estimate(), (a, b) =>
            !a.IsDefined ? JudgeEval.Statistics.Estimate.Undefined($"the first rater's statistic is undefined: {a.UndefinedReason}", a.N)
            : !b.IsDefined ? JudgeEval.Statistics.Estimate.Undefined($"the second rater's statistic is undefined: {b.UndefinedReason}", b.N)
            : JudgeEval.Statistics.Estimate.OfComputed(a.Value - b.Value, a.N))];

    /// <summary>Every difference with a bootstrap interval.</summary>
    /// <param name="design">What is resampled; made from <see cref="PatternOfItem"/>.</param>
    /// <param name="options">Resamples, seed, confidence level and method.</param>
    public ImmutableArray<Estimate> Estimate(ResamplingDesign design, BootstrapOptions options) =>
        ClusterBootstrap.WithIntervals(Estimate(), this, design, options);

    /// <inheritdoc/>
    public IPatternEvaluator CreateEvaluator() => new Evaluator(this);

    private sealed class Evaluator(PairedDifference difference) : IInfluenceEvaluator
    {
        private readonly IPatternEvaluator _first = difference.First.CreateEvaluator();
        private readonly IPatternEvaluator _second = difference.Second.CreateEvaluator();
        private readonly int[] _firstWeights = new int[difference.First.PatternCount];
        private readonly int[] _secondWeights = new int[difference.Second.PatternCount];
        private readonly double[] _secondValues = new double[difference.StatisticCount];
        private double[] _firstInfluence = [];
        private double[] _secondInfluence = [];

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            Marginalise(weights);
            _first.Evaluate(_firstWeights, values);
            _second.Evaluate(_secondWeights, _secondValues);
            for (int s = 0; s < values.Length; s++)
            {
                values[s] -= _secondValues[s];
            }
        }

        public bool TryInfluence(ReadOnlySpan<int> weights, int statistic, Span<double> influence)
        {
            if (_firstInfluence.Length == 0)
            {
                _firstInfluence = new double[_firstWeights.Length];
                _secondInfluence = new double[_secondWeights.Length];
            }

            Marginalise(weights);
            if (_first is not IInfluenceEvaluator first || !first.TryInfluence(_firstWeights, statistic, _firstInfluence)
                || _second is not IInfluenceEvaluator second || !second.TryInfluence(_secondWeights, statistic, _secondInfluence))
            {
                return false;
            }

            for (int p = 0; p < influence.Length; p++)
            {
                influence[p] = _firstInfluence[difference._patternOfFirst[p]] - _secondInfluence[difference._patternOfSecond[p]];
            }

            return true;
        }

        // The hot loop of a process that is over before the runtime would optimize it by itself.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Marginalise(ReadOnlySpan<int> weights)
        {
            Array.Clear(_firstWeights);
            Array.Clear(_secondWeights);
            for (int p = 0; p < weights.Length; p++)
            {
                _firstWeights[difference._patternOfFirst[p]] += weights[p];
                _secondWeights[difference._patternOfSecond[p]] += weights[p];
            }
        }
    }
}
