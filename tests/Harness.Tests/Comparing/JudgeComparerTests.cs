using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Comparing;

public sealed class JudgeComparerTests
{
    private static readonly LabelScale OneToFive = LabelScale.Ordinal(1, 5);

    [Fact]
    public void Compare_BinaryLabels_GivesTheTableAndMcNemarByHand()
    {
        // People say yes to all ten. The baseline is right on 1-8, the candidate on 1-4 and 9: both on 1-4, the baseline alone on 5-8, the candidate
        // alone on 9, neither on 10.
        AnnotatedDataset people = Compared.People(Compared.YesNo, "yyyyyyyyyy");

        JudgeComparison comparison = Compared.Compare(people, Compared.Verdicts("yyyyyyyynn"), Compared.Verdicts("yyyynnnnyn"), AlignmentMetric.PercentAgreement);

        Assert.Equal(new HitTable(4, 4, 1, 1), comparison.Hits);
        Assert.Equal(["i005", "i006", "i007", "i008"], comparison.NewlyDisagreeing.AsEnumerable());
        Assert.Equal(["i009"], comparison.Resolved.AsEnumerable());
        Assert.Equal((0.8, 0.5), (comparison.Baseline.Value, comparison.Candidate.Value));
        Assert.Equal(-0.3, comparison.Delta.Value, 1e-12);
        Assert.Equal(new ComparedItems(10, 0, 0, 0, 0), comparison.Items);

        // Of 5 discordant items 1 or fewer fall on the smaller side with (1 + 5) / 2^5; twice that is 0.375, and the mid-p less the 5 / 2^5 of just 1.
        Assert.Equal(12.0 / 32, comparison.HitTests!.Exact.PValue!.Value, 1e-12);
        Assert.Equal(7.0 / 32, comparison.HitTests.MidP.PValue!.Value, 1e-12);
        Assert.Equal((1.0, 5), (comparison.HitTests.Exact.Statistic!.Value, comparison.HitTests.Exact.N));
        Assert.Null(comparison.Errors);
    }

    [Fact]
    public void Compare_OrdinalLabels_GivesWilcoxonByHand()
    {
        // Distances of the baseline 0, 0, 0 and of the candidate 0, 1, 2. Pratt ranks the 0 first and leaves its rank out, so the ranks are 2 and 3, all
        // positive. Of the four ways to sign them one gives a smaller sum of 0: p is twice 1/4.
        AnnotatedDataset people = Compared.People(OneToFive, "123");

        ErrorShift errors = Compared.Compare(people, Compared.Verdicts("123"), Compared.Verdicts("135")).Errors!;

        Assert.Equal((2, 0, 1), (errors.Farther, errors.Nearer, errors.Same));
        Assert.Equal((0.0, 0.5, 3), (errors.Test.Statistic!.Value, errors.Test.PValue!.Value, errors.Test.N));
    }

    [Fact]
    public void Compare_SameJudge_FindsNothing()
    {
        AnnotatedDataset people = Compared.People(OneToFive, "1234512345");
        VerdictSet verdicts = Compared.Verdicts("1234522355");

        JudgeComparison comparison = Compared.Compare(people, verdicts, verdicts);

        Assert.Equal(0, comparison.Delta.Value);
        Assert.Equal(comparison.Baseline, comparison.Candidate);
        Assert.Equal(new HitTable(8, 0, 0, 2), comparison.Hits);
        Assert.Empty(comparison.Moved);
        Assert.Empty(comparison.Changes);
        Assert.Null(comparison.OldLabels);
        Assert.Equal(1, comparison.HitTests!.Exact.PValue);
        Assert.NotNull(comparison.HitTests.MidP.Undefined);
        Assert.NotNull(comparison.Errors!.Test.Undefined);
    }

    [Theory]
    [InlineData(AlignmentMetric.CohenKappaQuadratic)]
    [InlineData(AlignmentMetric.KrippendorffAlpha)]
    [InlineData(AlignmentMetric.MeanAbsoluteError)]
    [InlineData(AlignmentMetric.JensenShannon)]
    [InlineData(AlignmentMetric.Spearman)]
    public void Compare_SidesExchanged_NegatesTheDifferenceAndExchangesTheLists(AlignmentMetric metric)
    {
        AnnotatedDataset people = Compared.People(OneToFive, "123451234512345123451234512345");
        VerdictSet a = Compared.Verdicts("12345123451234512345222452-333"), b = Compared.Verdicts("223451134511335123311234511345");

        JudgeComparison there = Compared.Compare(people, a, b, metric), back = Compared.Compare(people, b, a, metric);

        Assert.NotEqual(0, there.Delta.Value);
        Assert.Equal(-there.Delta.Value, back.Delta.Value, 1e-12);

        // The unseen items of a mean are drawn in the order of their values, which turns round: other draws, the same distribution.
        double drawn = metric == AlignmentMetric.JensenShannon ? 0.02 : 1e-9;
        Assert.Equal(-there.Delta.Interval!.Lower, back.Delta.Interval!.Upper, drawn);
        Assert.Equal(-there.Delta.Interval.Upper, back.Delta.Interval.Lower, drawn);
        Assert.Equal((there.Baseline, there.Candidate), (back.Candidate, back.Baseline));
        Assert.Equal(there.NewlyDisagreeing.Order(StringComparer.Ordinal), back.Resolved);
        Assert.Equal(there.Resolved, back.NewlyDisagreeing.Order(StringComparer.Ordinal));
        Assert.Equal(new HitTable(there.Hits.Both, there.Hits.OnlyCandidate, there.Hits.OnlyBaseline, there.Hits.Neither), back.Hits);
        Assert.Equal(there.HitTests!.Exact.PValue, back.HitTests!.Exact.PValue);
        Assert.Equal((there.Errors!.Farther, there.Errors.Nearer), (back.Errors!.Nearer, back.Errors.Farther));
        Assert.Equal(there.Errors.Test.PValue, back.Errors.Test.PValue);
        Assert.Equal(1, there.Items.WithoutVerdict);
    }

