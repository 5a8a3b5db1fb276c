using System.Globalization;
using static JudgeEval.Statistics.BootstrapReplicates;

namespace JudgeEval.Statistics;

/// <summary>
/// Confidence intervals and standard errors from bootstrap replicates, whoever drew them. Replicates are the statistic's values
/// on resamples, in any order; <see cref="double.NaN"/> marks one that is undefined. Undefined ones are left out and counted;
/// there is no interval when fewer than two, or fewer than a given share, have a value. Quantiles are of type 7
/// (<see cref="Quantile"/>). The bootstrap is Efron's (1979, doi:10.1214/aos/1176344552); the source of each interval stands at
/// <see cref="BootstrapMethod"/>.
/// </summary>
public static class BootstrapInterval
{
    /// <summary>The name of a Bayesian interval's method.</summary>
    public const string BayesianMethod = "bootstrap-bayesian";

    /// <summary>The name of a percentile interval's method.</summary>
    public const string PercentileMethod = "bootstrap-percentile";

    /// <summary>The name of a basic interval's method.</summary>
    public const string BasicMethod = "bootstrap-basic";

    /// <summary>The name of a BCa interval's method.</summary>
    public const string BcaMethod = "bootstrap-bca";

    /// <summary>The name of a studentized interval's method.</summary>
    public const string StudentizedMethod = "bootstrap-studentized";

    /// <summary>The smallest share of resamples that must have a value, by default; below it there is no interval.</summary>
    public const double SmallestDefinedShare = 0.5;

    /// <summary>The bootstrap standard error: the standard deviation (n - 1) of the replicates that have a value.</summary>
    /// <param name="replicates">The replicates.</param>
    /// <param name="smallestDefinedShare">The smallest share of replicates that must have a value, 0..1.</param>
    /// <returns>At least 0; n is the number of replicates with a value. Undefined when too few have one, or they are too large to square.</returns>
    /// <exception cref="ArgumentException">The share is out of range.</exception>
    public static Estimate StandardError(ReadOnlySpan<double> replicates, double smallestDefinedShare = SmallestDefinedShare)
    {
        CheckShare(smallestDefinedShare);
        double[] defined = Defined(replicates);
        if (IsTooFew(defined.Length, replicates.Length, smallestDefinedShare))
        {
            return Estimate.Undefined(TooFew(defined.Length, replicates.Length), defined.Length);
        }

        double mean = 0, squares = 0;
        foreach (double replicate in defined)
        {
            mean += replicate;
        }

        mean /= defined.Length;
        foreach (double replicate in defined)
        {
            squares += (replicate - mean) * (replicate - mean);
        }

        return Estimate.OfComputed(Math.Sqrt(squares / (defined.Length - 1)), defined.Length);
    }

    /// <summary>The percentile interval: two quantiles of the replicates (<see cref="BootstrapMethod.Percentile"/>).</summary>
    /// <param name="replicates">The replicates.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <param name="undefined">Why there is no interval; <see langword="null"/> when there is one.</param>
    /// <param name="smallestDefinedShare">The smallest share of replicates that must have a value, 0..1.</param>
    /// <exception cref="ArgumentException">The confidence level or the share is out of range.</exception>
    public static ConfidenceInterval? Percentile(
        ReadOnlySpan<double> replicates, double confidence, out string? undefined, double smallestDefinedShare = SmallestDefinedShare)
    {
        ValidateConfidence(confidence);
        double[]? sorted = Sorted(replicates, smallestDefinedShare, out undefined);
        double tail = (1 - confidence) / 2;
        return sorted is null ? null
            : Interval(Quantile.OfSorted(sorted, tail), Quantile.OfSorted(sorted, 1 - tail), confidence, PercentileMethod, replicates.Length, sorted.Length, out undefined);
    }

