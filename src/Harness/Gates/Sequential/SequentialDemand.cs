using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Gates.Sequential;

/// <summary>What a judge is held to while it judges: a metric that is a mean over items, against a threshold or against a baseline. Immutable.</summary>
public sealed record SequentialDemand
{
    private SequentialDemand(AlignmentMetric metric, double threshold, VerdictSet? baseline) => (Metric, Threshold, Baseline) = (metric, threshold, baseline);

    /// <summary>The metrics that can be decided item by item, because they are means over items.</summary>
    public static IReadOnlyList<AlignmentMetric> Metrics { get; } =
        [AlignmentMetric.PercentAgreement, AlignmentMetric.MeanAbsoluteError, AlignmentMetric.JensenShannon];

    /// <summary>The metric.</summary>
    public AlignmentMetric Metric { get; }

    /// <summary>The threshold of the metric or, beside a baseline, the margin; in the metric's own unit.</summary>
    public double Threshold { get; }

    /// <summary>The verdicts of the judge to compare with; <see langword="null"/> for a threshold of the metric itself.</summary>
    public VerdictSet? Baseline { get; }

    /// <summary>The demand in words, for example <c>percentAgreement &gt;= 0.8</c>.</summary>
    public string Name => Baseline is not null
        ? string.Create(CultureInfo.InvariantCulture, $"{Metric.Name()} not worse than {Baseline.Judge.Name} by {Threshold}")
        : string.Create(CultureInfo.InvariantCulture, $"{Metric.Name()} {(Metric.HigherIsBetter() ? ">=" : "<=")} {Threshold}");

    /// <summary>A metric that is better when higher must be at least a threshold.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, finite.</param>
    /// <exception cref="JudgeEvalException"><c>JE4060</c>: the metric is no mean over items.</exception>
    /// <exception cref="ArgumentException">The metric is better when lower, or the threshold is not finite.</exception>
    public static SequentialDemand AtLeast(AlignmentMetric metric, double threshold) => Checked(metric).HigherIsBetter()
        ? new(metric, Finite(threshold), null)
        : throw new ArgumentException($"{metric.Name()} is better when lower: ask for at most.", nameof(metric));

    /// <summary>A metric that is better when lower must be at most a threshold.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, finite.</param>
    /// <exception cref="JudgeEvalException"><c>JE4060</c>: the metric is no mean over items.</exception>
    /// <exception cref="ArgumentException">The metric is better when higher, or the threshold is not finite.</exception>
    public static SequentialDemand AtMost(AlignmentMetric metric, double threshold) => Checked(metric).HigherIsBetter()
        ? throw new ArgumentException($"{metric.Name()} is better when higher: ask for at least.", nameof(metric))
        : new(metric, Finite(threshold), null);

    /// <summary>The metric must not be worse than another judge's on the same items by more than a margin.</summary>
    /// <param name="baseline">The other judge's verdicts.</param>
    /// <param name="margin">The margin in the metric's own unit, above 0.</param>
    /// <param name="metric">The metric.</param>
    /// <exception cref="JudgeEvalException"><c>JE4060</c>: the metric is no mean over items.</exception>
    /// <exception cref="ArgumentException">The margin is not a finite number above 0.</exception>
    public static SequentialDemand NotWorseThan(VerdictSet baseline, double margin, AlignmentMetric metric)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return Finite(margin) > 0
            ? new(Checked(metric), margin, baseline)
            : throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin is above 0.");
    }

    private static double Finite(double threshold) => double.IsFinite(threshold)
        ? threshold
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is a finite number.");

    private static AlignmentMetric Checked(AlignmentMetric metric) => Metrics.Contains(metric) ? metric : throw SequentialErrors.NoMean(metric);
}
