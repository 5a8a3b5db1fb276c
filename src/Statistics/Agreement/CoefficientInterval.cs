using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>A coefficient with its standard error over items and the interval by Student's t.</summary>
internal static class CoefficientInterval
{
    public static void CheckLevel(double level)
    {
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level is between 0 and 1.");
        }
    }

    /// <summary>Value and standard error; the interval ends at 1, which no coefficient exceeds.</summary>
    /// <param name="value">The coefficient.</param>
    /// <param name="paired">How many items it rests on.</param>
    /// <param name="squares">The sum of squares of the items' linearised values around the coefficient.</param>
    /// <param name="items">How many items these are.</param>
    /// <param name="level">The confidence level.</param>
    public static (Estimate Value, Estimate StandardError) Of(double value, int paired, double squares, int items, double level)
    {
        Estimate estimate = Estimate.Of(value, paired);
        if (items < 2)
        {
            return (estimate, Estimate.Undefined("a standard error needs at least two items", items));
        }

        double error = Math.Sqrt(squares / items / (items - 1));
        double reach = error * StudentTUpper((1 - level) / 2, items - 1);
        return (
            estimate.WithInterval(ConfidenceInterval.ByFormula(value - reach, Math.Min(1, value + reach), level, "student-t")),
            Estimate.Of(error, items));
    }

    /// <summary>What Student's t exceeds with some probability. The library stops at about 1e-11; a step of Newton's method adds digits.</summary>
    private static double StudentTUpper(double tail, double freedom)
    {
        double t = StudentT.InvCDF(0, 1, freedom, 1 - tail);
        double step = (StudentT.CDF(0, 1, freedom, -t) - tail) / StudentT.PDF(0, 1, freedom, t);
        return double.IsFinite(step) ? t + step : t;
    }
}
