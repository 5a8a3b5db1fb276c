namespace JudgeEval.Statistics.Tests.Inference;

public sealed class ProportionTests
{
    private const double Z = 1.959963984540054;

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100_000)]
    public void Interval_NoSuccess_IsTheClosedForm(int n)
    {
        // Clopper-Pearson: (1 - u)^n = 0.025. Wilson: p = 0 leaves z² / (n + z²).
        ConfidenceInterval exact = Proportion.Interval(0, n, 0.95, ProportionInterval.ClopperPearson)!;
        ConfidenceInterval wilson = Proportion.Interval(0, n)!;

        Assert.Equal(0, exact.Lower);
        Assert.Equal(0.025, Math.Pow(1 - exact.Upper, n), 1e-12);
        Assert.Equal(0, wilson.Lower);
        Assert.Equal(Z * Z / (n + (Z * Z)), wilson.Upper, 1e-14);
    }

    [Fact]
    public void Interval_FailuresForSuccesses_IsReflected()
    {
        foreach (ProportionInterval method in Enum.GetValues<ProportionInterval>())
        {
            ConfidenceInterval some = Proportion.Interval(3, 17, 0.9, method)!, others = Proportion.Interval(14, 17, 0.9, method)!;
            Assert.Equal(1 - some.Upper, others.Lower, 1e-13);
            Assert.Equal(1 - some.Lower, others.Upper, 1e-13);
        }
    }

    [Fact]
    public void Interval_ClopperPearson_HoldsTheBinomialTails()
    {
        // P(X >= 7 | lower) = P(X <= 7 | upper) = 0.05 by definition, summed here.
        ConfidenceInterval interval = Proportion.Interval(7, 25, 0.9, ProportionInterval.ClopperPearson)!;

        Assert.Equal(0.05, Enumerable.Range(7, 19).Sum(k => Mass(k, 25, interval.Lower)), 1e-12);
        Assert.Equal(0.05, Enumerable.Range(0, 8).Sum(k => Mass(k, 25, interval.Upper)), 1e-12);
    }

    [Fact]
    public void Estimate_NoObservation_IsUndefinedAndOnlyPriorsHaveAnInterval()
    {
        Assert.False(Proportion.Estimate(0, 0).IsDefined);
        Assert.Null(Proportion.Interval(0, 0));
        Assert.Null(Proportion.Interval(0, 0, 0.95, ProportionInterval.ClopperPearson));
        Assert.Null(Proportion.Interval(0, 0, 0.95, ProportionInterval.Wald));

        // The quantile of Beta(1/2, 1/2), the arcsine law, is sin²(pi p / 2).
        Assert.Equal(Math.Pow(Math.Sin(Math.PI * 0.0125), 2), Proportion.Interval(0, 0, 0.95, ProportionInterval.Jeffreys)!.Lower, 1e-14);
    }

    [Theory]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(0, -1, 0.95)]
    [InlineData(1, 5, 1)]
    [InlineData(1, 5, double.NaN)]
    public void Interval_OutOfRange_Throws(int successes, int n, double confidence) =>
        Assert.ThrowsAny<ArgumentException>(() => Proportion.Interval(successes, n, confidence));

    private static double Mass(int k, int n, double p)
    {
        double mass = Math.Pow(p, k) * Math.Pow(1 - p, n - k);
        for (int i = 1; i <= k; i++)
        {
            mass *= (double)(n - k + i) / i;
        }

        return mass;
    }
}
