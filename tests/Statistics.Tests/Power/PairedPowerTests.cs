namespace JudgeEval.Statistics.Tests.Power;

public class PairedPowerTests
{
    // statsmodels.stats.power.TTestPower().power(effect, n, alpha, alternative), statsmodels 0.13.5.
    [Theory]
    [InlineData(10, 0.5, 0.05, Alternative.TwoSided, 0.2931756065300414)]
    [InlineData(30, 0.3, 0.05, Alternative.Greater, 0.4839806364605739)]
    [InlineData(2, 1, 0.05, Alternative.TwoSided, 0.09280915505447436)]
    [InlineData(200, 0.2, 0.01, Alternative.TwoSided, 0.5905710180954992)]
    [InlineData(50, -0.4, 0.05, Alternative.Less, 0.8737242241330427)]
    [InlineData(1000, 0.05, 0.05, Alternative.TwoSided, 0.352045012645621)]
    [InlineData(20, 3, 0.05, Alternative.TwoSided, 1)]
    [InlineData(5000, 0.02, 0.05, Alternative.Greater, 0.40872288670613033)]
    public void PairedMeanPower_EqualsStatsmodels(int items, double effect, double significance, Alternative alternative, double power) =>
        Assert.Equal(power, PairedMeanPower.Power(items, effect, new PowerTarget(significance, 0.9, alternative)), 1e-9);

    // TTestPower().solve_power(effect, None, alpha, power, alternative): 33.37, 215.46 and 5.69.
    [Theory]
    [InlineData(0.5, 0.8, Alternative.TwoSided, 34)]
    [InlineData(0.2, 0.9, Alternative.Greater, 216)]
    [InlineData(1.5, 0.8, Alternative.TwoSided, 6)]
    public void PairedMeanNeededItems_EqualStatsmodels(double effect, double power, Alternative alternative, int items) =>
        Assert.Equal(items, PairedMeanPower.NeededItems(effect, new PowerTarget(0.05, power, alternative)));

    // TTestPower().solve_power(None, 50, .05, .8) = .40418299936005625.
    [Fact]
    public void PairedMeanMinimumDetectable_EqualsStatsmodels() =>
        Assert.Equal(0.40418299936005625, PairedMeanPower.MinimumDetectable(50, PowerTarget.Conventional)!.Value, 1e-8);

    // Connor's formula for shares .15 and .05: ((z.975 sqrt .20 + z.80 sqrt(.20 - .01)) / .10)² = 154.60.
    [Fact]
    public void PairedProportionNeededItems_AreConnors() =>
        Assert.Equal(155, PairedProportionPower.NeededItems(0.15, 0.05, PowerTarget.Conventional));

    [Fact]
    public void PairedProportionPower_JudgesSwapped_MirrorsTheAlternative() =>
        Assert.Equal(
            PairedProportionPower.Power(80, 0.2, 0.08, new PowerTarget(alternative: Alternative.Greater)),
            PairedProportionPower.Power(80, 0.08, 0.2, new PowerTarget(alternative: Alternative.Less)),
            1e-15);

    [Fact]
    public void PairedProportionMinimumDetectable_IsSeenWithExactlyThePower()
    {
        double difference = PairedProportionPower.MinimumDetectable(300, 0.2, PowerTarget.Conventional)!.Value;

        Assert.Equal(0.8, PairedProportionPower.Power(300, (0.2 + difference) / 2, (0.2 - difference) / 2, PowerTarget.Conventional), 1e-10);
    }

    // Krippendorff (2004, table 11.2): four equally likely categories at 5 %: 139 units for .800 and 81 for .667.
    [Theory]
    [InlineData(0.8, 139)]
    [InlineData(0.667, 81)]
    public void KrippendorffSampleSize_FourCategories_IsAsPublished(double alpha, int units) =>
        Assert.Equal(units, KrippendorffSampleSize.NeededItems(alpha, 0.25));

    // Spearman-Brown: 3 (.5) / (1 + 2 (.5)) = .75; .9 from .5 needs .9 (.5) / (.5 (.1)) = 9.
    [Fact]
    public void AnnotatorReliability_IsSpearmanBrown()
    {
        Assert.Equal(0.75, AnnotatorReliability.OfMean(0.5, 3), 1e-15);
        Assert.Equal(9, AnnotatorReliability.NeededAnnotators(0.5, 0.9));
    }

    [Fact]
    public void PowerTarget_Default_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => PairedMeanPower.Power(10, 0.5, default));
}
