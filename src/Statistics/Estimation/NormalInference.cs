using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>Intervals and tests of an estimate that is normal around the truth.</summary>
internal static class NormalInference
{
    /// <summary>The statistic of an estimate without any error that is not the null value: certain, and finite.</summary>
    private const double Certain = 1e16;

    /// <summary>The estimate with its interval, estimate ± quantile · error; without one where the error is undefined.</summary>
    public static Estimate WithInterval(Estimate estimate, Estimate error, double level, string method)
    {
        if (!estimate.IsDefined || !error.IsDefined)
        {
            return estimate;
        }

        double reach = -Normal.InvCDF(0, 1, (1 - level) / 2) * error.Value;
        return double.IsFinite(reach)
            ? estimate.WithInterval(ConfidenceInterval.ByFormula(estimate.Value - reach, estimate.Value + reach, level, method))
            : estimate;
    }

    /// <summary>The z-test of a value.</summary>
    public static TestResult Test(Estimate estimate, Estimate error, double nullValue, Alternative alternative, string method)
    {
        Guard.Known(alternative);
        if (!double.IsFinite(nullValue))
        {
            throw new ArgumentOutOfRangeException(nameof(nullValue), nullValue, "The value of the null hypothesis is a finite number.");
        }

        if (!estimate.IsDefined || !error.IsDefined)
        {
            return TestResult.Undefined((estimate.IsDefined ? error : estimate).UndefinedReason ?? "there are no data", estimate.N, method);
        }

        double distance = estimate.Value - nullValue;
        double z = error.Value > 0 ? distance / error.Value : distance == 0 ? 0 : Math.CopySign(Certain, distance);
        if (!double.IsFinite(z))
        {
            return TestResult.Undefined("the distance from the null hypothesis is too large for a number", estimate.N, method);
        }

        double p = alternative switch
        {
            Alternative.Greater => Normal.CDF(0, 1, -z),
            Alternative.Less => Normal.CDF(0, 1, z),
            _ => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z))),
        };
        return TestResult.Of(z, p, estimate.N, method);
    }

    /// <summary>Throws unless the number is a confidence level.</summary>
    public static void ValidateLevel(double level)
    {
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level is between 0 and 1.");
        }
    }
}
