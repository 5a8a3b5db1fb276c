namespace JudgeEval.Statistics;

/// <summary>A decision about the statistics of a simulated study.</summary>
/// <param name="values">The statistics, in their order; <see cref="double.NaN"/> marks one that is undefined in this study.</param>
public delegate bool StatisticsDecision(ReadOnlySpan<double> values);

/// <summary>
/// Power from a pilot: studies of other sizes are simulated by drawing clusters from the pilot with replacement, so that its rates,
/// skew and dependence carry over (Efron and Tibshirani, 1993, section 25, doi:10.1007/978-1-4899-4541-9). It works for every statistic that can
/// be bootstrapped. A pilot of few items carries its luck over too.
/// </summary>
public static class PilotPower
{
    /// <summary>The probability that a study of <paramref name="clusters"/> clusters like the pilot's reaches a decision.</summary>
    /// <param name="statistics">The statistics on the pilot's patterns.</param>
    /// <param name="design">The pilot's clusters.</param>
    /// <param name="decision">The decision; called from several threads at once.</param>
    /// <param name="clusters">How many clusters the study has, at least 1.</param>
    /// <param name="simulations">How many studies, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">The patterns do not fit, or a number is out of range.</exception>
    public static SimulatedProbability Estimate(
        IPatternStatistics statistics, ResamplingDesign design, StatisticsDecision decision, int clusters, int simulations, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(simulations, 1);
        if (statistics.PatternCount != design.PatternCount || design.ClusterCount == 0)
        {
            throw new ArgumentException("The design was not made from the patterns of the statistics, or the pilot is empty.", nameof(design));
        }

        int successes = 0;
        Parallel.For(
            0,
            simulations,
            () => new Worker(statistics, design),
            (i, _, worker) =>
            {
                worker.Successes += worker.Study(seed, (ulong)i, clusters, decision) ? 1 : 0;
                return worker;
            },
            worker => Interlocked.Add(ref successes, worker.Successes));
        return new(successes, simulations, seed);
    }

    /// <summary>The smallest number of clusters with the wanted power, by halving; as <see cref="SimulatedPower.NeededSize"/>.</summary>
    /// <param name="statistics">The statistics on the pilot's patterns.</param>
    /// <param name="design">The pilot's clusters.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="power">The wanted power, between 0 and 1.</param>
    /// <param name="largest">The largest number of clusters to try, at least 2.</param>
    /// <param name="simulations">How many studies of each size, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The number of clusters with its power; <see langword="null"/> when the largest does not reach it.</returns>
    /// <exception cref="ArgumentException">The patterns do not fit, or a number is out of range.</exception>
    public static SimulatedSize? NeededClusters(
        IPatternStatistics statistics, ResamplingDesign design, StatisticsDecision decision, double power, int largest, int simulations, ulong seed)
    {
        if (power is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power lies between 0 and 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 2);
        return SimulatedPower.Smallest(n => Estimate(statistics, design, decision, n, simulations, seed), power, 2, largest);
    }

    private sealed class Worker(IPatternStatistics statistics, ResamplingDesign design)
    {
        private readonly IPatternEvaluator _evaluator = statistics.CreateEvaluator();
        private readonly int[] _kinds = new int[design.KindCount];
        private readonly int[] _weights = new int[design.PatternCount];
        private readonly double[] _values = new double[statistics.StatisticCount];

        public int Successes { get; set; }

        public bool Study(ulong seed, ulong stream, int clusters, StatisticsDecision decision)
        {
            RandomStream random = new(seed, stream);
            design.Draw(ref random, _kinds, _weights, clusters);
            _evaluator.Evaluate(_weights, _values);
            return decision(_values);
        }
    }
}
