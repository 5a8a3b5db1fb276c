using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics.Tests.Resampling;

public class BootstrapEvidenceTests
{
    private static readonly double[] Alphas = [0.02, 0.025, 0.05, 0.1, 0.25, 0.4];

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.95)]
    [InlineData(0.999)]
    public void Interval_AnyLevel_IsThatOfClusterBootstrap(double confidence)
    {
        foreach (BootstrapMethod method in new[] { BootstrapMethod.Bayesian, BootstrapMethod.Percentile })
        {
            (PairedDifference difference, ResamplingDesign design) = Clustered(3, 90, 3);
            BootstrapOptions options = new(500, 9, 0.95, method);
            var evidence = ClusterBootstrap.Evidence(difference, design, options);
            var intervals = ClusterBootstrap.Intervals(difference, design, options with { Confidence = confidence, Method = BootstrapMethod.Bayesian });

            Assert.Equal(2, evidence.Length);
            for (int s = 0; s < 2; s++)
            {
                // Equality of records: both bounds bit for bit, and what the interval says of itself.
                Assert.Equal(intervals[s], evidence[s]!.Interval(confidence));
                Assert.Equal(difference.Estimate()[s].Value, evidence[s]!.Value);
                Assert.Equal("cluster", evidence[s]!.Unit);
            }
        }
    }

    [Fact]
    public void PValue_Bounds_IsAtMostAlphaExactlyWhereTheIntervalLeavesThemOut()
    {
        int left = 0, held = 0;
        for (ulong seed = 1; seed <= 30; seed++)
        {
            (PairedDifference difference, ResamplingDesign design) = Clustered(seed, 300, seed % 2 == 0 ? 1 : 3);
            foreach (BootstrapEvidence? evidence in ClusterBootstrap.Evidence(difference, design, new(999, seed, 0.95)))
            {
                RandomStream random = new(seed, 77);
                foreach (double alpha in Alphas)
                {
                    ConfidenceInterval interval = evidence!.Interval(1 - (2 * alpha))!;
                    double[] bounds =
                    [
                        interval.Lower - 1e-9, interval.Lower + 1e-9, interval.Upper - 1e-9, interval.Upper + 1e-9, evidence.Value,
                        .. Enumerable.Range(0, 40).Select(_ => evidence.Value + (0.6 * (random.NextDouble() - 0.5))),
                    ];
                    foreach (double bound in bounds)
                    {
                        Assert.Equal(bound < interval.Lower, evidence.PValue(bound, above: true) <= alpha);
                        Assert.Equal(bound > interval.Upper, evidence.PValue(bound, above: false) <= alpha);
                        left += bound < interval.Lower || bound > interval.Upper ? 1 : 0;
                        held += bound >= interval.Lower && bound <= interval.Upper ? 1 : 0;
                    }
                }
            }
        }

        Assert.True(left > 1000 && held > 1000);
    }

    [Fact]
    public void PValue_RisingBound_NeverFalls()
    {
        (PairedDifference difference, ResamplingDesign design) = Clustered(5, 60, 3);
        foreach (BootstrapEvidence evidence in (BootstrapEvidence[])
        [
            .. ClusterBootstrap.Evidence(difference, design, new(400, 5, 0.95)).Select(e => e!), Of([-3, 0, 0, 0, 0, 0, 1, 2], [0, 0, 0, 0, 0, 0, 0, 0]),
        ])
        {
            double before = 0, mirrored = 1;
            for (double bound = -4; bound <= 3; bound += 0.01)
            {
                double above = evidence.PValue(bound, above: true), below = evidence.PValue(bound, above: false);
                Assert.InRange(above, before, 1);
                Assert.InRange(below, 0, mirrored);
                (before, mirrored) = (above, below);
            }

            Assert.True(before > 0.99 && mirrored < 0.2);
        }
    }

    [Fact]
    public void PValue_NormalReplicates_IsTheNormalTailHoweverDeep()
    {
        // Replicates at the quantiles of a normal variable of mean 1 and deviation 2, with so many clusters that nothing is widened: the tail is
        // known, within the replicates (0.3 to 0.01) and beyond the last of them (1e-3 to 1e-9).
        double[] replicates = [.. Enumerable.Range(0, 1001).Select(i => 1 + (2 * Normal.InvCDF(0, 1, Math.Clamp(i / 1000.0, 2e-4, 1 - 2e-4))))];
        BootstrapEvidence evidence = new(1, replicates, replicates, double.PositiveInfinity, 1_000_000_000, new(2002, 1, 0.95), 2002, 0, "item");
        foreach (double p in new[] { 0.3, 0.1, 0.025, 0.01, 1e-3, 1e-4, 1e-6, 1e-9 })
        {
            double reach = -2 * Normal.InvCDF(0, 1, p);
            Assert.InRange(evidence.PValue(1 - reach, above: true) / p, 0.999, 1.001);
            Assert.InRange(evidence.PValue(1 + reach, above: false) / p, 0.999, 1.001);
        }
    }

    [Fact]
    public void PValue_WhereTheTailBegins_IsContinuous()
    {
        // The tail of 201 replicates begins at the third, 2 of 200 steps from the end.
        double[] replicates = [.. Enumerable.Range(0, 201).Select(i => Math.Sinh((i - 100) / 40.0))];
        BootstrapEvidence evidence = Of(replicates, replicates);
        double reach = replicates[2];
        double here = evidence.PValue(reach, above: true);

        Assert.Equal(here, evidence.PValue(Math.BitDecrement(reach), above: true), 1e-12);
        Assert.Equal(here, evidence.PValue(Math.BitIncrement(reach), above: true), 1e-12);
        Assert.Equal(here, evidence.PValue(Math.BitIncrement(-reach), above: false), 1e-12);
        Assert.True(evidence.PValue(reach - 1, above: true) < here);
    }

    [Fact]
    public void PValue_NegatedReplicates_IsMirrored()
    {
        (PairedDifference difference, ResamplingDesign design) = Clustered(8, 60, 3);
        double[] seen = [.. ClusterBootstrap.Replicates(difference, design, 301, 4).Take(301).Order()];
        double[] unseen = [.. seen.Select(v => v - 0.01)];
        BootstrapEvidence evidence = Of(seen, unseen, 0.02);
        BootstrapEvidence negated = Of([.. seen.Select(v => -v).Reverse()], [.. unseen.Select(v => -v).Reverse()], -0.02);
        for (double bound = -0.5; bound < 0.5; bound += 0.013)
        {
            Assert.Equal(evidence.PValue(bound, above: true), negated.PValue(-bound, above: false));
            Assert.Equal(evidence.PValue(bound, above: false), negated.PValue(-bound, above: true));
        }
    }

    [Fact]
    public void PValue_ReplicatesThatDoNotVary_SpeakForTheirValueAlone()
    {
        // The interval is [2, 2] at every level.
        BootstrapEvidence evidence = Of([2, 2, 2, 2], [2, 2, 2, 2], 2);

        Assert.Equal((0, 1), (evidence.PValue(1.999, above: true), evidence.PValue(2, above: true)));
        Assert.Equal((0, 1), (evidence.PValue(2.001, above: false), evidence.PValue(2, above: false)));
        Assert.Equal(0, evidence.StandardError);
    }

    [Fact]
    public void PValue_NearlyAllReplicatesTheSame_ClaimsNoMoreThanACountCould()
    {
        // One of 1,000 replicates lies at -1. A bound of -0.5 is not beyond it, so the evidence is one resample in a thousand and not certainty.
        double[] seen = [-1, .. Enumerable.Repeat(0.0, 999)];
        BootstrapEvidence evidence = Of(seen, seen, 0);

        Assert.InRange(evidence.PValue(-0.5, above: true), 1e-4, 0.01);
        Assert.InRange(evidence.PValue(-2, above: true), 1e-4, 0.01);
        Assert.Equal(1, evidence.PValue(0, above: true));
        Assert.Equal(0, evidence.PValue(0.5, above: false));
    }

    [Fact]
    public void PValue_Value_IsAtLeastOneHalf()
    {
        // The interval always holds the value, so that whatever the replicates say, nothing speaks for a bound that the value has not reached.
        BootstrapEvidence evidence = Of([4, 5, 6, 7], [4, 5, 6, 7], 3);

        Assert.True(evidence.PValue(3, above: true) >= 0.5);
        Assert.True(evidence.PValue(3.5, above: true) >= 0.5);
        Assert.True(evidence.PValue(3, above: false) >= 0.5);
        Assert.True(evidence.PValue(2, above: true) < 0.5);
    }

    [Fact]
    public void PValue_HostileReplicates_IsAProbability()
    {
        double[][] hostile =
        [
            [0, 1], [1, 1], [-1e308, 1e308], [-1.7e308, -1.7e308, 0, 1.7e308, 1.7e308], [double.NegativeInfinity, 0, 1, 2],
            [double.NegativeInfinity, double.NegativeInfinity, 3, double.PositiveInfinity], [0, double.PositiveInfinity],
            [double.NegativeInfinity, double.PositiveInfinity], [0, 5e-324], [.. Enumerable.Repeat(-1e308, 60), .. Enumerable.Repeat(1e308, 60)],
            [0, 1, 2, .. Enumerable.Repeat(double.PositiveInfinity, 300)],
        ];
        foreach (double[] seen in hostile)
        {
            foreach (double bound in new[] { 0, 0.5, -0.5, 1, -1, double.MaxValue, -double.MaxValue, 1e300, 5e-324, -1e-320 })
            {
                foreach (double freedom in new[] { 1, 9, 1e15, double.PositiveInfinity })
                {
                    BootstrapEvidence evidence = new(0.25, seen, hostile[0], freedom, 2, new(seen.Length * 2, 1, 0.95), seen.Length * 2, 0, "item");
                    Assert.InRange(evidence.PValue(bound, above: true), 0, 1);
                    Assert.InRange(evidence.PValue(bound, above: false), 0, 1);
                }
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void PValue_BoundThatIsNotFinite_Throws(double bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([1, 2], [1, 2]).PValue(bound, above: true));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Interval_LevelOutOfRange_Throws(double confidence) =>
        Assert.ThrowsAny<ArgumentException>(() => Of([1, 2], [1, 2]).Interval(confidence));

    [Fact]
    public void Interval_BoundWithoutANumber_IsNone() => Assert.Null(Of([double.NegativeInfinity, 0, 1, 2], [0, 0, 1, 2]).Interval(0.95));

    [Fact]
    public void StandardError_Share_IsThatOfTheUnbiasedVariance()
    {
        // Gamma weights spread a share by p (1 - p) / (n + 1); with the factor (n + 1) / (n - 1) it is p (1 - p) / (n - 1) = 0.16 / 49.
        MeanStatistic share = new([0, 1]);
        ResamplingDesign design = ResamplingDesign.ByItem([.. Enumerable.Range(0, 50).Select(i => i < 10 ? 0 : 1)], 2);

        Assert.Equal(Math.Sqrt(0.16 / 49), ClusterBootstrap.Evidence(share, design, new(40_000, 3, 0.95))[0]!.StandardError, 0.001);
    }

    [Fact]
    public void Evidence_NothingToResample_IsNone()
    {
        Assert.Null(ClusterBootstrap.Evidence(new MeanStatistic([1]), ResamplingDesign.ByItem([0], 1), new(100, 1, 0.95))[0]);

        // One label throughout has no kappa, but it has an agreement.
        double[] same = new double[12];
        PairedDifference difference = PairedDifference.Create(same, same, same, [PairStatistic.CohenKappa, PairStatistic.PercentAgreement]);
        var evidence = ClusterBootstrap.Evidence(difference, ResamplingDesign.ByItem(difference.PatternOfItem, difference.PatternCount), new(100, 1, 0.95));
        Assert.Null(evidence[0]);
        Assert.NotNull(evidence[1]);
    }

    [Fact]
    public void Evidence_SameSeed_IsTheSameOnAnyNumberOfThreads()
    {
        (PairedDifference difference, ResamplingDesign design) = Clustered(2, 200, 4);
        BootstrapOptions options = new(700, 11, 0.95);
        BootstrapEvidence one = ClusterBootstrap.Evidence(difference, design, options with { MaxDegreeOfParallelism = 1 })[0]!;
        BootstrapEvidence many = ClusterBootstrap.Evidence(difference, design, options with { MaxDegreeOfParallelism = 4 })[0]!;

        Assert.Equal(one.PValue(-0.05, above: true), many.PValue(-0.05, above: true));
        Assert.Equal(one.StandardError, many.StandardError);
        Assert.NotEqual(one.PValue(-0.05, above: true), ClusterBootstrap.Evidence(difference, design, options with { Seed = 12 })[0]!.PValue(-0.05, above: true));
    }

    private static BootstrapEvidence Of(double[] seen, double[] unseen, double value = 0.5) =>
        new(value, seen, unseen, 19, 20, new(seen.Length + unseen.Length, 1, 0.95), seen.Length + unseen.Length, 0, "item");

    /// <summary>Two raters with three labels, each right on about four fifths of the items; clusters of items share errors.</summary>
    private static (PairedDifference Difference, ResamplingDesign Design) Clustered(ulong seed, int items, int size)
    {
        RandomStream random = new(seed, 1);
        double[] reference = new double[items], a = new double[items], b = new double[items];
        double shift = 0;
        for (int i = 0; i < items; i++)
        {
            shift = i % size == 0 ? (random.NextDouble() - 0.5) / 3 : shift;
            reference[i] = random.NextInt(3);
            a[i] = random.NextDouble() < 0.8 + shift ? reference[i] : random.NextInt(3);
            b[i] = random.NextDouble() < 0.8 + shift ? reference[i] : random.NextInt(3);
        }

        PairedDifference difference = PairedDifference.Create(reference, a, b, [PairStatistic.CohenKappa, PairStatistic.PercentAgreement]);
        int[] clusters = [.. Enumerable.Range(0, items).Select(i => i / size)];
        return (difference, ResamplingDesign.ByCluster(difference.PatternOfItem, difference.PatternCount, clusters));
    }
}