    /// <summary>The basic interval (<see cref="BootstrapMethod.Basic"/>).</summary>
    /// <param name="estimate">The statistic on the data; <see cref="double.NaN"/> if undefined.</param>
    /// <param name="replicates">The replicates.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <param name="undefined">Why there is no interval; <see langword="null"/> when there is one.</param>
    /// <param name="transform">The scale on which the interval is formed.</param>
    /// <param name="smallestDefinedShare">The smallest share of replicates that must have a value, 0..1.</param>
    /// <exception cref="ArgumentException">The confidence level or the share is out of range, or the scale is unknown.</exception>
    public static ConfidenceInterval? Basic(
        double estimate,
        ReadOnlySpan<double> replicates,
        double confidence,
        out string? undefined,
        BootstrapTransform transform = BootstrapTransform.Identity,
        double smallestDefinedShare = SmallestDefinedShare)
    {
        ValidateConfidence(confidence);
        CheckShare(smallestDefinedShare);
        Guard.Known(transform);
        TransformScale scale = new(transform);
        double centre = scale.Forward(estimate);
        if (!double.IsFinite(centre))
        {
            undefined = NoCentre(estimate);
            return null;
        }

        double[] places = replicates.ToArray();
        scale.Forward(places);
        double[]? sorted = Sorted(places, smallestDefinedShare, out undefined);
        if (sorted is null)
        {
            return null;
        }

        double tail = (1 - confidence) / 2;
        double lower = scale.Back((2 * centre) - Quantile.OfSorted(sorted, 1 - tail));
        double upper = scale.Back((2 * centre) - Quantile.OfSorted(sorted, tail));
        return Interval(lower, upper, confidence, BasicMethod, replicates.Length, sorted.Length, out undefined);
    }

    /// <summary>
    /// The bias-corrected and accelerated interval (<see cref="BootstrapMethod.Bca"/>). The bias correction is the normal quantile
    /// of the share of replicates below the estimate; those equal to it, up to rounding, count half.
    /// </summary>
    /// <param name="estimate">The statistic on the data; <see cref="double.NaN"/> if undefined.</param>
    /// <param name="replicates">The replicates.</param>
    /// <param name="acceleration">The acceleration, from <see cref="Jackknife.Acceleration"/>; <see cref="double.NaN"/> if undefined.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <param name="undefined">
    /// Why there is no interval; <see langword="null"/> when there is one. Besides too few values: the acceleration is undefined, or
    /// every replicate lies on one side of the estimate.
    /// </param>
    /// <param name="smallestDefinedShare">The smallest share of replicates that must have a value, 0..1.</param>
    /// <exception cref="ArgumentException">The confidence level or the share is out of range.</exception>
    public static ConfidenceInterval? Bca(
        double estimate,
        ReadOnlySpan<double> replicates,
        double acceleration,
        double confidence,
        out string? undefined,
        double smallestDefinedShare = SmallestDefinedShare)
    {
        ValidateConfidence(confidence);
        CheckShare(smallestDefinedShare);
        if (!double.IsFinite(estimate))
        {
            undefined = NoCentre(estimate);
            return null;
        }

        double[]? sorted = Sorted(replicates, smallestDefinedShare, out undefined);
        if (sorted is null)
        {
            return null;
        }

        if (!double.IsFinite(acceleration))
        {
            undefined = "the statistic does not vary, or has no value, when a unit is left out";
            return null;
        }

        double share = ShareBelow(sorted, estimate);
        if (share is 0 or 1)
        {
            undefined = "every resample gives a value on the same side of the estimate";
            return null;
        }

        double bias = NormalQuantile(share), tail = NormalQuantile((1 - confidence) / 2);
        double low = BcaLevel(bias, tail, acceleration), high = BcaLevel(bias, -tail, acceleration);
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high)
        {
            undefined = "bias and acceleration are too large for this many units";
            return null;
        }

