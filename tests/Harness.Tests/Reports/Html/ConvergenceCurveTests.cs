using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;

namespace JudgeEval.Harness.Tests.Reports.Html;

public sealed class ConvergenceCurveTests
{
    [Fact]
    public void Of_ARecord_EndsAtTheRecordsOwnFigure()
    {
        AlignmentRecord record = ReportRecords.Numbers(200);

        ConvergenceCurve curve = ConvergenceCurve.Of(record);

        Assert.Null(curve.Reason);
        Assert.Equal(200, curve.Points[^1].Items);
        Assert.Equal(record.Alignment.Statistics[record.Alignment.Metric].Value, curve.Points[^1].Metric.Value, 12);
        Assert.Equal(record.Alignment.Statistics[record.Alignment.Metric].Interval, curve.Points[^1].Metric.Interval);
    }

    [Fact]
    public void Of_MoreResamplesThanACurveHas_StillEndsAtTheRecordsOwnInterval()
    {
        AlignmentRecord record = ReportRecords.Numbers(60, resamples: 1000);

        ConvergenceCurve curve = ConvergenceCurve.Of(record);

        Assert.Equal(1000, record.Alignment.Statistics[record.Alignment.Metric].Interval?.Resamples);
        Assert.Equal(record.Alignment.Statistics[record.Alignment.Metric], curve.Points[^1].Metric);
    }

    [Fact]
    public void Of_TwoHundredItems_GrowsByEightFifths()
    {
        // 200 / 1.6^k, rounded up, not below five: 200, 125, 78.1, 48.8, 30.5, 19.1, 11.9, 7.5, 4.7.
        Assert.Equal([5, 8, 12, 20, 31, 49, 79, 125, 200], ConvergenceCurve.Of(ReportRecords.Numbers(200)).Points.Select(p => p.Items));
    }

    [Fact]
    public void Of_ItemsOfClusters_KeepsEachClusterWhole()
    {
        // Twenty clusters of ten: every point has whole ones.
        ConvergenceCurve curve = ConvergenceCurve.Of(ReportRecords.Numbers(200, i => $"c{i / 10}"));

        Assert.All(curve.Points, p => Assert.Equal(0, p.Items % 10));
        Assert.Equal(10, curve.Points[0].Items);
    }

    [Fact]
    public void Of_AnotherSeed_TakesOtherItemsFirstButEndsAtTheSameFigure()
    {
        AlignmentRecord record = ReportRecords.Numbers(200);
        AlignmentRecord other = record with { Options = record.Options with { Seed = 2 } };

        Assert.NotEqual(ConvergenceCurve.Of(record).Points[3].Metric.Value, ConvergenceCurve.Of(other).Points[3].Metric.Value);
        Assert.Equal(ConvergenceCurve.Of(record).Points[^1].Metric.Value, ConvergenceCurve.Of(other).Points[^1].Metric.Value, 12);
    }

    [Fact]
    public void Of_ARecordThatDoesNotFitItself_SaysSo()
    {
        AlignmentRecord record = ReportRecords.Numbers(20);

        ConvergenceCurve curve = ConvergenceCurve.Of(record with { DatasetIdentity = new("other", "other", "other") });

        Assert.Empty(curve.Points);
        Assert.StartsWith("the record does not fit itself: ", curve.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ARecordWithoutCard_SaysSo() =>
        Assert.Equal("the record is of an earlier version, which kept no dataset card", ConvergenceCurve.Of(ReportRecords.Numbers(20) with { Card = null }).Reason);
}
