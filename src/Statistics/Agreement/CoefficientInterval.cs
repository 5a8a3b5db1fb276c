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
        double reach = error * StudentTail.Quantile((1 - level) / 2, items - 1);
        return (
            estimate.WithInterval(ConfidenceInterval.ByFormula(value - reach, Math.Min(1, value + reach), level, "student-t")),
            Estimate.Of(error, items));
    }
}
