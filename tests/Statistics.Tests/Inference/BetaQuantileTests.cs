namespace JudgeEval.Statistics.Tests.Inference;

public sealed class BetaQuantileTests
{
    [Theory]
    [InlineData(1, 5, 0.1)]
    [InlineData(1, 1e6, 1e-7)]
    [InlineData(1, 0.5, 0.999999)]
    public void Regularized_FirstParameterOne_IsTheClosedForm(double a, double b, double x)
    {
        // I_x(1, b) = 1 - (1 - x)^b.
        double expected = -ExpM1(b * LogP1(-x));

        Assert.Equal(1, IncompleteBeta.Regularized(a, b, x, 1 - x) / expected, 1e-9);
    }

    [Theory]
    [InlineData(7, 20)]
    [InlineData(0, 12)]
    [InlineData(300, 550)]
    public void Regularized_WholeParameters_IsTheBinomialTail(int k, int n)
    {
        // P(X <= k) = I_q(n - k, k + 1), summed from the masses.
        double sum = 0, mass = Math.Pow(0.7, n);
        for (int i = 0; i <= k; i++)
        {
            sum += mass;
            mass *= (double)(n - i) / (i + 1) * (0.3 / 0.7);
        }

        Assert.Equal(1, IncompleteBeta.Regularized(n - k, k + 1, 0.7, 0.3) / sum, 1e-11);
    }

    [Fact]
    public void Logit_EveryProbability_IsTheInverse()
    {
        foreach (double a in new[] { 0.5, 1, 3.5, 40, 12_345.5, 2e6 })
        {
            foreach (double b in new[] { 0.5, 1, 7, 900, 1e6 })
            {
                foreach (double p in new[] { 1e-120, 1e-16, 1e-4, 0.025, 0.3, 0.5, 0.9 })
                {
                    (double x, double y) = BetaQuantile.FromLogit(BetaQuantile.Logit(a, b, p));
                    Assert.Equal(1, IncompleteBeta.Regularized(a, b, x, y) / p, 1e-9);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 8_516_168, 2.9496161295240146e-07)]
    public void Logit_MillionsOfTrials_HasTenDigits(int successes, int n, double expected)
    {
        // Upper Jeffreys bound at 95 %, by mpmath at 40 digits: root of the integral of u^(-1/2) (1 - u)^(n - 1/2) over 0..x.
        double upper = BetaQuantile.FromLogit(BetaQuantile.Logit(n - successes + 0.5, successes + 0.5, 0.025)).Y;

        Assert.Equal(1, upper / expected, 1e-12);
    }

    [Fact]
    public void Logit_StepBeyondTheSmallestNumber_ComesBack()
    {
        // I_x(n, 1) = x^n, so 1 - x = -ln(p) / n up to its square. From the mean Newton's first step lands at 1e-320.
        double y = BetaQuantile.FromLogit(BetaQuantile.Logit(4_685_593, 1, 0.0005)).Y;

        Assert.Equal(1, y / (-Math.Log(0.0005) / 4_685_593), 1e-5);
    }

    private static double LogP1(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    private static double ExpM1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
