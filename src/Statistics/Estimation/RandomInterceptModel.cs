using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>What a <see cref="RandomInterceptModel"/> is asked.</summary>
public sealed record RandomInterceptOptions
{
    /// <summary>The confidence level of the intervals, between 0 and 1. The default is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;
}

/// <summary>The coefficient of one column of the design.</summary>
/// <param name="Coefficient">What one unit more of the column adds to the outcome, with its normal (Wald) interval. n is the number of groups: rows of one group are repeats.</param>
/// <param name="StandardError">Its standard error, above 0, at the estimated variances.</param>
/// <param name="Test">The two-sided Wald test of a coefficient of 0.</param>
public sealed record FixedEffect(Estimate Coefficient, double StandardError, TestResult Test);

/// <summary>A fitted model.</summary>
/// <param name="FixedEffects">The coefficients, in the order of the design's columns.</param>
/// <param name="GroupVariance">The variance of the groups' intercepts, at least 0. Exactly 0 is an estimate, too: groups are then no more apart than chance puts them.</param>
/// <param name="ResidualVariance">The variance of the rows about their group, above 0.</param>
/// <param name="LogLikelihood">The restricted log-likelihood at the maximum, without the term of the design's own determinant (as lme4 reports it).</param>
/// <param name="RowCount">How many rows there were.</param>
/// <param name="GroupCount">How many groups they are of.</param>
public sealed record RandomInterceptResult(
    ImmutableArray<FixedEffect> FixedEffects, double GroupVariance, double ResidualVariance, double LogLikelihood, int RowCount, int GroupCount)
{
    /// <summary>The share of the variance that lies between groups, 0 to below 1: the correlation of two rows of one group.</summary>
    public double IntraclassCorrelation => GroupVariance / (GroupVariance + ResidualVariance);
}

/// <summary>
/// The linear mixed model with a random intercept for each group, y = Xβ + u(group) + e, with u and e normal and independent (Laird
/// and Ware, 1982, doi:10.2307/2529876). Variances are estimated by restricted maximum likelihood (Patterson and Thompson, 1971,
/// doi:10.1093/biomet/58.3.545), which does not take the fixed effects for known. Where people of several profiles label the same
/// items, the items are the groups, and a coefficient tells how much further from one profile the judge is than from another.
/// </summary>
/// <remarks>
/// The likelihood depends on the ratio of the two variances alone once the others are at their best, so one number is searched: over
/// twelve and more decades, and by halving where its slope changes sign, so that of several maxima the highest is found. A group's
/// covariance matrix is inverted by formula (Woodbury); time is linear in the rows, and a step of the search depends on the number
/// of different group sizes only. Adding a constant column's multiple to the outcomes, or scaling them, changes the estimates
/// accordingly and nothing else.
/// </remarks>
public static class RandomInterceptModel
{
    /// <summary>Estimates coefficients and variances.</summary>
    /// <param name="outcomes">The outcome of each row, finite, in any unit.</param>
    /// <param name="design">The fixed effects, rows × columns, row-major; finite. A column of ones is the intercept: none is added.</param>
    /// <param name="columnCount">How many columns the design has, at least 1.</param>
    /// <param name="groups">The group of each row; any numbers, equal for rows of one group. Rows may come in any order.</param>
    /// <param name="options">The confidence level.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>
    /// The fit; <see langword="null"/> without rows, when a column is a combination of the others, when the columns reproduce every
    /// outcome, when nothing is left to estimate a variance from (every group has one row, there is one group, or the columns tell
    /// groups apart), when rows do not vary within groups, and when numbers are too large to compute with.
    /// </returns>
    /// <exception cref="ArgumentException">The shapes do not fit, a number is not finite, or the level is out of range.</exception>
    public static RandomInterceptResult? Fit(
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> design,
        int columnCount,
        ReadOnlySpan<int> groups,
        RandomInterceptOptions options,
        out string? undefined)
    {
        Check(outcomes, design, columnCount, groups, options);
        OrthogonalDesign? columns = OrthogonalDesign.Of(outcomes, design, columnCount, out undefined);
        if (columns is null)
        {
            return null;
        }

        GroupSums sums = GroupSums.Of(columns, groups);
        undefined = WhyNoVariance(sums);
        if (undefined is not null)
        {
            return null;
        }

        RestrictedLikelihood likelihood = new(sums);
        if (RatioSearch.Best(likelihood, sums.Sizes) is not { } ratio)
        {
            undefined = "rows of one group do not vary about their group: beside the variance of the groups there is none left for them";
            return null;
        }

        return Result(columns, sums, likelihood.At(ratio), options.Confidence, out undefined);
    }

    private static RandomInterceptResult? Result(
        OrthogonalDesign columns, GroupSums sums, RestrictedFit fit, double confidence, out string? undefined)
    {
        double residual = fit.Variance * columns.Scale * columns.Scale, group = residual * fit.Ratio;
        double[] coefficients = columns.Coefficients(fit.Coefficients);
        double[] errors = columns.StandardErrors(fit.Factor, fit.Variance);
        double logLikelihood = -0.5 * (fit.Deviance + (2 * columns.LogDeterminant) + (2 * sums.DegreesOfFreedom * Math.Log(columns.Scale)));
        bool finite = double.IsFinite(group) && residual > 0 && double.IsFinite(residual) && double.IsFinite(logLikelihood);
        for (int i = 0; i < coefficients.Length; i++)
        {
            finite &= double.IsFinite(coefficients[i]) && errors[i] > 0 && double.IsFinite(errors[i]);
        }

        undefined = finite ? null : "the numbers are too large or too small to compute with; multiply them by a common factor";
        return finite
            ? new(
                [.. coefficients.Select((c, i) => Effect(c, errors[i], sums.GroupCount, confidence))],
                group, residual, logLikelihood, sums.RowCount, sums.GroupCount)
            : null;
    }

    private static FixedEffect Effect(double value, double error, int n, double confidence)
    {
        double margin = WaldInterval.Margin(confidence, error);
        ConfidenceInterval interval = ConfidenceInterval.ByFormula(value - margin, value + margin, confidence, "wald", "group");
        return new(Estimate.Of(value, n).WithInterval(interval), error, WaldInterval.Test(value, error, n));
    }

    private static string? WhyNoVariance(GroupSums sums)
    {
        if (sums.GroupCount < 2)
        {
            return "all rows are of one group, and the variance between groups needs several";
        }

        if (sums.GroupCount == sums.RowCount)
        {
            return "every group has one row, and the variance within groups needs a group with several";
        }

        // The dimensions that are left within and between groups beside the fixed effects.
        int within = sums.RowCount - sums.GroupCount - sums.RankWithin;
        int between = sums.GroupCount + sums.RankWithin - sums.ColumnCount;
        return within < 1 ? "the columns reproduce every outcome within its group, so that no variance is left there"
            : between < 1 ? "the columns tell the groups apart, so that no variance between groups is left"
            : null;
    }

    private static void Check(
        ReadOnlySpan<double> outcomes, ReadOnlySpan<double> design, int columnCount, ReadOnlySpan<int> groups, RandomInterceptOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnCount, 1);
        if (design.Length != (long)outcomes.Length * columnCount)
        {
            throw new ArgumentException("The design has a number for each row and column.", nameof(design));
        }

        if (groups.Length != outcomes.Length)
        {
            throw new ArgumentException("There is a group for each row.", nameof(groups));
        }

        Guard.Finite(outcomes);
        Guard.Finite(design);
        ConfidenceLevel.Check(options.Confidence, nameof(options));
    }
}