        return Interval(Quantile.OfSorted(sorted, low), Quantile.OfSorted(sorted, high), confidence, BcaMethod, replicates.Length, sorted.Length, out undefined);
    }

    /// <summary>The studentized interval (<see cref="BootstrapMethod.Studentized"/>).</summary>
    /// <param name="estimate">The statistic on the data; <see cref="double.NaN"/> if undefined.</param>
    /// <param name="standardError">Its standard error on the statistic's own scale, computed as those of the replicates.</param>
    /// <param name="replicates">The replicates.</param>
    /// <param name="replicateErrors">The standard error of each replicate, from its own resample; <see cref="double.NaN"/> if undefined.</param>
    /// <param name="confidence">The confidence level, between 0 and 1.</param>
    /// <param name="undefined">
    /// Why there is no interval; <see langword="null"/> when there is one. A replicate without spread is infinitely far from the
    /// estimate; when that reaches a bound, there is none.
    /// </param>
    /// <param name="transform">The scale on which the interval is formed; standard errors are carried to it by the delta method.</param>
    /// <param name="smallestDefinedShare">The smallest share of replicates that must have a value, 0..1.</param>
    /// <exception cref="ArgumentException">
    /// The confidence level or the share is out of range, the scale is unknown, there is not one standard error for each replicate, or one
    /// is negative.
    /// </exception>
    public static ConfidenceInterval? Studentized(
        double estimate,
        double standardError,
        ReadOnlySpan<double> replicates,
        ReadOnlySpan<double> replicateErrors,
        double confidence,
        out string? undefined,
        BootstrapTransform transform = BootstrapTransform.Identity,
        double smallestDefinedShare = SmallestDefinedShare)
    {
        ValidateConfidence(confidence);
        CheckShare(smallestDefinedShare);
        Guard.Known(transform);
        if (replicates.Length != replicateErrors.Length)
        {
            throw new ArgumentException($"Every replicate needs a standard error: {replicates.Length} and {replicateErrors.Length} were given.", nameof(replicateErrors));
        }

        if (standardError < 0 || replicateErrors.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon))
        {
            throw new ArgumentException("A standard error is at least 0.", nameof(standardError));
        }

        TransformScale scale = new(transform);
        double centre = scale.Forward(estimate), error = standardError * scale.Slope(estimate);
        if (!double.IsFinite(centre) || !double.IsFinite(error))
        {
            undefined = double.IsFinite(centre) ? "the standard error of the statistic is undefined" : NoCentre(estimate);
            return null;
        }

        double[] distances = new double[replicates.Length];
        for (int b = 0; b < distances.Length; b++)
        {
            double distance = scale.Forward(replicates[b]) - centre;
            double own = replicateErrors[b] * scale.Slope(replicates[b]);
            distances[b] = Math.Abs(distance) <= Rounding * Math.Max(1, Math.Abs(centre)) ? (double.IsNaN(own) ? own : 0)
                : double.IsInfinity(distance) ? distance
                : distance / own;
        }

        double[]? sorted = Sorted(distances, smallestDefinedShare, out undefined);
        if (sorted is null)
        {
            return null;
        }

        double tail = (1 - confidence) / 2;
        double lower = centre - (error * Quantile.OfSorted(sorted, 1 - tail)), upper = centre - (error * Quantile.OfSorted(sorted, tail));
        if (!double.IsFinite(lower) || !double.IsFinite(upper))
        {
            undefined = "too many resamples have no spread of their own";
            return null;
        }

        return Interval(scale.Back(lower), scale.Back(upper), confidence, StudentizedMethod, replicates.Length, sorted.Length, out undefined);
    }

    internal static void ValidateConfidence(double confidence)
    {
        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A confidence level lies between 0 and 1; it is {confidence}."), nameof(confidence));
        }
    }

    private static ConfidenceInterval? Interval(
        double lower, double upper, double confidence, string method, int resamples, int defined, out string? undefined)
    {
        if (!double.IsFinite(lower) || !double.IsFinite(upper))
        {
            undefined = "too many resamples lie at the end of the transformation's range";
            return null;
        }

        undefined = null;
        return new(lower, upper, confidence, method, resamples, 0, "item", resamples - defined);
    }
}
