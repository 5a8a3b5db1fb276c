using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Krippendorff's squared distances by level, and their sum over all pairs of values.</summary>
internal static class KrippendorffDistance
{
    /// <summary>
    /// The sum over all ordered pairs of values of the squared distance, sum of n_c n_k d²(c, k), and the scores that
    /// <see cref="Squared"/> needs.
    /// </summary>
    /// <param name="level">The level.</param>
    /// <param name="centred">The categories' values, moved to the middle of their range.</param>
    /// <param name="values">The categories' values.</param>
    /// <param name="margin">How often each category occurs.</param>
    /// <param name="scores">
    /// Receives, for the ordinal level, each category's mean rank: the ordinal distance, the number of values from one category
    /// to the other with half of each end, is exactly the difference of their mean ranks.
    /// </param>
    public static double ExpectedSum(MeasurementLevel level, double[] centred, ImmutableArray<double> values, double[] margin, double[] scores)
    {
        switch (level)
        {
            case MeasurementLevel.Nominal:
                double n = 0, same = 0;
                foreach (double count in margin)
                {
                    n += count;
                    same += count * count;
                }

                return (n * n) - same;
            case MeasurementLevel.Ordinal:
                double below = 0, total = 0;
                foreach (double count in margin)
                {
                    total += count;
                }

                for (int c = 0; c < margin.Length; c++)
                {
                    scores[c] = below + (margin[c] / 2) - (total / 2);
                    below += margin[c];
                }

                return SumOfSquares(scores, margin);
            case MeasurementLevel.Interval:
                return SumOfSquares(centred, margin);
            case MeasurementLevel.Ratio:
                double sum = 0;
                for (int c = 0; c < margin.Length; c++)
                {
                    for (int k = c + 1; margin[c] > 0 && k < margin.Length; k++)
                    {
                        sum += 2 * margin[c] * margin[k] * Ratio(values[c], values[k]);
                    }
                }

                return sum;
            default:
                throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown level.");
        }
    }

    /// <summary>The squared distance of two categories.</summary>
    public static double Squared(MeasurementLevel level, int c, int k, double[] centred, ImmutableArray<double> values, double[] scores)
    {
        double difference;
        switch (level)
        {
            case MeasurementLevel.Nominal:
                return c == k ? 0 : 1;
            case MeasurementLevel.Ordinal:
                difference = scores[c] - scores[k];
                return difference * difference;
            case MeasurementLevel.Interval:
                difference = centred[c] - centred[k];
                return difference * difference;
            default:
                return Ratio(values[c], values[k]);
        }
    }

    /// <summary>Sum over ordered pairs of n_c n_k (s_c - s_k)² = 2 (N Σ n s² - (Σ n s)²), around the mean so that nothing cancels.</summary>
    private static double SumOfSquares(double[] scores, double[] margin)
    {
        double n = 0, sum = 0;
        for (int c = 0; c < margin.Length; c++)
        {
            n += margin[c];
            sum += margin[c] * scores[c];
        }

        if (n == 0)
        {
            return 0;
        }

        double mean = sum / n, squares = 0;
        for (int c = 0; c < margin.Length; c++)
        {
            double difference = scores[c] - mean;
            squares += margin[c] * difference * difference;
        }

        return 2 * n * squares;
    }

    /// <summary>((a - b) / (a + b))²; 0 for two zeros.</summary>
    public static double Ratio(double a, double b)
    {
        double sum = a + b;
        if (double.IsInfinity(sum) || double.IsInfinity(a - b))
        {
            return Ratio(a / 2, b / 2);
        }

        double share = sum == 0 ? 0 : (a - b) / sum;
        return share * share;
    }
}
