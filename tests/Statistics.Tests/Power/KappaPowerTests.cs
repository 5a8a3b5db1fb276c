namespace JudgeEval.Statistics.Tests.Power;

public class KappaPowerTests
{
    private static readonly PowerTarget OneSided = new(0.05, 0.8, Alternative.Greater);

    // Two equally likely categories: cells (1 + k) / 4 twice and (1 - k) / 4 twice, pe = 1/2, po = (1 + k) / 2, and kappa = 2 po - 1,
    // so its variance is 4 po (1 - po) / n = (1 - k²) / n.
    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(0.9)]
    public void StandardError_TwoEqualCategories_IsThatOfAShare(double kappa) =>
        Assert.Equal(Math.Sqrt((1 - (kappa * kappa)) / 50), new KappaPower([0.5, 0.5]).StandardError(kappa, 50), 1e-14);

    // ((z.95 sqrt .84 + z.80 sqrt .64) / .2)² = 118.90; with shares .9 and .1 the same formula in numpy gives 320.88.
    [Theory]
    [InlineData(0.5, 119)]
    [InlineData(0.9, 321)]
    public void NeededItems_TwoCategories_AreTheFormulas(double share, int items) =>
        Assert.Equal(items, new KappaPower([share, 1 - share]).NeededItems(0.6, 0.4, OneSided));

    // Five categories with quadratic weights: the variance of Fleiss, Cohen and Everitt written out in numpy gives .9649859987 and
    // .6665098070, and ((z.975 sqrt Q0 + z.90 sqrt Q1) / .2)² = 220.76.
    [Fact]
    public void NeededItems_QuadraticWeights_AreTheFormulas()
    {
        KappaPower plan = new([0.1, 0.2, 0.3, 0.25, 0.15], CategoryWeights.Quadratic);

        Assert.Equal(Math.Sqrt(0.9649859986934138), plan.StandardError(0.5, 2) * Math.Sqrt(2), 1e-12);
        Assert.Equal(Math.Sqrt(0.6665098070488001), plan.StandardError(0.7, 2) * Math.Sqrt(2), 1e-12);
        Assert.Equal(221, plan.NeededItems(0.7, 0.5, new PowerTarget(0.05, 0.9)));
    }

    [Fact]
    public void MinimumDetectable_IsSeenWithExactlyThePower()
    {
        KappaPower plan = new([0.7, 0.2, 0.1]);

        double kappa = plan.MinimumDetectable(300, 0.5, OneSided)!.Value;

        Assert.Equal(0.8, plan.Power(300, kappa, 0.5, OneSided), 1e-10);
    }

    [Fact]
    public void MinimumDetectable_TooFewItems_IsNull() => Assert.Null(new KappaPower([0.5, 0.5]).MinimumDetectable(3, 0.9, PowerTarget.Conventional));

    // A simulation of the very study: 20,000 studies have a Monte Carlo error of .003; the formula is for many items.
    [Fact]
    public void Power_AgainstASimulation_Agrees()
    {
        KappaPower plan = new([0.6, 0.4]);
        double nullError = plan.StandardError(0.4, 400);

        SimulatedProbability simulated = SimulatedPower.Estimate(Study, 400, 20_000, seed: 5);

        Assert.Equal(plan.Power(400, 0.55, 0.4, OneSided), simulated.Value, 0.015);

        bool Study(ref RandomStream random, int size)
        {
            Span<int> cells = stackalloc int[4];
            for (int i = 0; i < size; i++)
            {
                int x = random.NextDouble() < 0.6 ? 0 : 1;
                int y = random.NextDouble() < 0.55 ? x : random.NextDouble() < 0.6 ? 0 : 1;
                cells[(2 * x) + y]++;
            }

            double n = size, po = (cells[0] + cells[3]) / n;
            double pe = (((cells[0] + cells[1]) / n) * ((cells[0] + cells[2]) / n)) + (((cells[2] + cells[3]) / n) * ((cells[1] + cells[3]) / n));
            return ((po - pe) / (1 - pe)) > 0.4 + (1.6448536269514722 * nullError);
        }
    }

    [Fact]
    public void Constructor_SharesThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new KappaPower([0.5, 0.4]));
        Assert.Throws<ArgumentException>(() => new KappaPower([1, 0]));
        Assert.Throws<ArgumentException>(() => new KappaPower([0.5, 0.5], CategoryWeights.Linear, [1, 2, 3]));
    }
}
