using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Tests.Support;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class AlternativeAnnotatorGateTests
{
    [Fact]
    public void Evaluate_JudgeAsGoodAsPeople_PassesAsTheFiguresSay()
    {
        GateContext context = Panel.Context(100, Panel.Truth, Person(1), Person(2), Person(3));
        GateResult result = Gate.PassesAltTest(0.1).Evaluate(context);

        Assert.Equal((GateDecision.Passed, 0.5), (result.Decision, result.Threshold));
        Assert.Equal(context.Alignment.Human.AltTest!.WinningRate, result.Estimate.Value);
        Assert.Equal(["annotator a1", "annotator a2", "annotator a3"], result.Facts.Select(f => f.Name));
        Assert.All(result.Facts, f => Assert.Contains("of 100 items; p of the test ", f.Text, StringComparison.Ordinal));
        Assert.True(result.FailureP > context.Level);
    }

    [Fact]
    public void Evaluate_JudgeAlwaysWrong_Fails()
    {
        GateResult result = Gate.PassesAltTest(0.1).Evaluate(Panel.Context(60, i => Panel.Truth(i + 1), Panel.Truth, Panel.Truth, Panel.Truth));

        Assert.Equal((GateDecision.Failed, "JE4030", 0.0), (result.Decision, result.Code, result.Estimate.Value));
        Assert.True(result.FailureP < 1e-4);
        Assert.Contains("the judge may replace 0 of 3 annotators, and is worse by more than 0.1 than more than half of them", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WorseThanOneOfThree_DoesNotFail()
    {
        // Two people toss coins of their own, so nobody fits anybody; only that the published test is not passed is no failure.
        GateContext context = Panel.Context(60, i => Panel.Wrong(i, Panel.Happens(i, 9, 0.3)), Panel.Truth, Coin(5), Coin(6));
        GateResult result = Gate.PassesAltTest(0).Evaluate(context);

        Assert.Equal((GateDecision.Inconclusive, "JE4033"), (result.Decision, result.Code));
        Assert.True(result.FailureP > context.Level);
    }

    [Fact]
    public void Evaluate_OfTwoPeopleOneBetterAndOneWorse_IsNoFailure()
    {
        // The judge may replace exactly half, which is what the test asks for.
        GateContext context = Panel.Context(
            200, i => Panel.Wrong(i, i % 4 == 0), Panel.Truth, Panel.Truth, i => Panel.Truth(i + 1), i => i % 2 == 0 ? Panel.Truth(i) : Panel.Truth(i + 1));
        GateResult result = Gate.PassesAltTest(0.1).Evaluate(context);

        Assert.Equal(0.5, result.Estimate.Value);
        Assert.Equal(GateDecision.Passed, result.Decision);
    }

    [Fact]
    public void Evaluate_ShownToBeWorseThanHalfAlone_IsInconclusive()
    {
        // The two agree on 70 of 100 items. The judge is wrong on 40 others: it fits a1 on 60, 0.1 fewer than a2 does, which is epsilon; and a2 on 30, 0.4 fewer
        // than a1 does. Worse than one of two leaves the other half, with which the test would be passed.
        GateContext context = Panel.Context(
            100, i => Panel.Wrong(i, i % 10 is 3 or 4 or 5 or 6), Panel.Truth, i => Panel.Wrong(i, i % 10 < 3));
        GateResult result = Gate.PassesAltTest(0.1).Evaluate(context);

        Assert.Equal((GateDecision.Inconclusive, "JE4033", 0.0), (result.Decision, result.Code, result.Estimate.Value));
        Assert.Contains("of its reverse below 0.0001", result.Facts[0].Text, StringComparison.Ordinal);
        Assert.True(result.FailureP > 0.3);
    }

    [Fact]
    public void Evaluate_TooFewItems_IsInconclusiveAndOneAnnotatorFails()
    {
        GateResult few = Gate.PassesAltTest().Evaluate(Panel.Context(29, Panel.Truth, Panel.Truth, Panel.Truth));
        GateResult one = Gate.PassesAltTest().Evaluate(Panel.Context(60, Panel.Truth, Panel.Truth));

        Assert.Equal((GateDecision.Inconclusive, "JE4032"), (few.Decision, few.Code));
        Assert.Equal("no annotator has 30 items that the judge and at least 1 other annotator labelled too", few.Reason);
        Assert.Equal((GateDecision.Failed, "JE4031"), (one.Decision, one.Code));
        Assert.Equal("no item has a label from the judge and from two annotators", one.Reason);
    }

    [Fact]
    public void Evaluate_WithoutResamples_DoesNotFailUntested()
    {
        var options = new AlignmentOptions { Resamples = 0 };
        GateContext context = Sample.Context(
            Panel.Dataset(60, _ => null, Panel.Truth, Panel.Truth), Panel.Verdicts(60, i => Panel.Truth(i + 1)), options);

        Assert.Equal("JE4034", Gate.PassesAltTest().Evaluate(context).Code);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void PassesAltTest_NoShare_IsRefused(double epsilon) => Assert.Throws<ArgumentOutOfRangeException>(() => Gate.PassesAltTest(epsilon));

    private static Func<int, string?> Person(ulong seed) => i => Panel.Wrong(i, Panel.Happens(i, seed, 0.1));

    private static Func<int, string?> Coin(ulong seed) => i => Panel.Wrong(i, Panel.Happens(i, seed, 0.5));
}
