using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Harness.Reports.Boards;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.Leaderboards.BoardSample;

namespace JudgeEval.Harness.Tests.Leaderboards;

public sealed class LeaderboardTests
{
    [Fact]
    public void Compute_TwoDatasets_GivesMeanAndSpreadOfEachJudge()
    {
        // Agreement of a: 8/10 and 6/10; of b: 5/10 and 8/10. Means 0.7 and 0.65; the deviations from the mean are 0.1 and 0.15 twice, so sd = d √2.
        LeaderboardComparison comparison = Assert.Single(Two().Comparisons);

        Assert.Equal(["a", "b"], comparison.Entries.Select(e => e.Judge));
        Assert.Equal(0.7, comparison.Entries[0].Mean.Value, 1e-12);
        Assert.Equal(0.65, comparison.Entries[1].Mean.Value, 1e-12);
        DatasetSpread a = comparison.Entries[0].Spread!, b = comparison.Entries[1].Spread!;
        Assert.Equal(0.1 * Math.Sqrt(2), a.StandardDeviation, 1e-12);
        Assert.Equal(0.15 * Math.Sqrt(2), b.StandardDeviation, 1e-12);
        Assert.Equal((0.6, 0.8, "second"), (a.Lowest, a.Highest, a.Worst));
        Assert.Equal((0.5, 0.8, "first"), (b.Lowest, b.Highest, b.Worst));
        Assert.Null(a.Prediction);
    }

    [Fact]
    public void Compute_OtherOrderOfDatasetsAndJudges_SaysTheSame()
    {
        LeaderboardSource first = First(), second = Second();

        string straight = LeaderboardText.Render(Board(Agreement with { ErrorDraws = 50 }, first, second), 200);
        string turned = LeaderboardText.Render(
            Board(Agreement with { ErrorDraws = 50 }, second with { Judges = [.. second.Judges.Reverse()] }, first with { Judges = [.. first.Judges.Reverse()] }), 200);

        Assert.Equal(straight, turned);
    }

    [Fact]
    public void Compute_OneThreadOrMany_SaysTheSame()
    {
        LeaderboardOptions options = Agreement with { ErrorDraws = 100, Resamples = 500 };

        Assert.Equal(
            LeaderboardText.Render(Board(options with { MaxDegreeOfParallelism = 1 }, First(), Second()), 200),
            LeaderboardText.Render(Board(options, First(), Second()), 200));
    }

