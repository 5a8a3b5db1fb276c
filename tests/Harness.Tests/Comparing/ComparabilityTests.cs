using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Comparing;

public sealed class ComparabilityTests
{
    private static readonly AnnotatedDataset People = Compared.People(Compared.YesNo, "ynyny");

    private static readonly VerdictSet Same = Compared.Verdicts("ynyny");

    [Fact]
    public void Compare_AnotherScale_IsRefused()
    {
        AnnotatedDataset then = Compared.People(LabelScale.Nominal(["no", "yes", "perhaps"]), "ynyny");

        Assert.Equal(
            "file: error JE4007: the baseline's labels are on the scale nominal no, yes, perhaps, and 'sample' has the scale nominal no, yes; labels of two scales cannot be held against each other; "
            + "take today's judge as the new baseline: run the suite and 'judgeeval accept', or name the verdicts of another judge on this dataset",
            Refusal(JudgeBaseline.Of(Same, then) with { Path = "file" }).ToString());
    }

    [Fact]
    public void Compare_PeoplesLabelsOffTheScale_AreRefused()
    {
        // The scale in words is the same, because numbers from 1 to 5 are told by their ends.
        AnnotatedDataset then = Compared.People(LabelScale.Ordinal(["1", "2", "5"]), "125"), today = Compared.People(LabelScale.Ordinal(["1", "3", "5"]), "135");

        Diagnostic refusal = Refusal(JudgeBaseline.Of(Compared.Verdicts("115"), then), today, Compared.Verdicts("135"));

        Assert.Equal("people's labels in the baseline are not on the scale of 'sample', ordinal 1..5: '2'", refusal.What);
    }

    [Fact]
    public void Compare_VerdictsOfAnotherTask_AreRefused() => Assert.Equal(
        "the baseline's verdicts are not on the scale of 'sample', nominal no, yes: '1', '2', '3'",
        Refusal(new JudgeBaseline { Verdicts = Compared.Verdicts("12312") }).What);

    [Fact]
    public void Compare_SomeVerdictsOffTheScale_AreFailuresOfThatJudge()
    {
        JudgeComparison comparison = JudgeComparer.Compare(Compared.Align(People, Same), new JudgeBaseline { Verdicts = Compared.Verdicts("y3y3y") });

        Assert.Equal((3, 2), (comparison.Items.Common, comparison.Items.WithoutVerdict));
    }

    [Fact]
    public void Compare_NoCommonItem_IsRefused()
    {
        AnnotatedDataset then = People.Items(item => item with { Response = "another" });

        Diagnostic refusal = Refusal(JudgeBaseline.Of(Same, then));

        Assert.Equal("the baseline and 'sample' have no item in common", refusal.What);
        Assert.Equal("0 items are the baseline's alone, 0 the dataset's alone, and 5 have the same id and another content", refusal.Why);
    }

    [Fact]
    public void Compare_VerdictFileOfAnotherDataset_IsRefusedBecauseIdsSayNothing() => Assert.Equal(
        "the baseline's verdicts are of the dataset 'other', and this one is 'sample'",
        Refusal(JudgeBaseline.OfFile(new VerdictSet(Same.Judge, "other", null, Same.Judgements), People)).What);

    [Theory]
    [InlineData(true, false, "the candidate predicts how hard items are, and the baseline labels them")]
    [InlineData(false, true, "the baseline predicts how hard items are, and the candidate labels them")]
    [InlineData(true, true, "both judges predict how hard items are, and give no labels")]
    public void Compare_JudgeOfDifficulty_IsRefused(bool candidate, bool baseline, string what)
    {
        JudgeIdentity predicting = new() { Name = "d", DifficultyScale = LabelScale.Ordinal(["no", "yes"]) };

        Assert.Equal(what, Refusal(
            JudgeBaseline.Of(baseline ? Compared.Verdicts("ynyny", predicting) : Same, People), People, candidate ? Compared.Verdicts("ynyny", predicting) : Same).What);
    }

    [Fact]
    public void Of_VerdictsOfAnotherContent_AreRefused()
    {
        VerdictSet verdicts = new(Same.Judge, "sample", "0000", Same.Judgements);

        Assert.Equal("JE1703", Assert.Single(Assert.Throws<JudgeEvalException>(() => JudgeBaseline.Of(verdicts, People)).Diagnostics).Code);
    }

    private static Diagnostic Refusal(JudgeBaseline baseline, AnnotatedDataset? dataset = null, VerdictSet? candidate = null)
    {
        Diagnostic refusal = Assert.Single(Assert.Throws<JudgeEvalException>(
            () => JudgeComparer.Compare(Compared.Align(dataset ?? People, candidate ?? Same), baseline)).Diagnostics);
        Assert.Equal("JE4007", refusal.Code);
        Assert.NotEmpty(refusal.Remedy);
        return refusal;
    }
}
