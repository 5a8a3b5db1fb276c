using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>The gates in the box.</summary>
public static class Gate
{
    /// <summary>The share of items that a judge must answer unless a suite says otherwise.</summary>
    public const double DefaultCoverage = 0.98;

    /// <summary>
    /// The margin of a comparison with a baseline where none is stated: 0.05 in the metric's own unit. It is about the smallest drop in a kappa that two people
    /// who read the same disagreements would call a worse judge; a few hundred items can see it.
    /// </summary>
    public const double DefaultMargin = 0.05;

    /// <summary>A metric that is better when higher must be at least a threshold.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, in the metric's own unit; finite.</param>
    /// <exception cref="ArgumentException">The metric is better when lower, or the threshold is not finite.</exception>
    public static IGate AtLeast(AlignmentMetric metric, double threshold) => metric.HigherIsBetter()
        ? new MetricGate(metric, threshold)
        : throw new ArgumentException($"{metric.Name()} is better when lower: ask for at most.", nameof(metric));

    /// <summary>A metric that is better when lower must be at most a threshold.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, in the metric's own unit; finite.</param>
    /// <exception cref="ArgumentException">The metric is better when higher, or the threshold is not finite.</exception>
    public static IGate AtMost(AlignmentMetric metric, double threshold) => metric.HigherIsBetter()
        ? throw new ArgumentException($"{metric.Name()} is better when higher: ask for at least.", nameof(metric))
        : new MetricGate(metric, threshold);

    /// <summary>The judge must answer a share of the items.</summary>
    /// <param name="threshold">The share, 0..1. The default is 0.98.</param>
    public static IGate Coverage(double threshold = DefaultCoverage) => new CoverageGate(threshold);

    /// <summary>The judge's figure is not worse than the committed baseline's by more than a margin, by the interval of the paired difference.</summary>
    /// <param name="margin">The margin in the metric's own unit, above 0. The default is <see cref="DefaultMargin"/>.</param>
    /// <param name="metric">The metric; <see langword="null"/> for the one that stands first.</param>
    public static IGate NotWorseThanBaseline(double margin = DefaultMargin, AlignmentMetric? metric = null) => new BaselineGate(metric, margin);

    /// <summary>Evaluates gates in order, and corrects for their number.</summary>
    /// <param name="context">The judge under test, and the baseline where there is one.</param>
    /// <param name="gates">One or more gates.</param>
    /// <param name="cases">
    /// How many cases of the same run share the level, at least 1. Each may fail falsely with a chance of the level divided by this, and
    /// within a case its gates by Holm's rule, so that the chance that any gate of the run fails falsely is at most the level.
    /// </param>
    /// <exception cref="ArgumentException">There is no gate, or no case.</exception>
    public static GateReport Evaluate(GateContext context, IReadOnlyList<IGate> gates, int cases = 1)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(gates);
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 1);
        if (gates.Count == 0)
        {
            throw new ArgumentException("An alignment without a gate proves nothing: state at least one.", nameof(gates));
        }

        ImmutableArray<GateResult> results = [.. gates.Select(g => g.Evaluate(context))];
        GateCorrection? correction = ManyGates.Correct(ref results, context.Level, cases);
        GateDecision decision = results.Any(r => r.Decision == GateDecision.Failed) ? GateDecision.Failed
            : results.Any(r => r.Decision == GateDecision.Inconclusive) ? GateDecision.Inconclusive
            : GateDecision.Passed;
        return new GateReport(decision, results) { Correction = correction };
    }
}
