using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Alignment;

/// <summary>What the default intervals take for possible beyond the data.</summary>
public class UnseenItemsTests
{
    private static readonly string[] Thirty = [.. Enumerable.Range(0, 30).Select(i => i < 15 ? "1" : "2")];

    [Fact]
    public void Compute_JudgeAgreesOnEveryItem_IsNotCertain()
    {
        // 30 agreements out of 30: the exact lower bound is 0.025^(1/30) = 0.884; one made of [1, 1] would pass every gate.
        AlignmentResult result = JudgeAlignment.Compute(
            Sample.Dataset(LabelScale.Nominal(["1", "2"]), [.. Thirty.Select(l => new[] { l, l })]), Sample.Verdicts(Thirty), new AlignmentOptions());
        foreach (AlignmentMetric metric in AlignmentMetrics.All)
        {
            ConfidenceInterval judge = Assert.IsType<ConfidenceInterval>(result.Statistics[metric].Interval);
            ConfidenceInterval people = Assert.IsType<ConfidenceInterval>(result.Human.Ceiling[metric].Interval);
            Assert.Equal("bootstrap-bayesian", judge.Method);
            Assert.True(judge.Upper - judge.Lower > 0.05, metric.Name());
            Assert.True(people.Upper - people.Lower > 0.05, metric.Name());
        }

        Assert.InRange(result.Statistics[AlignmentMetric.PercentAgreement].Interval!.Lower, 0.87, 0.91);
    }

    [Fact]
    public void Compute_OneLabelOfTheScaleUsed_DoubtsTheAgreementByTheOthers()
    {
        string[] same = [.. Enumerable.Repeat("3", 30)];
        AlignmentResult result = JudgeAlignment.Compute(
            Sample.Dataset(LabelScale.Ordinal(1, 5), [.. same.Select(l => new[] { l, l })]), Sample.Verdicts(same), new AlignmentOptions());
        Assert.False(result.Statistics[AlignmentMetric.CohenKappa].IsDefined);
        Assert.InRange(result.Statistics[AlignmentMetric.PercentAgreement].Interval!.Lower, 0.85, 0.91);
        Assert.InRange(result.Statistics[AlignmentMetric.MeanAbsoluteError].Interval!.Upper, 0.1, 0.5);
    }

    [Fact]
    public void Compute_TwoAnnotatorsWhoAlwaysAgree_AreNotCertainEither()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Nominal(["1", "2"]), [.. Thirty.Select(l => new[] { l, l })]);
        foreach ((string name, Estimate estimate) in HumanAgreement.Compute(dataset, new AlignmentOptions()).Statistics)
        {
            Assert.True(!estimate.IsDefined || estimate.Interval is { Lower: < 0.95, Method: "bootstrap-bayesian" }, name);
        }
    }

    [Fact]
    public void Rows_ListedScale_AreEveryPairOfLabels()
    {
        MetricRow[] rows = [.. UnseenItems.Rows([new MetricRow(1, 1, 1, 1, 0)], LabelScale.Ordinal(1, 3))];
        Assert.Equal(9, rows.Distinct().Count());
        Assert.All(rows, r => Assert.Equal((r.Hard, r.Hard, r.Value == r.Hard ? 0.0 : 1.0), (r.Middle, r.Mean, r.Divergence)));
    }

    [Fact]
    public void Rows_NumericScale_AreNumbersThatWereGiven()
    {
        MetricRow[] seen = [.. Enumerable.Range(0, 100).Select(i => new MetricRow(i, i / 10.0, i / 10.0, i / 10.0, double.NaN))];
        MetricRow[] rows = [.. UnseenItems.Rows(seen, LabelScale.Interval(0, 1000))];
        Assert.Equal(64, rows.Length);
        Assert.Equal((0.0, 99.0), (rows.Min(r => r.Value), rows.Max(r => r.Value)));
        Assert.Equal((0.0, 9.9), (rows.Min(r => r.Mean), rows.Max(r => r.Mean)));
        Assert.All(rows, r => Assert.True(double.IsNaN(r.Divergence)));
    }

    [Fact]
    public void Annotations_SomeItemsOfThree_AreSplitsOfAnItemsPeople()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 2), ["1", "1", "2"], ["2", "2", "2"]);
        Annotation[][] items = [.. UnseenItems.Annotations(dataset)];
        Assert.Equal(4, items.Length);
        Assert.All(items, i => Assert.Equal([0, 1, 2], i.Select(a => a.Annotator)));
        Assert.Equal(2, items.Count(i => i.Select(a => a.Value).Distinct().Count() == 2));
        Assert.All(items.SelectMany(i => i), a => Assert.Equal(dataset.Scale.Values[a.Code], a.Value));
    }

    [Fact]
    public void WithUnseen_WeightsInUnits_GiveTheSameFigures()
    {
        // Alpha alone depends on the unit, for the judge and for each annotator left out.
        AnnotatedDataset dataset = Sample.Dataset(
            LabelScale.Ordinal(1, 3), ["1", "2", "1"], ["2", "2", "3"], ["3", "3", "3"], ["1", "1", "2"], ["2", "3", "2"], ["1", "3", "2"]);
        LeaveOneOut people = LeaveOneOut.Create(dataset, new Reference(ReferenceRule.Median), MeasurementLevel.Ordinal, ordered: true);
        int[] items = new int[people.PatternCount];
        foreach (int row in people.RowOfItem)
        {
            items[row]++;
        }

        const int Unit = 11;
        IPatternStatistics unseen = people.WithUnseen(Unit);
        double[] values = new double[unseen.StatisticCount];
        unseen.CreateEvaluator().Evaluate([.. items.Select(i => i * Unit), .. new int[unseen.PatternCount - items.Length]], values);
        ImmutableArray<double> expected = [.. people.Values()];
        for (int s = 0; s < values.Length; s++)
        {
            Assert.Equal(expected[s], values[s], 12);
        }
    }
}