    [Fact]
    public void Compute_JudgeWithoutVerdictsOnADataset_IsMissingThereAndNotCompared()
    {
        LeaderboardSource first = First();
        Leaderboard board = Board(Agreement, first with { Judges = [.. first.Judges, Verdicts("c", "first", Signs(10, 0))] }, Second());

        LeaderboardCell cell = board.Datasets[1].Cells[2];
        Assert.Equal(("c", true, false), (cell.Judge, cell.IsMissing, cell.Figure.IsDefined));
        Assert.Equal(1.0, board.Datasets[0].Cells[2].Figure.Value);
        LeftOutJudge leftOut = Assert.Single(board.Comparisons[0].LeftOut);
        Assert.Equal(("c", "no verdicts on second"), (leftOut.Judge, leftOut.Reason));
        Assert.Equal(2, board.Comparisons[0].Datasets.Length);
        Assert.Contains("No verdicts on second are of c; that is no figure of 0.", LeaderboardText.Render(board, 200), StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_JudgesOnDifferentDatasets_HaveNoOrder()
    {
        Leaderboard board = Board(Agreement, Source("one", "yyyn", ("a", "yyyy")), Source("two", "yyyn", ("b", "yyyy")));

        Assert.True(Assert.Single(board.Comparisons).Entries.Length < 2);
        Assert.Contains("No two judges have a figure on the same dataset", LeaderboardText.Render(board, 200), StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_UnansweredItems_ComparesOnTheItemsThatAllAnswered()
    {
        // The first four items have no answer of a, and b is right on those alone: of the other six a is right on all and b on none.
        Leaderboard board = Board(Agreement, Source("d", Signs(10, 0), ("a", "----yyyyyy"), ("b", Signs(4, 6))));

        LeaderboardComparison comparison = board.Comparisons[0];
        Assert.Equal((6, 10), (comparison.Datasets[0].Items, comparison.Datasets[0].Labelled));
        Assert.Equal([1.0, 0.0], comparison.Entries.Select(e => e.Mean.Value));
        Assert.Equal(0.4, board.Datasets[0].Cells[1].Figure.Value);
        Assert.Equal(0.6, board.Datasets[0].Cells[0].Coverage);
    }

    [Fact]
    public void Compute_ItemsOnWhichPeopleTie_AreNoFaultOfTheJudges()
    {
        // Two people disagree on the last of four items, which so has no majority.
        Leaderboard board = Board(Agreement, Source("d", ["yynn", "yyny"], ("a", "yynn"), ("b", "yyyy")));

        SharedDataset shared = board.Comparisons[0].Datasets[0];
        Assert.Equal((3, 4, 1), (shared.Items, shared.Labelled, shared.Tied));
        string text = LeaderboardText.Render(board, 200);
        Assert.Contains("answered: all 3 of d (people tie on 1 other).", text, StringComparison.Ordinal);
        Assert.DoesNotContain("small part", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.4, 3)]
    public void Compute_JudgeThatHardlyAnswers_IsComparedOnlyAsTheCoverageAllows(double least, int compared)
    {
        Leaderboard board = Board(
            Agreement with { LeastCoverage = least }, Source("d", Signs(10, 0), ("a", Signs(9, 1)), ("b", Signs(8, 2)), ("c", "yyyy------")));

        Assert.Equal(compared, board.Comparisons[0].Entries.Length);
        Assert.Equal(compared == 3 ? [] : ["answered 0.4 of d, less than 0.5"], board.Comparisons[0].LeftOut.Select(l => l.Reason));
    }

    [Fact]
    public void Compute_DatasetsOfDifferentMetrics_AreComparedApart()
    {
        LeaderboardSource graded = Tagged("graded", LabelScale.Ordinal(1, 3), ["123123"], _ => [], ("a", "123122"), ("b", "121111"));
        Leaderboard board = Board(Agreement with { Metric = null }, First(), graded);

        Assert.Equal([AlignmentMetric.CohenKappa, AlignmentMetric.CohenKappaQuadratic], board.Comparisons.Select(c => c.Metric));
        Assert.All(board.Comparisons, c => Assert.Single(c.Datasets));
        Assert.Contains("figures of different metrics have no mean", LeaderboardText.Render(board, 200), StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_MetricThatTheScaleForbids_IsUndefinedWithTheReason()
    {
        LabelScale colours = LabelScale.Nominal(["r", "g", "b"]);
        Leaderboard board = Board(Agreement with { Metric = AlignmentMetric.Spearman }, Tagged("d", colours, ["rgbrgb"], _ => [], ("a", "rgbrgr")));

        Assert.Equal("the categories have no order", board.Datasets[0].Cells[0].Figure.UndefinedReason);
        Assert.Empty(board.Comparisons[0].Entries);
    }

    [Fact]
    public void Compute_OneJudgeMore_ChangesNothingForTheOthers()
    {
        // A judge that always says the same answers every item, so the common items stay.
        LeaderboardSource first = First();
        LeaderboardComparison before = Board(Agreement, first).Comparisons[0];
        LeaderboardComparison after = Board(Agreement, first with { Judges = [.. first.Judges, Verdicts("constant", "first", Signs(0, 10))] }).Comparisons[0];

        JudgeDifference pair = Assert.Single(before.Differences), same = after.Differences.Single(d => d.First == "a" && d.Second == "b");
        Assert.Equal((pair.Difference, pair.PValue), (same.Difference, same.PValue));
        Assert.Equal(before.Entries[0].Mean, after.Entries[0].Mean);
    }

    [Fact]
    public void Compute_TwoDatasetsOfOneName_AreRefused()
    {
        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(() => Board(Agreement, First(), First()));

        Assert.Equal("JE1830", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Compute_OneJudgeTwiceOnADataset_IsRefused()
    {
        JudgeEvalException thrown = Assert.Throws<JudgeEvalException>(() => Board(Agreement, Source("d", "yn", ("a", "yn"), ("a", "yy"))));

        Assert.Equal("JE1831", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Compute_WithoutResamples_GivesTheOrderAlone()
    {
        LeaderboardComparison comparison = Board(Agreement with { Resamples = 0 }, First(), Second()).Comparisons[0];

        Assert.Equal(["a", "b"], comparison.Entries.Select(e => e.Judge));
        Assert.Empty(comparison.Differences);
        Assert.Empty(comparison.Runs);
        Assert.All(comparison.Entries, e => Assert.Equal((null, null, true), (e.Mean.Interval, e.Possible, e.RankProbabilities.IsEmpty)));
    }

    [Fact]
    public void Compute_MeanOfTwoDatasets_HasTheIntervalOfIndependentSamples()
    {
        // Shares 0.8 of 400 and 0.5 of 900: the variance of their mean is (0.16 / 400 + 0.25 / 900) / 4, so 1.96 standard errors are 0.0255.
        double expected = 1.96 * Math.Sqrt(((0.16 / 400) + (0.25 / 900)) / 4);
        Leaderboard board = Board(
            Agreement with { Resamples = 2000 },
            Source("one", Signs(400, 0), ("a", Signs(320, 80)), ("b", Signs(400, 0))),
            Source("two", Signs(900, 0), ("a", Signs(450, 450)), ("b", Signs(900, 0))));

        ConfidenceInterval interval = board.Comparisons[0].Entries.Single(e => e.Judge == "a").Mean.Interval!;
        Assert.InRange((interval.Upper - interval.Lower) / 2 / expected, 0.93, 1.12);
    }

    [Fact]
    public void Compute_LowerIsBetter_PutsTheSmallestFirst()
    {
        LabelScale scale = LabelScale.Ordinal(1, 5);
        Leaderboard board = Board(
            Agreement with { Metric = AlignmentMetric.MeanAbsoluteError }, Tagged("d", scale, ["12345"], _ => [], ("far", "55555"), ("near", "12344")));

        Assert.Equal([("near", 1), ("far", 2)], board.Comparisons[0].Entries.Select(e => (e.Judge, e.Rank)));
    }

    private static Leaderboard Two() => Board(Agreement, First(), Second());

    private static LeaderboardSource First() => Source("first", Signs(10, 0), ("a", Signs(8, 2)), ("b", Signs(5, 5)));

    private static LeaderboardSource Second() => Source("second", Signs(10, 0), ("a", Signs(6, 4)), ("b", Signs(8, 2)));
}
