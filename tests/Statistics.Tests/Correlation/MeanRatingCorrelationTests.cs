namespace JudgeEval.Statistics.Tests.Correlations;

public class MeanRatingCorrelationTests
{
    private static readonly double?[] Numbers = [1, 2, null, 4, 5, 3];

    private static readonly RatingTable Table = RatingTable.FromRows([[1, 2, 2], [2, null, 3], [5, 5, 5], [3, 4, 5], [null, null, null], [2, 2, 4]]);

    [Fact]
    public void Evaluate_EveryoneOnce_IsThePearsonCorrelationOfTheMeans()
    {
        // Items 2 (no number) and 4 (no rating) are out: 1, 2, 4, 3 against the means 5/3, 5/2, 4, 8/3.
        double expected = PairStatistics.Compute(PairTable.Create([1, 2, 4, 3], [5 / 3.0, 2.5, 4, 8 / 3.0]), PairStatistic.Pearson).Value;
        Estimate estimate = new MeanRatingCorrelation(Table, Numbers).Estimate(
            ResamplingDesign.OfUnits(6, "item"), ResamplingDesign.OfUnits(3, "annotator"), new BootstrapOptions(200, 1, 0.9));
        Assert.Equal(expected, estimate.Value, 12);
        Assert.Equal(4, estimate.N);
        Assert.Equal("item and annotator", estimate.Interval!.Cluster);
    }

    [Fact]
    public void Evaluate_ItemsAndAnnotatorsCounted_EqualsTheTableWrittenOut()
    {
        // Annotator 1 not at all, annotator 2 twice: the means are 5/3, (2 + 3 + 3) / 3, (3 + 5 + 5) / 3, (2 + 4 + 4) / 3; item 0 twice.
        double[] value = new double[1];
        new MeanRatingCorrelation(Table, Numbers).CreateEvaluator().Evaluate([2, 1, 1, 1, 1, 1], [1, 0, 2], value);
        double expected = PairStatistics.Compute(
            PairTable.Create([1, 1, 2, 4, 3], [5 / 3.0, 5 / 3.0, 8 / 3.0, 13 / 3.0, 10 / 3.0]), PairStatistic.Pearson).Value;
        Assert.Equal(expected, value[0], 12);
    }

    [Fact]
    public void Estimate_NumbersThatDoNotVary_AreUndefined()
    {
        Estimate estimate = new MeanRatingCorrelation(Table, [2, 2, 2, 2, 2, 2]).Estimate(ResamplingDesign.OfUnits(6, "item"), null, new BootstrapOptions(10, 1, 0.9));
        Assert.Equal("the numbers or the mean ratings are all the same, so nothing can vary together", estimate.UndefinedReason);
    }

    [Fact]
    public void Create_WrongLengthOrInfinite_Throws()
    {
        Assert.Throws<ArgumentException>(() => new MeanRatingCorrelation(Table, [1, 2]));
        Assert.Throws<ArgumentException>(() => new MeanRatingCorrelation(Table, [1, 2, 3, 4, 5, double.PositiveInfinity]));
    }
}
