namespace JudgeEval.Statistics;

/// <summary>The logarithm of k!, fast enough for the inner loop of a sampler.</summary>
internal static class LogFactorial
{
    private static readonly double[] Small = [.. Enumerable.Range(0, 128).Select(MathNet.Numerics.SpecialFunctions.FactorialLn)];

    /// <summary>
    /// ln k! from a table, above it by Stirling's series to 1/k^5; the next term, 1/(1680 k^7), is below 1e-18 there, so only
    /// rounding remains.
    /// </summary>
    /// <param name="k">At least 0.</param>
    public static double Of(int k)
    {
        if (k < Small.Length)
        {
            return Small[k];
        }

        const double HalfLogTwoPi = 0.91893853320467274178;
        double inverse = 1.0 / k, square = inverse * inverse;
        double tail = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square / 1260))));
        return ((k + 0.5) * Math.Log(k)) - k + HalfLogTwoPi + tail;
    }
}
