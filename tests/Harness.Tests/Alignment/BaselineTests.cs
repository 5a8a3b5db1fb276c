using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Alignment;

public sealed class BaselineTests
{
    private static readonly LabelScale Five = LabelScale.Ordinal(1, 5);

    [Fact]
    public void Compute_MajorityByAgreement_IsTheShareOfTheMostFrequentReference()
    {
        // References 4 4 4 1 and a tie: three of the four single labels are 4, and the tie is left out as it is for the judge.
        AnnotatedDataset dataset = Sample.Dataset(Five, ["4"], ["4", "4"], ["4"], ["1"], ["2", "3"]);

        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("4", "4", "4", "1", "2"), By(AlignmentMetric.PercentAgreement));

        Assert.Equal(["majority", "random", "longer", "overlap", "linear"], result.Baselines.Select(b => b.Name));
        Estimate majority = result.Baselines[0].Statistic;
        Assert.Equal((0.75, 4), (majority.Value, majority.N));
    }

    [Fact]
    public async Task Compute_BaselinesVerdictsAlignedAsAJudge_GiveTheSameEstimateWithTheSameInterval()
    {
        AnnotatedDataset dataset = Texts(60, i => 1 + ((i * 7) % 5));
        AlignmentOptions options = new() { Seed = 9, Metric = AlignmentMetric.KrippendorffAlpha };
        BaselineExample[] examples = [.. dataset.Items.Select((item, i) => new BaselineExample(item, dataset.LabelOf(dataset.AnnotationsOf(i)[0]), dataset.AnnotationsOf(i)[0].Value))];
        foreach (BaselineKind kind in Baselines.All)
        {
            IJudge judge = Baselines.Create(kind, examples, Five, TaskShape.Single, seed: 9);
            List<Judgement> judgements = [];
            foreach (JudgeItem item in dataset.Items)
            {
                Verdict verdict = await judge.JudgeAsync(new JudgeTask { Item = item, Scale = Five, Shape = TaskShape.Single });
                judgements.Add(new Judgement(item.Id, 0, PresentationOrder.Original, RecordedVerdict.From(verdict)));
            }

            AlignmentResult result = JudgeAlignment.Compute(dataset, new VerdictSet(judge.Identity, null, null, judgements), options);

            Estimate expected = result.Statistics[AlignmentMetric.KrippendorffAlpha], actual = result.Baselines.Single(b => b.Name == kind.Name()).Statistic;
            Assert.Equal(expected, actual);
            Assert.NotNull(actual.Interval);
        }
    }

    [Fact]
    public void Compute_ItemsWithoutTexts_TextBaselinesDoNotApplyAndHaveNoFigure()
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "sample" }, TaskShape.Single, Five);
        for (int i = 0; i < 30; i++)
        {
            builder.AddItem(new JudgeItem { Id = Sample.Id(i), Response = Sample.Id(i) });
            builder.AddAnnotation(Sample.Id(i), "a1", Text(1 + (i % 5)));
        }

        AlignmentResult result = JudgeAlignment.Compute(builder.Build(), Judged(30, i => 1 + (i % 5)), new AlignmentOptions { Resamples = 0 });

        Assert.Equal([true, true, false, false, false], result.Baselines.Select(b => b.Applies));
        Assert.All(result.Baselines[2..], b => Assert.Equal("not applicable: the items have no texts", b.Statistic.UndefinedReason));
    }

    [Fact]
    public void Compute_ConstantByCorrelation_IsUndefinedWithTheReasonAndNeverTheBest()
    {
        AlignmentResult result = JudgeAlignment.Compute(
            Texts(40, i => 1 + (i % 5)), Judged(40, i => 1 + (i % 5)), By(AlignmentMetric.Pearson));

        Assert.True(result.Baselines[0].Applies);
        Assert.False(result.Baselines[0].Statistic.IsDefined);
        Assert.DoesNotContain("not applicable", result.Baselines[0].Statistic.UndefinedReason, StringComparison.Ordinal);
        Assert.NotEqual("majority", result.BestBaseline!.Name);
    }

    [Theory]
    [InlineData(AlignmentMetric.PercentAgreement)]
    [InlineData(AlignmentMetric.KrippendorffAlpha)]
    [InlineData(AlignmentMetric.MeanAbsoluteError)]
    [InlineData(AlignmentMetric.JensenShannon)]
    [InlineData(AlignmentMetric.Spearman)]
    public void Compute_PerfectJudge_BeatsTheBestByTheDifferenceOfTheEstimates(AlignmentMetric metric)
    {
        AlignmentResult result = JudgeAlignment.Compute(Texts(80, Drawn), Judged(80, Drawn), By(metric) with { Resamples = 500 });

        BaselineComparison best = result.BestBaseline!;
        double[] defined = [.. result.Baselines.Where(b => b.Statistic.IsDefined).Select(b => b.Statistic.Value)];
        Assert.Equal(metric.HigherIsBetter() ? defined.Max() : defined.Min(), best.Statistic.Value);
        Assert.Equal(result.Statistics[metric].Value - best.Statistic.Value, best.Difference.Value, 1e-12);
        Assert.Equal(BaselineStanding.Beats, best.Standing);
        Assert.True(best.Difference.Interval!.Lower <= best.Difference.Value && best.Difference.Value <= best.Difference.Interval.Upper);
    }

    [Fact]
    public void Compute_JudgeThatIsTheBaseline_IsNotShownToBeatIt()
    {
        // People rate by length alone; the judge does too, so it is the longer baseline and the difference is 0 on every resample.
        AnnotatedDataset dataset = Lengths();

        AlignmentResult result = JudgeAlignment.Compute(dataset, Judged(50, i => 1 + (i / 10)), By(AlignmentMetric.CohenKappaQuadratic));

        BaselineComparison best = result.BestBaseline!;
        Assert.Equal(("longer", 1.0, 0.0), (best.Name, best.Statistic.Value, best.Difference.Value));
        Assert.Equal(BaselineStanding.Undecided, best.Standing);
    }

    [Theory]
    [InlineData(AlignmentMetric.CohenKappaQuadratic)]
    [InlineData(AlignmentMetric.MeanAbsoluteError)]
    public void Compute_JudgeFarBelow_Loses(AlignmentMetric metric)
    {
        AlignmentResult result = JudgeAlignment.Compute(Lengths(), Judged(50, i => 5 - (i / 10)), By(metric));

        Assert.Equal(BaselineStanding.Loses, result.BestBaseline!.Standing);
        Assert.Equal(metric.HigherIsBetter(), result.BestBaseline.Difference.Value < 0);
    }

    [Fact]
    public void Compute_JudgeThatFailedOnSome_IsComparedOnWhatItLabelled()
    {
        // The judge answers the first 30 of 50 items only, all as the longer baseline does.
        AlignmentResult result = JudgeAlignment.Compute(Lengths(), Judged(30, i => 1 + (i / 10)), By(AlignmentMetric.CohenKappaQuadratic));

        Assert.Equal((50, 30), (result.BestBaseline!.Statistic.N, result.BestBaseline.Difference.N));
        Assert.Equal(0, result.BestBaseline.Difference.Value);
    }

    [Fact]
    public void Compute_NoIntervals_DifferenceWithoutOneIsUndecided()
    {
        AlignmentResult result = JudgeAlignment.Compute(Lengths(), Judged(50, i => 5 - (i / 10)), new AlignmentOptions { Resamples = 0 });

        Assert.Null(result.BestBaseline!.Difference.Interval);
        Assert.Equal(BaselineStanding.Undecided, result.BestBaseline.Standing);
    }

    [Fact]
    public void Compute_NotAskedFor_None()
    {
        AlignmentResult result = JudgeAlignment.Compute(Lengths(), Judged(50, i => 3), new AlignmentOptions { Resamples = 0, Baselines = false });

        Assert.Empty(result.Baselines);
        Assert.Null(result.BestBaseline);
    }

    [Fact]
    public void Compute_ReferenceOfOneAnnotator_BaselinesFollowIt()
    {
        // The named one says 2 twice and 5 once, and labels the last item not at all; the other says 5 throughout.
        AnnotatedDataset dataset = Sample.Dataset(Five, ["2", "5"], ["2", "5"], ["5", "5"], ["", "5"]);

        AlignmentResult result = JudgeAlignment.Compute(
            dataset, Sample.Verdicts("2", "2", "2", "2"), By(AlignmentMetric.PercentAgreement) with { Reference = new Reference(ReferenceRule.Annotator, "a1") });

        Assert.Equal((2.0 / 3, 3), (result.Baselines[0].Statistic.Value, result.Baselines[0].Statistic.N));
    }

    [Fact]
    public void Compute_NobodyLabelled_NoBaselineApplies()
    {
        AnnotatedDataset dataset = Sample.Dataset(Five, ["2", "3"], ["4", "5"]);

        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("2", "4"), new AlignmentOptions());

        // Every item is tied, so there is no single label to go by.
        Assert.Null(result.BestBaseline);
        Assert.All(result.Baselines, b => Assert.Equal("not applicable: no item has a single label from people", b.Statistic.UndefinedReason));
    }

    [Fact]
    public void Compute_NumericScale_BaselinesAreOnIt()
    {
        LabelScale scale = LabelScale.Interval(0, 1);
        string[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { Text(i % 4 / 4.0), Text(i % 3 / 4.0) })];

        AlignmentResult result = JudgeAlignment.Compute(
            Sample.Dataset(scale, rows), Sample.Verdicts([.. rows.Select(r => r[0])]), By(AlignmentMetric.MeanAbsoluteError));

        Assert.Equal([true, true, true, true, true], result.Baselines.Select(b => b.Applies));
        Assert.All(result.Baselines, b => Assert.InRange(b.Statistic.Value, 0, 1));
    }

    [Theory]
    [InlineData(AlignmentMetric.CohenKappa)]
    [InlineData(AlignmentMetric.CohenKappaQuadratic)]
    public void Compute_UnlawfulMetricOrCategories_NeverThrows(AlignmentMetric metric)
    {
        LabelScale scale = LabelScale.Nominal(["x", "y", "z"]);
        string[][] rows = [.. Enumerable.Range(0, 30).Select(i => new[] { scale.Labels[Drawn(i) % 3] })];

        AlignmentResult result = JudgeAlignment.Compute(Sample.Dataset(scale, rows), Sample.Verdicts([.. rows.Select(r => r[0])]), By(metric));

        Assert.Equal("not applicable: the scale does not say which label is the higher one", result.Baselines[2].Statistic.UndefinedReason);
        Assert.Equal(metric == AlignmentMetric.CohenKappa, result.BestBaseline is not null);
    }

    private static AlignmentOptions By(AlignmentMetric metric) => new() { Metric = metric, Resamples = 200 };

    // Spread without order or period that a text could follow.
    private static int Drawn(int i) => 1 + (int)((i * 2654435761L) >> 7) % 5;

    /// <summary>Texts that have nothing to do with the labels.</summary>
    private static AnnotatedDataset Texts(int count, Func<int, int> label) =>
        Dataset(count, label, i => string.Join(' ', Enumerable.Range(0, 5 + ((i * 13) % 17)).Select(w => $"w{(i * 31 + w * 17) % 50}")));

    /// <summary>Fifty texts of ten letters each longer than the one before, rated 1 to 5 in tens.</summary>
    private static AnnotatedDataset Lengths() => Dataset(50, i => 1 + (i / 10), i => new string('x', 10 * (i + 1)));

    private static AnnotatedDataset Dataset(int count, Func<int, int> label, Func<int, string> text)
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "sample" }, TaskShape.Single, Five);
        for (int i = 0; i < count; i++)
        {
            builder.AddItem(new JudgeItem { Id = Sample.Id(i), Context = "w1 w2 w3", Response = text(i) });
            builder.AddAnnotation(Sample.Id(i), "a1", Text(label(i)));
        }

        return builder.Build();
    }

    private static VerdictSet Judged(int count, Func<int, int> label) => Sample.Verdicts([.. Enumerable.Range(0, count).Select(i => Text(label(i)))]);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
