using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class ReplacementGateTests
{
    [Fact]
    public void Measure_FourItemsOfTwoPeople_IsWhatTheCoincidencesGive()
    {
        // a1 yynn, a2 yyny, the judge yynn. Before: two of eight coincidences part, 5 yes and 3 no: alpha = 1 - (2 / 8) / (2 x 5 x 3 / (8 x 7)) = 1 - 7/15.
        // In place of a1 nothing changes; in place of a2 all agree: alpha 1. The mean change is (0 + 7/15) / 2.
        GateContext context = Sample.Context(
            Sample.Dataset(Panel.YesNo, ["y", "y"], ["y", "y"], ["n", "n"], ["n", "y"]), Sample.Verdicts("y", "y", "n", "n"), new AlignmentOptions { Resamples = 0 });
        GateResult result = Gate.ReplacementKeepsAlpha().Evaluate(context);

        Assert.Equal(7 / 30.0, result.Estimate.Value, 1e-12);
        Assert.Equal((GateDecision.Inconclusive, "JE4037"), (result.Decision, result.Code));
        Assert.Equal(
            [
                ("people", "alpha 0.533 on the items that the judge labelled too"),
                ("without a1", "alpha 0.533 with the judge in place of 'a1', a change of 0.000"),
                ("without a2", "alpha 1.000 with the judge in place of 'a2', a change of +0.467"),
            ],
            result.Facts.Select(f => (f.Name, f.Text)));
    }

    [Fact]
    public void Evaluate_CopyOfAHuman_IsNoLossAndARandomJudgeIs()
    {
        Func<int, string?>[] people = [Person(1), Person(2), Person(3)];

        GateResult copy = Gate.ReplacementKeepsAlpha().Evaluate(Panel.Context(200, i => people[0](i)!, people));
        GateResult random = Gate.ReplacementKeepsAlpha().Evaluate(Panel.Context(200, i => Panel.Wrong(i, Panel.Happens(i, 77, 0.5)), people));

        Assert.Equal(GateDecision.Passed, copy.Decision);
        Assert.True(copy.Estimate.Value >= 0);
        Assert.Equal("alpha", copy.Facts[1].Text[..5]);
        Assert.EndsWith("in place of 'a1', a change of 0.000", copy.Facts[1].Text, StringComparison.Ordinal);
        Assert.Equal((GateDecision.Failed, "JE4035"), (random.Decision, random.Code));
        Assert.True(random.Estimate.Value < -0.2);
    }

    [Fact]
    public void Evaluate_JudgeFailedOnItems_ComparesOnTheOthersAlone()
    {
        // The judge says nothing of the two items on which people part, so nothing is lost or won: alpha is 1 before and after.
        GateContext context = Sample.Context(
            Sample.Dataset(Panel.YesNo, ["y", "y"], ["n", "n"], ["y", "n"], ["n", "y"], ["n", "n"]), Sample.Verdicts("y", "n", "", "", "n"), new AlignmentOptions());
        GateResult result = Gate.ReplacementKeepsAlpha().Evaluate(context);

        Assert.Equal((0.0, 3), (result.Estimate.Value, result.Estimate.N));
        Assert.StartsWith("alpha 1.000 ", result.Facts[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MeasurementLevel.Nominal)]
    [InlineData(MeasurementLevel.Ordinal)]
    [InlineData(MeasurementLevel.Interval)]
    public void Values_BeforeAndAfter_AreAlphaOfTheTables(MeasurementLevel level)
    {
        // Against the statistic itself, over tables written out by hand: five items of three people who do not all label all.
        PanelItem[] items =
        [
            new([0, 1, 2], [1, 2, 2], 2), new([0, 1], [3, 3], 4), new([1, 2], [4, 5], 5), new([0, 2], [1, 1], 1), new([0, 1, 2], [5, 5, 4], 3),
        ];
        ReplacementAlpha alpha = new(items, 3, level, [1, 2, 3, 4, 5], () => []);
        (double before, double[] after) = alpha.Values([2, 1, 1, 3, 1]);

        Assert.Equal(Alpha(level, items, -1), before, 1e-12);
        for (int a = 0; a < 3; a++)
        {
            Assert.Equal(Alpha(level, items, a), after[a], 1e-12);
        }
    }

    [Fact]
    public void WithUnseen_OtherUnitOfWeight_ChangesNothing()
    {
        PanelItem[] items = [new([0, 1, 2], [1, 2, 2], 2), new([0, 1], [3, 3], 4), new([1, 2], [4, 5], 5)];
        ReplacementAlpha alpha = new(items, 3, MeasurementLevel.Ordinal, [1, 2, 3, 4, 5], () => [new([0, 1], [1, 5], 3)]);
        double[] own = new double[1], other = new double[1];
        alpha.CreateEvaluator().Evaluate([2, 1, 3], own);
        alpha.WithUnseen(1000).CreateEvaluator().Evaluate([2000, 1000, 3000, 0], other);

        Assert.Equal(own[0], other[0], 1e-12);
    }

    [Fact]
    public void Evaluate_OneAnnotatorOrConstantLabels_IsUndefined()
    {
        GateResult one = Gate.ReplacementKeepsAlpha().Evaluate(Panel.Context(40, Panel.Truth, Panel.Truth));
        GateResult constant = Gate.ReplacementKeepsAlpha().Evaluate(Panel.Context(40, _ => "y", _ => "y", _ => "y"));

        Assert.Equal((GateDecision.Failed, "JE4036"), (one.Decision, one.Code));
        Assert.Equal("the change of alpha is undefined: no item has a label from the judge and from two annotators", one.Reason);
        Assert.Equal((GateDecision.Failed, "JE4036"), (constant.Decision, constant.Code));
        Assert.Equal("the change of alpha is undefined: every label is the same, so agreement by chance is certain", constant.Reason);
    }

    private static Func<int, string?> Person(ulong seed) => i => Panel.Wrong(i, Panel.Happens(i, seed, 0.1));

    private static double Alpha(MeasurementLevel level, PanelItem[] items, int replaced)
    {
        int[] times = [2, 1, 1, 3, 1];
        List<Rating> ratings = [];
        int row = 0;
        for (int i = 0; i < items.Length; i++)
        {
            for (int t = 0; t < times[i]; t++, row++)
            {
                ratings.AddRange(items[i].Annotators.Select((a, j) => new Rating(row, a, a == replaced ? items[i].Stand : items[i].Values[j])));
            }
        }

        return GroupStatistics.Compute(RatingTable.Create(row, 3, ratings, [1, 2, 3, 4, 5]), GroupStatistic.KrippendorffAlpha, level).Value;
    }
}
