using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.Leaderboards.BoardSample;

namespace JudgeEval.Harness.Tests.Leaderboards;

public sealed class RankTests
{
    [Fact]
    public void Ranks_TiesAndUndefined_ShareARankAndStandLast()
    {
        Assert.Equal([2, 1, 2, 4, 5], JudgeOrder.Ranks([0.5, 0.9, 0.5 + 1e-15, 0.1, double.NaN]));
        Assert.Equal([1, 0, 2, 3, 4], JudgeOrder.Sorted([0.5, 0.9, 0.5, 0.1, double.NaN]));
    }

    [Fact]
    public void WinnerFlips_OnlyWhenAnotherIsAboveAllThatWereFirst()
    {
        Assert.False(JudgeOrder.WinnerFlips([1, 1, 3], [0.2, 0.6, 0.5]));
        Assert.False(JudgeOrder.WinnerFlips([1, 2, 3], [0.5, 0.5, 0.1]));
        Assert.True(JudgeOrder.WinnerFlips([1, 1, 3], [0.2, 0.4, 0.5]));
    }

    [Fact]
    public void Reversed_CountsPairsThatStandTheOtherWayRound()
    {
        // 1 > 2 > 3 becomes 3 > 1 > 2: the third passed both. A tie before or after is no reversal.
        Assert.Equal(2, JudgeOrder.Reversed([1, 2, 3], [0.5, 0.4, 0.6]));
        Assert.Equal(0, JudgeOrder.Reversed([1, 1, 3], [0.4, 0.5, 0.4]));
    }

    [Fact]
    public void RankTally_TiedJudges_ShareTheirRanks()
    {
        // Two resamples: first a = b > c, then c alone first and a above b.
        RankTally tally = RankTally.Of([[[0.5, 0.4], [0.5, 0.3], [0.1, 0.9]]], 3, AlignmentMetric.PercentAgreement);

        Assert.Equal([0.25, 0.75, 0], tally.Of(0));
        Assert.Equal([0.25, 0.25, 0.5], tally.Of(1));
        Assert.Equal([0.5, 0, 0.5], tally.Of(2));
        Assert.Equal(new RankRange(1, 3), tally.Range(2, 0.95));
    }

    [Fact]
    public void RankTally_ResampleWithoutAValue_CountsForNoRank()
    {
        RankTally tally = RankTally.Of([[[0.5, double.NaN], [0.4, 0.9]]], 2, AlignmentMetric.PercentAgreement);

        Assert.Equal(1, tally.Undefined);
        Assert.Equal([1.0, 0.0], tally.Of(0));
    }

    [Fact]
    public void Entries_ProbabilitiesOfRanks_AddUpForEveryJudgeAndEveryRank()
    {
        LeaderboardComparison comparison = Board(
            Agreement, Source("d", Signs(40, 0), ("a", Signs(30, 10)), ("b", Signs(28, 12)), ("c", Signs(28, 12)), ("d", Signs(5, 35)))).Comparisons[0];

        Assert.All(comparison.Entries, e => Assert.Equal(1, e.RankProbabilities.Sum(), 1e-9));
        Assert.All(Enumerable.Range(0, 4), rank => Assert.Equal(1, comparison.Entries.Sum(e => e.RankProbabilities[rank]), 1e-9));
    }

    [Fact]
    public void Entries_JudgeThatIsRightWhereTheOtherIsWrong_IsFirstForSure()
    {
        LeaderboardComparison comparison = Board(Agreement, Source("d", Signs(200, 0), ("right", Signs(200, 0)), ("half", Signs(100, 100)))).Comparisons[0];

        Assert.True(Assert.Single(comparison.Differences).IsReal);
        Assert.Empty(comparison.Runs);
        Assert.Equal(1.0, comparison.Entries[0].RankProbabilities[0]);
        Assert.Equal((new RankRange(1, 1), new RankRange(2, 2)), (comparison.Entries[0].Possible, comparison.Entries[1].Possible));
    }

