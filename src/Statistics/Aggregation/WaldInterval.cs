using MathNet.Numerics;

namespace JudgeEval.Statistics;

/// <summary>Intervals and tests of estimates that are normal in large samples (Wald, 1943, doi:10.2307/1990256).</summary>
internal static class WaldInterval
{
    /// <summary>Half the width of the interval.</summary>
    public static double Margin(double confidence, double standardError) => StudentTail.Quantile((1 - confidence) / 2, double.PositiveInfinity) * standardError;

    /// <summary>The two-sided test that the quantity is 0.</summary>
    public static TestResult Test(double value, double standardError, int n)
    {
        double z = value / standardError;
        return double.IsFinite(z)
            ? TestResult.Of(z, SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2), n, "wald")
            : TestResult.Undefined("the standard error is 0", n, "wald");
    }
}
