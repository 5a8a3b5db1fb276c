namespace JudgeEval.Statistics.Tests.Inference;

public sealed class HostileNumbersTests
{
    [Fact]
    public void Estimate_Default_SaysWhyItHasNoValue()
    {
        Assert.Equal("there are no data", default(Estimate).UndefinedReason);
        Assert.Equal("there are no data", default(TestResult).UndefinedReason);
        Assert.Equal("", default(TestResult).Method);
        Assert.Equal("there are no data", EffectiveSampleSize.LabelsSaved(3, default).UndefinedReason);
    }

    // At 1 - 1e-16 a quantile from a library did not converge or was infinite, and bounds came out reversed.
    [Fact]
    public void Intervals_LevelNextToOne_AreFiniteAndInOrder()
    {
        const double Level = 1 - 1.1e-16;
        RatingTable table = RatingTable.FromRows([[0, 1, 2], [1, 2, 1], [1, 2, 3], [0, 0, 0]]);
        PairTable pairs = PairTable.Create([2, 2, 3, 0], [0, 3, 2, 0]);
        foreach (Estimate value in new[]
        {
            ChanceCorrectedAgreement.BrennanPrediger(table, level: Level).Value,
            ChanceCorrectedAgreement.KrippendorffAlpha(table, level: Level).Value,
            CohenKappa.Compute(pairs, CategoryWeights.Linear, Level).Value,
        })
        {
            Assert.True(double.IsFinite(value.Interval!.Lower) && double.IsFinite(value.Interval.Upper));
            Assert.True(value.Interval.Lower <= value.Value && value.Value <= value.Interval.Upper);
        }
    }

    [Fact]
    public void ByFormula_BoundsWithoutMeaning_Throws()
    {
        Assert.Throws<ArgumentException>(() => ConfidenceInterval.ByFormula(1, 0, 0.95, "wald"));
        Assert.Throws<ArgumentException>(() => ConfidenceInterval.ByFormula(0, double.PositiveInfinity, 0.95, "wald"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.ByFormula(0, 1, 1, "wald"));
    }

    // 1 - 2 alpha is 1 below 1e-16: an interval of level 1 is infinitely wide.
    [Fact]
    public void NonInferiority_AlphaWithoutInterval_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MeasuredDifference.OfPairs([1, 2, 4]).NonInferiority(1, 1e-17));

    [Fact]
    public void Equivalence_StatisticTooLargeForANumber_IsUndefined()
    {
        MeasuredDifference difference = MeasuredDifference.OfStandardError(Estimate.Of(1, 5), 1e-320);
        Assert.False(difference.Equivalence(0.5).Test.IsDefined);
        Assert.Null(MeasuredDifference.OfStandardError(Estimate.Of(1.7e308, 5), 1.7e308).Interval());
    }

    [Fact]
    public void OfReplicates_InfiniteReplicates_AreLeftOut()
    {
        ConfidenceInterval interval = MeasuredDifference.OfReplicates(Estimate.Of(0.2, 5), [0.1, double.PositiveInfinity, 0.3]).Interval(0.9)!;
        Assert.Equal(1, interval.UndefinedResamples);
        Assert.InRange(interval.Upper, 0.1, 0.3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    [InlineData(double.NaN)]
    public void OfStandardError_DegreesWithoutTails_Throws(double degrees) => Assert.Equal(
        "degreesOfFreedom", Assert.Throws<ArgumentOutOfRangeException>(() => MeasuredDifference.OfStandardError(Estimate.Of(1, 5), 1, degrees)).ParamName);

    [Fact]
    public void Estimate_LevelNextToZero_HasItsBoundsInOrder()
    {
        foreach (ProportionInterval method in Enum.GetValues<ProportionInterval>())
        {
            ConfidenceInterval interval = Proportion.Interval(3, 4, 1e-300, method)!;
            Assert.True(interval.Lower <= interval.Upper);
        }

        IntraclassCorrelations icc = IntraclassCorrelation.Compute(RatingTable.FromRows([[0, 0], [0, 1]]), 1e-17);
        Assert.NotNull(icc);
    }

    // A weight of the smallest number over the sum of all is 0: both shares were 0, and 0 / 0 came out.
    [Fact]
    public void JensenShannonDivergence_WeightThatComesToNothing_IsLeftOut()
    {
        double without = DistributionMeasures.JensenShannonDivergence([1, 2, 0], [0.1, 2, 3]).Value;
        Assert.Equal(without, DistributionMeasures.JensenShannonDivergence([1, 2, 0, 0], [0.1, 2, 3, double.Epsilon]).Value);
    }

    [Fact]
    public void Intervals_BayesianOfInfiniteReplicates_AreNone()
    {
        MeanStatistic mean = new([1.7e308, 1.7e308, -1.7e308]);
        BootstrapOptions options = new(50, 1, 0.9, BootstrapMethod.Bayesian);
        Assert.All(ClusterBootstrap.Intervals(mean, ResamplingDesign.OfUnits(3, "item"), options), i => Assert.True(i is null || double.IsFinite(i.Upper - i.Lower)));
        Assert.Throws<ArgumentException>(() => new PairStatistics(PairTable.Create([0], [0]), [], MeasurementLevel.Nominal, 1, [double.NaN]));
    }

    // t² is no number, t / sqrt(v + t²) is 1, and with 1 degree of freedom P(T > t) is 1 / (pi t).
    [Fact]
    public void Above_SquareBeyondTheLargestNumber_KeepsTheTail() =>
        Assert.Equal(1e-155 / Math.PI, StudentTail.Above(1e155, 1), 1e-167);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Run_EpsilonWithoutMeaning_Throws(double epsilon)
    {
        RatingTable table = RatingTable.FromRows([[0, 1], [1, 1]]);
        Assert.Throws<ArgumentException>(() => AlternativeAnnotatorTest.Run(table, [0, 1], new() { Epsilon = epsilon, SmallestAnnotator = 2 }, out _));
        Assert.Throws<ArgumentException>(() => AlternativeAnnotatorTest.Run(table, [0, epsilon], new() { SmallestAnnotator = 2 }, out _));
    }
}
