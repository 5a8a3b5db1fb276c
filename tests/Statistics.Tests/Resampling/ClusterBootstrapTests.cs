using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics.Tests.Resampling;

public class ClusterBootstrapTests
{
    [Fact]
    public void Percentile_MeanOfZerosAndOnes_HasTheBinomialQuantiles()
    {
        // The mean of a resample of 40 items of which 24 are 1 is Binomial(40, 0.6) / 40, so the exact percentile bounds are its
        // quantiles. 20,000 resamples leave at most one step of 1/40 of Monte Carlo error at these steep quantiles.
        int[] patterns = [.. Enumerable.Range(0, 40).Select(i => i < 24 ? 1 : 0)];
        ResamplingDesign design = ResamplingDesign.ByItem(patterns, 2);
        ConfidenceInterval interval = Assert.IsType<ConfidenceInterval>(
            ClusterBootstrap.Percentile(new MeanStatistic([0, 1]), design, new BootstrapOptions(20_000, 7, 0.95))[0]);
        double lower = Quantile(40, 0.6, 0.025) / 40.0, upper = Quantile(40, 0.6, 0.975) / 40.0;
        Assert.InRange(interval.Lower, lower - 0.025, lower + 0.025);
        Assert.InRange(interval.Upper, upper - 0.025, upper + 0.025);
        Assert.Equal("item", interval.Cluster);
        Assert.Equal(0, interval.UndefinedResamples);
    }

    [Fact]
    public void Replicates_CountedAndUncountedResampling_HaveTheSameMoments()
    {
        // 1,000 items of two patterns draw multinomial counts; as 1,000 patterns they are drawn one by one. Both replicate means
        // have expectation 0.3 and variance 0.3 * 0.7 / 1000; 4,000 replicates give the mean to 5 standard errors within 0.0012.
        int[] counted = [.. Enumerable.Range(0, 1000).Select(i => i < 300 ? 1 : 0)];
        double[] few = ClusterBootstrap.Replicates(new MeanStatistic([0, 1]), ResamplingDesign.ByItem(counted, 2), 4000, 11);
        double[] values = [.. counted.Select(c => (double)c)];
        double[] many = ClusterBootstrap.Replicates(
            new MeanStatistic(values), ResamplingDesign.ByItem([.. Enumerable.Range(0, 1000)], 1000), 4000, 11);
        double variance = 0.3 * 0.7 / 1000;
        foreach (double[] replicates in (double[][])[few, many])
        {
            double mean = replicates.Average();
            Assert.InRange(mean, 0.3 - 0.0012, 0.3 + 0.0012);

            // The variance of a sample variance of 4,000 near-normal values is 2 v² / 4000: five standard errors are 11 %.
            double seen = replicates.Sum(r => (r - mean) * (r - mean)) / (replicates.Length - 1);
            Assert.InRange(seen, variance * 0.88, variance * 1.12);
        }
    }

    [Fact]
    public void Percentile_WholeClusters_AreWiderThanItemsByTheClusterSize()
    {
        // 100 clusters of 4 equal items: the mean has the variance of 100 items, four times that of 400 independent ones.
        int[] patterns = [.. Enumerable.Range(0, 400).Select(i => i / 4 % 2)];
        int[] clusters = [.. Enumerable.Range(0, 400).Select(i => i / 4)];
        double[] byCluster = ClusterBootstrap.Replicates(new MeanStatistic([0, 1]), ResamplingDesign.ByCluster(patterns, 2, clusters), 4000, 3);
        double mean = byCluster.Average();
        double variance = byCluster.Sum(r => (r - mean) * (r - mean)) / (byCluster.Length - 1);
        Assert.InRange(variance, 0.25 / 100 * 0.88, 0.25 / 100 * 1.12);
    }

