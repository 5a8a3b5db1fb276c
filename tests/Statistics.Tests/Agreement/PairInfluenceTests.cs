namespace JudgeEval.Statistics.Tests.Agreement;

public class PairInfluenceTests
{
    [Theory]
    [InlineData(PairStatistic.PercentAgreement)]
    [InlineData(PairStatistic.MeanAbsoluteError)]
    [InlineData(PairStatistic.CohenKappa)]
    [InlineData(PairStatistic.CohenKappaLinear)]
    [InlineData(PairStatistic.CohenKappaQuadratic)]
    [InlineData(PairStatistic.Pearson)]
    public void TryInfluence_KnownStatistic_IsTheDerivative(PairStatistic statistic)
    {
        PairStatistics statistics = new(Pairs(), [statistic], MeasurementLevel.Ordinal);
        AssertDerivative(statistics, statistics.Table.Counts.ToArray());
    }

    [Fact]
    public void TryInfluence_PairedDifference_IsTheDerivative()
    {
        RandomStream random = new(6, 0);
        double[] reference = [.. Enumerable.Range(0, 60).Select(_ => (double)random.NextInt(3))];
        double[] a = [.. reference.Select(r => random.NextDouble() < 0.7 ? r : random.NextInt(3))];
        double[] b = [.. reference.Select(r => random.NextDouble() < 0.5 ? r : random.NextInt(3))];
        PairedDifference difference = PairedDifference.Create(reference, a, b, [PairStatistic.CohenKappaQuadratic]);
        int[] weights = new int[difference.PatternCount];
        foreach (int pattern in difference.PatternOfItem)
        {
            weights[pattern]++;
        }

        AssertDerivative(difference, weights);
    }

    [Fact]
    public void TryInfluence_Mean_IsTheDerivative() => AssertDerivative(new MeanStatistic([3, -1, 4, 1.5]), [2, 1, 5, 3]);

    [Fact]
    public void TryInfluence_StatisticWithoutOne_SaysSo()
    {
        PairStatistics statistics = new(Pairs(), [PairStatistic.KendallTauB], MeasurementLevel.Ordinal);
        Assert.False(((IInfluenceEvaluator)statistics.CreateEvaluator()).TryInfluence(statistics.Table.Counts, 0, new double[statistics.PatternCount]));
    }

    [Theory]
    [InlineData(PairStatistic.CohenKappaLinear)]
    [InlineData(PairStatistic.Pearson)]
    public void TryInfluence_UndefinedStatistic_IsNotANumber(PairStatistic statistic)
    {
        PairStatistics statistics = new(PairTable.Create([2, 2, 2], [2, 2, 2]), [statistic], MeasurementLevel.Ordinal);
        double[] influence = new double[1];
        Assert.True(((IInfluenceEvaluator)statistics.CreateEvaluator()).TryInfluence([3], 0, influence));
        Assert.True(double.IsNaN(influence[0]));
    }

    /// <summary>
    /// The statistics do not change when all weights are multiplied by S, so the derivative at w is S times that at S w, where one
    /// item more or less is a small step: the central difference errs by the order of 1 / S².
    /// </summary>
    private static void AssertDerivative(IPatternStatistics statistics, int[] weights)
    {
        const int S = 10_000;
        IPatternEvaluator evaluator = statistics.CreateEvaluator();
        double[] influence = new double[weights.Length], above = new double[1], below = new double[1];
        Assert.True(((IInfluenceEvaluator)evaluator).TryInfluence(weights, 0, influence));
        int[] moved = [.. weights.Select(w => S * w)];
        for (int p = 0; p < weights.Length; p++)
        {
            moved[p]++;
            evaluator.Evaluate(moved, above);
            moved[p] -= 2;
            evaluator.Evaluate(moved, below);
            moved[p]++;
            Assert.Equal(S * (above[0] - below[0]) / 2, influence[p], 8);
        }
    }

    private static PairTable Pairs()
    {
        RandomStream random = new(9, 0);
        double[] scale = [-1, 0.5, 2, 7], x = new double[50], y = new double[50];
        for (int i = 0; i < x.Length; i++)
        {
            int code = random.NextInt(4);
            x[i] = scale[code];
            y[i] = scale[random.NextDouble() < 0.5 ? code : random.NextInt(4)];
        }

        return PairTable.Create(x, y);
    }
}