    [Fact]
    public void Differences_OneItemApart_AreNotReal()
    {
        // Weights of a single discordant item are never negative: only the unseen item keeps them from being taken for a proof.
        LeaderboardComparison comparison = Board(Agreement, Source("d", Signs(20, 0), ("a", Signs(20, 0)), ("b", Signs(19, 1)))).Comparisons[0];

        JudgeDifference difference = Assert.Single(comparison.Differences);
        Assert.False(difference.IsReal);
        Assert.InRange(0.0, difference.Difference.Interval!.Lower, difference.Difference.Interval.Upper);
        Assert.Equal([new OrderRun(0, 1)], comparison.Runs.AsEnumerable());
        Assert.Equal(new RankRange(1, 2), comparison.Entries[0].Possible);
    }

    [Fact]
    public void Differences_TwelveItemsOnOneSide_HaveThePValueOfTheSignTest()
    {
        // 2 × 2^-12 = 0.00049 by the exact sign test.
        JudgeDifference difference = Board(
            Agreement with { Resamples = 2000 }, Source("d", Signs(1000, 0), ("a", Signs(1000, 0)), ("b", Signs(988, 12)))).Comparisons[0].Differences[0];

        Assert.InRange(difference.PValue!.Value, 0.0003, 0.0009);
    }

    [Fact]
    public void Differences_JudgesThatSayTheSame_AreTiedWithPOfOne()
    {
        LeaderboardComparison comparison = Board(Agreement, Source("d", Signs(30, 0), ("a", Signs(20, 10)), ("b", Signs(20, 10)))).Comparisons[0];

        Assert.Equal(1.0, Assert.Single(comparison.Differences).PValue);
        Assert.Equal([1, 1], comparison.Entries.Select(e => e.Rank));
    }

    [Fact]
    public void Differences_EqualJudges_AreRarelyCalledReal()
    {
        // Two judges that are each right on 7 of 10 items by chance: at the level 0.05 some 5 of 100 differences may be called real; 12 or more have a
        // probability below 0.005 even at exactly that level.
        RandomStream random = new(7, 0);
        int real = 0;
        for (int trial = 0; trial < 100; trial++)
        {
            string a = "", b = "";
            for (int i = 0; i < 60; i++)
            {
                a += random.NextDouble() < 0.7 ? 'y' : 'n';
                b += random.NextDouble() < 0.7 ? 'y' : 'n';
            }

            real += Board(Agreement with { Seed = (ulong)trial }, Source("d", Signs(60, 0), ("a", a), ("b", b))).Comparisons[0].Differences[0].IsReal ? 1 : 0;
        }

        Assert.InRange(real, 0, 11);
    }

    [Fact]
    public void Runs_ChainOfJudges_OverlapWhereNeighboursAreAlike()
    {
        // 300 items: neighbours differ by 2, 2 and 226 discordant items, all on one side.
        LeaderboardComparison comparison = Board(
            Agreement, Source("d", Signs(300, 0), ("a", Signs(290, 10)), ("b", Signs(288, 12)), ("c", Signs(286, 14)), ("z", Signs(60, 240)))).Comparisons[0];

        OrderRun run = Assert.Single(comparison.Runs);
        Assert.Equal((0, 2), (run.From, run.To));
        Assert.Equal(new RankRange(4, 4), comparison.Entries[3].Possible);
    }

    [Fact]
    public void Spread_ThreeDatasets_PredictsByStudent()
    {
        // Mean 0.6, s = 0.1, t(2, 0.975) = 4.302653: 4.302653 × 0.1 × √(4/3) = 0.496828. No kappa is above 1.
        DatasetSpread spread = DatasetSpreads.Of([0.5, 0.6, 0.7], [0.0075, 0.0075, 0.0075], ["x", "y", "z"], AlignmentMetric.CohenKappa, 0.95)!;

        Assert.Equal(0.1, spread.StandardDeviation, 1e-12);
        Assert.Equal(0.6 - 0.496828, spread.Prediction!.Lower, 1e-6);
        Assert.Equal(1.0, spread.Prediction.Upper);

        // 0.01 - 0.0075 = 0.0025, whose root is 0.05.
        Assert.Equal(0.05, spread.Between!.Value, 1e-9);
    }

    [Fact]
    public void Spread_NoiseAboveTheVariance_LeavesNothingBetween() =>
        Assert.Equal(0.0, DatasetSpreads.Of([0.5, 0.6], [0.1, 0.1], ["x", "y"], AlignmentMetric.CohenKappa, 0.95)!.Between);
}
