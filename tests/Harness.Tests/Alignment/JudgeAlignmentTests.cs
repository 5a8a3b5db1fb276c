using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Alignment;

public class JudgeAlignmentTests
{
    private static readonly AlignmentOptions NoIntervals = new() { Resamples = 0 };

    [Fact]
    public void Compute_OrdinalWithATiedMedian_IsNoLabelToEqualButAMiddleToBeFarFrom()
    {
        // Medians: 2, 4, between 2 and 3 (tie), 5. Judge: 2, 5, 3, 5.
        // Same label or not: items 1, 2, 4 agree on two of three. Errors: 0, 1, |3 - 2.5| = 0.5, 0: mean 0.375 over four.
        // Quadratic kappa over four: observed squared 0 + 1 + 0.25 + 0 = 1.25, mean 5/16. All pairs of judge (2 3 5 5) and people
        // (2 2.5 4 5): 0 + .25 + 4 + 9 = 13.25; 1 + .25 + 1 + 4 = 6.25; twice 9 + 6.25 + 1 + 0 = 16.25; sum 52, mean 3.25.
        // kappa = 1 - (5/16) / (13/4) = 1 - 5/52.
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["1", "2", "2"], ["4", "4", "5"], ["2", "3"], ["5", "5", "5"]);
        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("2", "5", "3", "5"), NoIntervals);

        Assert.Equal(2.0 / 3, result.Statistics[AlignmentMetric.PercentAgreement].Value, 14);
        Assert.Equal(3, result.Statistics[AlignmentMetric.PercentAgreement].N);
        Assert.Equal(0.375, result.Statistics[AlignmentMetric.MeanAbsoluteError].Value, 14);
        Assert.Equal(4, result.Statistics[AlignmentMetric.MeanAbsoluteError].N);
        Assert.Equal(1 - (5.0 / 52), result.Statistics[AlignmentMetric.CohenKappaQuadratic].Value, 14);
        Assert.Equal(4, result.Statistics[AlignmentMetric.CohenKappaQuadratic].N);
        Assert.Equal(1, result.Excluded.TiedReference);

        // A judge that takes either of the tied labels does not disagree; the second item does, by one.
        ItemAlignment disagreement = Assert.Single(result.Disagreements);
        Assert.Equal(("i002", 1.0, false), (disagreement.Item, disagreement.Delta, disagreement.Unanimous));
    }

    [Fact]
    public void Compute_Correlations_UseTheMeanOfPeople()
    {
        // Means 1.5, 3, 4.5 against 1, 3, 4: deviations -1.5, 0, 1.5 and -5/3, 1/3, 4/3.
        // r = (2.5 + 0 + 2) / sqrt(4.5 * (25 + 1 + 16) / 9) = 4.5 / sqrt(21).
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["1", "2"], ["3", "3"], ["4", "5"]);
        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("1", "3", "4"), NoIntervals);
        Assert.Equal(4.5 / Math.Sqrt(21), result.Statistics[AlignmentMetric.Pearson].Value, 14);
    }

    [Fact]
    public void Compute_NominalMajority_ReportsTiesAndForbidsWhatNeedsAnOrder()
    {
        AnnotatedDataset dataset = Sample.Dataset(
            LabelScale.Nominal(["bug", "praise", "question"]), ["bug", "bug", "praise"], ["praise", "question"], ["question", "question"]);
        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("bug", "question", "bug"), NoIntervals);

        Assert.Equal(0.5, result.Statistics[AlignmentMetric.PercentAgreement].Value);
        Assert.Equal(1, result.Excluded.TiedReference);
        Assert.Equal("the categories have no order", result.Statistics[AlignmentMetric.CohenKappaQuadratic].UndefinedReason);
        Assert.Equal("the categories have no order", result.Statistics[AlignmentMetric.Pearson].UndefinedReason);
        ItemAlignment disagreement = Assert.Single(result.Disagreements);
        Assert.Equal(("i003", true), (disagreement.Item, disagreement.Unanimous));
        Assert.Null(disagreement.Delta);
    }

    [Fact]
    public void Compute_JensenShannon_IsTheMeanDivergenceFromPeoplesShares()
    {
        // People: 2 of 2 say 1 and the judge says 1: 0 bits. People: half 1, half 2, the judge says 1: with the middle at 3/4, 1/4
        // the divergence is (log2(4/3) + (1/2 log2(2/3) + 1/2 log2(2))) / 2 = (0.41504 + 0.20752) / 2 = 0.31128 bits; mean 0.15564.
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 2), ["1", "1"], ["1", "2"]);
        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("1", "1"), NoIntervals);
        double expected = (Math.Log2(4.0 / 3) + (Math.Log2(2.0 / 3) / 2) + (Math.Log2(2) / 2)) / 2 / 2;
        Assert.Equal(expected, result.Statistics[AlignmentMetric.JensenShannon].Value, 14);
    }

    [Fact]
    public void Compute_FailuresAndMissingVerdicts_CountAgainstCoverageAndInNoStatistic()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["1"], ["2"], ["3"], ["4"]);
        VerdictSet verdicts = Sample.Verdicts("1", "", "9");
        AlignmentResult result = JudgeAlignment.Compute(dataset, verdicts, NoIntervals);

        Assert.Equal(0.25, result.Coverage);
        Assert.Equal(1, result.Failures[FailureKind.Transport]);
        Assert.Equal(1, result.Failures[FailureKind.OutOfScale]);
        Assert.Equal(new OutOfScaleVerdict("i003", "9", null), Assert.Single(result.OutOfScale));
        Assert.Equal(3, result.Excluded.WithoutVerdict);
        Assert.Equal(1, result.Statistics[AlignmentMetric.PercentAgreement].N);
    }

    [Fact]
    public void Compute_ClipPolicy_TakesTheEndOfTheScaleAndStillNamesTheVerdict()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["5"], ["1"]);
        AlignmentResult result = JudgeAlignment.Compute(
            dataset, Sample.Verdicts("9", "good"), NoIntervals with { OutOfScale = OutOfScalePolicy.Clip });
        Assert.Equal<OutOfScaleVerdict>([new("i001", "9", "5"), new("i002", "good", null)], result.OutOfScale.AsEnumerable());
        Assert.Equal(1, result.VerdictCount);
        Assert.Equal("5", result.Items[0].Judge);
    }

    [Fact]
    public void Compute_Repeats_AreOneItemWithAMajorityAndAStability()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["3"]);
        VerdictSet verdicts = new(
            new JudgeIdentity { Name = "judge" },
            null,
            null,
            new[] { "4", "3", "4" }.Select((l, r) => new Judgement("i001", r, PresentationOrder.Original, new RecordedVerdict { Label = l })));
        AlignmentResult result = JudgeAlignment.Compute(dataset, verdicts, NoIntervals);
        Assert.Equal(1, result.Statistics[AlignmentMetric.PercentAgreement].N);
        Assert.Equal(("4", 2, 3), (result.Items[0].Judge, result.Items[0].StableRepeats, result.Items[0].Repeats));
    }

    [Fact]
    public void Compute_PreferenceThatFollowsThePosition_IsATie()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Preference(withMagnitude: false), ["A"]);
        VerdictSet verdicts = new(
            new JudgeIdentity { Name = "judge" },
            null,
            null,
            [
                new Judgement("i001", 0, PresentationOrder.Original, new RecordedVerdict { Label = "A" }),
                new Judgement("i001", 0, PresentationOrder.Swapped, new RecordedVerdict { Label = "B" }),
            ]);
        Assert.Equal("N", JudgeAlignment.Compute(dataset, verdicts, NoIntervals).Items[0].Judge);
    }

    [Fact]
    public void Compute_VerdictsOfOtherContent_SaysSo()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["3"]);
        VerdictSet verdicts = new(new JudgeIdentity { Name = "gpt" }, "sample", "other", []);
        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() => JudgeAlignment.Compute(dataset, verdicts, NoIntervals));
        Assert.Equal(
            $"judgeeval: error JE1703: the verdicts of 'gpt' are of the dataset content other, and 'sample' has the content {dataset.Identity.Hash}; "
            + "items or labels changed after the judge ran, or the verdicts are of another dataset; judge the dataset again with 'judgeeval run'",
            error.Message);
    }

    [Fact]
    public void Compute_VerdictsOnUnknownItems_NamesThem()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), ["3"]);
        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() => JudgeAlignment.Compute(dataset, Sample.Verdicts("3", "4", "5"), NoIntervals));
        Assert.StartsWith("judgeeval: error JE1702: the verdicts of 'judge' name 2 items that the dataset 'sample' does not have: 'i002', 'i003';", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_ClusteredItems_AreResampledWhole()
    {
        // Ten clusters of ten equal items: between clusters the share agreeing is 1/2, so its standard error is 0.5 / sqrt(10) and a
        // 95 % interval about 0.62 wide; taken as a hundred single items it would be about 0.20.
        string[][] rows = [.. Enumerable.Range(0, 100).Select(i => new[] { i / 10 % 2 == 0 ? "1" : "2" })];
        string[] clusters = [.. Enumerable.Range(0, 100).Select(i => $"c{i / 10}")];
        VerdictSet verdicts = Sample.Verdicts([.. Enumerable.Repeat("1", 100)]);
        ConfidenceInterval byCluster = Interval(Sample.Clustered(LabelScale.Ordinal(1, 2), clusters, rows), verdicts);
        ConfidenceInterval byItem = Interval(Sample.Dataset(LabelScale.Ordinal(1, 2), rows), verdicts);
        Assert.Equal(("cluster", "item"), (byCluster.Cluster, byItem.Cluster));
        Assert.InRange(byCluster.Upper - byCluster.Lower, 0.5, 0.7);
        Assert.InRange(byItem.Upper - byItem.Lower, 0.15, 0.25);

        static ConfidenceInterval Interval(AnnotatedDataset dataset, VerdictSet verdicts) =>
            JudgeAlignment.Compute(dataset, verdicts, new AlignmentOptions()).Statistics[AlignmentMetric.PercentAgreement].Interval!;
    }

    [Fact]
    public void Compute_SameSeed_GivesTheSameNumbers()
    {
        string[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { $"{1 + (i % 5)}", $"{1 + (i * 7 % 5)}", $"{1 + (i / 8)}" })];
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 5), rows);
        VerdictSet verdicts = Sample.Verdicts([.. Enumerable.Range(0, 40).Select(i => $"{1 + (i * 3 % 5)}")]);
        AlignmentResult first = JudgeAlignment.Compute(dataset, verdicts, new AlignmentOptions { Seed = 5 });
        AlignmentResult second = JudgeAlignment.Compute(dataset, verdicts, new AlignmentOptions { Seed = 5 });
        Assert.Equal(first.Statistics, second.Statistics);
        Assert.Equal(first.Human.Ceiling, second.Human.Ceiling);
        Assert.Equal(first.Human.WorthKAnnotators, second.Human.WorthKAnnotators);
    }

    [Fact]
    public void Compute_DecimalsWithTheSameMean_AreTied()
    {
        // Means 0.15, 0.15, 0.4 against 0.2, 0.1, 0.3: one tie among people, two concordant pairs: tau-b = 2 / sqrt(2 * 3).
        // Mid-ranks 1.5, 1.5, 3 against 2, 1, 3: Spearman = 1.5 / sqrt(1.5 * 2).
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Interval(0, 1), ["0.1", "0.2"], ["0.15", "0.15"], ["0.3", "0.5"]);
        AlignmentResult result = JudgeAlignment.Compute(dataset, Sample.Verdicts("0.2", "0.1", "0.3"), new AlignmentOptions { Resamples = 0 });

        Assert.Equal(2 / Math.Sqrt(6), result.Statistics[AlignmentMetric.KendallTauB].Value, 14);
        Assert.Equal(1.5 / Math.Sqrt(3), result.Statistics[AlignmentMetric.Spearman].Value, 14);
    }

    [Fact]
    public void Compute_DifferenceOfJustTheDistance_IsNoDisagreement()
    {
        // As doubles, 0.7 + 0.1 is 0.7999999999999999, and 0.8 is more.
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Interval(0, 1), ["0.7"], ["0.7"]);
        AlignmentResult result = JudgeAlignment.Compute(
            dataset, Sample.Verdicts("0.8", "0.9"), new AlignmentOptions { Resamples = 0, DisagreementDistance = 0.1 });

        Assert.Equal(["i002"], result.Disagreements.Select(d => d.Item));
    }

    [Fact]
    public void Compute_FailureThatNamesTheLabel_IsListedWithTheLabel()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["2"]);
        VerdictSet verdicts = new(new JudgeIdentity { Name = "judge" }, null, null,
        [
            new Judgement("i001", 0, PresentationOrder.Original, new RecordedVerdict
            {
                Failure = new JudgeFailure(FailureKind.OutOfScale, "the reply's label '9' is not on the scale") { Value = "9" },
            }),
        ]);

        Assert.Equal(
            [new OutOfScaleVerdict("i001", "9", null)], JudgeAlignment.Compute(dataset, verdicts, new AlignmentOptions()).OutOfScale.AsEnumerable());
    }

    [Fact]
    public void Compute_VerdictsOfADatasetWithAnotherName_AreRefusedWithTheirFile()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"], ["2"]);
        VerdictSet verdicts = new(new JudgeIdentity { Name = "gpt" }, "others", null, []) { Path = "gpt.verdicts.jsonl" };

        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() => JudgeAlignment.Compute(dataset, verdicts, new AlignmentOptions()));

        Assert.Equal(
            "gpt.verdicts.jsonl: error JE1703: the verdicts of 'gpt' are of the dataset 'others', and this one is 'sample'; the verdicts are of another "
            + "dataset, or the dataset was renamed after the judge ran; align against the dataset that was judged, or judge this one with 'judgeeval run'",
            error.Message);
    }

    [Fact]
    public void Compute_ProbabilityOfNoLabel_IsRefused()
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), ["1"]);
        RecordedVerdict verdict = new()
        {
            Label = "1",
            Probabilities = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("1", 0.75), KeyValuePair.Create("one", 0.25)]),
        };
        VerdictSet verdicts = new(new JudgeIdentity { Name = "gpt" }, null, null, [new Judgement("i001", 0, PresentationOrder.Original, verdict)]);

        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() => JudgeAlignment.Compute(dataset, verdicts, new AlignmentOptions()));

        Assert.Equal(
            "judgeeval: error JE1706: the verdicts of 'gpt' give a probability to what is no label of 'sample': 'one'; the scale is ordinal 1..3, and a share "
            + "of the distribution would be lost; spell the labels as the scale does, or leave the others out of 'probabilities'",
            error.Message);
    }
}
