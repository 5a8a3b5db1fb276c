namespace JudgeEval.Statistics;

/// <summary>
/// One figure of several statistics of the same items, as the difference of two raters who are not held against the same reference. A resample
/// draws items with all their parts, so the figure's interval knows how far the parts move together. Immutable.
/// </summary>
internal sealed class CombinedStatistics : IUnseenPatterns
{
    private readonly IPatternStatistics[] _parts;
    private readonly int[] _offsets;
    private readonly PartWeight[] _entries;
    private readonly Func<double[], double> _combine;
    private readonly Func<int, CombinedStatistics> _withUnseen;

    /// <summary>Joins statistics.</summary>
    /// <param name="parts">The parts, each with one statistic.</param>
    /// <param name="patterns">For each joint pattern, which patterns of which parts an item of it has, and their weight.</param>
    /// <param name="combine">The figure of the parts' values; <see cref="double.NaN"/> where it is undefined.</param>
    /// <param name="withUnseen">The same with patterns of unseen items after these, by the weight of a whole item.</param>
    public CombinedStatistics(
        IPatternStatistics[] parts, IEnumerable<IReadOnlyList<PartWeight>> patterns, Func<double[], double> combine, Func<int, CombinedStatistics> withUnseen)
    {
        _parts = parts;
        _combine = combine;
        _withUnseen = withUnseen;
        List<int> offsets = [0];
        List<PartWeight> entries = [];
        foreach (IReadOnlyList<PartWeight> pattern in patterns)
        {
            entries.AddRange(pattern);
            offsets.Add(entries.Count);
        }

        _offsets = [.. offsets];
        _entries = [.. entries];
    }

    public int PatternCount => _offsets.Length - 1;

    public int StatisticCount => 1;

    /// <summary>The values of the parts.</summary>
    /// <param name="weights">How often each pattern occurs.</param>
    public double[] PartValues(ReadOnlySpan<int> weights)
    {
        Evaluator evaluator = new(this);
        evaluator.Evaluate(weights, new double[1]);
        return evaluator.Values;
    }

    public IPatternEvaluator CreateEvaluator() => new Evaluator(this);

    public IPatternStatistics WithUnseen(int weightUnit) => _withUnseen(weightUnit);

    private sealed class Evaluator(CombinedStatistics of) : IPatternEvaluator
    {
        private readonly IPatternEvaluator[] _evaluators = [.. of._parts.Select(p => p.CreateEvaluator())];
        private readonly int[][] _weights = [.. of._parts.Select(p => new int[p.PatternCount])];

        public double[] Values { get; } = new double[of._parts.Length];

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            foreach (int[] own in _weights)
            {
                Array.Clear(own);
            }

            for (int pattern = 0; pattern < weights.Length; pattern++)
            {
                int weight = weights[pattern];
                for (int e = of._offsets[pattern]; weight > 0 && e < of._offsets[pattern + 1]; e++)
                {
                    PartWeight entry = of._entries[e];
                    _weights[entry.Part][entry.Pattern] += weight * entry.Weight;
                }
            }

            for (int p = 0; p < _evaluators.Length; p++)
            {
                _evaluators[p].Evaluate(_weights[p], Values.AsSpan(p, 1));
            }

            values[0] = of._combine(Values);
        }
    }
}

/// <summary>What an item of a joint pattern adds to one part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Pattern">The part's pattern.</param>
/// <param name="Weight">How often, at least 1.</param>
internal readonly record struct PartWeight(int Part, int Pattern, int Weight);
