using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Tests.Support;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class AnnotatorGateTests
{
    private const int Items = 300;

    // Five people who are wrong on 3, 5, 8, 12 and 30 % of the items, each on his own.
    private static readonly Func<int, string?>[] People = [Person(1, 0.05), Person(2, 0.03), Person(3, 0.3), Person(4, 0.12), Person(5, 0.08)];

    [Fact]
    public void Evaluate_CopyOfTheWorst_PassesBesideTheWorstAndFailsBesideTheBest()
    {
        GateContext copy = Panel.Context(Items, i => People[2](i)!, People);

        GateResult beside = Gate.NotWorseThanAnnotator(5, 0.05, AlignmentMetric.CohenKappa).Evaluate(copy);
        GateResult best = Gate.NotWorseThanAnnotator(1, 0.05, AlignmentMetric.CohenKappa).Evaluate(copy);

        Assert.Equal((GateDecision.Passed, 0.0), (beside.Decision, beside.Estimate.Value));
        Assert.Contains("annotator 'a3'", beside.Reason, StringComparison.Ordinal);
        Assert.Equal((GateDecision.Failed, "JE4025"), (best.Decision, best.Code));
    }

    [Fact]
    public void Evaluate_Ranks_FollowTheAgreementWithTheOthers()
    {
        GateResult result = Gate.NotWorseThanAnnotator(1).Evaluate(Panel.Context(Items, Panel.Truth, People));

        string places = result.Facts.Single(f => f.Name == "places").Text;
        Assert.StartsWith("1 a2 0.", places, StringComparison.Ordinal);
        Assert.Contains("5 a3 0.", places, StringComparison.Ordinal);
        Assert.Equal(Items, result.Estimate.N);
    }

    [Fact]
    public void Measure_TiesOfTheOthers_CountAsPartsForBoth()
    {
        // Of 8 items the third is left out of three people. The others agree on 6, on which he is right and the judge wrong on 2. On 2 they tie: whoever is
        // held against a tie agrees with half of it. He: (6 + 2/2) / 8 = 0.875; the judge: (4 + 2/2) / 8 = 0.625.
        GateContext context = Panel.Context(
            8, i => Panel.Wrong(i, i < 2), Panel.Truth, i => Panel.Wrong(i, i >= 6), Panel.Truth);
        AnnotatorComparison comparison = AnnotatorDifference.Measure(context.Judge, AlignmentMetric.PercentAgreement, 2);

        Assert.Equal((0.875, 0.625), (comparison.Annotator.Value, comparison.Judge.Value));
        Assert.Equal(-0.25, comparison.Difference.Estimate.Value, 1e-12);
        Assert.Equal(comparison.Annotator.Value, AnnotatorDifference.Rank(context.Judge.Plan, AlignmentMetric.PercentAgreement).Single(r => r.Annotator == 2).Agreement, 1e-12);
    }

    [Fact]
    public void Measure_KrippendorffAlpha_RestsOnTheValuesOfTheFigures()
    {
        AnnotatorComparison comparison = AnnotatorDifference.Measure(
            Panel.Context(40, i => Panel.Wrong(i, i % 9 == 0), People).Judge, AlignmentMetric.KrippendorffAlpha, 0);

        Assert.Equal(comparison.Difference.Estimate.Value, comparison.Difference.NonInferiority(0).Test.Statistic, 1e-9);
    }

    [Fact]
    public void Evaluate_AnnotatorOfFewItems_IsHeldAgainstOnHisItemsAlone()
    {
        // The second person labelled 40 items, on all of which the judge is right, and the judge is wrong on all others.
        GateContext context = Panel.Context(Items, i => Panel.Wrong(i, i >= 40), Panel.Truth, i => i < 40 ? Panel.Truth(i) : null, i => Panel.Wrong(i, i % 10 == 0 && i >= 40));
        GateResult result = Gate.NotWorseThanAnnotator(1, 0.3, AlignmentMetric.PercentAgreement).Evaluate(context);

        Assert.Equal((40, 0.0), (result.Estimate.N, result.Estimate.Value));
        Assert.Contains("'a2'", result.Reason, StringComparison.Ordinal);
        Assert.Equal(GateDecision.Passed, result.Decision);
    }

    [Fact]
    public void Evaluate_PlaceBeyondTheAnnotators_FailsWithItsOwnCode()
    {
        GateResult result = Gate.NotWorseThanAnnotator(6).Evaluate(Panel.Context(Items, Panel.Truth, People));

        Assert.Equal((GateDecision.Failed, "JE4029"), (result.Decision, result.Code));
        Assert.Equal("there is no annotator 6: of 5 annotators 5 can be held against the others by cohenKappa", result.Reason);
        Assert.Equal(
            "there is no annotator 1: of 1 annotator 0 can be held against the others by cohenKappa",
            Gate.NotWorseThanAnnotator(1).Evaluate(Panel.Context(20, Panel.Truth, Panel.Truth)).Reason);
    }

    [Fact]
    public void Evaluate_LessIsBetter_AsksForAtMost()
    {
        GateResult result = Gate.NotWorseThanAnnotator(5, 0.05, AlignmentMetric.JensenShannon).Evaluate(Panel.Context(Items, Panel.Truth, People));

        Assert.Equal("jensenShannon not more than 0.05 above annotator 5", result.Gate);
        Assert.Equal(GateDecision.Passed, result.Decision);
        Assert.True(result.Estimate.Value < -0.1);
    }

    [Fact]
    public void Evaluate_OneItem_IsInconclusive() =>
        Assert.Equal("JE4027", Gate.NotWorseThanAnnotator(1, 0.1, AlignmentMetric.PercentAgreement).Evaluate(Panel.Context(1, Panel.Truth, Panel.Truth, Panel.Truth)).Code);

    [Fact]
    public void NotWorseThanAnnotator_BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Gate.NotWorseThanAnnotator(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gate.NotWorseThanAnnotator(1, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gate.NotWorseThanAnnotator(1, double.NaN));
    }

    private static Func<int, string?> Person(ulong seed, double share) => i => Panel.Wrong(i, Panel.Happens(i, seed, share));
}
