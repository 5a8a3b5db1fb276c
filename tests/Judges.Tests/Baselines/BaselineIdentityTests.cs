using static JudgeEval.Judges.Baselines;
using static JudgeEval.Judges.Tests.Baselines.BaselineSamples;

namespace JudgeEval.Judges.Tests.Baselines;

public sealed class BaselineIdentityTests
{
    private static readonly BaselineExample[] Examples = [Single("a", "one", "1"), Single("b", "other", "2")];

    [Fact]
    public void Identity_EveryKind_HasNameContractAndAHashOfItsOwn()
    {
        JudgeIdentity[] identities = [.. All.Where(k => k is not (BaselineKind.Linear or BaselineKind.Overlap)).Select(k => Create(k, Examples, Five, TaskShape.Single).Identity)];

        Assert.Equal(["baseline/majority", "baseline/random", "baseline/longer"], identities.Select(i => i.Name));
        Assert.All(identities, i => Assert.Equal("baseline/1", i.OutputContract));
        Assert.All(identities, i => Assert.Equal(64, i.OptionsHash!.Length));
        Assert.Equal(3, identities.Select(i => i.OptionsHash).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Identity_AnythingElseChanged_IsAnotherJudge()
    {
        string? plain = Hash(Examples, 1);

        Assert.Equal(plain, Hash([.. Examples.Reverse()], 1));
        Assert.NotEqual(plain, Hash(Examples, 2));
        Assert.NotEqual(plain, Hash([Examples[0], Single("b", "other", "3")], 1));
        Assert.NotEqual(plain, Hash([Examples[0], Single("b", "changed", "2")], 1));
        Assert.NotEqual(plain, Hash([Examples[0], Examples[1] with { Mean = 2.5 }], 1));
    }

    [Fact]
    public void TryParse_Names_FindsEveryKindAndNothingElse()
    {
        Assert.All(All, kind => Assert.True(TryParse(kind.Name(), out BaselineKind found) && found == kind));
        Assert.False(TryParse("Longer", out _));
        Assert.False(TryParse("", out _));
    }

    [Fact]
    public async Task JudgeAsync_OtherScale_IsAnError()
    {
        IJudge judge = Create(BaselineKind.Majority, Examples, Five, TaskShape.Single);

        JudgeEvalException error = await Assert.ThrowsAsync<JudgeEvalException>(async () =>
            await judge.JudgeAsync(new JudgeTask { Item = Examples[0].Item, Scale = LabelScale.Ordinal(1, 3), Shape = TaskShape.Single }));

        Assert.Equal(
            "judgeeval: error JE2702: the judge 'baseline/majority' was made of examples labelled ordinal 1..5, and it is asked to label ordinal 1..3; "
            + "a baseline labels what its examples are like; make it of examples of this dataset", error.Message);
    }

    [Fact]
    public async Task JudgeAsync_Cancelled_Throws()
    {
        IJudge judge = Create(BaselineKind.Majority, Examples, Five, TaskShape.Single);

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            await judge.JudgeAsync(new JudgeTask { Item = Examples[0].Item, Scale = Five, Shape = TaskShape.Single }, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Create_BadExamples_AreRefused()
    {
        Assert.Contains("'a' stands twice", Refused(Examples[0], Examples[0]), StringComparison.Ordinal);
        Assert.Contains("reference '9' of the item 'c' is not on the scale", Refused(Examples[0], new BaselineExample(new JudgeItem { Id = "c" }, new Label("9", 9), 1)), StringComparison.Ordinal);
        Assert.Contains("reference '2' of the item 'c' is not on the scale", Refused(new BaselineExample(new JudgeItem { Id = "c" }, new Label("2", 4), 1)), StringComparison.Ordinal);
        Assert.Contains("mean of the item 'c'", Refused(new BaselineExample(new JudgeItem { Id = "c" }, null, double.NaN)), StringComparison.Ordinal);
    }

    private static string? Hash(BaselineExample[] examples, ulong seed) => Create(BaselineKind.Random, examples, Five, TaskShape.Single, seed).Identity.OptionsHash;

    private static string Refused(params BaselineExample[] examples) =>
        Assert.Throws<ArgumentException>(() => Create(BaselineKind.Majority, examples, Five, TaskShape.Single)).Message;
}
