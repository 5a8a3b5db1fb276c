namespace JudgeEval.Statistics.Tests.Power;

public class SimulatedPowerTests
{
    // Decision: all of n coins show heads, probability .9^n: .81 at 2, .43 at 8. 10,000 studies have an error of .005; 4 of them are allowed.
    [Fact]
    public void Estimate_KnownProbability_IsNearIt()
    {
        SimulatedProbability result = SimulatedPower.Estimate(AllHeads, 8, 10_000, seed: 1);

        Assert.Equal(Math.Pow(0.9, 8), result.Value, 4 * result.MonteCarloError);
    }

    [Fact]
    public void Estimate_SameSeed_IsTheSame() =>
        Assert.Equal(SimulatedPower.Estimate(AllHeads, 5, 999, seed: 7), SimulatedPower.Estimate(AllHeads, 5, 999, seed: 7));

    // One head among n coins: 1 - .9^n reaches .8 at n = 16 (.815; .794 at 15) and, with an error of .004, is found within one of it.
    [Fact]
    public void NeededSize_KnownProbability_IsFound()
    {
        SimulatedSize found = SimulatedPower.NeededSize(OneTail, 0.8, 1, 1000, 10_000, seed: 3)!;

        Assert.InRange(found.Size, 15, 17);
        Assert.True(found.Power.Value >= 0.8);
    }

    [Fact]
    public void NeededSize_NeverReached_IsNull() => Assert.Null(SimulatedPower.NeededSize(AllHeads, 0.8, 10, 1000, 500, seed: 3));

    // A pilot of 50 items with agreement on 40: studies of n items agree on a binomial share. P(share > .7 | n = 200, p = .8):
    // 1 - binom.cdf(140, 200, .8) = .9995 and for n = 20, 1 - binom.cdf(14, 20, .8) = .8042 (scipy).
    [Theory]
    [InlineData(20, 0.8042)]
    [InlineData(200, 0.9995)]
    public void PilotPower_AgreementOfAPilot_IsBinomial(int items, double power)
    {
        (PairStatistics statistics, ResamplingDesign design) = Pilot();

        SimulatedProbability result = PilotPower.Estimate(statistics, design, values => values[0] > 0.7 + 1e-9, items, 20_000, seed: 2);

        Assert.Equal(power, result.Value, Math.Max(0.001, 4 * result.MonteCarloError));
    }

    // P(share > .7) reaches .95 between 40 (1 - binom.cdf(28, 40, .8) = .9125) and 60 (.9573) items.
    [Fact]
    public void PilotPower_NeededClusters_AreFound()
    {
        (PairStatistics statistics, ResamplingDesign design) = Pilot();

        SimulatedSize found = PilotPower.NeededClusters(statistics, design, values => values[0] > 0.7 + 1e-9, 0.95, 1000, 4000, seed: 2)!;

        Assert.InRange(found.Size, 40, 60);
    }

    private static bool AllHeads(ref RandomStream random, int size)
    {
        bool all = true;
        for (int i = 0; i < size; i++)
        {
            all &= random.NextDouble() < 0.9;
        }

        return all;
    }

    private static bool OneTail(ref RandomStream random, int size) => !AllHeads(ref random, size);

    private static (PairStatistics Statistics, ResamplingDesign Design) Pilot()
    {
        double[] x = new double[50], y = new double[50];
        for (int i = 0; i < 50; i++)
        {
            x[i] = i % 2;
            y[i] = i < 40 ? x[i] : 1 - x[i];
        }

        PairTable table = PairTable.Create(x, y);
        return (new PairStatistics(table, [PairStatistic.PercentAgreement], MeasurementLevel.Nominal), ResamplingDesign.ByItem(table.PatternOfItem, table.PatternCount));
    }
}
