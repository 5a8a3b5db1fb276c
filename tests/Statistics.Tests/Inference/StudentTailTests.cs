namespace JudgeEval.Statistics.Tests.Inference;

public sealed class StudentTailTests
{
    [Theory]
    [InlineData(-1.5)]
    [InlineData(0)]
    [InlineData(0.001)]
    [InlineData(40)]
    public void Above_OneAndTwoDegreesOfFreedom_IsTheClosedForm(double t)
    {
        Assert.Equal(0.5 - (Math.Atan(t) / Math.PI), StudentTail.Above(t, 1), 1e-14);
        Assert.Equal(0.5 - (t / (2 * Math.Sqrt(2 + (t * t)))), StudentTail.Above(t, 2), 1e-14);
    }

    [Fact]
    public void Above_ManyDegreesOfFreedom_ApproachesTheNormal()
    {
        // t differs from the normal by about (t³ + t) phi(t) / (4 df) = 2.5 * 0.242 / 4 / df at t = 1 ... of order 1e-10 here.
        Assert.Equal(StudentTail.NormalAbove(1), StudentTail.Above(1, 1e9), 2e-10);
    }

    [Theory]
    [InlineData(0.05, 3, 2.3533634348018238)]
    [InlineData(0.05, 34.34557369698665, 1.6904479655294831)]
    [InlineData(0.025, 45.01535976897975, 2.0140844209204168)]
    public void Quantile_OddDegreesOfFreedom_HasMoreDigitsThanScipy(double p, double degreesOfFreedom, double expected)
    {
        // By mpmath at 40 digits; scipy 1.10 gives 1.69044796133 and 2.01408441688.
        Assert.Equal(expected, StudentTail.Quantile(p, degreesOfFreedom), 1e-14);
    }
}
