using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>
/// Cohen's kappa of two raters (1960, doi:10.1177/001316446002000104), plain or weighted (1968, doi:10.1037/h0026256), with the
/// asymptotic standard errors of Fleiss, Cohen and Everitt (1969, doi:10.1037/h0028106).
/// </summary>
public static class CohenKappa
{
    private const string Method = "cohen-kappa-z";
    private const string OneCategory = "every label is the same, so agreement by chance is certain";
    private const string AllAgree = "the weights take any two labels for agreement, so agreement by chance is certain";
    private const string OnlyZero = "with these labels kappa of independent raters could only be 0, so there is nothing to test";

    /// <summary>Kappa with its standard errors, interval and test.</summary>
    /// <param name="table">The pairs.</param>
    /// <param name="weights">How far different categories agree; by default not at all. They act on the categories' values.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <param name="categories">
    /// The declared categories, strictly ascending, used or not; by default those that occur. Kappa depends on them with ordinal weights,
    /// the observed and expected agreement also with linear and quadratic ones.
    /// </param>
    /// <returns>Undefined without items and when both raters gave one and the same category throughout.</returns>
    /// <exception cref="ArgumentException">The level is out of range, or a category of the pairs is not declared.</exception>
    public static KappaResult Compute(PairTable table, CategoryWeights weights = default, double level = 0.95, ImmutableArray<double> categories = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        CoefficientInterval.CheckLevel(level);
        if (!categories.IsDefault)
        {
            CategoryWeights.CheckAscending(categories);
        }

        int n = table.ItemCount;
        if (n == 0)
        {
            return Undefined("no item has a label from both", 0, null, null);
        }

        ImmutableArray<double> declared = categories.IsDefault ? table.Values : categories;
        KappaMargins margins = new(table, Codes(table.Values, declared), weights.For(declared), declared.Length);
        Estimate observed = Estimate.Of(1 - margins.Observed, n), expected = Estimate.Of(1 - margins.Expected, n);
        if (margins.IsSingleCategory || margins.Expected <= 0)
        {
            return Undefined(margins.IsSingleCategory ? OneCategory : AllAgree, n, observed, expected);
        }

        double kappa = 1 - (margins.Observed / margins.Expected);
        double error = Math.Sqrt(margins.Variance() / n) / margins.Expected;
        double nullError = Math.Sqrt(margins.NullVariance() / n) / margins.Expected;
        double reach = error * StudentTail.Quantile((1 - level) / 2, double.PositiveInfinity);
        Estimate value = Estimate.Of(kappa, n).WithInterval(ConfidenceInterval.ByFormula(kappa - reach, kappa + reach, level, "normal"));
        return nullError > 0
            ? new(value, observed, expected, Estimate.Of(error, n), Estimate.Of(nullError, n), Test(kappa / nullError, n))
            : new(value, observed, expected, Estimate.Of(error, n), Estimate.Undefined(OnlyZero, n), TestResult.Undefined(OnlyZero, n, Method));
    }

    private static TestResult Test(double z, int n) => TestResult.Of(z, Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z))), n, Method);

    private static KappaResult Undefined(string reason, int n, Estimate? observed, Estimate? expected)
    {
        Estimate undefined = Estimate.Undefined(reason, n);
        return new(undefined, observed ?? undefined, expected ?? undefined, undefined, undefined, TestResult.Undefined(reason, n, Method));
    }

    /// <summary>The position of each observed value among the declared ones.</summary>
    private static int[] Codes(ImmutableArray<double> values, ImmutableArray<double> categories)
    {
        int[] codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = categories.BinarySearch(values[i]);
            if (codes[i] < 0)
            {
                throw new ArgumentException(FormattableString.Invariant($"The pairs hold {values[i]}, which is not among the declared categories."), nameof(categories));
            }
        }

        return codes;
    }
}
