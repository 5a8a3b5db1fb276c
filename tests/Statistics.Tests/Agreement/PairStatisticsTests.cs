namespace JudgeEval.Statistics.Tests.Agreement;

public class PairStatisticsTests
{
    [Fact]
    public void CohenKappa_CohensExample_IsAsDerivedByHand()
    {
        // 50 proposals, two readers: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no. po = 35/50 = 0.7; margins 25/25 and 30/20:
        // pe = (25*30 + 25*20) / 2500 = 0.5; kappa = 0.2 / 0.5 = 0.4.
        PairTable table = Pairs((1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15));
        Assert.Equal(0.4, PairStatistics.Compute(table, PairStatistic.CohenKappa).Value, 14);
    }

    [Fact]
    public void CohenKappaQuadratic_ScaleWithAGap_WeighsByTheValues()
    {
        // Values 1, 2, 5 and pairs (1,1) (2,5) (5,2) (5,5), one each. Observed squared differences: 0 + 9 + 9 + 0 = 18, mean 4.5.
        // Margins x: 1,2,5,5; y: 1,5,2,5. Sum over all 16 pairs: x=1: 0+16+1+16 = 33; x=2: 1+9+0+9 = 19; x=5 twice: 16+0+9+0 = 25 each.
        // Total 102, mean 6.375. kappa = 1 - 4.5 / 6.375 = 5/17.
        PairTable table = Pairs((1, 1, 1), (2, 5, 1), (5, 2, 1), (5, 5, 1));
        Assert.Equal(5.0 / 17, PairStatistics.Compute(table, PairStatistic.CohenKappaQuadratic).Value, 14);
    }

    [Fact]
    public void CohenKappaLinear_ScaleWithAGap_WeighsByTheValues()
    {
        // The same pairs: observed 0 + 3 + 3 + 0 = 6, mean 1.5. All pairs: x=1: 0+4+1+4 = 9; x=2: 1+3+0+3 = 7; x=5 twice: 4+0+3+0 = 7 each.
        // Total 30, mean 1.875. kappa = 1 - 1.5 / 1.875 = 0.2.
        PairTable table = Pairs((1, 1, 1), (2, 5, 1), (5, 2, 1), (5, 5, 1));
        Assert.Equal(0.2, PairStatistics.Compute(table, PairStatistic.CohenKappaLinear).Value, 14);
    }

    [Fact]
    public void EveryStatistic_AllLabelsTheSame_IsUndefinedExceptRawAgreementAndError()
    {
        PairTable table = Pairs((3, 3, 7));
        foreach (PairStatistic statistic in Enum.GetValues<PairStatistic>())
        {
            Estimate estimate = PairStatistics.Compute(table, statistic, MeasurementLevel.Ordinal);
            bool raw = statistic is PairStatistic.PercentAgreement or PairStatistic.MeanAbsoluteError;
            Assert.Equal(raw, estimate.IsDefined);
            Assert.Equal(7, estimate.N);
        }

        Assert.Equal(
            "every label is the same, so agreement by chance is certain",
            PairStatistics.Compute(table, PairStatistic.CohenKappa).UndefinedReason);
    }

    [Fact]
    public void EveryStatistic_NoItems_IsUndefined()
    {
        PairTable table = PairTable.Create([], []);
        Assert.All(Enum.GetValues<PairStatistic>(), s => Assert.Equal("no item has a label from both", PairStatistics.Compute(table, s).UndefinedReason));
    }

    [Fact]
    public void SymmetricStatistics_RatersExchanged_StayTheSame()
    {
        double[] x = [1, 2, 3, 3, 5, 4, 2, 1, 1, 5], y = [1, 3, 3, 2, 5, 5, 2, 2, 1, 4];
        foreach (PairStatistic statistic in Enum.GetValues<PairStatistic>())
        {
            double one = PairStatistics.Compute(PairTable.Create(x, y), statistic, MeasurementLevel.Ordinal).Value;
            double other = PairStatistics.Compute(PairTable.Create(y, x), statistic, MeasurementLevel.Ordinal).Value;
            Assert.Equal(one, other, 13);
        }
    }

    [Fact]
    public void PearsonAndWeightedKappas_ValuesFarFromZero_KeepTheirDigits()
    {
        // Adding a constant changes no difference of values, so no statistic here may move, not even at 10^9.
        double[] x = [1, 2, 3, 3, 5, 4], y = [1, 3, 3, 2, 5, 5];
        double[] farX = [.. x.Select(v => v + 1e9)], farY = [.. y.Select(v => v + 1e9)];
        foreach (PairStatistic statistic in Enum.GetValues<PairStatistic>())
        {
            double near = PairStatistics.Compute(PairTable.Create(x, y), statistic, MeasurementLevel.Interval).Value;
            double far = PairStatistics.Compute(PairTable.Create(farX, farY), statistic, MeasurementLevel.Interval).Value;
            Assert.Equal(near, far, 13);
        }
    }

    [Fact]
    public void Estimate_WithBootstrap_CarriesTheWholeRecipe()
    {
        PairTable table = Pairs((1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15));
        PairStatistics statistics = new(table, [PairStatistic.CohenKappa], MeasurementLevel.Nominal);
        ResamplingDesign design = ResamplingDesign.ByItem(table.PatternOfItem, table.PatternCount);
        Estimate kappa = statistics.Estimate(design, new BootstrapOptions(1000, 8, 0.9))[0];
        ConfidenceInterval interval = Assert.IsType<ConfidenceInterval>(kappa.Interval);
        Assert.True(interval.Lower < kappa.Value && kappa.Value < interval.Upper);
        Assert.Equal((0.9, 1000, 8UL, "item", "bootstrap-bayesian"), (interval.Level, interval.Resamples, interval.Seed, interval.Cluster, interval.Method));

        // To first order the standard error is sqrt(po (1 - po) / n) / (1 - pe) = sqrt(0.21 / 50) / 0.5 = 0.13, so 90 % is about 0.43 wide.
        Assert.InRange(interval.Upper - interval.Lower, 0.34, 0.50);
    }

    private static PairTable Pairs(params (double X, double Y, int Count)[] pairs) => PairTable.Create(
        [.. pairs.SelectMany(p => Enumerable.Repeat(p.X, p.Count))], [.. pairs.SelectMany(p => Enumerable.Repeat(p.Y, p.Count))]);
}
