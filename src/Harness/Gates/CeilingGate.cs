using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>A metric against a fraction of what people reach among themselves.</summary>
internal sealed class CeilingGate : IGate
{
    private readonly GateMetric _metric;
    private readonly double _fraction;

    public CeilingGate(GateMetric metric, double fraction)
    {
        if (!double.IsFinite(fraction) || fraction <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A fraction of the ceiling is a finite number above 0.");
        }

        _metric = metric;
        _fraction = fraction;
    }

    public string Name => NameOf(_metric);

    public GateResult Evaluate(GateContext context)
    {
        AlignmentMetric metric = _metric.Resolve(context.Judge);
        bool higher = metric.HigherIsBetter();
        string bar = higher ? $"{GateResults.Stated(_fraction)} of the human ceiling" : $"the human ceiling over {GateResults.Stated(_fraction)}";
        CeilingComparison comparison = CeilingDifference.Measure(context.Judge, metric, _fraction);
        GateResult result = BoundTest.Decide(
            new Demand(NameOf(metric), $"{metric.Name()} less {bar}", 0, higher, "JE4021", "JE4022", "JE4023", "JE4024"), comparison.Difference, context);
        return result with
        {
            Reason = !result.Estimate.IsDefined ? comparison.Difference.Estimate.UndefinedReason! : $"{metric.Name()} less {bar}: {result.Reason}",
            Facts =
            [
                new GateFact("judge", $"{metric.Name()} {GateResults.Figure(comparison.Judge)}"),
                new GateFact("human ceiling", GateResults.Figure(comparison.Ceiling)),
                new GateFact("bar", comparison.Ceiling.IsDefined
                    ? $"{(higher ? $"{GateResults.Stated(_fraction)} x {GateResults.Number(comparison.Ceiling.Value)}" : $"{GateResults.Number(comparison.Ceiling.Value)} / {GateResults.Stated(_fraction)}")} = {GateResults.Number(comparison.Bar)}"
                    : "undefined"),
            ],
        };
    }

    private string NameOf(GateMetric metric) => metric.HigherIsBetter == false
        ? $"{metric.Name} <= ceiling / {GateResults.Stated(_fraction)}"
        : $"{metric.Name} >= {GateResults.Stated(_fraction)} of ceiling";
}
