namespace JudgeEval.Statistics.Tests.Power;

public sealed class HostilePlanTests
{
    // The noncentrality was an index of the series and overflowed from 4,295 items on.
    [Theory]
    [InlineData(4_295)]
    [InlineData(46_341)]
    [InlineData(100_000_000)]
    public void MinimumDetectable_ManyItems_IsTheEffectAtThePower(int items)
    {
        double? effect = PairedMeanPower.MinimumDetectable(items, PowerTarget.Conventional);
        Assert.NotNull(effect);
        Assert.Equal(0.8, PairedMeanPower.Power(items, effect.Value, PowerTarget.Conventional), 1e-9);

        // For many items (1.959964 + 0.841621) / sqrt(n).
        Assert.Equal((1.959964 + 0.841621) / Math.Sqrt(items), effect.Value, 1e-3 / Math.Sqrt(items));
    }

    // An inverse of Student's t from a library did not converge here, and an infinite quantile made a sum without end.
    [Theory]
    [InlineData(2, 1e-12)]
    [InlineData(2, 1e-100)]
    [InlineData(7, 1e-100)]
    [InlineData(1000, 1e-100)]
    public void Power_TinySignificance_IsAProbability(int items, double significance) =>
        Assert.InRange(PairedMeanPower.Power(items, 2, new(significance)), 0, 1);

    [Theory]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    public void Power_HugeEffect_IsCertain(double effect) => Assert.Equal(1, PairedMeanPower.Power(5, effect, PowerTarget.Conventional));

    [Fact]
    public void PowerTarget_SignificanceWithoutQuantile_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new PowerTarget(1e-300));

    // The mean of P(chi² > v ((shift + z) / t)²) over a normal z, by mpmath.quad at 30 digits.
    [Theory]
    [InlineData(63.6567411628715, 1, 500, 4.04073084020598e-15)]
    [InlineData(63.65, 1, 100, 0.11620633253274722)]
    public void NoncentralTCdf_LongSeries_IsTheIntegral(double t, double degrees, double shift, double expected) =>
        Assert.Equal(expected, NoncentralT.Cdf(t, degrees, shift), 1e-12 * expected);

    // 12.7 / 1e-17 units were an overflow of a 32-bit number.
    [Fact]
    public void KrippendorffSampleSize_RareCategory_IsOutOfReach() => Assert.Null(KrippendorffSampleSize.NeededItems(0.8, 1e-17));
}
