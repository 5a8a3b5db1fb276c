using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates;

/// <summary>The gates in the box.</summary>
public static class Gate
{
    /// <summary>The share of items that a judge must answer unless a suite says otherwise.</summary>
    public const double DefaultCoverage = 0.98;

    /// <summary>
    /// The margin of comparisons with a baseline or with people where none is stated: 0.05 in the metric's own unit. It is about the smallest drop in a kappa that two
    /// people who read the same disagreements would call a worse judge; a few hundred items can see it.
    /// </summary>
    public const double DefaultMargin = 0.05;

    /// <summary>The advantage that the alternative annotator test gives a person, unless another is stated.</summary>
    public const double DefaultEpsilon = 0.1;

    /// <summary>A metric that is better when higher must be at least a threshold: <c>kappa &gt;= 0.6</c>.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, in the metric's own unit; finite.</param>
    /// <exception cref="ArgumentException">The metric is better when lower, or the threshold is not finite.</exception>
    public static IGate AtLeast(GateMetric metric, double threshold) => new MetricGate(metric, GateSide.AtLeast, threshold);

    /// <summary>The metric that stands first must be at least a threshold: <c>metric &gt;= 0.6</c>. It fails (<c>JE4020</c>) where that metric is better when lower.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit; finite.</param>
    public static IGate AtLeast(double threshold) => AtLeast(GateMetric.First, threshold);

    /// <summary>A metric that is better when lower must be at most a threshold: <c>jensenShannon &lt;= 0.2</c>.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">The threshold, in the metric's own unit; finite.</param>
    /// <exception cref="ArgumentException">The metric is better when higher, or the threshold is not finite.</exception>
    public static IGate AtMost(GateMetric metric, double threshold) => new MetricGate(metric, GateSide.AtMost, threshold);

    /// <summary>The metric that stands first must be at most a threshold: <c>metric &lt;= 0.2</c>. It fails (<c>JE4020</c>) where that metric is better when higher.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit; finite.</param>
    public static IGate AtMost(double threshold) => AtMost(GateMetric.First, threshold);

    /// <summary>A metric must lie on the better side of a threshold: at least it, or at most it where less is better.</summary>
    /// <param name="threshold">The threshold, in the metric's own unit; finite.</param>
    /// <param name="metric">The metric; by default the one that stands first, <c>metric within 0.3</c>.</param>
    public static IGate Within(double threshold, GateMetric metric = default) => new MetricGate(metric, GateSide.Within, threshold);

    /// <summary>
    /// The judge must reach a fraction of the human ceiling of the same metric: <c>kappa &gt;= 0.9 of ceiling</c>. Where less is better it must be at most
    /// the ceiling over the fraction. The interval is that of the difference, so the ceiling's own uncertainty counts.
    /// </summary>
    /// <param name="fraction">The fraction, above 0; 1 asks for as much as people reach.</param>
    /// <param name="metric">The metric; by default the one that stands first.</param>
    public static IGate AtLeastOfCeiling(double fraction, GateMetric metric = default) => new CeilingGate(metric, fraction);

    /// <summary>
    /// The judge must not be worse than the k-th best annotator by more than a margin, both held against the reference of the others on the items that
    /// annotator labelled: <c>kappa not more than 0.05 below annotator 3</c>. Who is the k-th is decided by the estimates: with k = 1 that favours the
    /// annotator a little, with k the number of annotators the judge.
    /// </summary>
    /// <param name="k">The annotator's place, from 1, the best. A place that nobody has fails (<c>JE4029</c>).</param>
    /// <param name="margin">The margin in the metric's own unit, at least 0. The default is 0.05.</param>
    /// <param name="metric">The metric; by default the one that stands first.</param>
    public static IGate NotWorseThanAnnotator(int k, double margin = DefaultMargin, GateMetric metric = default) => new AnnotatorGate(metric, k, margin);

    /// <summary>
    /// The judge must pass the alternative annotator test (Calderon, Reichart and Dror, 2025, arXiv:2501.10970): <c>alternative annotator test at 0.1</c>.
    /// It fails only where the judge is shown to be worse by more than epsilon than more than half of the annotators.
    /// </summary>
    /// <param name="epsilon">The advantage a person is given for being a person, from 0 to below 1. The default is 0.1.</param>
    public static IGate PassesAltTest(double epsilon = DefaultEpsilon) => new AlternativeAnnotatorGate(epsilon);

