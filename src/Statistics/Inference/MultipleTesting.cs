using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>A correction for testing many hypotheses at once.</summary>
public enum MultipleTestingMethod
{
    /// <summary>Bonferroni's: m p. Holds the probability of any false rejection under any dependence; Holm's is never weaker.</summary>
    Bonferroni,

    /// <summary>Holm's step-down procedure (1979, "A simple sequentially rejective multiple test procedure"). Holds the probability of any false rejection under any dependence.</summary>
    Holm,

    /// <summary>Hochberg's step-up procedure (1988, doi:10.1093/biomet/75.4.800). Holds the probability of any false rejection for independent or positively dependent tests.</summary>
    Hochberg,

    /// <summary>Hommel's procedure (1988, doi:10.1093/biomet/75.2.383), never weaker than Hochberg's and valid where that is.</summary>
    Hommel,

    /// <summary>Benjamini and Hochberg's (1995, doi:10.1111/j.2517-6161.1995.tb02031.x). Holds the false discovery rate for independent or positively dependent tests.</summary>
    BenjaminiHochberg,

    /// <summary>Benjamini and Yekutieli's (2001, doi:10.1214/aos/1013699998). Holds the false discovery rate under any dependence.</summary>
    BenjaminiYekutieli,
}

/// <summary>Corrected tests, in the order of the p-values they were made from. Immutable.</summary>
/// <param name="AdjustedPValues">The smallest levels at which each hypothesis is rejected, 0..1; empty when undefined.</param>
/// <param name="Rejected">Whether each hypothesis is rejected; empty when undefined.</param>
/// <param name="Alpha">The level of the correction.</param>
/// <param name="Method">The correction.</param>
/// <param name="UndefinedReason">Why there is no result; <see langword="null"/> when there is one.</param>
public sealed record MultipleTestingResult(
    ImmutableArray<double> AdjustedPValues, ImmutableArray<bool> Rejected, double Alpha, MultipleTestingMethod Method, string? UndefinedReason)
{
    /// <summary>Whether there was anything to correct.</summary>
    public bool IsDefined => UndefinedReason is null;
}

/// <summary>Corrections for testing many hypotheses at once; the source of each stands at <see cref="MultipleTestingMethod"/>. Time: that of sorting.</summary>
public static class MultipleTesting
{
    /// <summary>Corrects p-values.</summary>
    /// <param name="pValues">The p-values, 0..1.</param>
    /// <param name="method">The correction.</param>
    /// <param name="alpha">The probability of any false rejection, or the false discovery rate, between 0 and 1.</param>
    /// <returns>
    /// Adjusted p-values and rejections in the order of the input; ties get the same. Undefined without a p-value. A rejection
    /// compares the p-value with its own threshold, so at the last digit it may differ from comparing the adjusted value with alpha.
    /// </returns>
    /// <exception cref="ArgumentException">A p-value or alpha is out of range.</exception>
    public static MultipleTestingResult Adjust(ReadOnlySpan<double> pValues, MultipleTestingMethod method, double alpha = 0.05)
    {
        Guard.Known(method);
        if (alpha is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level lies between 0 and 1.");
        }

        foreach (double p in pValues)
        {
            if (p is not (>= 0 and <= 1))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A p-value lies between 0 and 1; one is {p}."), nameof(pValues));
            }
        }

        int m = pValues.Length;
        if (m == 0)
        {
            return new([], [], alpha, method, "there is no p-value to correct");
        }

        double[] sorted = pValues.ToArray();
        int[] order = [.. Enumerable.Range(0, m)];
        Array.Sort(sorted, order);
        double[] adjusted = new double[m];
        int rejections = method switch
        {
            MultipleTestingMethod.Bonferroni => StepDown(sorted, adjusted, alpha, static (_, m) => m),
            MultipleTestingMethod.Holm => StepDown(sorted, adjusted, alpha, static (i, m) => m - i),
            MultipleTestingMethod.Hochberg => Hochberg(sorted, adjusted, alpha),
            MultipleTestingMethod.Hommel => Hommel(sorted, adjusted, alpha),
            MultipleTestingMethod.BenjaminiHochberg => FalseDiscoveries(sorted, adjusted, alpha, 1),
            MultipleTestingMethod.BenjaminiYekutieli => FalseDiscoveries(sorted, adjusted, alpha, Harmonic(m)),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Unknown correction."),
        };

