using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics.Tests.Resampling;

public class BayesianBootstrapTests
{
    [Fact]
    public void Intervals_EveryItemAgrees_ReachesDownAsAnExactBoundDoes()
    {
        // The share of draws beyond each bound is Φ(-t sqrt(31 / 29)) with t = 2.0452 at 29 degrees of freedom: Φ(-2.1145) = 0.01724.
        // In half of the draws the unseen item disagrees, with a weight that is Beta(1, 30): the bound is (2 * 0.01724)^(1/30) = 0.8938.
        // The exact lower bound of Clopper and Pearson is 0.025^(1/30) = 0.8843.
        ConfidenceInterval interval = Agreement(30, 0)!;
        Assert.Equal(1, interval.Upper);
        Assert.Equal(0.8938, interval.Lower, 0.005);
        Assert.Equal(0, interval.UndefinedResamples);
    }

    [Fact]
    public void Intervals_EveryLabelTheSame_StillDoubtsTheAgreement()
    {
        // One label throughout says nothing of other labels, so it gets a neighbour.
        PairStatistics statistics = new(PairTable.Create(new double[30], new double[30]), [PairStatistic.PercentAgreement], MeasurementLevel.Nominal);
        ConfidenceInterval interval = ClusterBootstrap.Intervals(statistics, ResamplingDesign.ByItem(statistics.Table.PatternOfItem, 1), Options)[0]!;
        Assert.Equal(1, interval.Upper);
        Assert.Equal(0.8938, interval.Lower, 0.005);
    }

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(2000, 1000)]
    [InlineData(400, 40)]
    public void Intervals_ManyItems_IsTheNormalIntervalOfAShare(int items, int disagreements)
    {
        // One unseen item hardly counts any more, and p is normal with variance p (1 - p) / n up to its skew.
        ConfidenceInterval interval = Agreement(items - disagreements, disagreements)!;
        double p = 1 - ((double)disagreements / items), half = 1.96 * Math.Sqrt(p * (1 - p) / items);
        Assert.InRange(interval.Lower, p - (half * 1.25), p - (half * 0.95));
        Assert.InRange(interval.Upper, p + (half * 0.9), p + (half * 1.15));
    }

    [Fact]
    public void Intervals_SwappedCategories_MirrorsTheShare()
    {
        // Agreement and disagreement change places when the second rater's two labels do; the draws change with the order of the
        // patterns, so the bounds agree up to Monte Carlo error (checked with 20,000 resamples).
        ConfidenceInterval agree = Agreement(24, 6)!, disagree = Agreement(6, 24)!;
        Assert.Equal(agree.Lower, 1 - disagree.Upper, 0.01);
        Assert.Equal(agree.Upper, 1 - disagree.Lower, 0.01);
    }

    [Fact]
    public void Intervals_OneClusterWithAllTheSpread_LeavesOneDegreeOfFreedom()
    {
        // Of 20 clusters one differs: its influence is the whole spread, sum u^4 / (sum u^2)^2 = (1 - 3/20 + 3/400) / (1 - 1/20) ~ 0.9,
        // so 2 / (0.9 - 0.05) = 2.4 degrees of freedom and bounds at the far ends of the draws. Among as many that differ half by half,
        // u^2 is the same for all and 19 degrees remain.
        ConfidenceInterval one = Agreement(19, 1)!, half = Agreement(10, 10)!;
        BayesianSource few = Source(19, 1), many = Source(10, 10);
        double[] values = new double[1], freedom = new double[1];
        few.Describe(values, freedom);
        Assert.Equal(0.95, values[0], 12);
        Assert.InRange(freedom[0], 2, 2.8);
        many.Describe(values, freedom);
        Assert.Equal(19, freedom[0]);
        Assert.True(one.Lower < 0.75);
        Assert.True(half.Lower > 0.2);
    }

    [Fact]
    public void Intervals_WholeClusters_AreAsWideAsThoseOfTheirMeans()
    {
        // 40 clusters of five items, all of a cluster alike: 40 independent observations, not 200.
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i / 5 % 4 == 0 ? 1.0 : 0)];
        PairStatistics statistics = new(PairTable.Create(x, new double[200]), [PairStatistic.PercentAgreement], MeasurementLevel.Nominal);
        int[] clusters = [.. Enumerable.Range(0, 200).Select(i => i / 5)];
        ConfidenceInterval whole = ClusterBootstrap.Intervals(
            statistics, ResamplingDesign.ByCluster(statistics.Table.PatternOfItem, statistics.PatternCount, clusters, "conversation"), Options)[0]!;
        ConfidenceInterval single = Agreement(30, 10)!;
        Assert.Equal("conversation", whole.Cluster);
        Assert.InRange((whole.Upper - whole.Lower) / (single.Upper - single.Lower), 0.9, 1.1);
    }

    [Fact]
    public void Intervals_Stratified_VaryWithinStrataAlone()
    {
        // Each stratum has one value, so nothing varies but the unseen item.
        double[] x = [.. Enumerable.Range(0, 100).Select(i => i < 50 ? 1.0 : 0)];
        PairStatistics statistics = new(PairTable.Create(x, new double[100]), [PairStatistic.PercentAgreement], MeasurementLevel.Nominal);
        int[] strata = [.. x.Select(v => (int)v)];
        ResamplingDesign design = ResamplingDesign.Stratified(statistics.Table.PatternOfItem, statistics.PatternCount, strata);
        ConfidenceInterval interval = ClusterBootstrap.Intervals(statistics, design, Options)[0]!;
        Assert.InRange(interval.Lower, 0.47, 0.5);
        Assert.InRange(interval.Upper, 0.5, 0.53);
    }

    [Fact]
    public void Intervals_OddNumberOfResamples_IsRoundedUp() => Assert.Equal(1000, Agreement(20, 5, Options with { Resamples = 999 })!.Resamples);

    [Fact]
    public void Intervals_OneCluster_AreNone() =>
        Assert.Null(ClusterBootstrap.Intervals(new MeanStatistic([1]), ResamplingDesign.ByItem([0], 1), Options)[0]);

    [Fact]
    public void WithUnseen_Weights_OnlyChangeTheUnit()
    {
        // The statistics on weights in units of 7 are those on the items; alpha alone would not be without its unit.
        PairTable pairs = PairTable.Create([1, 2, 2, 3, 3, 1, 2], [1, 2, 3, 3, 3, 2, 1]);
        PairStatistics pair = new(pairs, [.. Enum.GetValues<PairStatistic>()], MeasurementLevel.Ordinal);
        AssertSameInUnits(pair, pairs.Counts.ToArray());
        CountTable counts = CountTable.Create(RatingTable.FromRows([[1, 1, 2], [2, 2, 2], [3, null, 3], [1, 2, 3], [null, 1, null]]));
        GroupStatistics group = new(counts, [.. Enum.GetValues<GroupStatistic>()], MeasurementLevel.Ordinal);
        AssertSameInUnits(group, counts.ItemsOf.ToArray());
        AssertSameInUnits(new MeanStatistic([0.5, 0.25, 1]), [3, 1, 2]);
    }

    [Fact]
    public void WithUnseen_Pairs_AreEveryPairOfCategories()
    {
        PairStatistics statistics = new(PairTable.Create([1, 2, 2], [1, 2, 1]), [PairStatistic.PercentAgreement], MeasurementLevel.Nominal, categories: [1, 2, 3]);
        IPatternStatistics unseen = statistics.WithUnseen(1);
        Assert.Equal(3 + 9, unseen.PatternCount);
        double[] values = new double[1];
        double agreeing = 0;
        for (int p = 3; p < 12; p++)
        {
            int[] weights = new int[12];
            weights[p] = 1;
            unseen.CreateEvaluator().Evaluate(weights, values);
            agreeing += values[0];
        }

        Assert.Equal(3, agreeing);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(250)]
    public void GammaSampler_Shape_HasItsMoments(int shape)
    {
        // Mean and variance are the shape; the fourth central moment 3 s^2 + 6 s gives the error of the variance. Five standard errors.
        const int N = 40_000;
        RandomStream random = new(3, (ulong)shape);
        double[] draws = [.. Enumerable.Range(0, N).Select(_ => GammaSampler.Draw(ref random, shape))];
        double mean = draws.Average(), variance = draws.Sum(d => (d - mean) * (d - mean)) / N;
        Assert.InRange(mean, shape - (5 * Math.Sqrt((double)shape / N)), shape + (5 * Math.Sqrt((double)shape / N)));
        double error = Math.Sqrt(((2.0 * shape * shape) + (6.0 * shape)) / N);
        Assert.InRange(variance, shape - (5 * error), shape + (5 * error));

        // And its distribution: the largest distance of the empirical from the exact one stays below 2.2 / sqrt(n) but once in 30,000.
        Array.Sort(draws);
        double largest = draws.Select((d, i) => Math.Abs(Gamma.CDF(shape, 1, d) - ((i + 0.5) / N))).Max();
        Assert.True(largest < 2.2 / Math.Sqrt(N));
    }

    private static readonly BootstrapOptions Options = new(20_000, 5, 0.95);

    private static ConfidenceInterval? Agreement(int agreeing, int disagreeing, BootstrapOptions? options = null)
    {
        (PairStatistics statistics, ResamplingDesign design) = Share(agreeing, disagreeing);
        return ClusterBootstrap.Intervals(statistics, design, options ?? Options)[0];
    }

    private static BayesianSource Source(int agreeing, int disagreeing)
    {
        (PairStatistics statistics, ResamplingDesign design) = Share(agreeing, disagreeing);
        return new(statistics, design);
    }

    private static (PairStatistics Statistics, ResamplingDesign Design) Share(int agreeing, int disagreeing)
    {
        double[] x = [.. Enumerable.Range(0, agreeing + disagreeing).Select(i => (double)(i % 2))];
        double[] y = [.. x.Select((v, i) => i < agreeing ? v : 1 - v)];
        PairTable table = PairTable.Create(x, y);
        return (new(table, [PairStatistic.PercentAgreement], MeasurementLevel.Nominal), ResamplingDesign.ByItem(table.PatternOfItem, table.PatternCount));
    }

    private static void AssertSameInUnits(IUnseenPatterns statistics, int[] weights)
    {
        const int Unit = 7;
        IPatternStatistics unseen = statistics.WithUnseen(Unit);
        Assert.True(unseen.PatternCount > statistics.PatternCount);
        double[] expected = new double[statistics.StatisticCount], actual = new double[statistics.StatisticCount];
        statistics.CreateEvaluator().Evaluate(weights, expected);
        unseen.CreateEvaluator().Evaluate([.. weights.Select(w => w * Unit), .. new int[unseen.PatternCount - weights.Length]], actual);
        for (int s = 0; s < expected.Length; s++)
        {
            Assert.Equal(expected[s], actual[s], 12);
        }
    }
}
