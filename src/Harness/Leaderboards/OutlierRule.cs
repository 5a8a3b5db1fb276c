using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// The robust rule for outliers of Mathur, Baldwin and Cohn (2020, "Tangled up in BLEU: Reevaluating the Evaluation of Automatic Machine Translation
/// Evaluation Metrics", doi:10.18653/v1/2020.acl-main.448): |x - median| / (1.483 MAD) &gt; 2.5, where MAD is the median absolute deviation from the median.
/// </summary>
internal static class OutlierRule
{
    private const double Consistency = 1.483;
    private const double Cutoff = 2.5;
    private const int Fewest = 3;

    /// <summary>Whether each number is an outlier.</summary>
    /// <param name="numbers">The numbers, finite.</param>
    /// <param name="undefined">Why that cannot be told; <see langword="null"/> where it can.</param>
    public static bool[] Find(double[] numbers, out string? undefined)
    {
        undefined = numbers.Length < Fewest ? "fewer than three systems" : null;
        if (undefined is not null)
        {
            return new bool[numbers.Length];
        }

        double median = Median(numbers);
        double[] deviations = [.. numbers.Select(x => Math.Abs(x - median))];
        double mad = Median(deviations);
        undefined = mad == 0 ? "at least half of the systems have the same mean score, so the median absolute deviation is 0" : null;
        return [.. deviations.Select(d => mad > 0 && d / (Consistency * mad) > Cutoff)];
    }

    private static double Median(double[] numbers) => Quantile.OfSorted([.. numbers.Order()], 0.5);
}
