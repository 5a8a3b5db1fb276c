namespace JudgeEval.Statistics.Tests.Ratings;

public sealed class HostileTablesTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Places_ThatDoNotExist_ThrowByName(int place)
    {
        RatingTable complete = RatingTable.FromRows([[0, 1], [1, 1]]), gaps = RatingTable.FromRows([[0, 1], [1, null]]);
        CountTable counts = CountTable.Create(gaps);
        Assert.Equal("item", Assert.Throws<ArgumentOutOfRangeException>(() => complete.CodesOf(place).Length).ParamName);
        Assert.Equal("item", Assert.Throws<ArgumentOutOfRangeException>(() => gaps.CodesOf(place).Length).ParamName);
        Assert.Equal("item", Assert.Throws<ArgumentOutOfRangeException>(() => gaps.AnnotatorsOf(place).Length).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentOutOfRangeException>(() => counts.CodesOf(place).Length).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentOutOfRangeException>(() => counts.CountsOf(place).Length).ParamName);
    }

    // 2^30 items times 4 categories are 0 in 32 bits: the row of item 0 came back.
    [Fact]
    public void Item_OverflowingItsPlace_ThrowsByName()
    {
        ProbabilityTable table = ProbabilityTable.Create([0.25, 0.25, 0.25, 0.25], 4);
        Assert.Equal("item", Assert.Throws<ArgumentOutOfRangeException>(() => table[1 << 30].Length).ParamName);
    }

    [Fact]
    public void Create_CategoryThatIsNoNumber_Throws()
    {
        Assert.Throws<ArgumentException>(() => ProbabilityTable.Create([1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Create(PairTable.Create([0], [0]), [0, double.NaN]));
        Assert.Throws<ArgumentException>(() => new MeanStatistic([1, double.NaN]));
    }

    [Fact]
    public void Compute_RatioOfHugeNumbers_IsDefined()
    {
        // a - b overflows where a and b have different signs.
        Estimate alpha = KrippendorffAlpha.Compute(RatingTable.FromRows([[1.7e308, -1e308], [1, 1], [2, 2]]), MeasurementLevel.Ratio);
        Estimate half = KrippendorffAlpha.Compute(RatingTable.FromRows([[1.7e300, -1e300], [1, 1], [2, 2]]), MeasurementLevel.Ratio);
        Assert.Equal(half.Value, alpha.Value, 1e-12);
    }

    [Fact]
    public void MeanAbsoluteError_SumBeyondTheLargestNumber_IsUndefined() =>
        Assert.False(PairStatistics.Compute(PairTable.Create([1.7e308, -1.7e308], [-1.7e308, 1.7e308]), PairStatistic.MeanAbsoluteError).IsDefined);
}
