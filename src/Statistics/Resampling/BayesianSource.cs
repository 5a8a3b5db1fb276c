using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Statistics of patterns under gamma weights: every statistic twice, first of the seen clusters alone, then with an unseen one
/// beside them. Both share their draws, so that they differ by the unseen cluster and not by chance.
/// </summary>
internal sealed class BayesianSource : IBootstrapSource
{
    /// <summary>The weights of all items stay about below this, so that statistics may multiply them by 60 within 32 bits.</summary>
    private const int LargestWeight = 1 << 24;

    /// <summary>How many items stand for those of an unseen cluster that has more.</summary>
    private const int MostUnseen = 8;

    private readonly IPatternStatistics _statistics;
    private readonly ResamplingDesign _design;
    private readonly int _unit;

    // The mean size of a cluster: the size of the unseen one, in items.
    private readonly double _clusterSize;

    public BayesianSource(IPatternStatistics statistics, ResamplingDesign design)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(design);
        if (statistics.PatternCount != design.PatternCount)
        {
            throw new ArgumentException("The design was not made from the patterns of the statistics.", nameof(design));
        }

        long items = 0;
        foreach (int weight in design.OriginalWeights)
        {
            items += weight;
        }

        _clusterSize = (double)items / Math.Max(design.ClusterCount, 1);

        // Gamma weights are no whole numbers: an item weighs this much.
        _unit = (int)Math.Clamp(LargestWeight / Math.Max(items, 1), 1, 4096);
        _statistics = statistics is IUnseenPatterns unseen ? unseen.WithUnseen(_unit) : statistics;
        _design = design;
    }

    public int StatisticCount => 2 * _statistics.StatisticCount;

    public bool CanResample => _design.LargestStratum >= 2;

    public string Unit => _design.Unit;

    private int UnseenItems =>
        _statistics.PatternCount == _design.PatternCount ? 0 : (int)Math.Clamp(Math.Round(_clusterSize), 1, MostUnseen);

    public IBootstrapWorker CreateWorker() => new Worker(this);

    /// <summary>Every statistic on the data, and the degrees of freedom of its spread.</summary>
    public void Describe(Span<double> values, Span<double> freedom) => new Worker(this).Describe(values, freedom);

    private sealed class Worker(BayesianSource source) : IBootstrapWorker
    {
        private readonly ResamplingDesign _design = source._design;
        private readonly IPatternEvaluator _evaluator = source._statistics.CreateEvaluator();
        private readonly int[] _kinds = new int[source._design.KindCount];
        private readonly double[] _gammas = new double[source._design.KindCount];
        private readonly int[] _weights = new int[source._statistics.PatternCount];
        private readonly int[] _unseen = new int[source.UnseenItems];
        private int _unseenWeight;

        public void Reset()
        {
            for (int k = 0; k < _kinds.Length; k++)
            {
                _kinds[k] = source._unit * _design.KindSizes[k];
            }

            Weigh();
        }

        public void Draw(ref RandomStream random)
        {
            for (int s = 0; s < _design.StratumCount; s++)
            {
                DrawStratum(ref random, s);
            }

            Weigh();
            for (int i = 0; i < _unseen.Length; i++)
            {
                _unseen[i] = _design.PatternCount + random.NextInt(_weights.Length - _design.PatternCount);
            }

            double weight = source._clusterSize * GammaSampler.Draw(ref random, 1);
            _unseenWeight = (int)Math.Round(source._unit * weight / Math.Max(_unseen.Length, 1));
        }

        public void Evaluate(Span<double> values)
        {
            int count = values.Length / 2;
            _evaluator.Evaluate(_weights, values[..count]);
            if (_unseen.Length == 0)
            {
                values[..count].CopyTo(values[count..]);
                return;
            }

            AddUnseen(_unseenWeight);
            _evaluator.Evaluate(_weights, values[count..]);
            AddUnseen(-_unseenWeight);
        }

        public void Jackknife(Span<JackknifeMoments> moments, JackknifeWork work) => throw new NotSupportedException("Bayesian intervals need no jackknife.");

        public void Describe(Span<double> values, Span<double> freedom)
        {
            Reset();
            _evaluator.Evaluate(_weights, values);
            new ClusterInfluence(_design, _evaluator, source._unit).DegreesOfFreedom(_weights, values, freedom);
        }

        // The hot loop of a process that is over before the runtime would optimize it by itself.
        /// <summary>Gamma weights that sum to the clusters of the stratum: a Dirichlet draw.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void DrawStratum(ref RandomStream random, int stratum)
        {
            (int start, int end) = _design.KindsOf(stratum);
            double sum = 0;
            for (int k = start; k < end; k++)
            {
                sum += _gammas[k] = GammaSampler.Draw(ref random, _design.KindSizes[k]);
            }

            double scale = sum == 0 ? 0 : source._unit * _design.ClustersOf(stratum) / sum;
            for (int k = start; k < end; k++)
            {
                _kinds[k] = (int)Math.Round(scale * _gammas[k]);
            }
        }

        private void AddUnseen(int weight)
        {
            foreach (int pattern in _unseen)
            {
                _weights[pattern] += weight;
            }
        }

        private void Weigh() => _design.Weigh(_kinds, _weights);
    }
}
