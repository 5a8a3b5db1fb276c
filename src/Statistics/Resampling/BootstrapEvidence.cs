namespace JudgeEval.Statistics;

/// <summary>
/// What a Bayesian bootstrap (<see cref="BootstrapMethod.Bayesian"/>) knows of one statistic: its interval at any level, and how
/// well the data go with any bound. Immutable.
/// </summary>
/// <remarks>
/// The interval and the p-values come from the same resamples, so the one-sided p-value of a bound is at most alpha exactly where the
/// interval of level 1 - 2 alpha leaves the bound out, as far as the resamples reach. Beyond the outermost hundredth of them, where a
/// count would say no more than "fewer than a hundredth", the tail is continued as a normal one, at the scale of that hundredth, so that a
/// correction for many tests does not depend on the number of resamples.
/// </remarks>
public sealed class BootstrapEvidence
{
    private const double Anchor = 0.01;

    private readonly double[] _seen;
    private readonly double[] _unseen;
    private readonly double _freedom;
    private readonly int _clusters;
    private readonly BootstrapOptions _options;
    private readonly int _resamples;
    private readonly int _undefined;

    internal BootstrapEvidence(
        double value, double[] seen, double[] unseen, double freedom, int clusters, BootstrapOptions options, int resamples, int undefined, string unit)
    {
        Value = value;
        _seen = seen;
        _unseen = unseen;
        _freedom = freedom;
        _clusters = clusters;
        _options = options;
        _resamples = resamples;
        _undefined = undefined;
        Unit = unit;
    }

    /// <summary>The statistic on the data as they are.</summary>
    public double Value { get; }

    /// <summary>What was resampled whole, for example <c>item</c>.</summary>
    public string Unit { get; }

    /// <summary>
    /// The bootstrap standard error: the standard deviation of the resamples without an unseen item, with the factor that gamma weights
    /// spread too little.
    /// </summary>
    public double StandardError => Spread(_seen) * Widening;

    private double Widening => Math.Sqrt((_clusters + 1.0) / (_clusters - 1.0));

    /// <summary>The interval at a level, as <see cref="ClusterBootstrap.Intervals"/> gives it.</summary>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <returns><see langword="null"/> where a bound is too large for a number.</returns>
    /// <exception cref="ArgumentException">The level is out of range.</exception>
    public ConfidenceInterval? Interval(double confidence)
    {
        BootstrapInterval.ValidateConfidence(confidence);

        // The share of resamples beyond each bound: that of a normal variable beyond Student's quantile, with the root of
        // (n + 1) / (n - 1) because gamma weights spread a mean by that factor less than its unbiased variance.
        double tail = StudentTail.NormalAbove(StudentTail.Quantile((1 - confidence) / 2, _freedom) * Widening);
        double lower = Math.Min(Quantile.OfSorted(_seen, tail), Quantile.OfSorted(_unseen, tail));
        double upper = Math.Max(Quantile.OfSorted(_seen, 1 - tail), Quantile.OfSorted(_unseen, 1 - tail));
        return !double.IsFinite(lower) || !double.IsFinite(upper)
            ? null
            : new ConfidenceInterval(
                Math.Min(lower, Value), Math.Max(upper, Value), confidence, BootstrapInterval.BayesianMethod, _resamples, _options.Seed, Unit, _undefined);
    }

    /// <summary>The one-sided p-value of the claim that the statistic lies above, or below, a bound.</summary>
    /// <param name="bound">The bound, finite.</param>
    /// <param name="above">Whether the claim is above; else it is below.</param>
    /// <returns>0..1; small when the data bear the claim out.</returns>
    /// <exception cref="ArgumentException">The bound is not finite.</exception>
    public double PValue(double bound, bool above)
    {
        if (!double.IsFinite(bound))
        {
            throw new ArgumentOutOfRangeException(nameof(bound), bound, "A bound is finite.");
        }

        double worst = Math.Max(Beyond(_seen, bound, above), Beyond(_unseen, bound, above));

        // The interval always holds the value itself.
        return (above ? Value <= bound : Value >= bound) ? Math.Max(0.5, worst) : worst;
    }

    private static double Spread(double[] values)
    {
        double mean = 0, squares = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1));
    }

    /// <summary>The p-value by one kind of resamples: the level at which their quantile reaches the bound.</summary>
    private double Beyond(double[] sorted, double bound, bool above)
    {
        // Mirrored for a claim below, so that one rule serves both.
        double z = above ? Distance(i => sorted[i], sorted.Length, bound) : Distance(i => -sorted[^(i + 1)], sorted.Length, -bound);
        return double.IsPositiveInfinity(z) ? 0 : double.IsNegativeInfinity(z) ? 1 : StudentTail.Above(z / Widening, _freedom);
    }

    /// <summary>How many standard deviations of a normal variable the share of resamples at or below a bound stands for.</summary>
    private static double Distance(Func<int, double> at, int count, double bound)
    {
        int anchor = Math.Clamp((int)(Anchor * count), 1, count - 1);
        double reach = at(anchor), middle = at(count / 2);
        if (bound >= reach)
        {
            return Counted(at, count, bound, 0);
        }

        // Halves, because the difference of two large numbers may be too large for one.
        double scale = (middle / 2) - (reach / 2), z = BootstrapReplicates.NormalQuantile(1 - ((double)anchor / (count - 1)));
        if (scale > 0 && double.IsFinite(scale) && z > 0)
        {
            return z * (((middle / 2) - (bound / 2)) / scale);
        }

        // From the hundredth to the middle all resamples are the same, or there are fewer than four: they have no scale to continue at. Where they do not
        // vary at all, nothing speaks for the bound; else a count says at best what one more resample would.
        return at(0) >= middle ? double.PositiveInfinity : Counted(at, count, bound, 1.0 / (count + 1));
    }

    /// <summary>The quantile's own rule turned round: between two neighbours it is a line.</summary>
    private static double Counted(Func<int, double> at, int count, double bound, double least)
    {
        int from = 0, to = count;
        while (from < to)
        {
            int half = from + ((to - from) / 2);
            (from, to) = at(half) <= bound ? (half + 1, to) : (from, half);
        }

        int below = from - 1;
        if (below >= count - 1)
        {
            return double.NegativeInfinity;
        }

        double share = below < 0 ? 0 : (below + Part(at(below), at(below + 1), bound)) / (count - 1);
        return BootstrapReplicates.NormalQuantile(1 - Math.Max(least, share));
    }

    /// <summary>What part of the way from one number to the next a bound between them has gone.</summary>
    private static double Part(double lower, double upper, double bound) =>
        double.IsNegativeInfinity(lower) ? 1
        : double.IsFinite(upper - lower) ? (bound - lower) / (upper - lower)
        : ((bound / 2) - (lower / 2)) / ((upper / 2) - (lower / 2));
}
