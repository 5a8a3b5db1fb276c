using JudgeEval.Harness.Leaderboards;
using JudgeEval.Harness.Reports.Boards;
using JudgeEval.Harness.Reviews;
using static JudgeEval.Harness.Tests.Leaderboards.BoardSample;

namespace JudgeEval.Harness.Tests.Leaderboards;

public sealed class CorrectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-leaderboard").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Compute_CorrectedTable_RanksAnew()
    {
        // a says yes on the first six of ten items and b on the last five; people say yes on all. With no on the first three, a is right on the next three
        // alone, and b on the first three and the last five.
        CorrectedOrder order = Corrected("item,annotator,label\ni0000,expert,no\ni0001,expert,no\ni0002,expert,no\n");

        Assert.Equal([("a", 1, 2), ("b", 2, 1)], order.Judges.Select(j => (j.Judge, j.RankBefore, j.RankAfter)));
        Assert.Equal((0.6, 0.5), (order.Judges[0].Before.Value, order.Judges[1].Before.Value));
        Assert.Equal(0.3, order.Judges[0].After.Value, 1e-12);
        Assert.Equal(0.8, order.Judges[1].After.Value, 1e-12);
        Assert.Equal((3, 3, true, true), (order.Corrections, order.Changed, order.WinnerChanged, order.OrderChanged));
    }

    [Fact]
    public void Compute_CorrectionThatSaysTheSame_ChangesNothing()
    {
        CorrectedOrder order = Corrected("item,annotator,label\ni0000,expert,yes\n");

        Assert.Equal((1, 0, false, false), (order.Corrections, order.Changed, order.WinnerChanged, order.OrderChanged));
    }

    [Fact]
    public void Compute_DecisionsOfAReview_CountWhereTheJudgeWasFoundRightLast()
    {
        string path = Path.Combine(_folder, "d.corrections.jsonl");
        CorrectionsFile file = CorrectionsFile.Open(path, path);
        file.Append(Decision("i0000", ReviewAction.JudgeIsRight, "no"));
        file.Append(Decision("i0001", ReviewAction.JudgeIsRight, "no"));
        file.Append(Decision("i0001", ReviewAction.PeopleAreRight, null));
        file.Append(Decision("i0002", ReviewAction.UnclearItem, null));

        CorrectedOrder order = Board(LabelCorrections.Read(path));

        Assert.Equal((1, 1), (order.Corrections, order.Changed));
        Assert.Equal(0.5, order.Judges[0].After.Value, 1e-12);
        Assert.Equal(0.6, order.Judges[1].After.Value, 1e-12);
    }

    [Theory]
    [InlineData("i9999,expert,no", "JE1835", 2)]
    [InlineData("i0000,expert,maybe", "JE1836", 2)]
    [InlineData("i0000,expert,no\ni0000,expert,yes", "JE1837", 3)]
    public void Compute_CorrectionThatDoesNotFit_IsRefusedWithItsLine(string rows, string code, int line)
    {
        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(() => Corrected($"item,annotator,label\n{rows}\n"));

        Diagnostic diagnostic = Assert.Single(thrown.Diagnostics);
        Assert.Equal((code, line), (diagnostic.Code, diagnostic.Location.Line));
    }

    [Theory]
    [InlineData("i9999,expert,no", "JE1835")]
    [InlineData("i0000,expert,maybe", "JE1836")]
    public void Compute_CorrectionsOfADatasetOutsideTheComparison_AreCheckedAllTheSame(string row, string code)
    {
        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(() => Outside($"item,annotator,label\n{row}\n"));

        Assert.Equal(code, Assert.Single(thrown.Diagnostics).Code);
    }

    [Fact]
    public void Compute_CorrectionsOfADatasetOutsideTheComparison_AreSaidToCountNowhere()
    {
        Leaderboard board = Outside("item,annotator,label\ni0000,expert,no\n");

        LeaderboardComparison comparison = Assert.Single(board.Comparisons);
        Assert.Equal(["other"], comparison.OtherDatasets.AsEnumerable());
        Assert.Equal(["other"], comparison.UnusedCorrections.AsEnumerable());
        Assert.Null(comparison.Corrected);
        Assert.Contains("corrected labels of other count nowhere", LeaderboardMarkdown.Render(board), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item,annotator,label\n", "JE1834")]
    [InlineData("item,annotator,label\ni0000,expert,\n", "JE1834")]
    [InlineData("item,label\ni0000,no\n", "JE1035")]
    public void Read_TableWithoutCorrections_IsRefused(string table, string code)
    {
        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(() => Corrected(table));

        Assert.Equal(code, thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Read_AbsentFile_IsRefused()
    {
        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(() => LabelCorrections.Read(Path.Combine(_folder, "none.csv")));

        Assert.Equal("JE1833", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Read_FileOfDecisionsThatIsNone_SaysWhichLines()
    {
        string path = Path.Combine(_folder, "x.jsonl");
        File.WriteAllText(path, "{\"item\":\"i0\"}\nnothing\n");

        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(() => LabelCorrections.Read(path));

        Assert.Equal([1, 2], thrown.Diagnostics.Select(d => d.Location.Line));
    }

    private static ReviewDecision Decision(string item, ReviewAction action, string? label) =>
        new() { At = DateTimeOffset.UnixEpoch, By = "anna", Item = item, Line = item, Action = action, New = label, Why = "seen" };

    private static CorrectedOrder Board(LabelCorrections corrections) => BoardSample.Board(
        Agreement with { Resamples = 0 }, Source("d", Signs(10, 0), ("a", Signs(6, 4)), ("b", Signs(0, 5) + Signs(5, 0))) with { Corrections = corrections }).Comparisons[0].Corrected!;

    private CorrectedOrder Corrected(string table) => Board(Read(table));

    // On the dataset 'other', which is corrected, b has no verdicts.
    private Leaderboard Outside(string table) => BoardSample.Board(
        Agreement with { Resamples = 0 },
        Source("d", Signs(10, 0), ("a", Signs(6, 4)), ("b", Signs(5, 5))),
        Source("other", Signs(10, 0), ("a", Signs(6, 4))) with { Corrections = Read(table) });

    private LabelCorrections Read(string table)
    {
        string path = Path.Combine(_folder, "annotations.csv");
        File.WriteAllText(path, table);
        return LabelCorrections.Read(path);
    }
}
