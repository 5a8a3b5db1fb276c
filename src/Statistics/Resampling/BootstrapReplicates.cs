using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>What the intervals have in common: sorting out undefined replicates, counting, and the levels of BCa.</summary>
internal static class BootstrapReplicates
{
    /// <summary>Replicates within this relative distance of the estimate are equal to it: the same value by another sum.</summary>
    public const double Rounding = 1e-12;

    /// <summary>The replicates that have a value, ascending; null, with the reason, when they are too few.</summary>
    public static double[]? Sorted(ReadOnlySpan<double> replicates, double smallestDefinedShare, out string? undefined)
    {
        CheckShare(smallestDefinedShare);
        double[] defined = Defined(replicates);
        if (IsTooFew(defined.Length, replicates.Length, smallestDefinedShare))
        {
            undefined = TooFew(defined.Length, replicates.Length);
            return null;
        }

        undefined = null;
        Array.Sort(defined);
        return defined;
    }

    /// <summary>The replicates that have a value, in their order.</summary>
    public static double[] Defined(ReadOnlySpan<double> replicates)
    {
        double[] defined = new double[replicates.Length];
        int count = 0;
        foreach (double replicate in replicates)
        {
            if (!double.IsNaN(replicate))
            {
                defined[count++] = replicate;
            }
        }

        return count == defined.Length ? defined : defined[..count];
    }

    public static void CheckShare(double smallestDefinedShare)
    {
        if (smallestDefinedShare is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(smallestDefinedShare), smallestDefinedShare, "A share lies between 0 and 1.");
        }
    }

    public static bool IsTooFew(int defined, int resamples, double smallestShare) => defined < 2 || defined < smallestShare * resamples;

    public static string TooFew(int defined, int resamples) => FormattableString.Invariant($"only {defined} of {resamples} resamples have a value");

    public static string NoCentre(double estimate) =>
        double.IsFinite(estimate) ? "the statistic lies at the end of the transformation's range" : "the statistic itself is undefined";

    /// <summary>The share of replicates below the estimate, with half of those equal to it.</summary>
    public static double ShareBelow(ReadOnlySpan<double> sorted, double estimate)
    {
        double width = Rounding * Math.Max(1, Math.Abs(estimate));
        int below = 0, notAbove = 0;
        foreach (double replicate in sorted)
        {
            below += replicate < estimate - width ? 1 : 0;
            notAbove += replicate <= estimate + width ? 1 : 0;
        }

        return ((double)below + notAbove) / (2.0 * sorted.Length);
    }

    public static double NormalQuantile(double p) => Normal.InvCDF(0, 1, p);

    /// <summary>The level of the replicates' quantile that stands for a normal quantile z: Φ(b + (b + z) / (1 - a (b + z))).</summary>
    public static double BcaLevel(double bias, double z, double acceleration)
    {
        double moved = bias + z;
        return Normal.CDF(0, 1, bias + (moved / (1 - (acceleration * moved))));
    }
}
