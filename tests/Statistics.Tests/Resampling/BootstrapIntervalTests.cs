namespace JudgeEval.Statistics.Tests.Resampling;

public class BootstrapIntervalTests
{
    // The mean of 1, 2, 4, 7, 11, 16, 22, 29 is 11.5. These are its values on numpy's resamples, and the intervals of
    //   scipy.stats.bootstrap((x,), np.mean, n_resamples=19, confidence_level=.8, method=..., random_state=np.random.default_rng(5))
    // with scipy 1.10.1.
    private const double Mean = 11.5;
    private static readonly double[] Replicates = [12.375, 7.75, 9.375, 14.875, 10.0, 13.625, 11.125, 14.625, 8.625, 6.875, 8.875, 11.5, 15.375, 15.375, 8.875, 14.875, 13.625, 7.75, 11.125];
    private static readonly double Acceleration = Jackknife.Acceleration(
        [91 / 7.0, 90 / 7.0, 88 / 7.0, 85 / 7.0, 81 / 7.0, 76 / 7.0, 70 / 7.0, 63 / 7.0]).Value;

    [Fact]
    public void Percentile_GivenReplicates_EqualsScipy() => AssertInterval(7.75, 14.975, BootstrapInterval.Percentile(Replicates, 0.8, out _));

    [Fact]
    public void Basic_GivenReplicates_EqualsScipy() => AssertInterval(8.025, 15.25, BootstrapInterval.Basic(Mean, Replicates, 0.8, out _));

    [Fact]
    public void Bca_GivenReplicates_EqualsScipy() => AssertInterval(8.60818253463116, 15.375, BootstrapInterval.Bca(Mean, Replicates, Acceleration, 0.8, out _));

    [Fact]
    public void StandardError_GivenReplicates_EqualsScipy() => Assert.Equal(2.8944327990247376, BootstrapInterval.StandardError(Replicates).Value, 12);

    [Fact]
    public void Studentized_GivenErrors_FollowsTheDefinition()
    {
        // estimate 10, error 2; distances (8 - 10) / 1, (11 - 10) / 2, (13 - 10) / 1, (10 - 10) / 3, (9 - 10) / 2 sorted are
        // -2, -0.5, 0, 0.5, 3. At 50 % the quartiles are -0.5 and 0.5: 10 - 2 * 0.5 and 10 + 2 * 0.5.
        AssertInterval(9, 11, BootstrapInterval.Studentized(10, 2, [8, 11, 13, 10, 9], [1, 2, 1, 3, 2], 0.5, out _));
    }

    [Fact]
    public void Studentized_FisherZ_IsTheIntervalOfTheTransformedValues()
    {
        double[] values = [0.1, 0.55, 0.7, 0.2, 0.45], errors = [0.1, 0.2, 0.15, 0.1, 0.12];
        ConfidenceInterval plain = Assert.IsType<ConfidenceInterval>(BootstrapInterval.Studentized(
            Math.Atanh(0.4), 0.1 / (1 - 0.16), [.. values.Select(Math.Atanh)], [.. values.Zip(errors, (v, e) => e / (1 - (v * v)))], 0.5, out _));
        AssertInterval(
            Math.Tanh(plain.Lower),
            Math.Tanh(plain.Upper),
            BootstrapInterval.Studentized(0.4, 0.1, values, errors, 0.5, out _, BootstrapTransform.FisherZ));
    }

    [Fact]
    public void Studentized_ReplicatesWithoutSpread_HasNoInterval()
    {
        // Perfect agreement has no error of its own, so its distance is infinite.
        Assert.Null(BootstrapInterval.Studentized(0.8, 0.1, [0.7, 1, 1, 1], [0.1, 0, 0, 0], 0.9, out string? undefined));
        Assert.Equal("too many resamples have no spread of their own", undefined);
    }

    [Fact]
    public void Basic_Logit_StaysBetweenZeroAndOne()
    {
        // Plain: 2 * 0.9 - 0.7 = 1.1 is no share. On the log odds the odds are 9 * 9 / (0.7 / 0.3) = 34.714...
        double[] replicates = [0.7, 0.9, 0.95];
        Assert.Equal(1.1, BootstrapInterval.Basic(0.9, replicates, 0.9999, out _)!.Upper, 3);
        ConfidenceInterval? interval = BootstrapInterval.Basic(0.9, replicates, 0.9999, out _, BootstrapTransform.Logit);
        double odds = 81 / (0.7 / 0.3);
        Assert.Equal(odds / (1 + odds), interval!.Upper, 4);
    }

