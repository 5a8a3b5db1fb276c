namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// The mean score of a system. A sum of thirds depends on the order of its summands in the last digits; two systems with the same scores would differ, and rank correlations and
/// the median absolute deviation ask whether they tie. So a mean keeps 40 binary digits, twelve decimal ones.
/// </summary>
internal static class MeanScore
{
    private const long Half = 1L << 11;
    private const long Kept = ~((1L << 12) - 1);

    /// <summary>The mean.</summary>
    /// <param name="sum">The sum of the scores, finite.</param>
    /// <param name="count">How many they are; of none the mean is 0.</param>
    public static double Of(double sum, long count) =>
        count == 0 ? 0 : BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(sum / count) + Half) & Kept);
}
