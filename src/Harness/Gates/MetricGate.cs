using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>On which side of a threshold a metric must lie.</summary>
internal enum GateSide
{
    /// <summary>At least the threshold.</summary>
    AtLeast,

    /// <summary>At most the threshold.</summary>
    AtMost,

    /// <summary>The side on which the metric is better.</summary>
    Within,
}

/// <summary>A metric's interval against a threshold.</summary>
internal sealed class MetricGate : IGate
{
    private readonly GateMetric _metric;
    private readonly GateSide _side;
    private readonly double _threshold;

    public MetricGate(GateMetric metric, GateSide side, double threshold)
    {
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is a finite number.");
        }

        // A side that is known to be the better one is written as such.
        _side = side == GateSide.Within && metric.HigherIsBetter is bool higher ? (higher ? GateSide.AtLeast : GateSide.AtMost) : side;
        _metric = metric;
        _threshold = threshold;
        if (metric.HigherIsBetter is bool better && better != (_side == GateSide.AtLeast))
        {
            throw new ArgumentException($"{metric.Name} is better when {(better ? "higher: ask for at least" : "lower: ask for at most")}.", nameof(metric));
        }
    }

    public string Name => $"{_metric.Name} {Operator(_side)} {GateResults.Stated(_threshold)}";

    private string NameOf(AlignmentMetric metric) => $"{metric.Name()} {(metric.HigherIsBetter() ? ">=" : "<=")} {GateResults.Stated(_threshold)}";

    public GateResult Evaluate(GateContext context)
    {
        AlignmentMetric metric = _metric.Resolve(context.Judge);
        bool higher = metric.HigherIsBetter();
        return _side != GateSide.Within && higher != (_side == GateSide.AtLeast)
            ? GateResults.Undefined(
                Name,
                "JE4020",
                _threshold,
                $"the metric that stands first on this dataset, {metric.Name()}, is better when {(higher ? "higher" : "lower")}: state '{_metric.Name} {(higher ? ">=" : "<=")} …', or name another metric")
            : BoundTest.Decide(new Demand(NameOf(metric), metric.Name(), _threshold, higher, "JE4001", "JE4002", "JE4003", "JE4004"), context.Judge.Measure(metric), context);
    }

    private static string Operator(GateSide side) => side switch
    {
        GateSide.AtLeast => ">=",
        GateSide.AtMost => "<=",
        _ => "within",
    };
}
