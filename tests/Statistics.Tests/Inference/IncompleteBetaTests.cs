namespace JudgeEval.Statistics.Tests.Inference;

public sealed class IncompleteBetaTests
{
    [Theory]
    [InlineData(1, 5, 0.1)]
    [InlineData(1, 1e6, 1e-7)]
    [InlineData(1, 0.5, 0.999999)]
    public void Lower_FirstParameterOne_IsTheClosedForm(double a, double b, double x)
    {
        // I_x(1, b) = 1 - (1 - x)^b.
        double expected = -ExpM1(b * LogP1(-x));

        Assert.Equal(1, IncompleteBeta.Lower(a, b, x, 1 - x) / expected, 1e-9);
    }

    [Theory]
    [InlineData(7, 20)]
    [InlineData(0, 12)]
    [InlineData(300, 550)]
    public void Lower_WholeParameters_IsTheBinomialTail(int k, int n)
    {
        // P(X <= k) = I_q(n - k, k + 1), summed from the masses.
        double sum = 0, mass = Math.Pow(0.7, n);
        for (int i = 0; i <= k; i++)
        {
            sum += mass;
            mass *= (double)(n - i) / (i + 1) * (0.3 / 0.7);
        }

        Assert.Equal(1, IncompleteBeta.Lower(n - k, k + 1, 0.7, 0.3) / sum, 1e-11);
    }

    [Fact]
    public void QuantileLogit_EveryProbability_IsTheInverse()
    {
        foreach (double a in new[] { 0.5, 1, 3.5, 40, 12_345.5, 2e6 })
        {
            foreach (double b in new[] { 0.5, 1, 7, 900, 1e6 })
            {
                foreach (double p in new[] { 1e-12, 1e-4, 0.025, 0.3, 0.5, 0.9 })
                {
                    (double x, double y) = IncompleteBeta.FromLogit(IncompleteBeta.QuantileLogit(a, b, p));
                    Assert.Equal(1, IncompleteBeta.Lower(a, b, x, y) / p, 1e-9);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 8_516_168, 2.9496161295240146e-07)]
    public void QuantileLogit_MillionsOfTrials_HasTenDigits(int successes, int n, double expected)
    {
        // Upper Jeffreys bound at 95 %, by mpmath at 40 digits: root of the integral of u^(-1/2) (1 - u)^(n - 1/2) over 0..x.
        double upper = IncompleteBeta.FromLogit(IncompleteBeta.QuantileLogit(n - successes + 0.5, successes + 0.5, 0.025)).Y;

        Assert.Equal(1, upper / expected, 1e-12);
    }

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

    private static double LogP1(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    private static double ExpM1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
