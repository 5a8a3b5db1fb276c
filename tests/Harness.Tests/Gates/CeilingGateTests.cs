using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class CeilingGateTests
{
    // Two people agree on 80 of 100 items, so each reaches 0.8 against the other. Where they tie there is no reference label: the judge is held against the
    // other 80 and wrong on 8 of them, 0.9.
    private static readonly GateContext NineTenths = Panel.Context(
        100, i => Panel.Wrong(i, i % 10 == 3 && i < 80), Panel.Truth, i => Panel.Wrong(i, i % 5 == 0));

    [Fact]
    public void Evaluate_TwoPeople_HoldsTheDifferenceFromTheBarAgainstZero()
    {
        GateResult result = Gate.AtLeastOfCeiling(0.9, AlignmentMetric.PercentAgreement).Evaluate(NineTenths);

        // 0.9 - 0.9 x 0.8.
        Assert.Equal(0.18, result.Estimate.Value, 1e-12);
        Assert.Equal((80, 0.0, GateDecision.Passed), (result.Estimate.N, result.Threshold, result.Decision));
        Assert.Equal(["judge", "human ceiling", "bar"], result.Facts.Select(f => f.Name));
        Assert.StartsWith("percentAgreement 0.900 [", result.Facts[0].Text, StringComparison.Ordinal);
        Assert.Equal(("0.800", "0.9 x 0.800 = 0.720"), (result.Facts[1].Text, result.Facts[2].Text));
        Assert.Equal(0.8, NineTenths.Alignment.Human.Ceiling[AlignmentMetric.PercentAgreement].Value, 1e-12);
    }

    [Fact]
    public void Evaluate_JudgeWithoutVariance_HasTheCeilingsUncertainty()
    {
        // The judge is never wrong, so what varies is the ceiling: 0.8 with a standard error of (0.8 x 0.2 / 100)^(1/2) = 0.04. 1 - 0.8 = 0.2 is then known
        // to about 1.96 x 0.04 = 0.078 on either side. An interval of the judge alone would reach over less than the 0.045 that n = 80 without an error gives.
        ConfidenceInterval interval = Gate.AtLeastOfCeiling(1, AlignmentMetric.PercentAgreement)
            .Evaluate(Panel.Context(100, Panel.Truth, Panel.Truth, i => Panel.Wrong(i, i % 5 == 0))).Estimate.Interval!;

        Assert.InRange(0.2 - interval.Lower, 0.065, 0.12);
        Assert.InRange(interval.Upper - 0.2, 0.065, 0.11);
    }

    [Fact]
    public void Evaluate_JudgeFarBelowPeople_Fails()
    {
        GateResult result = Gate.AtLeastOfCeiling(0.9, AlignmentMetric.CohenKappa)
            .Evaluate(Panel.Context(100, i => Panel.Wrong(i, i % 3 == 0), Panel.Truth, Panel.Truth, Panel.Truth));

        Assert.Equal((GateDecision.Failed, "JE4021"), (result.Decision, result.Code));
        Assert.True(result.FailureP < 0.001);
        Assert.StartsWith("cohenKappa less 0.9 of the human ceiling: the whole interval [-0.", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_LessIsBetter_AsksForAtMostTheCeilingOverTheFraction()
    {
        // A label that one other person shares has divergence 0, else 1: people 0.2 in the mean. Where they part the judge sides with one: its certainty
        // against two halves is JSD(1,0 ; 1/2,1/2) = H(3/4) - H(1/2) / 2 = 0.8112781 - 0.5, on 20 of 100 items.
        GateContext context = Panel.Context(100, Panel.Truth, Panel.Truth, i => Panel.Wrong(i, i % 5 == 0));
        GateResult result = Gate.AtLeastOfCeiling(0.8, AlignmentMetric.JensenShannon).Evaluate(context);

        Assert.Equal("jensenShannon <= ceiling / 0.8", result.Gate);
        Assert.Equal((0.2 * 0.31127812445913283) - (0.2 / 0.8), result.Estimate.Value, 1e-9);
        Assert.Equal(GateDecision.Passed, result.Decision);
        Assert.Equal("0.200 / 0.8 = 0.250", result.Facts[2].Text);
    }

    [Fact]
    public void Evaluate_KrippendorffAlpha_RestsOnTheValuesOfTheFigures()
    {
        // Alpha alone depends on the number of items, not only on their shares: in the weights of a resample an item is not 1.
        CeilingComparison comparison = CeilingDifference.Measure(NineTenths.Judge, AlignmentMetric.KrippendorffAlpha, 0.9);

        Assert.Equal(NineTenths.Alignment.Statistics[AlignmentMetric.KrippendorffAlpha].Value, comparison.Judge.Value, 1e-12);
        Assert.Equal(NineTenths.Alignment.Human.Ceiling[AlignmentMetric.KrippendorffAlpha].Value, comparison.Ceiling.Value, 1e-12);
        Assert.Equal(comparison.Judge.Value - comparison.Bar, comparison.Difference.NonInferiority(0).Test.Statistic, 1e-9);
    }

    [Fact]
    public void Evaluate_OneAnnotator_SaysThatThereIsNoCeiling()
    {
        GateResult result = Gate.AtLeastOfCeiling(0.9).Evaluate(Panel.Context(60, Panel.Truth, i => Panel.Wrong(i, i % 5 == 0)));

        Assert.Equal((GateDecision.Failed, "JE4022"), (result.Decision, result.Code));
        Assert.Equal("there is no human ceiling of cohenKappa: no item has labels from two annotators", result.Reason);
    }

    [Fact]
    public void Evaluate_ConstantLabels_AreUndefined()
    {
        GateResult result = Gate.AtLeastOfCeiling(0.9).Evaluate(Panel.Context(60, _ => "y", _ => "y", _ => "y"));

        Assert.Equal((GateDecision.Failed, "JE4022"), (result.Decision, result.Code));
        Assert.StartsWith("the judge's cohenKappa is undefined: ", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_PeopleNoBetterThanChance_AreNoBar()
    {
        // The second person always says yes: agreement by chance alone, kappa 0.
        GateResult result = Gate.AtLeastOfCeiling(0.9).Evaluate(Panel.Context(60, Panel.Truth, Panel.Truth, _ => "y", i => i < 30 ? Panel.Truth(i) : null));
        GateResult chance = Gate.AtLeastOfCeiling(0.9, AlignmentMetric.CohenKappa).Evaluate(
            Panel.Context(8, i => i < 4 ? Panel.Truth(i) : "y", i => i % 4 < 2 ? "y" : "n", i => i % 2 == 0 ? "y" : "n"));

        Assert.NotEqual("JE4022", result.Code);
        Assert.Equal("JE4022", chance.Code);
        Assert.Contains("people agree no better than by chance, and a fraction of that is no bar", chance.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OneItem_HasNoInterval()
    {
        GateResult result = Gate.AtLeastOfCeiling(0.9, AlignmentMetric.PercentAgreement).Evaluate(Panel.Context(1, Panel.Truth, Panel.Truth, Panel.Truth));

        Assert.Equal((GateDecision.Inconclusive, "JE4023"), (result.Decision, result.Code));
    }

    [Fact]
    public void AtLeastOfCeiling_Subjective_IsOnTheDivergence()
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "sample" }, TaskShape.Single, Panel.YesNo, Subjectivity.LatentProjective);
        for (int i = 0; i < 40; i++)
        {
            builder.AddItem(new JudgeItem { Id = Sample.Id(i), Response = "r" })
                .AddAnnotation(Sample.Id(i), "a1", Panel.Truth(i)).AddAnnotation(Sample.Id(i), "a2", Panel.Wrong(i, i % 5 == 0));
        }

        GateContext context = Sample.Context(builder.Build(), Panel.Verdicts(40, Panel.Truth), new AlignmentOptions());

        Assert.Equal("metric >= 0.8 of ceiling", Gate.AtLeastOfCeiling(0.8).Name);
        Assert.Equal("jensenShannon <= ceiling / 0.8", Gate.AtLeastOfCeiling(0.8).Evaluate(context).Gate);
        Assert.Equal("jensenShannon <= 0.5", Gate.Within(0.5).Evaluate(context).Gate);
        Assert.Equal("JE4020", Gate.AtLeast(0.6).Evaluate(context).Code);
        Assert.Equal(GateDecision.Passed, Gate.AtMost(0.5).Evaluate(context).Decision);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AtLeastOfCeiling_NoFraction_IsRefused(double fraction) => Assert.Throws<ArgumentOutOfRangeException>(() => Gate.AtLeastOfCeiling(fraction));
}