    [Fact]
    public void Compare_SidesAloneOnTheSameItems_AreWhatAlignmentGives()
    {
        AnnotatedDataset people = Compared.People(OneToFive, "1234512345");
        VerdictSet a = Compared.Verdicts("1234522355"), b = Compared.Verdicts("1134512333");

        JudgeComparison comparison = Compared.Compare(people, a, b);

        Assert.Equal(Compared.Align(people, a).Result.Statistics[AlignmentMetric.CohenKappaQuadratic], comparison.Baseline);
        Assert.Equal(Compared.Align(people, b).Result.Statistics[AlignmentMetric.CohenKappaQuadratic], comparison.Candidate);
    }

    [Fact]
    public void Compare_OneWrongLabelForAnother_IsNeitherNewNorResolved()
    {
        AnnotatedDataset people = Compared.People(OneToFive, "12345");

        JudgeComparison comparison = Compared.Compare(people, Compared.Verdicts("32345"), Compared.Verdicts("52345"));

        Assert.Empty(comparison.Moved);
        Assert.Equal(1, comparison.Hits.Neither);
        Assert.Equal(1, comparison.Errors!.Farther);
    }

    [Fact]
    public void Compare_UnstableRepeats_AreListedApartAndCountOnce()
    {
        // Of three repeats two make the verdict. Item 1 is lost for good, item 2 by two of three, item 3 won by two of three of the baseline's failures.
        AnnotatedDataset people = Compared.People(Compared.YesNo, "yyyy");

        JudgeComparison comparison = Compared.Compare(people, Compared.Repeated("yyy", "yyy", "nny", "yy-"), Compared.Repeated("nnn", "nyn", "yyy", "nnn"));

        Assert.Equal(new HitTable(0, 3, 1, 0), comparison.Hits);
        Assert.Equal(["i001", "i004"], comparison.NewlyDisagreeing.AsEnumerable());
        Assert.Empty(comparison.Resolved);
        Assert.Equal(["i002", "i003"], comparison.Unstable.AsEnumerable());
        MovedItem second = comparison.Moved[1];
        Assert.Equal((new SideVerdict("yes", 3, 3), new SideVerdict("no", 2, 3)), (second.Baseline, second.Candidate));
        Assert.True(second is { Disagrees: true, Unstable: true });
    }

    [Fact]
    public void Compare_UnanimousPeople_StandFirst()
    {
        AnnotatedDataset people = Sample.Dataset(Compared.YesNo, ["yes", "yes", "no"], ["yes", "yes", "yes"], ["yes"], ["no", "no"]);

        JudgeComparison comparison = Compared.Compare(people, Compared.Verdicts("yyyn"), Compared.Verdicts("nnny"));

        Assert.Equal(["i002", "i004", "i001", "i003"], comparison.NewlyDisagreeing.AsEnumerable());
        Assert.Equal([new LabelCount("no", 1), new LabelCount("yes", 2)], comparison.Moved[0].People.AsEnumerable());
    }

    [Fact]
    public void Compare_TiedPeople_HitWithEitherLabel()
    {
        AnnotatedDataset people = Sample.Dataset(Compared.YesNo, ["yes", "no"], ["yes"], ["no"], [""]);

        JudgeComparison comparison = Compared.Compare(people, Compared.Verdicts("yyny"), Compared.Verdicts("nyyy"));

        Assert.Equal(new HitTable(2, 1, 0, 0), comparison.Hits);
        Assert.Equal(4, comparison.Items.Common);

        // The tie has no label to compare with, and the last item has none at all.
        Assert.Equal(2, comparison.Items.WithoutReference);
        Assert.Equal(2, comparison.Delta.N);
    }

    [Fact]
    public void Compare_FailureOnOneSide_LeavesTheItemOut()
    {
        AnnotatedDataset people = Compared.People(Compared.YesNo, "ynyny");

        JudgeComparison comparison = Compared.Compare(people, Compared.Verdicts("-nyny"), Compared.Verdicts("ynyy-"));

        Assert.Equal(new ComparedItems(3, 0, 0, 0, 2), comparison.Items);
        Assert.Equal(3, comparison.Delta.N);
        Assert.Equal(new HitTable(2, 1, 0, 0), comparison.Hits);
    }

