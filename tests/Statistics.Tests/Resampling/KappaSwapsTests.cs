namespace JudgeEval.Statistics.Tests.Resampling;

public sealed class KappaSwapsTests
{
    private static readonly PermutationOptions Exact = new() { ExactLimit = long.MaxValue };

    [Theory]
    [InlineData(PairStatistic.CohenKappa)]
    [InlineData(PairStatistic.CohenKappaLinear)]
    [InlineData(PairStatistic.CohenKappaQuadratic)]
    public void Run_RandomRaters_EqualsThePlainWay(PairStatistic statistic)
    {
        RandomStream random = new(8, (ulong)statistic);
        for (int round = 0; round < 60; round++)
        {
            (double[] first, double[] second, double[] reference) = Raters(ref random, 2 + random.NextInt(14), 1 + random.NextInt(4), round % 2 == 0 ? 0.1 : 3);
            PermutationResult fast = KappaSwaps.Run(first, second, reference, statistic, Exact);
            PermutationResult plain = RaterSwaps.Run(first, second, reference, statistic, MeasurementLevel.Nominal, Exact);
            Assert.Equal(plain.Statistic.IsDefined, fast.Statistic.IsDefined);
            Assert.Equal(plain.TwoSided.IsDefined, fast.TwoSided.IsDefined);
            if (!plain.TwoSided.IsDefined)
            {
                continue;
            }

            Assert.True(plain.IsExact && fast.IsExact);
            Assert.Equal(plain.Statistic.Value, fast.Statistic.Value, 1e-13);
            Assert.Equal(plain.Less.PValue, fast.Less.PValue, 1e-13);
            Assert.Equal(plain.Greater.PValue, fast.Greater.PValue, 1e-13);
            Assert.Equal(plain.Absolute.PValue, fast.Absolute.PValue, 1e-13);
            Assert.Equal(plain.NullStandardDeviation.Value, fast.NullStandardDeviation.Value, 1e-13);
            Assert.Equal(plain.Permutations, fast.Permutations);
        }
    }

    [Fact]
    public void Run_TwoThousandItems_DrawsLikeThePlainWay()
    {
        RandomStream random = new(9, 0);
        (double[] first, double[] second, double[] reference) = Raters(ref random, 2_000, 5, 1);
        PermutationOptions options = new() { Resamples = 20_000 };
        PermutationResult fast = KappaSwaps.Run(first, second, reference, PairStatistic.CohenKappaQuadratic, options);
        PermutationResult plain = RaterSwaps.Run(first, second, reference, PairStatistic.CohenKappaQuadratic, MeasurementLevel.Nominal, options);

        // Five standard errors of the difference of two shares of 20,000 are below 0.025.
        Assert.False(fast.IsExact || plain.IsExact);
        Assert.Equal(plain.Statistic.Value, fast.Statistic.Value, 1e-13);
        Assert.Equal(plain.Greater.PValue, fast.Greater.PValue, 0.025);
        Assert.Equal(plain.Absolute.PValue, fast.Absolute.PValue, 0.025);
        Assert.Equal(1, fast.NullStandardDeviation.Value / plain.NullStandardDeviation.Value, 0.03);
    }

    [Fact]
    public void Run_BinaryLabels_IsExactForManyItems()
    {
        // First right and second wrong on 60 items, the reverse on 40, both right on 300: half of the items are 1. Then kappa is
        // 2 (accuracy) - 1 up to the margins; by symmetry of the labels the sign of the difference is that of 60 - 40, and
        // the two-sided share is P(|X - 50| >= 10) for X ~ Binomial(100, 1/2), if the margins were fixed. They are: one label of each.
        List<double> first = [], second = [], reference = [];
        for (int i = 0; i < 400; i++)
        {
            double gold = i % 2;
            reference.Add(gold);
            first.Add(i is >= 60 and < 100 ? 1 - gold : gold);
            second.Add(i < 60 ? 1 - gold : gold);
        }

        PermutationResult result = PermutationTest.AgreementDifference([.. first], [.. second], [.. reference], PairStatistic.CohenKappa);

        Assert.True(result.IsExact);
        Assert.Equal(2 * 20.0 / 400, result.Statistic.Value, 1e-14);
        double expected = 0, mass = Math.Pow(2, -100);
        for (int k = 0; k <= 100; k++)
        {
            expected += Math.Abs(k - 50) >= 10 ? mass : 0;
            mass *= (100.0 - k) / (k + 1);
        }

        Assert.Equal(expected, result.Absolute.PValue, 1e-12);
    }

    [Fact]
    public void Run_KappaUndefinedAfterAnExchange_IsUndefinedWithTheObservedDifference()
    {
        PermutationResult result = PermutationTest.AgreementDifference([1, 0, 1], [0, 1, 1], [1, 1, 1], PairStatistic.CohenKappa);

        Assert.Equal(0, result.Statistic.Value);
        Assert.Equal(
            "the reference gives every item one label and some exchange makes a rater give it throughout, where kappa is undefined",
            result.TwoSided.UndefinedReason);
    }

    [Fact]
    public void Run_RatersEqual_HasNoDifference()
    {
        PermutationResult result = PermutationTest.AgreementDifference([1, 2, 2, 3], [1, 2, 2, 3], [1, 2, 3, 3], PairStatistic.CohenKappaLinear);

        Assert.Equal((0, 1, 0), (result.Statistic.Value, result.TwoSided.PValue, result.NullStandardDeviation.Value));
    }

    private static (double[] First, double[] Second, double[] Reference) Raters(ref RandomStream random, int n, int labels, double unit)
    {
        double[] first = new double[n], second = new double[n], reference = new double[n];
        for (int i = 0; i < n; i++)
        {
            int gold = random.NextInt(labels);
            reference[i] = unit * gold;
            first[i] = unit * (random.NextDouble() < 0.6 ? gold : random.NextInt(labels));
            second[i] = unit * (random.NextDouble() < 0.6 ? gold : random.NextInt(labels));
        }

        return (first, second, reference);
    }
}
