namespace JudgeEval.Statistics;

/// <summary>Crossed statistics under a design of items, of annotators, or of both drawn independently.</summary>
internal sealed class CrossedSource : IBootstrapSource
{
    private readonly ICrossedStatistics _statistics;
    private readonly ResamplingDesign? _items;
    private readonly ResamplingDesign? _annotators;

    public CrossedSource(ICrossedStatistics statistics, ResamplingDesign? items, ResamplingDesign? annotators)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (items is null && annotators is null)
        {
            throw new ArgumentException("Items, annotators or both are resampled; neither has a design.", nameof(items));
        }

        if (items is not null && items.PatternCount != statistics.ItemCount)
        {
            throw new ArgumentException(Misfit("items", statistics.ItemCount, items), nameof(items));
        }

        if (annotators is not null && annotators.PatternCount != statistics.AnnotatorCount)
        {
            throw new ArgumentException(Misfit("annotators", statistics.AnnotatorCount, annotators), nameof(annotators));
        }

        _statistics = statistics;
        _items = items;
        _annotators = annotators;
    }

    public int StatisticCount => _statistics.StatisticCount;

    public bool CanResample => _items is null or { LargestStratum: >= 2 } && _annotators is null or { LargestStratum: >= 2 };

    public string Unit => _items is null ? _annotators!.Unit : _annotators is null ? _items.Unit : $"{_items.Unit} and {_annotators.Unit}";

    public IBootstrapWorker CreateWorker() => new Worker(this);

    private static string Misfit(string units, int count, ResamplingDesign design) =>
        FormattableString.Invariant($"The design of the {units} needs a pattern for each of {count} {units}; it has {design.PatternCount}.");

    private sealed class Worker : IBootstrapWorker
    {
        private readonly ICrossedEvaluator _evaluator;
        private readonly Side _items;
        private readonly Side _annotators;
        private readonly long _cells;

        public Worker(CrossedSource source)
        {
            _evaluator = source._statistics.CreateEvaluator();
            _cells = Math.Max(1, (long)source._statistics.ItemCount * source._statistics.AnnotatorCount);
            _items = new Side(source._items, source._statistics.ItemCount);
            _annotators = new Side(source._annotators, source._statistics.AnnotatorCount);
            _items.Prepare(new View((items, values) => _evaluator.Evaluate(items, _annotators.Weights, values)), source.StatisticCount);
            _annotators.Prepare(new View((annotators, values) => _evaluator.Evaluate(_items.Weights, annotators, values)), source.StatisticCount);
        }

        public void Reset()
        {
            _items.Reset();
            _annotators.Reset();
        }

        public void Draw(ref RandomStream random)
        {
            _items.Draw(ref random);
            _annotators.Draw(ref random);
        }

        public void Evaluate(Span<double> values) => _evaluator.Evaluate(_items.Weights, _annotators.Weights, values);

        public void Jackknife(Span<JackknifeMoments> moments, JackknifeWork work)
        {
            moments.Clear();
            _items.Jackknife(moments, work, _cells);
            _annotators.Jackknife(moments, work, _cells);
        }
    }

    /// <summary>The items or the annotators; without a design each occurs once, always.</summary>
    private sealed class Side(ResamplingDesign? design, int count)
    {
        private readonly int[] _kinds = new int[design?.KindCount ?? 0];
        private readonly int[] _original = design?.OriginalWeights ?? Ones(count);
        private ClusterJackknife? _jackknife;

        public int[] Weights { get; } = design?.OriginalWeights ?? Ones(count);

        public void Prepare(IPatternEvaluator evaluator, int statistics) => _jackknife = design is null ? null : new(design, evaluator, statistics);

        public void Reset()
        {
            _original.CopyTo(Weights, 0);
            design?.KindSizes.CopyTo(_kinds);
        }

        public void Draw(ref RandomStream random) => design?.Draw(ref random, _kinds, Weights);

        public void Jackknife(Span<JackknifeMoments> moments, JackknifeWork work, long cells)
        {
            bool exact = work == JackknifeWork.Once ? _kinds.Length * cells <= PatternSource.ExactWork : _kinds.Length <= PatternSource.ResampleGroups;
            _jackknife?.Run(_kinds, Weights, exact, work == JackknifeWork.Once ? PatternSource.Groups : PatternSource.ResampleGroups, moments);
        }

        private static int[] Ones(int count)
        {
            int[] ones = new int[count];
            Array.Fill(ones, 1);
            return ones;
        }
    }

    /// <summary>One side's weights as patterns while the other side stays.</summary>
    private sealed class View(View.Evaluation evaluate) : IPatternEvaluator
    {
        public delegate void Evaluation(ReadOnlySpan<int> weights, Span<double> values);

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values) => evaluate(weights, values);
    }
}
