using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.Leaderboards.BoardSample;

namespace JudgeEval.Harness.Tests.Leaderboards;

public sealed class SystemLevelTests
{
    private static readonly LeaderboardOptions Systems = Agreement with { Metric = AlignmentMetric.Pearson, System = "model" };

    [Fact]
    public void Of_PlantedOutlier_CarriesTheCorrelation()
    {
        // Means by people 5, 4.75, 4.5, 4.25 and 1, by the judge 4.25, 4.5, 4.75, 5 and 1, four items each. Without the last system the judge orders the others
        // backwards: r = -1. With it the deviations from 3.9 are 1.1, 0.85, 0.6, 0.35 and -2.9, whose squares sum to 10.825, and whose products with 0.35, 0.6,
        // 0.85, 1.1 and -2.9 sum to 10.2. The median absolute deviation of people's means is 0.25, so that 1 is an outlier.
        SystemLevel level = Planted().Datasets[0].Systems!;

        Assert.Equal(["m5"], level.Outliers.AsEnumerable());
        SystemCorrelations judge = Assert.Single(level.Judges);
        Assert.Equal(10.2 / 10.825, judge.All.Pearson.Value, 1e-12);
        Assert.Equal(-1.0, judge.WithoutOutliers!.Pearson.Value, 1e-12);
        Assert.Equal(-1.0, judge.WithoutOutliers.KendallTauB.Value, 1e-12);
        Assert.Equal(("m5", 5), (judge.Influence.Point, judge.All.Pearson.N));
        Assert.Equal(-1.0 - (10.2 / 10.825), judge.Influence.Change!.Value, 1e-12);

        // Of ten pairs of systems, the four with the last are in order and the other six are not.
        Assert.Equal(-0.2, judge.All.KendallTauB.Value, 1e-12);
    }

    [Fact]
    public void Of_SystemsWithTheSameScoresInAnotherOrder_Tie()
    {
        // Three people; the first three systems have the item means 4/3, 5/3, 7/3, 8/3, 5/3, the second with the last two exchanged, whose floating-point sum differs in the last
        // digit. The fourth has 4 throughout, the fifth 1. The judge gives 2, 3, 4, 5 and 1. Ranks of people 3, 3, 3, 5, 1, of the judge 2, 3, 4, 5, 1: the products of deviations sum
        // to 8, the squares to 8 and 10. Of ten pairs three tie and seven are in order. Three of five equal scores leave no median absolute deviation.
        string[] people = ["11321" + "11312" + "11321" + "44444" + "11111", "12331" + "12313" + "12331" + "44444" + "11111", "22133" + "22133" + "22133" + "44444" + "11111"];
        SystemLevel level = Board(Systems, Tagged("d", LabelScale.Ordinal(1, 5), people, i => [("model", $"m{(i / 5) + 1}")], ("j", "2222233333444445555511111"))).Datasets[0].Systems!;

        CorrelationTriple all = Assert.Single(level.Judges).All;
        Assert.Equal(8 / Math.Sqrt(80), all.Spearman.Value, 1e-12);
        Assert.Equal(7 / Math.Sqrt(70), all.KendallTauB.Value, 1e-12);
        Assert.Empty(level.Outliers);
        Assert.NotNull(level.NoOutlierRule);
    }

    [Fact]
    public void Of_SystemMeans_AreThoseOfPeople()
    {
        SystemLevel level = Planted().Datasets[0].Systems!;

        Assert.Equal([("m1", 4, 5.0), ("m2", 4, 4.75), ("m3", 4, 4.5), ("m4", 4, 4.25), ("m5", 4, 1.0)], level.Systems.Select(s => (s.Name, s.Items, s.Score)));
    }

    [Fact]
    public void Of_IntervalsOfCorrelations_HoldTheValue()
    {
        SystemCorrelations judge = Planted().Datasets[0].Systems!.Judges[0];

        Assert.All(new[] { judge.All.Pearson, judge.All.Spearman, judge.All.KendallTauB }, e => Assert.InRange(e.Value, e.Interval!.Lower, e.Interval.Upper));
        Assert.Equal("item", judge.All.Pearson.Interval!.Cluster);
    }

