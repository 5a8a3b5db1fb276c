namespace JudgeEval.Statistics;

/// <summary>A plain mean and how well it is known.</summary>
/// <param name="Mean">The mean with Student's interval; without one for a single number.</param>
/// <param name="StandardError">The standard deviation, divided by n - 1, over the square root of n; undefined for a single number. 0 when all numbers are equal.</param>
public sealed record SampleMeanResult(Estimate Mean, Estimate StandardError);

/// <summary>
/// The mean of independent numbers with Student's interval (Student, 1908, doi:10.1093/biomet/6.1.1): a win rate, for example, is the mean
/// of 1 for a win, ½ for a draw and 0 for a loss. Numbers of one item, or of one conversation, are not independent; resample those by
/// cluster (<see cref="ClusterBootstrap"/>) instead.
/// </summary>
public static class SampleMean
{
    /// <summary>Computes.</summary>
    /// <param name="values">The numbers, finite, in any unit.</param>
    /// <param name="level">The confidence level, between 0 and 1. The default value is 0.95.</param>
    /// <returns>Mean and standard error; undefined without numbers, and where they are too large to square.</returns>
    /// <exception cref="ArgumentException">A number is not finite, or the level is out of range.</exception>
    public static SampleMeanResult Compute(ReadOnlySpan<double> values, double level = 0.95)
    {
        Guard.Finite(values);
        ConfidenceLevel.Check(level);
        if (values.IsEmpty)
        {
            Estimate none = Estimate.Undefined("there are no numbers", 0);
            return new(none, none);
        }

        Moments moments = Moments.Of(values);
        int n = moments.Count;
        Estimate mean = Estimate.OfComputed(moments.Mean, n);
        if (n == 1)
        {
            return new(mean, Estimate.Undefined("one number has no spread", n));
        }

        Estimate error = Estimate.OfComputed(Math.Sqrt(moments.Deviations / (n - 1) / n), n);
        double reach = error.IsDefined ? StudentTail.Quantile((1 - level) / 2, n - 1) * error.Value : double.NaN;
        bool bounded = mean.IsDefined && double.IsFinite(mean.Value - reach) && double.IsFinite(mean.Value + reach);
        return new(bounded ? mean.WithInterval(ConfidenceInterval.ByFormula(mean.Value - reach, mean.Value + reach, level, "student")) : mean, error);
    }
}
