using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Alignment;

public class CandidateSetsTests
{
    private static readonly LabelScale Kinds = LabelScale.Nominal(["bug", "praise", "question"]);

    [Fact]
    public void Score_Sets_AreCoveredBySizeAndShare()
    {
        // References: bug, praise, tied, nobody, question. Sets: {bug praise} covers, {question} does not, {bug question}, {praise}, and item 5 is not judged.
        // Coverage 1/2 over two; sizes 2, 1, 2, 1: mean 6/4; singles 2/4.
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["bug"], ["praise"], ["bug", "praise"], [""], ["question"]);

        CandidateSetScores scores = CandidateSets.Score(dataset, Verdicts(("i001", "bug praise"), ("i002", "question"), ("i003", "bug question"), ("i004", "praise")))!;

        Assert.Equal((0.5, 2), (scores.Coverage.Value, scores.Coverage.N));
        Assert.Equal((1.5, 4), (scores.MeanSize.Value, scores.MeanSize.N));
        Assert.Equal((0.5, 4), (scores.SingleShare.Value, scores.SingleShare.N));
        Assert.Equal((2, 1), (scores.WithoutReference, scores.WithoutSet));
    }

    [Fact]
    public void Score_RepeatsOfAnItem_AreOneItem()
    {
        // Item 1: {bug}, {praise bug}, {praise question}: covered in 2 of 3, mean size 5/3, one of three single. Item 2: {praise}: 1, 1, 1.
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["bug"], ["praise"]);

        CandidateSetScores scores = CandidateSets.Score(
            dataset, Verdicts(("i001", "bug"), ("i001", "praise bug"), ("i001", "praise question"), ("i002", "praise")))!;

        Assert.Equal((2 / 3d + 1) / 2, scores.Coverage.Value, 14);
        Assert.Equal((5 / 3d + 1) / 2, scores.MeanSize.Value, 14);
        Assert.Equal((1 / 3d + 1) / 2, scores.SingleShare.Value, 14);
        Assert.Equal(2, scores.Coverage.N);
    }

    [Fact]
    public void Compute_Sets_AreInTheAlignmentWithTheirIntervals()
    {
        // Every other item of forty is covered. A share of one half in forty: the binomial 95 % interval is 0.34..0.66 (Wilson), and a bootstrap must come near it.
        AnnotatedDataset dataset = Sample.Dataset(Kinds, [.. Enumerable.Range(0, 40).Select(_ => new[] { "bug" })]);
        VerdictSet verdicts = Verdicts([.. Enumerable.Range(1, 40).Select(i => ($"i{i:000}", i % 2 == 0 ? "bug praise" : "question"))]);

        CandidateSetScores scores = JudgeAlignment.Compute(dataset, verdicts, new AlignmentOptions { Baselines = false }).Candidates!;

        Assert.Equal((0.5, 1.5, 0.5), (scores.Coverage.Value, scores.MeanSize.Value, scores.SingleShare.Value));
        Assert.InRange(scores.Coverage.Interval!.Lower, 0.28, 0.40);
        Assert.InRange(scores.Coverage.Interval!.Upper, 0.60, 0.72);
        Assert.Null(JudgeAlignment.Compute(dataset, Sample.Verdicts("bug"), new AlignmentOptions { Resamples = 0 }).Candidates);
    }

    [Fact]
    public void Score_CandidatesTwiceOrOffTheScale_DoNotCountAndFailuresHaveNoSet()
    {
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["bug"], ["bug"]);

        CandidateSetScores scores = CandidateSets.Score(dataset, Verdicts(("i001", "bug bug nonsense"), ("i002", "")))!;

        Assert.Equal((1, 1, 1, 1), (scores.Coverage.Value, scores.MeanSize.Value, scores.SingleShare.Value, scores.WithoutSet));
    }

    [Fact]
    public void Score_VerdictWithoutCandidates_IsTheSetOfItsLabel()
    {
        AnnotatedDataset dataset = Sample.Dataset(Kinds, ["bug"], ["bug"]);
        VerdictSet mixed = new(new JudgeIdentity { Name = "judge" }, "sample", null, [.. Verdicts(("i001", "bug praise")).Judgements, .. Sample.Verdicts("x", "bug").Judgements.Skip(1)]);

        CandidateSetScores scores = CandidateSets.Score(dataset, mixed)!;

        Assert.Equal((1, 1.5), (scores.Coverage.Value, scores.MeanSize.Value));
    }

    [Fact]
    public void Score_NoCandidatesAtAll_IsNothing() =>
        Assert.Null(CandidateSets.Score(Sample.Dataset(Kinds, ["bug"]), Sample.Verdicts("bug")));

    [Fact]
    public void Score_NoReferenceAtAll_IsUndefined()
    {
        CandidateSetScores scores = CandidateSets.Score(Sample.Dataset(Kinds, ["bug", "praise"]), Verdicts(("i001", "bug praise")))!;

        Assert.Equal("no item has both a set and one reference label", scores.Coverage.UndefinedReason);
        Assert.Equal(2, scores.MeanSize.Value);
    }

    [Fact]
    public void Score_VerdictOnAnUnknownItem_IsRefused() =>
        Assert.Throws<JudgeEvalException>(() => CandidateSets.Score(Sample.Dataset(Kinds, ["bug"]), Verdicts(("other", "bug praise"))));

    private static VerdictSet Verdicts(params (string Item, string Set)[] sets) => new(
        new JudgeIdentity { Name = "judge" },
        "sample",
        null,
        sets.Select((s, i) => new Judgement(s.Item, i, PresentationOrder.Original, s.Set.Length == 0
            ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Unparsable, "?") }
            : new RecordedVerdict { Label = s.Set.Split(' ')[0], Candidates = [.. s.Set.Split(' ')] })));
}
