using MathNet.Numerics;

namespace JudgeEval.Statistics;

/// <summary>Intervals and tests of estimates that are normal in large samples (Wald, 1943, doi:10.2307/1990256).</summary>
internal static class WaldInterval
{
    /// <summary>Half the width of the interval.</summary>
    public static double Margin(double confidence, double standardError) => Quantile(0.5 + (confidence / 2)) * standardError;

    /// <summary>The two-sided test that the quantity is 0.</summary>
    public static TestResult Test(double value, double standardError, int n)
    {
        double z = value / standardError;
        return double.IsFinite(z)
            ? TestResult.Of(z, SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2), n, "wald")
            : TestResult.Undefined("the standard error is 0", n, "wald");
    }

    /// <summary>The standard normal quantile of an upper probability, from 0.5.</summary>
    private static double Quantile(double probability)
    {
        double tail = 1 - probability;
        double z = Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * tail);

        // One Newton step: the library's inverse is good to ten digits or so, the function itself to full precision.
        double density = Math.Exp(-z * z / 2) / Constants.Sqrt2Pi;
        return z + (((SpecialFunctions.Erfc(z / Constants.Sqrt2) / 2) - tail) / density);
    }
}
