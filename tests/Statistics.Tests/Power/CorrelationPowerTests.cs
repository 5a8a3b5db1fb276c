namespace JudgeEval.Statistics.Tests.Power;

public class CorrelationPowerTests
{
    // ((z.975 + z.80) / atanh r)² + 3 is 782.65, 84.93 and 29.01 (scipy.stats.norm), to be rounded up; Cohen (1988, table 3.4.1) has
    // 783, 85 and 28 by a finer approximation.
    [Theory]
    [InlineData(0.1, 783)]
    [InlineData(0.3, 85)]
    [InlineData(0.5, 30)]
    public void NeededItems_ConventionalTarget_AreCohens(double correlation, int items) =>
        Assert.Equal(items, CorrelationPower.NeededItems(correlation, 0, PowerTarget.Conventional));

    // ((z.95 + z.90) / (atanh .6 - atanh .5))² + 3 = 416.92 (scipy.stats.norm).
    [Fact]
    public void NeededItems_OneSidedAgainstAThreshold_IsTheFormula() =>
        Assert.Equal(417, CorrelationPower.NeededItems(0.6, 0.5, new PowerTarget(0.05, 0.9, Alternative.Greater)));

    [Theory]
    [InlineData(Alternative.TwoSided)]
    [InlineData(Alternative.Greater)]
    [InlineData(Alternative.Less)]
    public void MinimumDetectable_IsSeenWithExactlyThePower(Alternative alternative)
    {
        PowerTarget target = new(0.05, 0.85, alternative);

        double correlation = CorrelationPower.MinimumDetectable(120, 0.4, target);

        Assert.Equal(0.85, CorrelationPower.Power(120, correlation, 0.4, target), 1e-12);
        Assert.Equal(alternative == Alternative.Less, correlation < 0.4);
    }

    [Fact]
    public void Power_WithoutAnEffect_IsTheSignificance() =>
        Assert.Equal(0.05, CorrelationPower.Power(50, 0.3, 0.3, PowerTarget.Conventional), 1e-12);

    [Fact]
    public void NeededItemsForWidth_IsTheSmallestThatSuffices()
    {
        int items = CorrelationPower.NeededItemsForWidth(0.7, 0.2)!.Value;

        Assert.True(Width(items) <= 0.2 && Width(items - 1) > 0.2);

        static double Width(int n) => Math.Tanh(Math.Atanh(0.7) + (1.959963984540054 / Math.Sqrt(n - 3))) - Math.Tanh(Math.Atanh(0.7) - (1.959963984540054 / Math.Sqrt(n - 3)));
    }

    [Fact]
    public void NeededItems_TruthOnTheWrongSide_IsRefused() =>
        Assert.StartsWith(
            "No number of items shows 0.4 to be above 0.5.",
            Assert.Throws<ArgumentException>(() => CorrelationPower.NeededItems(0.4, 0.5, new PowerTarget(alternative: Alternative.Greater))).Message,
            StringComparison.Ordinal);
}
