using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>The paired difference from the committed baseline against a margin (non-inferiority).</summary>
internal sealed class BaselineGate : IGate
{
    /// <summary>The code of a comparison for which there is no baseline yet.</summary>
    internal const string NoBaseline = "JE4006";

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

    public string Name => _metric is { } metric ? NameOf(metric) : string.Create(CultureInfo.InvariantCulture, $"not more than {_margin} worse than the baseline");

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
            AlignmentMetric metric = _metric ?? context.Judge.Plan.Metric;
            return new GateResult
            {
                Code = NoBaseline,
                Gate = NameOf(metric),
                Decision = GateDecision.Inconclusive,
                Reason = $"there is no baseline to compare with{(context.BaselinePath is { } path ? $" at {path}" : "")}{(context.AcceptCommand is { } accept ? $"; run '{accept}' to take today's judge as the baseline" : "")}",
                Threshold = metric.HigherIsBetter() ? -_margin : _margin,
                Estimate = Estimate.Undefined("there is no baseline", 0),
            };
        }

        JudgeComparison comparison = context.Compare(_metric);
        bool higher = comparison.Metric.HigherIsBetter();
        GateResult result = BoundTest.Decide(
            new Demand(NameOf(comparison.Metric), "the difference from the baseline", higher ? -_margin : _margin, higher, "JE4010", "JE4012", "JE4013", "JE4011"),
            comparison.Evidence!,
            context);
        result = result with { Comparison = comparison, Facts = Facts(comparison, context) };
        return comparison.SameJudge && result.Decision == GateDecision.Inconclusive ? Same(result, comparison)
            : result.Estimate.Interval is null ? result
            : result with { Reason = $"{Course(comparison)}; {result.Reason}" };
    }

    private string NameOf(AlignmentMetric metric) => string.Create(
        CultureInfo.InvariantCulture, $"{metric.Name()} not more than {_margin} {(metric.HigherIsBetter() ? "below" : "above")} the baseline");

    // What is the baseline cannot be worse than it; that other items might tell is true of another judge alone.
    private static GateResult Same(GateResult result, JudgeComparison comparison) => result with
    {
        Decision = GateDecision.Passed,
        Code = null,
        Reason = string.Create(
            CultureInfo.InvariantCulture,
            $"the candidate is the baseline: prompt, model, options and output contract are the same, and so {(comparison.Items.Common == 1 ? "is the verdict on the 1 item" : $"are the verdicts on all {comparison.Items.Common} items")}"),
        ItemsNeeded = null,
        PassP = null,
    };

    /// <summary>What the metric did, on which items.</summary>
    private static string Course(JudgeComparison comparison)
    {
        double delta = comparison.Delta.Value;
        string items = comparison.Delta.N == 1 ? "the same item" : string.Create(CultureInfo.InvariantCulture, $"the same {comparison.Delta.N} items");
        string course = Math.Abs(delta) < 0.0005 ? "stayed at" : delta < 0 ? "fell from" : "rose from";
        string figures = Math.Abs(delta) < 0.0005
            ? string.Create(CultureInfo.InvariantCulture, $"{comparison.Candidate.Value:0.000}")
            : string.Create(CultureInfo.InvariantCulture, $"{comparison.Baseline.Value:0.000} to {comparison.Candidate.Value:0.000}");
        return string.Create(CultureInfo.InvariantCulture, $"{comparison.Metric.Name()} {course} {figures} on {items}, a difference of {delta:+0.000;-0.000;0.000}");
    }

    /// <summary>What these data can see, whatever they said this time.</summary>
    private ImmutableArray<GateFact> Facts(JudgeComparison comparison, GateContext context)
    {
        if (ComparisonReach.Of(comparison.Delta, _margin, context.Level) is not { } reach)
        {
            return [];
        }

        string worse = comparison.Metric.HigherIsBetter() ? "drop" : "rise";
        List<GateFact> facts =
        [
            new($"smallest visible {worse}", string.Create(CultureInfo.InvariantCulture, $"{reach.VisibleDrop:0.000}: a true {worse} of this size fails in 8 of 10 runs with as many items")),
            new("smallest usable margin", string.Create(CultureInfo.InvariantCulture, $"{reach.UsableMargin:0.000}: with it an equally good judge passes in 8 of 10 runs")),
        ];
        if (reach.UsableMargin > _margin)
        {
            facts.Add(new("items for this margin", reach.ItemsForMargin is { } items
                ? string.Create(CultureInfo.InvariantCulture, $"about {items} in all let an equally good judge pass in 8 of 10 runs")
                : "more than can be had"));
        }

        return [.. facts];
    }
}
