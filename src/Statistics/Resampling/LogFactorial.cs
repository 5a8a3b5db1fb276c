namespace JudgeEval.Statistics;

/// <summary>The logarithm of k!, fast enough for the inner loop of a sampler.</summary>
internal static class LogFactorial
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    private static readonly double[] Table = [.. Enumerable.Range(0, 16_384).Select(k => k < 128 ? MathNet.Numerics.SpecialFunctions.FactorialLn(k) : Stirling(k))];

    /// <summary>ln k!, from a table where k is small.</summary>
    /// <param name="k">At least 0.</param>
    public static double Of(int k) => (uint)k < (uint)Table.Length ? Table[k] : Stirling(k);

    /// <summary>Stirling's series to 1/k^5; from 128 on the next term, 1/(1680 k^7), is below 1e-18, so only rounding remains.</summary>
    private static double Stirling(int k)
    {
        double inverse = 1.0 / k, square = inverse * inverse;
        double tail = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square / 1260))));
        return ((k + 0.5) * Math.Log(k)) - k + HalfLogTwoPi + tail;
    }
}
