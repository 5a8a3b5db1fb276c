using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>How a judge's figures differ from dataset to dataset.</summary>
internal static class DatasetSpreads
{
    private const int FewestToPredict = 3;

    /// <summary>The spread.</summary>
    /// <param name="figures">The figure on each dataset, all of them numbers.</param>
    /// <param name="variances">The squared standard error of each; empty where they are not known.</param>
    /// <param name="names">The datasets' names.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="confidence">The confidence level of the prediction.</param>
    /// <returns><see langword="null"/> with fewer than two datasets, or where a figure is NaN.</returns>
    public static DatasetSpread? Of(double[] figures, double[] variances, string[] names, AlignmentMetric metric, double confidence)
    {
        int k = figures.Length;
        if (k < 2 || Array.Exists(figures, double.IsNaN))
        {
            return null;
        }

        double mean = figures.Average(), variance = figures.Sum(f => (f - mean) * (f - mean)) / (k - 1);
        double lowest = figures.Min(), highest = figures.Max(), worst = metric.HigherIsBetter() ? lowest : highest;
        double noise = variances.Length == 0 ? double.NaN : variances.Average();
        return new DatasetSpread(
            Math.Sqrt(variance),
            lowest,
            highest,
            names[Array.IndexOf(figures, worst)],
            double.IsNaN(noise) ? null : Math.Sqrt(Math.Max(0, variance - noise)),
            k < FewestToPredict ? null : Prediction(mean, variance, k, metric, confidence));
    }

    /// <summary>
    /// Student's interval for one more figure: the mean ± t(k - 1) s √(1 + 1/k). It takes the datasets for a sample of datasets like them, and figures for
    /// about normal; bounds beyond what the metric can reach are moved to it.
    /// </summary>
    private static ConfidenceInterval Prediction(double mean, double variance, int k, AlignmentMetric metric, double confidence)
    {
        double reach = StudentTail.Quantile((1 - confidence) / 2, k - 1) * Math.Sqrt(variance * (1 + (1.0 / k)));
        (double least, double most) = RangeOf(metric);
        return ConfidenceInterval.ByFormula(Math.Min(mean, Math.Max(least, mean - reach)), Math.Max(mean, Math.Min(most, mean + reach)), confidence, "student-prediction", "dataset");
    }

    private static (double Least, double Most) RangeOf(AlignmentMetric metric) => metric switch
    {
        AlignmentMetric.PercentAgreement or AlignmentMetric.JensenShannon => (0, 1),
        AlignmentMetric.MeanAbsoluteError => (0, double.MaxValue),
        AlignmentMetric.Pearson or AlignmentMetric.Spearman or AlignmentMetric.KendallTauB => (-1, 1),
        _ => (double.MinValue, 1),
    };
}
