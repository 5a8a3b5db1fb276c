using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Gates;

public class GateTests
{
    // The judge is wrong on every fourth of 60 items: 45 agree, 0.75 with a percentile interval of about [0.633, 0.85].
    private static readonly GateContext Context = Sample.Context(
        Sample.Dataset(LabelScale.Nominal(["no", "yes"]), [.. Enumerable.Range(0, 60).Select(i => new[] { i % 2 == 0 ? "no" : "yes" })]),
        Sample.Verdicts([.. Enumerable.Range(0, 60).Select(i => i % 4 == 1 ? "yes" : "no")]),
        new AlignmentOptions());

    private static readonly AlignmentResult Alignment = Context.Alignment;

    private static readonly Estimate Agreement = Alignment.Statistics[AlignmentMetric.PercentAgreement];

    [Fact]
    public void Alignment_ThreeOfFourRight_IsWhatTheTestsBelowRestOn()
    {
        Assert.Equal((0.75, 60), (Agreement.Value, Agreement.N));

        // Quantiles of Binomial(60, 0.75) / 60 at 2.5 % and 97.5 %: 38 and 51 of 60; one step of Monte Carlo error.
        Assert.Equal(38 / 60.0, Agreement.Interval!.Lower, 0.0168);
        Assert.Equal(51 / 60.0, Agreement.Interval.Upper, 0.0168);
    }

    [Fact]
    public void Evaluate_WholeIntervalAboveTheThreshold_Passes()
    {
        GateResult result = Gate.AtLeast(AlignmentMetric.PercentAgreement, Agreement.Interval!.Lower).Evaluate(Context);
        Assert.Equal((GateDecision.Passed, null), (result.Decision, result.Code));
    }

    [Fact]
    public void Evaluate_EstimateAboveButBoundBelow_IsInconclusiveAndSaysHowManyMore()
    {
        double threshold = Agreement.Value - 0.02;
        GateResult result = Gate.AtLeast(AlignmentMetric.PercentAgreement, threshold).Evaluate(Context);
        Assert.Equal((GateDecision.Inconclusive, "JE4004"), (result.Decision, result.Code));

        // The lower half-width h must shrink to 0.02: n (h / 0.02)^2 items in all.
        double h = Agreement.Value - Agreement.Interval!.Lower;
        Assert.Equal((int)Math.Ceiling(60 * (h / 0.02) * (h / 0.02)) - 60, result.ItemsNeeded!.Value, 1.0);
        Assert.Contains($"labels on about {result.ItemsNeeded} more items would decide it", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WholeIntervalBelowTheThreshold_Fails()
    {
        GateResult result = Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.99).Evaluate(Context);
        Assert.Equal((GateDecision.Failed, "JE4001"), (result.Decision, result.Code));
        Assert.Equal("percentAgreement >= 0.99", result.Gate);
    }

    [Fact]
    public void Evaluate_LowerIsBetter_TurnsTheRuleRound()
    {
        double upper = Alignment.Statistics[AlignmentMetric.JensenShannon].Interval!.Upper;
        double lower = Alignment.Statistics[AlignmentMetric.JensenShannon].Interval!.Lower;
        Assert.Equal(GateDecision.Passed, Gate.AtMost(AlignmentMetric.JensenShannon, upper).Evaluate(Context).Decision);
        Assert.Equal(GateDecision.Failed, Gate.AtMost(AlignmentMetric.JensenShannon, lower - 0.001).Evaluate(Context).Decision);
        Assert.Throws<ArgumentException>(() => Gate.AtLeast(AlignmentMetric.JensenShannon, 0.5));
        Assert.Throws<ArgumentException>(() => Gate.AtMost(AlignmentMetric.CohenKappa, 0.5));
    }

    [Fact]
    public void Evaluate_UndefinedMetric_FailsWithTheReason()
    {
        GateContext constant = Sample.Context(
            Sample.Dataset(LabelScale.Ordinal(1, 3), ["2"], ["2"]), Sample.Verdicts("2", "2"), new AlignmentOptions());
        GateResult result = Gate.AtLeast(AlignmentMetric.CohenKappa, 0.1).Evaluate(constant);
        Assert.Equal((GateDecision.Failed, "JE4002"), (result.Decision, result.Code));
        Assert.Equal("cohenKappa is undefined: every label is the same, so agreement by chance is certain", result.Reason);
    }

    [Fact]
    public void Evaluate_NoInterval_IsInconclusive()
    {
        GateContext bare = Sample.Context(
            Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["2"]), Sample.Verdicts("1", "2"), new AlignmentOptions { Resamples = 0 });
        Assert.Equal((GateDecision.Inconclusive, "JE4003"), Decided(Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.1).Evaluate(bare)));
    }

    [Fact]
    public void Coverage_FailuresAboveTheLimit_FailWithTheirOwnCodeAndCounts()
    {
        GateContext holes = Sample.Context(
            Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["2"], ["3"], ["1"]), Sample.Verdicts("1", "", "7", "2"), new AlignmentOptions { Resamples = 0 });
        GateResult result = Gate.Coverage().Evaluate(holes);
        Assert.Equal((GateDecision.Failed, "JE4005"), Decided(result));
        Assert.Equal("2 of 4 items have a usable verdict (1 out of scale, 1 transport)", result.Reason);
        Assert.Equal(GateDecision.Passed, Gate.Coverage(0.5).Evaluate(holes).Decision);
    }

    [Fact]
    public void Evaluate_SeveralGates_TakeTheWorst()
    {
        IGate passes = Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.1), fails = Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.99);
        IGate unsure = Gate.AtLeast(AlignmentMetric.PercentAgreement, Agreement.Value - 0.01);
        Assert.Equal(GateDecision.Passed, Gate.Evaluate(Context, [passes]).Decision);
        Assert.Equal(GateDecision.Inconclusive, Gate.Evaluate(Context, [passes, unsure]).Decision);
        Assert.Equal(GateDecision.Failed, Gate.Evaluate(Context, [unsure, fails, passes]).Decision);
        Assert.Throws<ArgumentException>(() => Gate.Evaluate(Context, []));
    }

    private static (GateDecision Decision, string? Code) Decided(GateResult result) => (result.Decision, result.Code);
}
