namespace JudgeEval.Statistics.Tests.Resampling;

public class JackknifeTests
{
    private static readonly double[] Data = [1, 2, 4, 7, 11, 16, 22, 29];

    // Without item i the mean is (sum - x) / (n - 1).
    private static readonly double[] LeftOut = [.. Data.Select(x => (Data.Sum() - x) / (Data.Length - 1))];

    [Fact]
    public void StandardError_Mean_IsTheDeviationOverTheRootOfN()
    {
        // Efron and Tibshirani (1993), section 11.1: for the mean it is exactly s / sqrt(n). Sum of squares about 11.5 is 714.
        Assert.Equal(Math.Sqrt(714.0 / 7 / 8), Jackknife.StandardError(LeftOut).Value, 12);
    }

    [Fact]
    public void Acceleration_Mean_IsItsSkewOverSix()
    {
        // mean - leftOut = (x - m) / (n - 1), so a = sum (x - m)^3 / (6 (sum (x - m)^2)^1.5), with m = 11.5.
        double cubes = Data.Sum(x => Math.Pow(x - 11.5, 3));
        Assert.Equal(cubes / (6 * Math.Pow(714, 1.5)), Jackknife.Acceleration(LeftOut).Value, 12);
    }

    [Fact]
    public void Acceleration_ConstantStatistic_IsUndefined()
    {
        Estimate acceleration = Jackknife.Acceleration([0.1, 0.1, 0.1]);
        Assert.Equal("the statistic does not vary when a unit is left out", acceleration.UndefinedReason);
        Assert.Equal(0, Jackknife.StandardError([0.1, 0.1, 0.1]).Value);
    }

    [Fact]
    public void StandardError_ValueUndefinedOrOneUnit_IsUndefined()
    {
        Assert.Equal("the statistic is undefined without one of the units", Jackknife.StandardError([1, double.NaN, 2]).UndefinedReason);
        Assert.Equal("a jackknife needs at least two units", Jackknife.Acceleration([1]).UndefinedReason);
    }

    [Fact]
    public void Moments_CountedKinds_EqualThoseOfSingleUnits()
    {
        JackknifeMoments counted = default, single = default;
        counted.Add([1, 4, 9], [2, 1, 3]);
        single.Add([1, 1, 4, 9, 9, 9], []);
        Assert.Equal(single.Acceleration, counted.Acceleration, 14);
        Assert.Equal(single.StandardError, counted.StandardError, 14);
    }

    [Fact]
    public void Moments_TwoSamples_HaveTheAccelerationOfScipy()
    {
        // The difference of the means of two samples. scipy 1.10.1, the last value of
        //   scipy.stats._resampling._bca_interval((x, y), lambda a, b, axis: a.mean(axis) - b.mean(axis), -1, .05, np.array([0., 5.]), None)
        double[] x = [1, 2, 4, 7, 11, 29], y = [3, 5, 6, 10];
        JackknifeMoments moments = default;
        moments.Add([.. x.Select(v => ((54 - v) / 5) - 6)], []);
        moments.Add([.. y.Select(v => 9 - ((24 - v) / 3))], []);
        Assert.Equal(0.07735866394050465, moments.Acceleration, 12);
    }

    [Fact]
    public void Run_Groups_GiveTheStandardErrorOfTheMean()
    {
        // 4,096 different values of a uniform distribution. The variance from 64 random groups is chi-squared with 63 degrees of
        // freedom: its root has a relative deviation of 1 / sqrt(126) = 9 %; 36 % are four of them.
        double[] values = [.. Enumerable.Range(0, 4096).Select(i => (double)i)];
        ResamplingDesign design = ResamplingDesign.OfUnits(values.Length, "item");
        JackknifeMoments[] groups = new JackknifeMoments[1], exact = new JackknifeMoments[1];
        ClusterJackknife jackknife = new(design, new WithoutInfluence(new MeanStatistic(values).CreateEvaluator()), 1);
        int[] weights = [.. Enumerable.Repeat(1, values.Length)];
        jackknife.Run(design.KindSizes, weights, false, 64, groups);
        jackknife.Run(design.KindSizes, weights, true, 64, exact);
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 4095 / 4096);
        Assert.Equal(error, exact[0].StandardError, 9);
        Assert.InRange(groups[0].StandardError, error * 0.64, error * 1.36);
        Assert.All(weights, w => Assert.Equal(1, w));
    }

    [Theory]
    [InlineData(PairStatistic.CohenKappaQuadratic)]
    [InlineData(PairStatistic.PercentAgreement)]
    public void Run_Influences_AreNearTheExactJackknife(PairStatistic statistic)
    {
        // Both are the same to first order; at n = 2,000 the second order is below a hundredth.
        (PairStatistics judges, ResamplingDesign design) = BootstrapMethodTests.Judges(2000, 4);
        PairStatistics one = new(judges.Table, [statistic], MeasurementLevel.Nominal);
        ClusterJackknife jackknife = new(design, one.CreateEvaluator(), 1);
        JackknifeMoments[] influences = new JackknifeMoments[1], exact = new JackknifeMoments[1];
        jackknife.Run(design.KindSizes, design.OriginalWeights, false, 1, influences);
        jackknife.Run(design.KindSizes, design.OriginalWeights, true, 1, exact);
        Assert.NotEqual(exact[0].Acceleration, influences[0].Acceleration);
        Assert.InRange(influences[0].StandardError / exact[0].StandardError, 0.99, 1.01);
        Assert.InRange(influences[0].Acceleration - exact[0].Acceleration, -1e-3, 1e-3);
    }

    [Fact]
    public void Run_InfluencesOfAMean_AreExactInEachStratum()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
        ResamplingDesign design = ResamplingDesign.Stratified([.. Enumerable.Range(0, 10)], 10, [0, 0, 0, 1, 1, 1, 1, 1, 1, 2]);
        ClusterJackknife jackknife = new(design, new MeanStatistic(values).CreateEvaluator(), 1);
        JackknifeMoments[] influences = new JackknifeMoments[1];
        jackknife.Run(design.KindSizes, design.OriginalWeights, false, 1, influences);

        // Var = sum over strata of (n_s / 10)² s²_s / n_s; the stratum of one item adds nothing. Stratum 0 (3, 1, 4): squares 14 / 3,
        // s² = 7 / 3; stratum 1 (1, 5, 9, 2, 6, 5): squares 124 / 3, s² = 124 / 15.
        Assert.Equal(Math.Sqrt(((3 * 7.0 / 3) + (6 * 124.0 / 15)) / 100), influences[0].StandardError, 12);
    }

    private sealed class WithoutInfluence(IPatternEvaluator evaluator) : IPatternEvaluator
    {
        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values) => evaluator.Evaluate(weights, values);
    }
}
