namespace JudgeEval.Statistics;

/// <summary>How far a list of numbers is from a reference, in the unit of the numbers. The lists are paired by position; a pair with a missing number is left out by the caller.</summary>
public static class ErrorMeasures
{
    /// <summary>The mean of |x - y|, at least 0. Undefined without pairs.</summary>
    /// <param name="x">The numbers, finite.</param>
    /// <param name="y">The reference, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static Estimate MeanAbsoluteError(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PairedNumbers.Check(x, y);
        CompensatedSum sum = default;
        for (int i = 0; i < x.Length; i++)
        {
            sum.Add(Math.Abs(x[i] - y[i]));
        }

        return Mean(sum.Value, x.Length);
    }

    /// <summary>The root of the mean of (x - y)², at least the mean absolute error. Undefined without pairs.</summary>
    /// <param name="x">The numbers, finite.</param>
    /// <param name="y">The reference, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static Estimate RootMeanSquareError(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PairedNumbers.Check(x, y);

        // A power of two keeps the squares in range.
        double unit = CenteredMoments.Unit(Math.Max(CenteredMoments.Largest(x), CenteredMoments.Largest(y)));
        CompensatedSum sum = default;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = (x[i] * unit) - (y[i] * unit);
            sum.Add(difference * difference);
        }

        return x.IsEmpty ? Mean(0, 0) : Finite(Math.Sqrt(sum.Value / x.Length) / unit, x.Length);
    }

    /// <summary>The mean signed error, or bias: the mean of x - y, positive when x is too high. Undefined without pairs.</summary>
    /// <param name="x">The numbers, finite.</param>
    /// <param name="y">The reference, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static Estimate MeanSignedError(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PairedNumbers.Check(x, y);
        CompensatedSum sum = default;
        for (int i = 0; i < x.Length; i++)
        {
            sum.Add(x[i] - y[i]);
        }

        return Mean(sum.Value, x.Length);
    }

    private static Estimate Mean(double sum, int n) => n == 0 ? Estimate.Undefined("there is no pair of numbers", 0) : Finite(sum / n, n);

    private static Estimate Finite(double value, int n) =>
        double.IsFinite(value) ? Estimate.Of(value, n) : Estimate.Undefined("the differences are too large for a number", n);
}
