using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Xunit;

/// <summary>
/// States what a suite demands of a judge and how the figures are computed. Gates test a bound of a confidence interval,
/// never a bare estimate. Coverage of at least 0.98 is always demanded; <see cref="Coverage"/> states another share.
/// </summary>
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
    public LowerBoundGate Coverage => new(this, null, threshold => _coverage = Gate.Coverage(threshold));

    /// <summary>Adds a gate of the caller's own.</summary>
    /// <param name="gate">The gate.</param>
    public GateBuilder That(IGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Add(gate, null);
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

    internal GateBuilder Add(IGate gate, AlignmentMetric? metric)
    {
        if (!ReferenceEquals(gate, _coverage))
        {
            _gates.Add(gate);
            _headline ??= metric;
        }

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

    private LowerBoundGate LowerBound(AlignmentMetric metric) => new(this, metric, threshold => Gate.AtLeast(metric, threshold));

    private UpperBoundGate UpperBound(AlignmentMetric metric) => new(this, metric, threshold => Gate.AtMost(metric, threshold));
}

/// <summary>What a suite demands.</summary>
/// <param name="Gates">The gates in the order they were stated, coverage last.</param>
/// <param name="Options">How the alignment is computed.</param>
/// <param name="Snapshot">Whether the disagreements are held against a verified snapshot.</param>
/// <param name="Inconclusive">What to do when a gate cannot decide; <see langword="null"/> where the suite leaves that to the policy.</param>
internal sealed record GatePlan(ImmutableArray<IGate> Gates, AlignmentOptions Options, bool Snapshot, InconclusivePolicy? Inconclusive);
