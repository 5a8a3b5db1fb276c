using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>What is known of a difference.</summary>
internal interface IDifferenceEvidence
{
    /// <summary>The test statistic of a difference equal to a bound.</summary>
    double Statistic(double bound);

    /// <summary>The one-sided p-value for a difference above, or below, a bound; null where there is none.</summary>
    double? PValue(double bound, bool above);

    /// <summary>The two-sided interval; null when its bounds are too large for numbers.</summary>
    ConfidenceInterval? Interval(double confidence);

    /// <summary>Whether the difference is above a bound at a one-sided level.</summary>
    bool IsAbove(double bound, double alpha) => PValue(bound, above: true) <= alpha;

    /// <summary>Whether the difference is below a bound at a one-sided level.</summary>
    bool IsBelow(double bound, double alpha) => PValue(bound, above: false) <= alpha;
}

/// <summary>An estimate with a standard error: (estimate - bound) / se follows Student's t.</summary>
internal sealed class StandardErrorEvidence(double estimate, double standardError, double degreesOfFreedom) : IDifferenceEvidence
{
    public double Statistic(double bound) => (estimate - bound) / standardError;

    public double? PValue(double bound, bool above) => StudentTail.Above(above ? Statistic(bound) : -Statistic(bound), degreesOfFreedom);

    public ConfidenceInterval? Interval(double confidence)
    {
        double reach = StudentTail.Quantile((1 - confidence) / 2, degreesOfFreedom) * standardError;
        return !double.IsFinite(estimate - reach) || !double.IsFinite(estimate + reach)
            ? null
            : ConfidenceInterval.ByFormula(estimate - reach, estimate + reach, confidence, double.IsPositiveInfinity(degreesOfFreedom) ? "normal" : "t");
    }
}

/// <summary>Bootstrap replicates, sorted and defined.</summary>
internal sealed class ReplicateEvidence(double[] sorted, double estimate, int resamples, ulong seed, string unit) : IDifferenceEvidence
{
    public double Statistic(double bound) => estimate - bound;

    public double? PValue(double bound, bool above)
    {
        int beyond = 0;
        foreach (double replicate in sorted)
        {
            beyond += (above ? replicate <= bound : replicate >= bound) ? 1 : 0;
        }

        return (beyond + 1.0) / (sorted.Length + 1.0);
    }

    public ConfidenceInterval? Interval(double confidence)
    {
        double tail = (1 - confidence) / 2;
        return new(
            Quantile.OfSorted(sorted, tail),
            Quantile.OfSorted(sorted, 1 - tail),
            confidence,
            ClusterBootstrap.PercentileMethod,
            resamples,
            seed,
            unit,
            resamples - sorted.Length);
    }
}

/// <summary>A Bayesian bootstrap.</summary>
internal sealed class ResampledEvidence(BootstrapEvidence evidence) : IDifferenceEvidence
{
    public double Statistic(double bound) => evidence.Value - bound;

    public double? PValue(double bound, bool above) => evidence.PValue(bound, above);

    public ConfidenceInterval? Interval(double confidence) => evidence.Interval(confidence);
}

/// <summary>An interval of one level.</summary>
internal sealed class IntervalEvidence(ConfidenceInterval interval) : IDifferenceEvidence
{
    public double Statistic(double bound) => 0;

    public double? PValue(double bound, bool above) => null;

    public ConfidenceInterval? Interval(double confidence) => Math.Abs(confidence - interval.Level) <= 1e-9
        ? interval
        : throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The interval has level {interval.Level}, so it decides at alpha = {Math.Round((1 - interval.Level) / 2, 12)} only."),
            nameof(confidence));

    public bool IsAbove(double bound, double alpha) => interval.Lower > bound;

    public bool IsBelow(double bound, double alpha) => interval.Upper < bound;
}