        double[] values = new double[m];
        bool[] rejected = new bool[m];
        for (int i = 0; i < m; i++)
        {
            values[order[i]] = Math.Min(1, adjusted[i]);
            rejected[order[i]] = i < rejections;
        }

        return new(ImmutableArray.Create(values), ImmutableArray.Create(rejected), alpha, method, null);
    }

    /// <summary>From the smallest p-value up to the first that is not rejected; each counts for as many tests as remain. Returns how many are rejected.</summary>
    private static int StepDown(ReadOnlySpan<double> sorted, Span<double> adjusted, double alpha, Func<int, int, int> tests)
    {
        double largest = 0;
        int rejections = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            int count = tests(i, sorted.Length);
            largest = Math.Max(largest, sorted[i] * count);
            adjusted[i] = largest;
            rejections += rejections == i && sorted[i] <= alpha / count ? 1 : 0;
        }

        return rejections;
    }

    /// <summary>From the largest p-value down to the first that is rejected.</summary>
    private static int Hochberg(ReadOnlySpan<double> sorted, Span<double> adjusted, double alpha)
    {
        double smallest = double.PositiveInfinity;
        int rejections = 0;
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            int count = sorted.Length - i;
            smallest = Math.Min(smallest, sorted[i] * count);
            adjusted[i] = smallest;
            rejections = rejections == 0 && sorted[i] <= alpha / count ? i + 1 : rejections;
        }

        return rejections;
    }

    /// <summary>
    /// Wright's algorithm (1992, doi:10.2307/2532694): the adjusted value of p is the largest over j of min(j p, s_j), where s_j is Simes'
    /// bound min j p_i / i of the j largest p-values. As j p rises with j, s_j may be replaced by the largest from j on, and where the two
    /// cross is found by halving.
    /// </summary>
    private static int Hommel(ReadOnlySpan<double> sorted, Span<double> adjusted, double alpha)
    {
        int m = sorted.Length;
        double[] bounds = SimesBounds.Of(sorted);
        for (int j = m - 1; j >= 1; j--)
        {
            bounds[j - 1] = Math.Max(bounds[j - 1], bounds[j]);
        }

        int rejections = 0;
        for (int i = 0; i < m; i++)
        {
            // The first j at which j p is no longer below the bound; the best is there or just before.
            int first = 0, last = m;
            while (first < last)
            {
                int middle = first + ((last - first) / 2);
                (first, last) = (middle + 1) * sorted[i] < bounds[middle] ? (middle + 1, last) : (first, middle);
            }

            adjusted[i] = Math.Max(first < m ? bounds[first] : 0, first * sorted[i]);
            rejections += rejections == i && adjusted[i] <= alpha ? 1 : 0;
        }

        return rejections;
    }

    /// <summary>From the largest p-value down, each against its share of alpha over the penalty.</summary>
    private static int FalseDiscoveries(ReadOnlySpan<double> sorted, Span<double> adjusted, double alpha, double penalty)
    {
        double smallest = double.PositiveInfinity;
        int rejections = 0;
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            double share = (i + 1.0) / sorted.Length / penalty;
            smallest = Math.Min(smallest, sorted[i] / share);
            adjusted[i] = smallest;
            rejections = rejections == 0 && sorted[i] <= share * alpha ? i + 1 : rejections;
        }

        return rejections;
    }

    /// <summary>1 + 1/2 + ... + 1/m.</summary>
    private static double Harmonic(int m)
    {
        double sum = 0;
        for (int i = m; i >= 1; i--)
        {
            sum += 1.0 / i;
        }

        return sum;
    }
}
