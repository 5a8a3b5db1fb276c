using JudgeEval.Harness.Reports.Html;

namespace JudgeEval.Harness.Tests.Reports.Html;

public sealed class PlotAxisTests
{
    [Theory]
    [InlineData(new[] { 0, 1.0 }, new[] { 0, 0.5, 1 })]
    [InlineData(new[] { 0.3, 0.8 }, new[] { 0.2, 0.4, 0.6, 0.8 })]
    [InlineData(new[] { -1, 37.0 }, new[] { -10.0, 0, 10, 20, 30, 40 })]
    [InlineData(new[] { 0.5 }, new[] { 0.45, 0.5, 0.55 })]
    [InlineData(new double[0], new[] { 0, 0.5, 1 })]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, 0, 1 }, new[] { 0, 0.5, 1 })]
    public void Of_Numbers_HasRoundMarksAroundThem(double[] numbers, double[] ticks)
    {
        IReadOnlyList<double> actual = PlotAxis.Of(numbers).Ticks;

        Assert.Equal(ticks.Length, actual.Count);
        Assert.All(ticks.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 9));
    }

    [Fact]
    public void At_TheEndsAndTheMiddle_IsZeroHundredAndFifty()
    {
        PlotAxis axis = PlotAxis.Of([0, 1]);

        Assert.Equal([0, 50, 100], new[] { 0, 0.5, 1 }.Select(axis.At));
    }
}
