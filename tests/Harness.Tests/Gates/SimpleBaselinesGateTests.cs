using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Tests.Support;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class SimpleBaselinesGateTests
{
    private static readonly AlignmentOptions Options = new() { Metric = AlignmentMetric.PercentAgreement };

    [Fact]
    public void Evaluate_RightJudge_BeatsTheBestRuleByItsDifference()
    {
        // Two of three labels are yes; 'majority' is right on those, and no rule that reads equal texts can be better.
        GateContext context = Context(90, i => i % 3 == 0 ? "n" : "y", i => i % 3 == 0 ? "n" : "y", Options);
        GateResult result = Gate.BeatsSimpleBaselines().Evaluate(context);

        Assert.Equal(GateDecision.Passed, result.Decision);
        Assert.Equal(context.Alignment.BestBaseline!.Difference, result.Estimate);
        Assert.Equal(1 - (2 / 3.0), result.Estimate.Value, 1e-12);
        Assert.StartsWith("percentAgreement less that of 'majority', the best of the simple rules: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains(result.Facts, f => f.Name == "majority" && f.Text.StartsWith("percentAgreement 0.667 [", StringComparison.Ordinal));
        Assert.Equal(GateDecision.Failed, Gate.BeatsSimpleBaselines(0.9).Evaluate(context).Decision);
    }

    [Fact]
    public void Evaluate_ConstantJudge_DoesNotPass()
    {
        GateResult result = Gate.BeatsSimpleBaselines().Evaluate(Context(90, _ => "y", i => i % 3 == 0 ? "n" : "y", Options));

        Assert.Equal((GateDecision.Inconclusive, "JE4042", 0.0), (result.Decision, result.Code, result.Estimate.Value));
    }

    [Fact]
    public void Evaluate_WorseThanTheConstant_Fails()
    {
        GateResult result = Gate.BeatsSimpleBaselines().Evaluate(Context(90, _ => "n", i => i % 3 == 0 ? "n" : "y", Options));

        Assert.Equal((GateDecision.Failed, "JE4039"), (result.Decision, result.Code));
        Assert.True(result.FailureP < 0.001);
    }

    [Fact]
    public void Evaluate_BaselinesLeftOut_AreComputedForTheGate() => Assert.Equal(
        GateDecision.Passed,
        Gate.BeatsSimpleBaselines().Evaluate(Context(90, i => i % 3 == 0 ? "n" : "y", i => i % 3 == 0 ? "n" : "y", Options with { Baselines = false })).Decision);

    [Fact]
    public void Evaluate_NoRuleHasAValue_SaysSo()
    {
        GateResult result = Gate.BeatsSimpleBaselines().Evaluate(Context(4, _ => "y", _ => "y", new AlignmentOptions()));

        Assert.Equal((GateDecision.Failed, "JE4040"), (result.Decision, result.Code));
        Assert.Equal("no simple baseline has a value of cohenKappa on this dataset", result.Reason);
    }

    private static GateContext Context(int items, Func<int, string> judge, Func<int, string?> person, AlignmentOptions options) =>
        Sample.Context(Panel.Dataset(items, _ => null, person), Panel.Verdicts(items, judge), options);
}