    [Theory]
    [InlineData("123123", "aabbcc", null)]
    [InlineData("123123", "aabbbb", "a correlation of systems needs at least three")]
    public void Of_FewSystems_SaysWhy(string labels, string systems, string? why)
    {
        Leaderboard board = Board(Systems, Tagged("d", LabelScale.Ordinal(1, 3), [labels], i => [("model", systems[i].ToString())], ("j", labels)));

        Assert.Equal(why, board.Datasets[0].Systems!.Undefined);
    }

    [Fact]
    public void Of_CategoriesWithoutOrder_HaveNoSystemLevel()
    {
        Leaderboard board = Board(
            Systems with { Metric = null }, Tagged("d", LabelScale.Nominal(["r", "g", "b"]), ["rgbrgb"], i => [("model", "xyz"[i % 3].ToString())], ("j", "rgbrgb")));

        Assert.Equal("the categories have no order, so a system has no mean score", board.Datasets[0].Systems!.Undefined);
    }

    [Fact]
    public void Find_RobustRule_CutsAtTwoAndAHalfScaledDeviations()
    {
        // Median 3 and MAD 1 of 1, 2, 3, 4 and a fifth: beyond 3 + 2.5 × 1.483 = 6.7075 it is an outlier.
        Assert.Equal([false, false, false, false, false], OutlierRule.Find([1, 2, 3, 4, 6.7], out string? none));
        Assert.Equal([false, false, false, false, true], OutlierRule.Find([1, 2, 3, 4, 6.71], out _));
        Assert.Null(none);
    }

    [Fact]
    public void Find_HalfOfTheNumbersEqual_CannotTell()
    {
        Assert.Equal([false, false, false, false], OutlierRule.Find([1, 1, 1, 50], out string? why));
        Assert.StartsWith("at least half of the systems have the same mean score", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Influence_EveryPoint_IsThatOfComputingAnew()
    {
        RandomStream random = new(5, 0);
        for (int trial = 0; trial < 50; trial++)
        {
            int n = 6 + random.NextInt(40);
            double[] x = new double[n], y = new double[n];
            for (int i = 0; i < n; i++)
            {
                (x[i], y[i]) = (random.NextInt(5), (random.NextDouble() * 3) + (trial % 2 == 0 ? x[i] : 0));
            }

            // One point far away takes nearly all of the variance in every fifth trial.
            x[0] = trial % 5 == 0 ? 1e7 : x[0];
            Influence found = PearsonInfluence.Of(x, y, i => i.ToString(CultureInfo.InvariantCulture));
            double all = Correlation.Pearson(x, y).Estimate.Value;
            double[] moved = [.. Enumerable.Range(0, n).Select(i => Correlation.Pearson([.. x.Where((_, j) => j != i)], [.. y.Where((_, j) => j != i)]).Estimate is { IsDefined: true } e ? Math.Abs(e.Value - all) : double.PositiveInfinity)];

            Assert.Equal(moved.Max(), moved[int.Parse(found.Point!, CultureInfo.InvariantCulture)], 1e-9);
        }
    }

    [Fact]
    public void Influence_PointWithoutWhichNothingVaries_MovesMost()
    {
        Influence found = PearsonInfluence.Of([1, 1, 1, 2], [1, 2, 3, 9], i => $"p{i.ToString(CultureInfo.InvariantCulture)}");

        Assert.Equal(("p3", false, null), (found.Point, found.Without.IsDefined, found.Change));
    }

    private static Leaderboard Planted()
    {
        string people = "5555" + "5554" + "5544" + "5444" + "1111", judge = "5444" + "5544" + "5554" + "5555" + "1111";
        return Board(Systems, Tagged("d", LabelScale.Ordinal(1, 5), [people], i => [("model", $"m{(i / 4) + 1}")], ("j", judge)));
    }
}
