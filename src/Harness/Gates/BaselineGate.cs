using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>The paired difference from the committed baseline against a margin.</summary>
internal sealed class BaselineGate : IGate
{
    private readonly AlignmentMetric? _metric;
    private readonly double _margin;

    public BaselineGate(AlignmentMetric? metric, double margin)
    {
        if (!double.IsFinite(margin) || margin <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin is a finite number above 0.");
        }

        _metric = metric;
        _margin = margin;
    }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{_metric?.Name() ?? "metric"} not worse than the baseline by {_margin}");

    public bool ComparesWithBaseline => true;

    public GateResult Evaluate(GateContext context)
    {
        if (context.BaselineProblem is { } problem)
        {
            return new GateResult
            {
                Code = problem.Code,
                Gate = Name,
                Decision = GateDecision.Failed,
                Reason = $"the baseline cannot be compared with: {problem.What}; {problem.Why}",
                Threshold = _margin,
                Estimate = Estimate.Undefined("the baseline cannot be compared with", 0),
            };
        }

        if (context.Baseline is null)
        {
            return new GateResult
            {
                Code = "JE4006",
                Gate = Name,
                Decision = GateDecision.Inconclusive,
                Reason = $"there is no baseline to compare with{(context.BaselinePath is { } path ? $" at {path}" : "")}{(context.AcceptCommand is { } accept ? $"; run '{accept}' to take today's judge as the baseline" : "")}",
                Threshold = _margin,
                Estimate = Estimate.Undefined("there is no baseline", 0),
            };
        }

        JudgeComparison comparison = context.Compare(_metric);
        bool higher = comparison.Metric.HigherIsBetter();
        GateResult result = BoundTest.Decide(
            new Demand(Name, "the difference from the baseline", higher ? -_margin : _margin, higher, "JE4010", "JE4012", "JE4013", "JE4011"),
            comparison.Evidence!,
            context);
        return result with { Comparison = comparison };
    }
}
