using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>
/// States what a suite demands of a judge and how the figures are computed. Gates test a bound of a confidence interval,
/// never a bare estimate. Coverage of at least 0.98 is always demanded; <see cref="Coverage"/> states another share.
/// </summary>
/// <example>
/// Gates of all kinds are stated in one call:
/// <code>
/// judge.ShouldAlign(gate => gate
///     .CohenKappa.AtLeast(0.6)                            // absolute
///     .CohenKappa.AtLeastOfCeiling(0.9)                   // relative to people
///     .NotWorseThanBaseline(0.05)                         // relative to the committed baseline
///     .CohenKappa.PerSlice("topic").AtLeastOfCeiling(0.8) // each topic against its own people
///     .PassesAltTest());
/// </code>
/// </example>
public sealed class GateBuilder
{
    private readonly List<IGate> _gates = [];
    private IGate? _coverage;
    private AlignmentMetric? _headline;
    private AlignmentOptions _options = new();
    private bool _snapshot = true;
    private InconclusivePolicy? _inconclusive;

    internal GateBuilder()
    {
    }

    /// <summary>Share of items with the same label, 0..1.</summary>
    public LowerBoundGate PercentAgreement => LowerBound(AlignmentMetric.PercentAgreement);

    /// <summary>
    /// The metric that stands first: the first that a gate of the call names, else the one that follows the level of the scale; on subjective datasets
    /// (<c>LatentProjective</c>) that is the Jensen-Shannon divergence. What is stated without a metric is on this one.
    /// </summary>
    public FirstMetricGate Metric => new(this);

    /// <summary>Cohen's kappa as it suits the scale: plain at the nominal level, with quadratic weights at others.</summary>
    public LowerBoundGate Kappa => new(this, GateMetric.Kappa);

    /// <summary>Cohen's kappa, at most 1.</summary>
    public LowerBoundGate CohenKappa => LowerBound(AlignmentMetric.CohenKappa);

    /// <summary>Cohen's kappa with linear weights, at most 1.</summary>
    public LowerBoundGate CohenKappaLinear => LowerBound(AlignmentMetric.CohenKappaLinear);

    /// <summary>Cohen's kappa with quadratic weights, at most 1.</summary>
    public LowerBoundGate CohenKappaQuadratic => LowerBound(AlignmentMetric.CohenKappaQuadratic);

    /// <summary>Scott's pi, at most 1.</summary>
    public LowerBoundGate ScottPi => LowerBound(AlignmentMetric.ScottPi);

    /// <summary>Krippendorff's alpha with the distance of the scale's level, at most 1.</summary>
    public LowerBoundGate KrippendorffAlpha => LowerBound(AlignmentMetric.KrippendorffAlpha);

    /// <summary>Pearson's correlation with the mean of people's labels, -1..1.</summary>
    public LowerBoundGate Pearson => LowerBound(AlignmentMetric.Pearson);

    /// <summary>Spearman's rank correlation with the mean of people's labels, -1..1.</summary>
    public LowerBoundGate Spearman => LowerBound(AlignmentMetric.Spearman);

    /// <summary>Kendall's tau-b with the mean of people's labels, -1..1.</summary>
    public LowerBoundGate KendallTauB => LowerBound(AlignmentMetric.KendallTauB);

    /// <summary>Mean absolute error against the reference, in units of the scale.</summary>
    public UpperBoundGate MeanAbsoluteError => UpperBound(AlignmentMetric.MeanAbsoluteError);

    /// <summary>Mean Jensen-Shannon divergence (base 2) from people's label distribution, 0..1.</summary>
    public UpperBoundGate JensenShannon => UpperBound(AlignmentMetric.JensenShannon);

    /// <summary>The share of items with a usable verdict, 0..1. Without this the suite demands 0.98.</summary>
    public CoverageShare Coverage => new(this);

    /// <summary>The judge must reach a fraction of the human ceiling of the metric that stands first.</summary>
    /// <param name="fraction">The fraction, above 0; 1 asks for as much as people reach.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.AtLeastOfCeiling(0.9))</c></example>
    public GateBuilder AtLeastOfCeiling(double fraction) => Metric.AtLeastOfCeiling(fraction);

    /// <summary>The judge must not be worse than the k-th best annotator by more than a margin, by the metric that stands first.</summary>
    /// <param name="k">The annotator's place, from 1, the best.</param>
    /// <param name="margin">The margin in the metric's own unit, at least 0. The default is 0.05.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.NotWorseThanAnnotator(3))</c></example>
    public GateBuilder NotWorseThanAnnotator(int k, double margin = Gate.DefaultMargin) => Metric.NotWorseThanAnnotator(k, margin);

    /// <summary>The judge must not be worse than the committed baseline by more than a margin, by the metric that stands first.</summary>
    /// <param name="margin">The margin in the metric's own unit, above 0. The default is 0.05.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.NotWorseThanBaseline())</c></example>
    public GateBuilder NotWorseThanBaseline(double margin = Gate.DefaultMargin) => Metric.NotWorseThanBaseline(margin);

    /// <summary>
    /// The judge must pass the alternative annotator test (Calderon, Reichart and Dror, 2025, arXiv:2501.10970): it may replace at least half of the annotators.
    /// </summary>
    /// <param name="epsilon">The advantage a person is given for being a person, from 0 to below 1. The default is 0.1.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.PassesAltTest(0.1))</c></example>
    public GateBuilder PassesAltTest(double epsilon = Gate.DefaultEpsilon) => Add(Gate.PassesAltTest(epsilon), GateMetric.First);

