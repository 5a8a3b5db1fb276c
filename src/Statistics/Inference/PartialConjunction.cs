namespace JudgeEval.Statistics;

/// <summary>
/// Whether at least so many of several null hypotheses are false (Benjamini and Heller, 2008, doi:10.1111/j.1541-0420.2007.00984.x).
/// </summary>
public static class PartialConjunction
{
    /// <summary>
    /// The p-value of the claim that at least <paramref name="count"/> of the null hypotheses are false, under any dependence among the tests:
    /// (m - u + 1) times the u-th smallest of m p-values. With u = 1 it is Bonferroni's, with u = m the largest p-value.
    /// </summary>
    /// <param name="pValues">The p-values, 0..1, one or more.</param>
    /// <param name="count">How many, from 1 to the number of p-values.</param>
    /// <returns>0..1.</returns>
    /// <exception cref="ArgumentException">A p-value or the count is out of range.</exception>
    public static double Bonferroni(ReadOnlySpan<double> pValues, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, pValues.Length);
        double[] sorted = pValues.ToArray();
        foreach (double p in sorted)
        {
            if (p is not (>= 0 and <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"A p-value lies between 0 and 1; one is {p}."), nameof(pValues));
            }
        }

        Array.Sort(sorted);
        return Math.Min(1, (sorted.Length - count + 1) * sorted[count - 1]);
    }
}