    /// <summary>
    /// With the judge in the place of one annotator, Krippendorff's alpha of the panel must not be lower by more than a margin, in the mean over
    /// annotators: <c>replacing an annotator lowers alpha by at most 0.05</c>.
    /// </summary>
    /// <param name="margin">The margin in units of alpha, at least 0. The default is 0.05.</param>
    public static IGate ReplacementKeepsAlpha(double margin = DefaultMargin) => new ReplacementGate(margin);

    /// <summary>The judge must agree with people better than the best of the simple rules does, by the metric that stands first: <c>beats simple baselines</c>.</summary>
    /// <param name="margin">By how much at least, in the metric's own unit; at least 0. The default is 0.</param>
    public static IGate BeatsSimpleBaselines(double margin = 0) => new SimpleBaselinesGate(margin);

    /// <summary>
    /// A gate on each slice of the items by itself: <c>kappa &gt;= 0.8 of ceiling per topic</c>. A slice is held against its own people. Failures are
    /// corrected for the number of slices (Benjamini and Hochberg); together the slices are one gate, whose p-value is Simes'.
    /// </summary>
    /// <param name="tag">A tag of the items; where no item has such a tag, <c>split</c> and <c>cluster</c> are the items' own.</param>
    /// <param name="gate">The gate; not one that is sliced already.</param>
    public static IGate PerSlice(string tag, IGate gate) => new SliceGate(tag, gate);

    /// <summary>The judge must answer a share of the items.</summary>
    /// <param name="threshold">The share, 0..1. The default is 0.98.</param>
    public static IGate Coverage(double threshold = DefaultCoverage) => new CoverageGate(threshold);

    /// <summary>The judge's figure is not worse than the committed baseline's by more than a margin, by the interval of the paired difference.</summary>
    /// <param name="margin">The margin in the metric's own unit, above 0. The default is <see cref="DefaultMargin"/>.</param>
    /// <param name="metric">The metric; by default the one that stands first.</param>
    public static IGate NotWorseThanBaseline(double margin = DefaultMargin, GateMetric metric = default) => metric.Named is { } named ? new BaselineGate(named, margin)
        : metric == GateMetric.First ? new BaselineGate(null, margin)
        : new RenamedGate(
            new BaselineGate(AlignmentMetric.CohenKappa, margin).Name.Replace(AlignmentMetric.CohenKappa.Name(), metric.Name, StringComparison.Ordinal),
            judge => new BaselineGate(metric.Resolve(judge), margin),
            comparesWithBaseline: true);

    /// <summary>Evaluates gates in order, and corrects for their number.</summary>
    /// <param name="context">The judge under test, and the baseline where there is one.</param>
    /// <param name="gates">One or more gates.</param>
    /// <param name="cases">
    /// How many cases of the same run share the level, at least 1. Each may fail falsely with a chance of the level divided by this, and
    /// within a case its gates by Holm's rule, so that the chance that any gate of the run fails falsely is at most the level.
    /// </param>
    /// <param name="correction">How failures are corrected. The default is <see cref="FailureCorrection.Holm"/>.</param>
    /// <exception cref="ArgumentException">There is no gate, or no case.</exception>
    public static GateReport Evaluate(
        GateContext context, IReadOnlyList<IGate> gates, int cases = 1, FailureCorrection correction = FailureCorrection.Holm)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(gates);
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 1);
        if (gates.Count == 0)
        {
            throw new ArgumentException("An alignment without a gate proves nothing: state at least one.", nameof(gates));
        }

        ImmutableArray<GateResult> results = [.. gates.Select(g => g.Evaluate(context))];
        GateCorrection? corrected = correction == FailureCorrection.None
            ? ManyGates.Leave(results, context.Level, cases)
            : ManyGates.Correct(ref results, context.Level, cases);
        GateDecision decision = results.Any(r => r.Decision == GateDecision.Failed) ? GateDecision.Failed
            : results.Any(r => r.Decision == GateDecision.Inconclusive) ? GateDecision.Inconclusive
            : GateDecision.Passed;
        return new GateReport(decision, results) { Correction = corrected };
    }
}