    /// <summary>With the judge in the place of one annotator, Krippendorff's alpha of the panel must not be lower by more than a margin.</summary>
    /// <param name="margin">The margin in units of alpha, at least 0. The default is 0.05.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.ReplacementKeepsAlpha())</c></example>
    public GateBuilder ReplacementKeepsAlpha(double margin = Gate.DefaultMargin) => Add(Gate.ReplacementKeepsAlpha(margin), GateMetric.First);

    /// <summary>The judge must agree with people better than the best of the simple rules does, by the metric that stands first.</summary>
    /// <param name="margin">By how much at least, in the metric's own unit; at least 0. The default is 0.</param>
    /// <example><c>judge.ShouldAlign(gate => gate.BeatsSimpleBaselines())</c></example>
    public GateBuilder BeatsSimpleBaselines(double margin = 0) => Add(Gate.BeatsSimpleBaselines(margin), GateMetric.First);

    /// <summary>Adds a gate as <c>judgeeval.yaml</c> and the command line state it.</summary>
    /// <param name="text">The gate, for example <c>kappa &gt;= 0.9 of ceiling per topic</c>.</param>
    /// <exception cref="JudgeEvalException">The text is no gate (<c>JE4201</c>..<c>JE4207</c>).</exception>
    /// <example><c>judge.ShouldAlign(gate => gate.That("kappa >= 0.9 of ceiling per topic"))</c></example>
    public GateBuilder That(string text) => That(GateLanguage.Parse(text));

    /// <summary>Adds a gate of the caller's own.</summary>
    /// <param name="gate">The gate.</param>
    public GateBuilder That(IGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Add(gate, GateMetric.First);
    }

    /// <summary>Compares no snapshot of the disagreements.</summary>
    public GateBuilder WithoutSnapshot()
    {
        _snapshot = false;
        return this;
    }

    /// <summary>
    /// What to do when a gate cannot decide. Without this <c>policy:</c> of <c>judgeeval.yaml</c> says so, by branch or environment, and else it is
    /// <see cref="InconclusivePolicy.Fail"/>. The environment variable <c>JUDGEEVAL_INCONCLUSIVE</c> goes before all.
    /// </summary>
    /// <param name="policy">The policy.</param>
    public GateBuilder OnInconclusive(InconclusivePolicy policy)
    {
        _inconclusive = policy;
        return this;
    }

    /// <summary>The confidence level of the intervals, between 0 and 1. The default is 0.95.</summary>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public GateBuilder WithConfidence(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level is between 0 and 1.");
        }

        return With(_options with { Confidence = level });
    }

    /// <summary>How many bootstrap resamples the intervals rest on, at least 100. The default is 2000.</summary>
    /// <param name="resamples">The number.</param>
    public GateBuilder WithResamples(int resamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        return With(_options with { Resamples = resamples });
    }

    /// <summary>The seed of the resampling. The default is 1.</summary>
    /// <param name="seed">The seed.</param>
    public GateBuilder WithSeed(ulong seed) => With(_options with { Seed = seed });

    /// <summary>The reference the judge is held against. The default follows the scale: majority, median or mean.</summary>
    /// <param name="reference">The reference.</param>
    public GateBuilder WithReference(Reference reference) => With(_options with { Reference = reference });

    /// <summary>How the alignment is computed, altogether; it replaces what was stated before.</summary>
    /// <param name="options">The options. Without <see cref="AlignmentOptions.Metric"/> the first gate's metric stands first in tables.</param>
    public GateBuilder WithOptions(AlignmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return With(options);
    }

    internal GateBuilder Add(IGate gate, GateMetric metric)
    {
        _gates.Add(gate);
        foreach (AlignmentMetric named in AlignmentMetrics.All.Where(named => named.Name() == metric.Name))
        {
            _headline ??= named;
        }

        return this;
    }

    /// <summary>Demands what a configuration states. A share of coverage stands for the one that is always demanded.</summary>
    /// <exception cref="JudgeEvalException">A text is no gate.</exception>
    internal GateBuilder Demand(IEnumerable<StatedGate> stated)
    {
        foreach (IGate gate in GateLanguage.Parse(stated))
        {
            if (gate.Name.StartsWith("coverage ", StringComparison.Ordinal))
            {
                _coverage = gate;
            }
            else
            {
                That(gate);
            }
        }

        return this;
    }

    internal GateBuilder CoverAtLeast(double threshold)
    {
        _coverage = Gate.Coverage(threshold);
        return this;
    }

    /// <summary>What was stated.</summary>
    /// <exception cref="JudgeEvalException"><c>JE4901</c>: no gate was stated.</exception>
    internal GatePlan Build(SuiteMethod test) => _gates.Count == 0 && _coverage is null
        ? throw new JudgeEvalException(SuiteErrors.NoGate(test))
        : new GatePlan([.. _gates, _coverage ?? Gate.Coverage()], _options with { Metric = _options.Metric ?? _headline }, _snapshot, _inconclusive);

    private GateBuilder With(AlignmentOptions options)
    {
        _options = options;
        return this;
    }

    private LowerBoundGate LowerBound(AlignmentMetric metric) => new(this, metric);

    private UpperBoundGate UpperBound(AlignmentMetric metric) => new(this, metric);
}

/// <summary>What a suite demands.</summary>
/// <param name="Gates">The gates in the order they were stated, coverage last.</param>
/// <param name="Options">How the alignment is computed.</param>
/// <param name="Snapshot">Whether the disagreements are held against a verified snapshot.</param>
/// <param name="Inconclusive">What to do when a gate cannot decide; <see langword="null"/> where the suite leaves that to the policy.</param>
internal sealed record GatePlan(ImmutableArray<IGate> Gates, AlignmentOptions Options, bool Snapshot, InconclusivePolicy? Inconclusive);
