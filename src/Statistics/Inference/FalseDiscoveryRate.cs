namespace JudgeEval.Statistics;

/// <summary>Corrections for testing many hypotheses at once.</summary>
public static class FalseDiscoveryRate
{
    /// <summary>
    /// Which hypotheses the procedure of Benjamini and Yekutieli (2001, doi:10.1214/aos/1013699998) rejects; it holds under any
    /// dependence among the tests.
    /// </summary>
    /// <param name="pValues">The p-values, 0..1.</param>
    /// <param name="rate">The false discovery rate, between 0 and 1.</param>
    /// <returns>A flag for each p-value, in the same order.</returns>
    public static bool[] BenjaminiYekutieli(ReadOnlySpan<double> pValues, double rate)
    {
        int m = pValues.Length;
        double harmonic = 0;
        for (int i = 1; i <= m; i++)
        {
            harmonic += 1.0 / i;
        }

        double[] sorted = pValues.ToArray();
        Array.Sort(sorted);
        double threshold = -1;
        for (int i = 0; i < m; i++)
        {
            if (sorted[i] <= rate * (i + 1) / (m * harmonic))
            {
                threshold = sorted[i];
            }
        }

        bool[] rejected = new bool[m];
        for (int i = 0; i < m; i++)
        {
            rejected[i] = pValues[i] <= threshold;
        }

        return rejected;
    }
}
