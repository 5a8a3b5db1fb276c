using System.Globalization;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>A metric's interval against a threshold.</summary>
internal sealed class MetricGate : IGate
{
    private readonly AlignmentMetric _metric;
    private readonly double _threshold;

    public MetricGate(AlignmentMetric metric, double threshold)
    {
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is a finite number.");
        }

        _metric = metric;
        _threshold = threshold;
    }

    /// <summary>The metric that is held against the threshold.</summary>
    public AlignmentMetric Metric => _metric;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{_metric.Name()} {(_metric.HigherIsBetter() ? ">=" : "<=")} {_threshold}");

    public GateResult Evaluate(GateContext context) => BoundTest.Decide(
        new Demand(Name, _metric.Name(), _threshold, _metric.HigherIsBetter(), "JE4001", "JE4002", "JE4003", "JE4004"),
        context.Judge.Measure(_metric),
        context);
}
