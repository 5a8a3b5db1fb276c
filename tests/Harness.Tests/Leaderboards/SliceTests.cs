using System.Globalization;
using JudgeEval.Harness.Leaderboards;
using static JudgeEval.Harness.Tests.Leaderboards.BoardSample;

namespace JudgeEval.Harness.Tests.Leaderboards;

public sealed class SliceTests
{
    private static readonly LeaderboardOptions ByLanguage = Agreement with { By = "language" };

    [Fact]
    public void Of_Slices_AreFiguresOfTheirItemsAlone()
    {
        LeaderboardSlices slices = Sliced().Datasets[0].Slices!;

        // German: items 0..3, a right on 3 and b on 2; the two people agree on 3 of 4. English: items 4..9, a right on 3 of 6, b on all.
        Assert.Equal([("de", 4), ("en", 6)], slices.Slices.Select(s => (s.Value, s.Items)));
        Assert.Equal([0.75, 0.5], slices.Slices[0].Figures.Select(f => f.Value));
        Assert.Equal([0.5, 1.0], slices.Slices[1].Figures.Select(f => f.Value));
        Assert.Equal(2, slices.Without);
    }

    [Fact]
    public void Of_SliceCeiling_IsThatOfADatasetOfItsItems()
    {
        LeaderboardSlice german = Annotated(10).Datasets[0].Slices!.Slices[0];
        LeaderboardDataset alone = Annotated(4).Datasets[0];

        Assert.Equal((alone.Ceiling.Value, alone.Ceiling.N), (german.Ceiling.Value, german.Ceiling.N));
    }

    [Fact]
    public void Of_FewItems_AreCalledSmall()
    {
        Assert.All(Sliced().Datasets[0].Slices!.Slices, s => Assert.True(s.IsSmall));
        LeaderboardSource large = Tagged("d", YesNo, [Signs(LeaderboardSlice.Small, 0)], _ => [("language", "de")], ("a", Signs(LeaderboardSlice.Small, 0)));
        Assert.False(Assert.Single(Board(ByLanguage, large).Datasets[0].Slices!.Slices).IsSmall);
    }

    [Fact]
    public void Of_JudgeThatAnsweredNothingInASlice_IsUndefinedThere()
    {
        Leaderboard board = Board(ByLanguage, Tagged("d", YesNo, ["yyyyyy"], Language, ("a", "----yy")));

        Assert.Equal("the judge answered no item of the slice", board.Datasets[0].Slices!.Slices[0].Figures[0].UndefinedReason);
        Assert.Equal(1.0, board.Datasets[0].Slices!.Slices[1].Figures[0].Value);
    }

    [Fact]
    public void Of_TagOfSingleItems_IsRefused()
    {
        string people = Signs(101, 0);

        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(
            () => Board(ByLanguage, Tagged("d", YesNo, [people], i => [("language", i.ToString(CultureInfo.InvariantCulture))], ("a", people))));

        Assert.Equal("JE1832", thrown.Diagnostics[0].Code);
    }

    private static Leaderboard Sliced() => Board(ByLanguage, Tagged("d", YesNo, ["yyyyyyyyyyyy"], Language, ("a", "yyynyyynnnyy"), ("b", "yynnyyyyyynn")));

    private static Leaderboard Annotated(int items) => Board(
        ByLanguage, Tagged("d", YesNo, ["yyynyyynny"[..items], "yynnyynnny"[..items]], Language, ("a", "yyynyyynny"[..items])));

    private static (string, string)[] Language(int item) => item < 4 ? [("language", "de")] : item < 10 ? [("language", "en")] : [];
}
