using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>The judge against the simple rule that agrees best with people, by the metric that stands first.</summary>
internal sealed class SimpleBaselinesGate(double margin) : IGate
{
    private readonly double _margin = GateResults.CheckMargin(margin, nameof(margin));

    public string Name => "beats simple baselines" + (_margin == 0 ? "" : $" by {GateResults.Stated(_margin)}");

    public GateResult Evaluate(GateContext context)
    {
        AlignedJudge judge = context.Judge;
        AlignmentMetric metric = judge.Plan.Metric;
        bool higher = metric.HigherIsBetter();
        double threshold = higher ? _margin : -_margin;
        BaselineCalculator baselines = judge.Baselines ?? new BaselineCalculator(judge.Plan, judge.References);
        if (baselines.Measure(judge.Rows) is not var (best, difference))
        {
            return GateResults.Undefined(Name, "JE4040", threshold, $"no simple baseline has a value of {metric.Name()} on this dataset");
        }

        GateResult result = BoundTest.Decide(
            new Demand(Name, $"{metric.Name()} less that of '{best.Name}'", threshold, higher, "JE4039", "JE4040", "JE4041", "JE4042"), difference, context);
        return result with
        {
            Reason = result.Estimate.IsDefined ? $"{metric.Name()} less that of '{best.Name}', the best of the simple rules: {result.Reason}" : result.Reason,
            Facts =
            [
                new GateFact("judge", $"{metric.Name()} {GateResults.Figure(judge.Measure(metric).Estimate)}"),
                .. baselines.All.Where(b => b.Applies).Select(b => new GateFact(b.Name, $"{metric.Name()} {GateResults.Figure(b.Statistic)}")),
            ],
        };
    }
}
