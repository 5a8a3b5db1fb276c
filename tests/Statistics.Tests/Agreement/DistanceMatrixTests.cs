namespace JudgeEval.Statistics.Tests.Agreement;

public class DistanceMatrixTests
{
    [Fact]
    public void Create_FromFunction_IsTheFunctionOfTheValues()
    {
        DistanceMatrix matrix = DistanceMatrix.Create([1, 2, 5], (a, b) => Math.Abs(a - b));
        Assert.Equal(3, matrix.CategoryCount);
        Assert.Equal([0.0, 1, 4, 1, 0, 3, 4, 3, 0], matrix.Values);
        Assert.Equal(3, matrix[1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, 3]);
    }

    [Theory]
    [InlineData(0, 1, 2, 0)]
    [InlineData(0, -1, -1, 0)]
    [InlineData(0, 1, 1, 0.5)]
    [InlineData(0, double.NaN, double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity, double.PositiveInfinity, 0)]
    public void Create_NumbersThatAreNoDistances_AreRefused(double a, double b, double c, double d) =>
        Assert.Throws<ArgumentException>(() => DistanceMatrix.Create([a, b, c, d], 2));

    [Fact]
    public void Create_NoSquare_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => DistanceMatrix.Create([0, 1, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => DistanceMatrix.Create([], -1));
        Assert.Equal(0, DistanceMatrix.Create([], 0).CategoryCount);
    }

    [Fact]
    public void Create_CallersNumbersChangeLater_KeepsItsOwn()
    {
        double[] numbers = [0, 1, 1, 0];
        DistanceMatrix matrix = DistanceMatrix.Create(numbers, 2);
        numbers[1] = 9;
        Assert.Equal(1, matrix[0, 1]);
    }
}
