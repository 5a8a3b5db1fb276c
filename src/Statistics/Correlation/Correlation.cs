namespace JudgeEval.Statistics;

/// <summary>
/// Correlations of two lists of numbers with p-values and intervals by formula. The lists are paired by position; a pair with a
/// missing number is left out by the caller. For bootstrap intervals see <see cref="PairStatistics"/>.
/// </summary>
public static class Correlation
{
    /// <summary>Pearson's correlation (1895, doi:10.1098/rspl.1895.0041) with Fisher's interval (1921) and the t-test.</summary>
    /// <param name="x">The first list, finite, in any unit.</param>
    /// <param name="y">The second list, of the same length, in any unit.</param>
    /// <param name="level">The confidence level, between 0 and 1. The default value is 0.95.</param>
    /// <param name="alternative">The departures that count for the p-value. The default is both.</param>
    /// <returns>
    /// The correlation, -1..1. Undefined with fewer than two pairs or when a list does not vary. With two pairs it is -1 or 1 and
    /// the p-value 1; up to three pairs say nothing of the interval, which is then -1..1. A perfect correlation of more has p-value 0
    /// and an interval without width.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or the level is not between 0 and 1.</exception>
    public static CorrelationResult Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95, Alternative alternative = Alternative.TwoSided)
    {
        PairedNumbers.Check(x, y);
        ConfidenceLevel.Check(level);
        const string method = "pearson-t";
        int n = x.Length;
        if (PairedNumbers.WhyUncorrelated(x, y) is string reason)
        {
            return Undefined(reason, n, method);
        }

        if (n == 2)
        {
            // The two points are a line whatever they are.
            double sign = (x[1] > x[0]) == (y[1] > y[0]) ? 1 : -1;
            return new(Estimate.Of(sign, n).WithInterval(CorrelationInference.FisherInterval(sign, n, level)), TestResult.Of(sign, 1, n, method));
        }

        double r = CenteredMoments.Separate(x, y).Correlation;
        ConfidenceInterval interval = CorrelationInference.FisherInterval(r, n, level);
        return new(Estimate.Of(r, n).WithInterval(interval), TestResult.Of(r, CorrelationInference.PValue(r, n, alternative), n, method));
    }

    /// <summary>
    /// Spearman's rank correlation (1904, doi:10.2307/1412159): Pearson's correlation of the ranks, tied numbers sharing their mean
    /// rank, with the t-test, and Bonett and Wright's interval (2000, doi:10.1007/BF02294183).
    /// </summary>
    /// <param name="x">The first list, finite.</param>
    /// <param name="y">The second list, of the same length.</param>
    /// <param name="level">The confidence level, between 0 and 1. The default value is 0.95.</param>
    /// <param name="alternative">The departures that count for the p-value. The default is both.</param>
    /// <returns>
    /// The correlation, -1..1; it does not change when a list is transformed in a rising way. Undefined with fewer than two pairs or
    /// when a list does not vary; the p-value also with two pairs. Up to three pairs have the interval -1..1.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or the level is not between 0 and 1.</exception>
    public static CorrelationResult Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95, Alternative alternative = Alternative.TwoSided)
    {
        PairedNumbers.Check(x, y);
        ConfidenceLevel.Check(level);
        const string method = "spearman-t";
        int n = x.Length;
        if (PairedNumbers.WhyUncorrelated(x, y) is string reason)
        {
            return Undefined(reason, n, method);
        }

        double rho = CenteredMoments.Separate(MeanRanks.Of(x), MeanRanks.Of(y)).Correlation;
        ConfidenceInterval interval = CorrelationInference.BonettWrightInterval(rho, n, level);
        TestResult test = n == 2
            ? TestResult.Undefined("two pairs leave no degree of freedom for a t-test", n, method)
            : TestResult.Of(rho, CorrelationInference.PValue(rho, n, alternative), n, method);
        return new(Estimate.Of(rho, n).WithInterval(interval), test);
    }

    /// <summary>Kendall's tau-b (1945, doi:10.1093/biomet/33.3.239): concordant less discordant pairs, corrected for ties in either list.</summary>
    /// <param name="x">The first list, finite.</param>
    /// <param name="y">The second list, of the same length.</param>
    /// <param name="method">How the p-value is computed. The default is <see cref="KendallPValue.Automatic"/>.</param>
    /// <param name="alternative">The departures that count for the p-value. The default is both.</param>
    /// <returns>
    /// Tau-b, -1..1, without an interval, in O(n log n) time. Undefined with fewer than two pairs or when a list does not vary; the
    /// asymptotic p-value also with two pairs, the exact one with ties.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static CorrelationResult KendallTauB(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, KendallPValue method = KendallPValue.Automatic, Alternative alternative = Alternative.TwoSided) =>
        Kendall(x, y, method, alternative, counts => counts.Score / Math.Sqrt((double)(counts.Pairs - counts.X.Pairs) * (counts.Pairs - counts.Y.Pairs)));

    /// <summary>
    /// Kendall's tau-c (Stuart, 1953, doi:10.1093/biomet/40.1-2.105), which can reach 1 when the lists have different numbers of
    /// categories. The p-value is tau-b's: both test the same count.
    /// </summary>
    /// <param name="x">The first list, finite.</param>
    /// <param name="y">The second list, of the same length.</param>
    /// <param name="method">How the p-value is computed. The default is <see cref="KendallPValue.Automatic"/>.</param>
    /// <param name="alternative">The departures that count for the p-value. The default is both.</param>
    /// <returns>Tau-c, -1..1; undefined as <see cref="KendallTauB"/> is.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static CorrelationResult KendallTauC(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, KendallPValue method = KendallPValue.Automatic, Alternative alternative = Alternative.TwoSided) =>
        Kendall(x, y, method, alternative, counts =>
        {
            double n = counts.N, categories = Math.Min(counts.X.Distinct, counts.Y.Distinct);
            return 2 * counts.Score / (n * n * (categories - 1) / categories);
        });

    /// <summary>
    /// Lin's concordance correlation (1989, doi:10.2307/2532051) with population variances: agreement in the numbers themselves, 1
    /// only when all pairs are equal. It is Cohen's kappa with quadratic weights on the same numbers.
    /// </summary>
    /// <param name="x">The first list, finite.</param>
    /// <param name="y">The second list, of the same length and in the same unit.</param>
    /// <returns>
    /// The concordance, -1..1. A list that does not vary has 0, as much as chance gives. Undefined with fewer than two pairs, or when
    /// all numbers are the same.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static Estimate LinConcordance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PairedNumbers.Check(x, y);
        int n = x.Length;
        if (n < 2)
        {
            return Estimate.Undefined(PairedNumbers.TooFew, n);
        }

        CenteredMoments moments = CenteredMoments.Common(x, y);
        double expected = moments.XX + moments.YY + (n * moments.Shift * moments.Shift);
        return CenteredMoments.IsConstant(x) && CenteredMoments.IsConstant(y) && x[0] == y[0]
            ? Estimate.Undefined("all numbers are the same, so nothing can agree beyond chance", n)
            : Estimate.Of(Math.Clamp(2 * moments.XY / expected, -1, 1), n);
    }

    private static CorrelationResult Kendall(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, KendallPValue method, Alternative alternative, Func<KendallCounts, double> coefficient)
    {
        PairedNumbers.Check(x, y);
        if (PairedNumbers.WhyUncorrelated(x, y) is string reason)
        {
            return Undefined(reason, x.Length, "kendall");
        }

        KendallCounts counts = KendallCounts.Of(x, y);
        double tau = Math.Clamp(coefficient(counts), -1, 1);
        return new(Estimate.Of(tau, x.Length), CorrelationInference.KendallTest(counts, tau, method, alternative));
    }

    private static CorrelationResult Undefined(string reason, int n, string method) =>
        new(Estimate.Undefined(reason, n), TestResult.Undefined(reason, n, method));
}