    [Fact]
    public void Replicates_SameSeed_AreTheSameAndOtherSeedsDiffer()
    {
        int[] patterns = [.. Enumerable.Range(0, 50).Select(i => i % 3)];
        ResamplingDesign design = ResamplingDesign.ByItem(patterns, 3);
        MeanStatistic statistic = new([1, 2, 5]);
        double[] first = ClusterBootstrap.Replicates(statistic, design, 500, 42);
        Assert.Equal(first, ClusterBootstrap.Replicates(statistic, design, 500, 42));
        Assert.NotEqual(first, ClusterBootstrap.Replicates(statistic, design, 500, 43));
    }

    [Fact]
    public void Replicates_FewerResamples_AreAPrefixOfMore()
    {
        // Every resample has a stream of its own, so neither the number of resamples nor of cores moves it.
        int[] patterns = [.. Enumerable.Range(0, 50).Select(i => i % 3)];
        ResamplingDesign design = ResamplingDesign.ByItem(patterns, 3);
        MeanStatistic statistic = new([1, 2, 5]);
        double[] many = ClusterBootstrap.Replicates(statistic, design, 500, 42);
        Assert.Equal(many[..100], ClusterBootstrap.Replicates(statistic, design, 100, 42));
    }

    [Fact]
    public void Percentile_OneCluster_HasNoInterval() =>
        Assert.Null(ClusterBootstrap.Percentile(new MeanStatistic([1]), ResamplingDesign.ByItem([0], 1), new BootstrapOptions(100, 1, 0.95))[0]);

    [Theory]
    [InlineData(30, 0.2)]
    [InlineData(1000, 0.3)]
    [InlineData(1000, 0.9)]
    [InlineData(5, 0.5)]
    public void BinomialSampler_ManyDraws_HasTheBinomialDistribution(int n, double p)
    {
        // Pearson's goodness of fit against the exact probabilities; the seed is fixed and the bound is the 99.99 % quantile.
        const int Draws = 100_000;
        RandomStream random = new(5, 9);
        int[] seen = new int[n + 1];
        for (int i = 0; i < Draws; i++)
        {
            seen[BinomialSampler.Draw(ref random, n, p)]++;
        }

        double statistic = 0, pooledSeen = 0, pooledExpected = 0;
        int cells = 0;
        for (int k = 0; k <= n; k++)
        {
            pooledSeen += seen[k];
            pooledExpected += Draws * Binomial.PMF(p, n, k);
            if (pooledExpected >= 10 || k == n)
            {
                statistic += pooledExpected > 0 ? (pooledSeen - pooledExpected) * (pooledSeen - pooledExpected) / pooledExpected : 0;
                cells++;
                pooledSeen = pooledExpected = 0;
            }
        }

        Assert.True(statistic < ChiSquared.InvCDF(cells - 1, 0.9999), $"Chi-squared {statistic} with {cells - 1} degrees of freedom.");
    }

    [Fact]
    public void RandomStream_State_FollowsTheReferenceImplementation()
    {
        // Stream 0 of seed s starts SplitMix64 at s ^ splitmix(0), with splitmix(0) = 0xE220A8397B1DCDAF (Steele, Lea and Flood).
        // The first output of xoshiro256** is rotl(s1 * 5, 7) * 9 with s1 the second SplitMix64 output.
        ulong state = 1UL ^ 0xE220A8397B1DCDAF;
        _ = SplitMix(ref state);
        ulong s1 = SplitMix(ref state);
        ulong expected = System.Numerics.BitOperations.RotateLeft(s1 * 5, 7) * 9;
        Assert.Equal(expected, new RandomStream(1, 0).NextUInt64());
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(1.0, 4.0)]
    public void Quantile_FourNumbers_InterpolatesBetweenOrderStatistics(double p, double expected) =>
        // (n - 1) p = 0, 0.75, 1.5, 3 of 1, 2, 3, 4.
        Assert.Equal(expected, Statistics.Quantile.OfSorted([1, 2, 3, 4], p), 15);

    private static int Quantile(int n, double p, double probability)
    {
        int k = 0;
        while (Binomial.CDF(p, n, k) < probability)
        {
            k++;
        }

        return k;
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
