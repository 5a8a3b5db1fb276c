using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics.Tests.Resampling;

public class ResamplingDesignTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Draw_CountsOrSingleItems_HaveTheMultinomialDistribution(bool counted)
    {
        // 36 items of three kinds, 18 + 12 + 6. As three patterns they are drawn as counts, as 36 patterns one by one; both counts
        // of kinds are Multinomial(36; 1/2, 1/3, 1/6). Pearson's goodness of fit over all pairs of counts, cells with less than 10
        // expected draws pooled; the seed is fixed and the bound is the 99.99 % quantile.
        const int Draws = 50_000;
        int[] kindOfItem = [.. Enumerable.Range(0, 36).Select(i => i < 18 ? 0 : i < 30 ? 1 : 2)];
        ResamplingDesign design = counted ? ResamplingDesign.ByItem(kindOfItem, 3) : ResamplingDesign.OfUnits(36, "item");
        int[] kinds = new int[design.KindCount], weights = new int[design.PatternCount];
        int[,] seen = new int[37, 37];
        for (int b = 0; b < Draws; b++)
        {
            RandomStream random = new(21, (ulong)b);
            design.Draw(ref random, kinds, weights);
            int[] counts = counted ? weights : [weights[..18].Sum(), weights[18..30].Sum(), weights[30..].Sum()];
            Assert.Equal(36, counts.Sum());
            seen[counts[0], counts[1]]++;
        }

        double statistic = 0, pooledSeen = 0, pooledExpected = 0;
        int cells = 0;
        for (int a = 0; a <= 36; a++)
        {
            for (int c = 0; a + c <= 36; c++)
            {
                double expected = Draws * Math.Exp(
                    SpecialFunctions.FactorialLn(36) - SpecialFunctions.FactorialLn(a) - SpecialFunctions.FactorialLn(c) - SpecialFunctions.FactorialLn(36 - a - c)
                    - (a * Math.Log(2)) - (c * Math.Log(3)) - ((36 - a - c) * Math.Log(6)));
                if (expected >= 10)
                {
                    statistic += (seen[a, c] - expected) * (seen[a, c] - expected) / expected;
                    cells++;
                }
                else
                {
                    pooledSeen += seen[a, c];
                    pooledExpected += expected;
                }
            }
        }

        statistic += (pooledSeen - pooledExpected) * (pooledSeen - pooledExpected) / pooledExpected;
        Assert.True(statistic < ChiSquared.InvCDF(cells, 0.9999), $"Chi-squared {statistic} with {cells} degrees of freedom.");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void Stratified_EveryResample_KeepsTheSizeOfEachStratum(int perPattern)
    {
        // Patterns 0 and 1 in stratum 7 (3 : 1), pattern 2 and 1 in stratum -1. Drawn one by one for 4, as counts for 40.
        int[] patterns = [.. Enumerable.Range(0, 6 * perPattern).Select(i => (i / perPattern) switch { < 3 => 0, 3 => 1, 4 => 2, _ => 1 })];
        int[] strata = [.. Enumerable.Range(0, 6 * perPattern).Select(i => i / perPattern < 4 ? 7 : -1)];
        ResamplingDesign design = ResamplingDesign.Stratified(patterns, 3, strata);
        Assert.Equal((2, 4, 6 * perPattern), (design.StratumCount, design.KindCount, design.ClusterCount));
        int[] kinds = new int[4], weights = new int[3];
        bool moved = false;
        for (int b = 0; b < 200; b++)
        {
            RandomStream random = new(4, (ulong)b);
            design.Draw(ref random, kinds, weights);

            // Strata stand in ascending order: kinds 0, 1 are those of stratum -1.
            Assert.Equal(2 * perPattern, kinds[0] + kinds[1]);
            Assert.Equal(4 * perPattern, kinds[2] + kinds[3]);
            Assert.Equal(6 * perPattern, weights.Sum());
            moved |= kinds[0] != perPattern;
        }

        Assert.True(moved);
    }

    [Fact]
    public void Draw_AnotherSize_KeepsTheSharesOfTheStrata()
    {
        // 40 of 60 clusters in the first stratum: 2 / 3 of 90 draws.
        ResamplingDesign design = ResamplingDesign.Stratified([.. Enumerable.Range(0, 60)], 60, [.. Enumerable.Range(0, 60).Select(i => i < 40 ? 0 : 1)]);
        int[] kinds = new int[60], weights = new int[60];
        RandomStream random = new(1, 1);
        design.Draw(ref random, kinds, weights, 90);
        Assert.Equal((60, 30), (weights[..40].Sum(), weights[40..].Sum()));
    }

    [Fact]
    public void Stratified_Mean_HasTheVarianceWithinStrata()
    {
        // Two strata of 100: all 1, and half 1. Only the second varies: the mean over 200 has variance 100 * 0.25 / 200².
        int[] patterns = [.. Enumerable.Range(0, 200).Select(i => i < 150 ? 1 : 0)];
        int[] strata = [.. Enumerable.Range(0, 200).Select(i => i / 100)];
        double[] replicates = ClusterBootstrap.Replicates(new MeanStatistic([0, 1]), ResamplingDesign.Stratified(patterns, 2, strata), 4000, 2);
        double mean = replicates.Average();
        double variance = replicates.Sum(r => (r - mean) * (r - mean)) / 3999, expected = 100 * 0.25 / 40_000;
        Assert.InRange(variance, expected * 0.88, expected * 1.12);
    }

    [Fact]
    public void Stratified_OneStratum_DrawsAsWithoutStrata()
    {
        int[] patterns = [.. Enumerable.Range(0, 90).Select(i => i % 3)];
        MeanStatistic statistic = new([1, 2, 5]);
        Assert.Equal(
            ClusterBootstrap.Replicates(statistic, ResamplingDesign.ByItem(patterns, 3), 300, 8),
            ClusterBootstrap.Replicates(statistic, ResamplingDesign.Stratified(patterns, 3, new int[90]), 300, 8));
    }

    [Fact]
    public void Stratified_StrataOfOneCluster_HaveNothingToResample()
    {
        ResamplingDesign design = ResamplingDesign.Stratified([0, 1, 1], 2, [1, 2, 3]);
        Assert.Null(ClusterBootstrap.Intervals(new MeanStatistic([0, 1]), design, new BootstrapOptions(100, 1, 0.95))[0]);
    }

    [Fact]
    public void Stratified_ClusterInTwoStrata_Throws() =>
        Assert.Throws<ArgumentException>(() => ResamplingDesign.Stratified([0, 1, 1], 2, [1, 1, 2], [5, 6, 5]));

    [Fact]
    public void Stratified_Clusters_AreDrawnWhole()
    {
        // Clusters of two equal items: every weight is even.
        int[] patterns = [.. Enumerable.Range(0, 40).Select(i => i / 2 % 4)];
        ResamplingDesign design = ResamplingDesign.Stratified(patterns, 4, [.. Enumerable.Range(0, 40).Select(i => i / 20)], [.. Enumerable.Range(0, 40).Select(i => i / 2)]);
        int[] kinds = new int[design.KindCount], weights = new int[4];
        RandomStream random = new(4, 0);
        design.Draw(ref random, kinds, weights);
        Assert.All(weights, w => Assert.Equal(0, w % 2));
        Assert.Equal(40, weights.Sum());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(1000)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(10_000_000)]
    public void LogFactorial_TableAndSeries_EqualTheGammaFunction(int k)
    {
        double expected = SpecialFunctions.GammaLn(k + 1.0);
        Assert.InRange(LogFactorial.Of(k), expected - (1e-13 * Math.Max(1, expected)), expected + (1e-13 * Math.Max(1, expected)));
    }

    [Fact]
    public void CountDraws_SameStream_DrawsTheSameAsOneByOne()
    {
        int[] members = [.. Enumerable.Range(0, 1000).Select(i => i % 7)];
        RandomStream one = new(6, 6), many = new(6, 6);
        int[] expected = new int[7], actual = new int[7];
        foreach (int _ in members)
        {
            expected[members[one.NextInt(members.Length)]]++;
        }

        many.CountDraws(members, members.Length, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(one.NextUInt64(), many.NextUInt64());
    }
}