    [Fact]
    public void Compare_EditedLabels_AreReportedAsLabelsAndNeverAsAWorseJudge()
    {
        // The same verdicts before and after; two of five labels were edited to say the opposite of what the judge says.
        AnnotatedDataset before = Compared.People(Compared.YesNo, "ynyny"), after = Compared.People(Compared.YesNo, "ynynn").With("i001", "a1", "no");
        VerdictSet verdicts = Compared.Verdicts("ynyny");

        JudgeComparison comparison = JudgeComparer.Compare(Compared.Align(after, verdicts), JudgeBaseline.Of(verdicts, before), AlignmentMetric.PercentAgreement);

        JudgeChange change = Assert.Single(comparison.Changes);
        Assert.Equal((ChangeKind.Labels, "JE4106", "people's labels changed: 2 labels of 2 items (2 changed)"), (change.Kind, change.Code, change.Text));
        Assert.Equal((0.6, 0.6, 0.0), (comparison.Baseline.Value, comparison.Candidate.Value, comparison.Delta.Value));
        Assert.Equal((1.0, 1.0, 0.0), (comparison.OldLabels!.Baseline.Value, comparison.OldLabels.Candidate.Value, comparison.OldLabels.Delta.Value));
        Assert.Equal(new HitTable(5, 0, 0, 0), comparison.OldLabels.Hits);
        Assert.Empty(comparison.NewlyDisagreeing);
    }

    [Fact]
    public void Compare_OtherLabelsAndAnotherJudge_ShowsBothScores()
    {
        // Then people said yes to all: the baseline had 4 of 4 right, the candidate would have 3. Now they say no to item 4, as the candidate does.
        AnnotatedDataset before = Compared.People(Compared.YesNo, "yyyy"), after = Compared.People(Compared.YesNo, "yyyn");

        JudgeComparison comparison = JudgeComparer.Compare(
            Compared.Align(after, Compared.Verdicts("yyyn")), JudgeBaseline.Of(Compared.Verdicts("yyyy"), before), AlignmentMetric.PercentAgreement);

        Assert.Equal((0.75, 1.0, 0.25), (comparison.Baseline.Value, comparison.Candidate.Value, comparison.Delta.Value));
        Assert.Equal((1.0, 0.75, -0.25), (comparison.OldLabels!.Baseline.Value, comparison.OldLabels.Candidate.Value, comparison.OldLabels.Delta.Value));
        Assert.Equal(["i004"], comparison.Resolved.AsEnumerable());
    }

    [Fact]
    public void Compare_ReferenceThatHadNotLabelledThen_HasNoOldScore()
    {
        AnnotatedDataset before = Compared.People(Compared.YesNo, "yyyy"), after = before.With("i001", "expert", "no").With("i002", "expert", "yes");
        AlignmentOptions options = Compared.Options with { Reference = new Reference(ReferenceRule.Annotator, "expert") };

        JudgeComparison comparison = JudgeComparer.Compare(
            Compared.Align(after, Compared.Verdicts("yyyn"), options), JudgeBaseline.Of(Compared.Verdicts("yyyy"), before), AlignmentMetric.PercentAgreement);

        Assert.Equal("'expert' had labelled none of the common items then", comparison.OldLabels!.Delta.UndefinedReason);
        Assert.Equal(2, comparison.Delta.N);
        Assert.Equal(new HitTable(1, 0, 0, 1), comparison.Hits);
    }

    [Fact]
    public void Compare_BaselineThroughItsFile_GivesTheSame()
    {
        AnnotatedDataset before = Compared.People(OneToFive, "1234512345"), after = before.With("i003", "a1", "4").With("i004", "a2", "2");
        AlignedJudge candidate = Compared.Align(after, Compared.Verdicts("1134512333"));
        Harness.Records.BaselineRecord record = Harness.Records.BaselineRecord.Of(Compared.Align(before, Compared.Repeated("11", "23", "33", "44", "55", "1-", "22", "33", "44", "55")), "s", "c", null, null);
        string path = Path.Combine(Directory.CreateTempSubdirectory("judgeeval-compare-").FullName, "a.baseline.jsonl");
        Harness.Records.BaselineFile.Write(record, path);

        JudgeComparison direct = JudgeComparer.Compare(candidate, record.Baseline), read = JudgeComparer.Compare(candidate, Harness.Records.BaselineFile.Read(path).Baseline);

        Assert.Equal((direct.Baseline, direct.Candidate, direct.Delta), (read.Baseline, read.Candidate, read.Delta));
        Assert.Equal((direct.Items, direct.Hits, direct.Errors, direct.OldLabels), (read.Items, read.Hits, read.Errors, read.OldLabels));
        Assert.Equal(direct.Moved.Select(m => (m.Item, m.Baseline, m.Candidate, m.Unstable)), read.Moved.Select(m => (m.Item, m.Baseline, m.Candidate, m.Unstable)));
        Assert.Equal(direct.Changes.AsEnumerable(), read.Changes);
        Assert.NotEmpty(read.Unstable);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
