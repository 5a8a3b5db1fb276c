using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>
/// The metric a gate is on: one by name, or one that is known only when the gate meets a dataset. Immutable.
/// </summary>
/// <remarks>The default value is <see cref="First"/>: the metric that stands first, which follows the level of the scale and the subjectivity of the dataset.</remarks>
public readonly record struct GateMetric
{
    internal const string FirstName = "metric";
    internal const string KappaName = "kappa";

    private readonly AlignmentMetric _metric;
    private readonly Kind _kind;

    private GateMetric(Kind kind, AlignmentMetric metric) => (_kind, _metric) = (kind, metric);

    private enum Kind
    {
        First,
        Kappa,
        Named,
    }

    /// <summary>The metric that stands first, <c>metric</c> in texts.</summary>
    public static GateMetric First => default;

    /// <summary>Cohen's kappa as it suits the scale, <c>kappa</c> in texts: plain at the nominal level, with quadratic weights at others.</summary>
    public static GateMetric Kappa { get; } = new(Kind.Kappa, default);

    /// <summary>The metric's name in texts, for example <c>cohenKappaQuadratic</c>, <c>kappa</c> or <c>metric</c>.</summary>
    public string Name => _kind switch
    {
        Kind.First => FirstName,
        Kind.Kappa => KappaName,
        _ => _metric.Name(),
    };

    /// <summary>The metric, where it was named.</summary>
    internal AlignmentMetric? Named => _kind == Kind.Named ? _metric : null;

    /// <summary>Whether more is better; <see langword="null"/> where it is known only when the gate meets a dataset.</summary>
    public bool? HigherIsBetter => _kind switch
    {
        Kind.First => null,
        Kind.Kappa => true,
        _ => _metric.HigherIsBetter(),
    };

    /// <summary>A metric by name.</summary>
    /// <param name="metric">The metric.</param>
    public static GateMetric FromAlignmentMetric(AlignmentMetric metric) => new(Kind.Named, metric);

    /// <summary>A metric by name, or the one that stands first.</summary>
    /// <param name="metric">The metric; <see langword="null"/> for the one that stands first.</param>
    public static GateMetric OrFirst(AlignmentMetric? metric) => metric is { } named ? FromAlignmentMetric(named) : First;

    /// <summary>A metric by name.</summary>
    /// <param name="metric">The metric.</param>
    public static implicit operator GateMetric(AlignmentMetric metric) => FromAlignmentMetric(metric);

    /// <summary>The metric where a judge was held against people.</summary>
    /// <param name="judge">The judge.</param>
    public AlignmentMetric Resolve(AlignedJudge judge)
    {
        ArgumentNullException.ThrowIfNull(judge);
        return _kind switch
        {
            Kind.First => judge.Plan.Metric,
            Kind.Kappa => judge.Plan.Level == MeasurementLevel.Nominal ? AlignmentMetric.CohenKappa : AlignmentMetric.CohenKappaQuadratic,
            _ => _metric,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
