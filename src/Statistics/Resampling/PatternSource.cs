using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Statistics of patterns under a design.</summary>
internal sealed class PatternSource : IBootstrapSource
{
    /// <summary>Up to this many kinds times patterns the jackknife on the data leaves out every cluster by itself; above, influences or 256 groups.</summary>
    public const long ExactWork = 1 << 24;

    /// <summary>The number of groups above <see cref="ExactWork"/>.</summary>
    public const int Groups = 256;

    /// <summary>The same for the jackknife on each resample: every kind by itself up to this many, else as many groups.</summary>
    public const int ResampleGroups = 64;

    private readonly IPatternStatistics _statistics;
    private readonly ResamplingDesign _design;
    private readonly int[] _original;

    public PatternSource(IPatternStatistics statistics, ResamplingDesign design)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(design);
        if (statistics.PatternCount != design.PatternCount)
        {
            throw new ArgumentException("The design was not made from the patterns of the statistics.", nameof(design));
        }

        _statistics = statistics;
        _design = design;
        _original = design.OriginalWeights;
    }

    public int StatisticCount => _statistics.StatisticCount;

    public bool CanResample => _design.LargestStratum >= 2;

    public string Unit => _design.Unit;

    public IBootstrapWorker CreateWorker() => new Worker(this);

    private sealed class Worker(PatternSource source) : IBootstrapWorker
    {
        private readonly ResamplingDesign _design = source._design;
        private readonly IPatternEvaluator _evaluator = source._statistics.CreateEvaluator();
        private readonly int[] _kinds = new int[source._design.KindCount];
        private readonly int[] _weights = new int[source._design.PatternCount];
        private readonly double[] _values = new double[source.StatisticCount];
        private ClusterJackknife? _jackknife;

        public void Reset()
        {
            _design.KindSizes.CopyTo(_kinds);
            source._original.CopyTo(_weights, 0);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Draw(ref RandomStream random) => _design.Draw(ref random, _kinds, _weights);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Evaluate(Span<double> values) => _evaluator.Evaluate(_weights, values);

        public void Jackknife(Span<JackknifeMoments> moments, JackknifeWork work)
        {
            moments.Clear();
            _jackknife ??= new ClusterJackknife(_design, _evaluator, moments.Length);
            bool exact = work == JackknifeWork.Once
                ? (long)_design.KindCount * _design.PatternCount <= ExactWork
                : _design.KindCount <= ResampleGroups;
            _jackknife.Run(_kinds, _weights, exact, work == JackknifeWork.Once ? Groups : ResampleGroups, moments);
        }
    }
}
