using JudgeEval.Harness.Comparing;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Comparing;

public sealed class HitPowerTests
{
    private static readonly HitPower Usual = new();

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(130)]
    [InlineData(5000)]
    public void SmallestUsableMargin_NoDiscordantItem_IsTheScoreIntervalsReach(int items)
    {
        // Without a discordant item Tango's interval reaches to z² / (n + z²), as Wilson's does for no success.
        double z2 = 1.959963984540054 * 1.959963984540054;

        Assert.Equal(z2 / (items + z2), Usual.SmallestUsableMargin(items, 0)!.Value, 1e-9);
    }

    [Theory]
    [InlineData(100, 0.1, 0.06)]
    [InlineData(400, 0.2, 0.05)]
    [InlineData(50, 0.5, 0.3)]
    [InlineData(50, 0.3, 0.3)]
    public void FailProbability_WithoutMargin_IsMcNemarsPower(int items, double discordant, double drop) => Assert.Equal(
        PairedProportionPower.Power(items, (discordant + drop) / 2, (discordant - drop) / 2, new PowerTarget(0.025, 0.8, Alternative.Greater)),
        Usual.FailProbability(items, discordant, 0, drop),
        1e-9);

    [Theory]
    [InlineData(200, 0.1, 0.05)]
    [InlineData(200, 0.1, 0.08)]
    [InlineData(1000, 0.3, 0.05)]
    [InlineData(80, 0.2, 0.2)]
    public void PassProbability_AgainstSimulatedScoreTests_IsNear(int items, double discordant, double margin)
    {
        const int runs = 4000;
        int passed = 0;
        for (ulong run = 0; run < runs; run++)
        {
            RandomStream random = new(5, run);
            int first = 0, second = 0;
            for (int i = 0; i < items; i++)
            {
                double u = random.NextDouble();
                first += u < discordant / 2 ? 1 : 0;
                second += u >= discordant / 2 && u < discordant ? 1 : 0;
            }

            passed += MeasuredDifference.OfPairedProportions(first, second, items).NonInferiority(margin, 0.025).Verdict == NonInferiorityVerdict.NonInferior ? 1 : 0;
        }

        // The formula is normal and the counts are few: two hundredths, and three standard errors of the simulation.
        Assert.Equal((double)passed / runs, Usual.PassProbability(items, discordant, margin), 0.045);
    }

    [Theory]
    [InlineData(0.1, 0.05)]
    [InlineData(0.3, 0.02)]
    [InlineData(0, 0.1)]
    public void ItemsForMargin_Smallest_ReachesThePowerAndOneLessDoesNot(double discordant, double margin)
    {
        int items = Usual.ItemsForMargin(discordant, margin)!.Value;

        Assert.True(Usual.PassProbability(items, discordant, margin) >= 0.8);
        Assert.True(items == 1 || Usual.PassProbability(items - 1, discordant, margin) < 0.8);
        Assert.InRange(Usual.SmallestUsableMargin(items, discordant)!.Value, 0, margin + 1e-12);
    }

    [Fact]
    public void SmallestVisibleDrop_AtAMargin_LiesBeyondItAndFailsWithThePower()
    {
        double drop = Usual.SmallestVisibleDrop(300, 0.1, 0.05)!.Value;

        Assert.InRange(drop, 0.05, 0.15);
        Assert.Equal(0.8, Usual.FailProbability(300, 0.1, 0.05, drop), 1e-9);
    }

    [Fact]
    public void PassProbability_MoreItemsWiderMarginFewerDiscordant_Grows()
    {
        Assert.True(Usual.PassProbability(200, 0.1, 0.05) > Usual.PassProbability(100, 0.1, 0.05));
        Assert.True(Usual.PassProbability(100, 0.1, 0.06) > Usual.PassProbability(100, 0.1, 0.05));
        Assert.True(Usual.PassProbability(100, 0.05, 0.05) > Usual.PassProbability(100, 0.1, 0.05));
    }

    [Theory]
    [InlineData(0.92, 0.5, 0.0736)]
    [InlineData(0.5, 1, 0.5)]
    [InlineData(1, 1, 0)]
    public void DiscordantShare_OfHitRates_IsWhatIndependentJudgesWouldDifferOn(double hitRate, double share, double expected) =>
        Assert.Equal(expected, HitPower.DiscordantShare(hitRate, share), 1e-12);

    [Fact]
    public void Arguments_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Usual.PassProbability(0, 0.1, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usual.PassProbability(double.NaN, 0.1, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usual.PassProbability(10, 1.1, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usual.PassProbability(10, 0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usual.ItemsForMargin(0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usual.SmallestVisibleDrop(10, 0.1, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HitPower.DiscordantShare(double.NaN));
    }
}
