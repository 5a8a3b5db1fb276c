using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>What a <see cref="ComparisonRegression"/> is asked.</summary>
public sealed record ComparisonRegressionOptions
{
    /// <summary>Whether being shown first may be an advantage: a constant in the log-odds. The default is <see langword="false"/>.</summary>
    public bool PositionEffect { get; init; }

    /// <summary>The precision of a normal prior on the factors' weights around 0, at least 0; not on the position effect. The default is 0.</summary>
    public double Ridge { get; init; }

    /// <summary>The confidence level of the intervals, between 0 and 1. The default is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;
}

/// <summary>How much a factor counts.</summary>
/// <param name="Weight">What one unit more of the factor adds to the log-odds of a win, with its normal (Wald) interval. n is the number of comparisons.</param>
/// <param name="StandardError">Its standard error, from the inverse of the information.</param>
/// <param name="Test">The two-sided Wald test of a weight of 0; undefined when the standard error is 0.</param>
public sealed record FactorWeight(Estimate Weight, double StandardError, TestResult Test);

/// <summary>The fitted weights.</summary>
/// <param name="Factors">The factors, in the order of the columns.</param>
/// <param name="PositionEffect">What is added to the log-odds of the one shown first; <see langword="null"/> when it was not asked for.</param>
/// <param name="LogLikelihood">The log-likelihood at the maximum, less the ridge's penalty.</param>
/// <param name="NullLogLikelihood">The log-likelihood when every comparison is a coin flip.</param>
/// <param name="Rounds">How many rounds Newton's method took.</param>
public sealed record ComparisonRegressionResult(
    ImmutableArray<FactorWeight> Factors, FactorWeight? PositionEffect, double LogLikelihood, double NullLogLikelihood, int Rounds);

/// <summary>
/// The Bradley-Terry-Luce model with factors: the log-odds that the first of two beats the second are the weighted sum of the
/// differences of their factors, for example of length or of politeness (Luce, 1959, "Individual choice behavior"; as logistic
/// regression Agresti, 2013, "Categorical data analysis", section 11.6). The weights say which factors drive the choices.
/// </summary>
/// <remarks>Exchanging the two sides of a comparison, differences and outcome together, leaves the weights as they are and turns the position effect's sign.</remarks>
public static class ComparisonRegression
{
    /// <summary>Estimates the weights by maximum likelihood.</summary>
    /// <param name="differences">First minus second, comparisons × factors, row-major; finite.</param>
    /// <param name="outcomes">Who won, for each comparison; a tie is half a win for each.</param>
    /// <param name="factorCount">How many factors there are, at least 0.</param>
    /// <param name="options">Position, prior and confidence.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>
    /// The weights; <see langword="null"/> without comparisons, when a factor is a combination of the others or never differs, and
    /// when the factors separate wins from losses, so that some weight would be infinite (Albert and Anderson, 1984,
    /// doi:10.1093/biomet/71.1.1). A ridge makes the last two defined.
    /// </returns>
    /// <exception cref="ArgumentException">The shapes do not fit, a difference is not finite, or an option is out of range.</exception>
    public static ComparisonRegressionResult? Fit(
        ReadOnlySpan<double> differences, ReadOnlySpan<ComparisonOutcome> outcomes, int factorCount, ComparisonRegressionOptions options, out string? undefined)
    {
        Check(differences, outcomes, factorCount, options);
        undefined = outcomes.Length == 0 ? "there is no comparison" : factorCount == 0 && !options.PositionEffect ? "there is no factor" : null;
        if (undefined is not null)
        {
            return null;
        }

        LogisticLikelihood likelihood = new(differences, outcomes, factorCount, options);
        ConcaveNewton fit = new(likelihood);
        undefined = fit.Maximize() switch
        {
            NewtonEnd.Converged => null,
            NewtonEnd.Singular => "a factor is a combination of the others or never differs; leave it out or give a ridge",
            _ => "the factors separate wins from losses, so that a weight would be infinite; more comparisons or a ridge would make it finite",
        };
        return undefined is null ? Result(fit, outcomes.Length, factorCount, options) : null;
    }

    private static ComparisonRegressionResult Result(ConcaveNewton fit, int n, int factorCount, ComparisonRegressionOptions options)
    {
        double[] covariance = fit.Covariance();
        FactorWeight[] weights = new FactorWeight[fit.Parameters.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Weight(fit.Parameters[i], Math.Sqrt(covariance[i * (weights.Length + 1)]), n, options);
        }

        return new([.. weights.Take(factorCount)], options.PositionEffect ? weights[^1] : null, fit.Value, n * -Math.Log(2), fit.Rounds);
    }

    private static FactorWeight Weight(double weight, double standardError, int n, ComparisonRegressionOptions options)
    {
        double margin = WaldInterval.Margin(options.Confidence, standardError);
        ConfidenceInterval interval = ConfidenceInterval.ByFormula(weight - margin, weight + margin, options.Confidence, "wald", "comparison");
        return new(Estimate.Of(weight, n).WithInterval(interval), standardError, WaldInterval.Test(weight, standardError, n));
    }

    internal static void Check(ReadOnlySpan<double> differences, ReadOnlySpan<ComparisonOutcome> outcomes, int factorCount, ComparisonRegressionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(factorCount);
        ArgumentNullException.ThrowIfNull(options);
        if (differences.Length != (long)outcomes.Length * factorCount)
        {
            throw new ArgumentException("There is a difference for each comparison and factor.", nameof(differences));
        }

        foreach (double difference in differences)
        {
            if (!double.IsFinite(difference))
            {
                throw new ArgumentException("A difference is a finite number.", nameof(differences));
            }
        }

        foreach (ComparisonOutcome outcome in outcomes)
        {
            if (!Enum.IsDefined(outcome))
            {
                throw new ArgumentException("An outcome is a win of the first, a win of the second, or a tie.", nameof(outcomes));
            }
        }

        if (!(options.Ridge >= 0 && double.IsFinite(options.Ridge)) || options.Confidence is not (> 0 and < 1))
        {
            throw new ArgumentException("The ridge is finite and not negative, and the confidence level lies between 0 and 1.", nameof(options));
        }
    }
}