    [Fact]
    public void Basic_EstimateAtTheEndOfTheScale_HasNoInterval()
    {
        Assert.Null(BootstrapInterval.Basic(1, [1, 1, 0.9], 0.9, out string? undefined, BootstrapTransform.FisherZ));
        Assert.Equal("the statistic lies at the end of the transformation's range", undefined);
    }

    [Fact]
    public void PercentileAndBca_MonotoneTransform_MoveWithTheBounds()
    {
        // With 1,001 replicates and a level of 95 % the quantiles are order statistics 25 and 975, so exp commutes with them. For
        // BCa the acceleration is given; its quantiles are interpolated, which bends by the square of a gap.
        RandomStream random = new(3, 1);
        double[] replicates = [.. Enumerable.Range(0, 1001).Select(_ => random.NextDouble() + random.NextDouble())];
        double[] moved = [.. replicates.Select(Math.Exp)];
        ConfidenceInterval plain = BootstrapInterval.Percentile(replicates, 0.95, out _)!;
        AssertInterval(Math.Exp(plain.Lower), Math.Exp(plain.Upper), BootstrapInterval.Percentile(moved, 0.95, out _), 9);
        ConfidenceInterval bca = BootstrapInterval.Bca(1, replicates, 0.03, 0.95, out _)!;
        AssertInterval(Math.Exp(bca.Lower), Math.Exp(bca.Upper), BootstrapInterval.Bca(Math.E, moved, 0.03, 0.95, out _), 3);
    }

    [Fact]
    public void Bca_UnbiasedWithoutAcceleration_IsThePercentileInterval()
    {
        // Half of the replicates lie below the estimate, so the correction is 0.
        double[] replicates = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        ConfidenceInterval percentile = BootstrapInterval.Percentile(replicates, 0.9, out _)!;
        AssertInterval(percentile.Lower, percentile.Upper, BootstrapInterval.Bca(49.5, replicates, 0, 0.9, out _));
    }

    [Fact]
    public void Bca_ReplicatesOnOneSide_HasNoInterval()
    {
        Assert.Null(BootstrapInterval.Bca(5, [1, 2, 3], 0, 0.9, out string? undefined));
        Assert.Equal("every resample gives a value on the same side of the estimate", undefined);
    }

    [Fact]
    public void Interval_StatisticThatDoesNotVary_HasZeroWidthOrForBcaNone()
    {
        double[] same = [0.3, 0.3, 0.3, 0.3];
        AssertInterval(0.3, 0.3, BootstrapInterval.Percentile(same, 0.95, out _));
        AssertInterval(0.3, 0.3, BootstrapInterval.Basic(0.3, same, 0.95, out _));
        Assert.Null(BootstrapInterval.Bca(0.3, same, double.NaN, 0.95, out string? undefined));
        Assert.Equal("the statistic does not vary, or has no value, when a unit is left out", undefined);
    }

    [Fact]
    public void Interval_TooFewDefinedReplicates_HasNoneWithTheCount()
    {
        double[] replicates = [1, double.NaN, double.NaN, 2, double.NaN];
        Assert.Null(BootstrapInterval.Percentile(replicates, 0.95, out string? undefined));
        Assert.Equal("only 2 of 5 resamples have a value", undefined);
        Assert.Equal("only 2 of 5 resamples have a value", BootstrapInterval.StandardError(replicates).UndefinedReason);
        ConfidenceInterval interval = BootstrapInterval.Percentile(replicates, 0.95, out _, smallestDefinedShare: 0.4)!;
        Assert.Equal(3, interval.UndefinedResamples);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Percentile_ConfidenceOutOfRange_Throws(double confidence) =>
        Assert.Throws<ArgumentException>(() => BootstrapInterval.Percentile([1, 2], confidence, out _));

    private static void AssertInterval(double lower, double upper, ConfidenceInterval? actual, int digits = 12)
    {
        Assert.NotNull(actual);
        Assert.Equal(lower, actual.Lower, digits);
        Assert.Equal(upper, actual.Upper, digits);
    }
}
