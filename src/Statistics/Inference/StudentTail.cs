namespace JudgeEval.Statistics;

/// <summary>
/// Tails of Student's t and of the normal distribution, which is t with infinitely many degrees of freedom. MathNet's t loses digits
/// from ten thousand degrees of freedom on, see <see cref="IncompleteBeta"/>.
/// </summary>
internal static class StudentTail
{
    /// <summary>The probability of a value above t.</summary>
    /// <param name="t">The value; an infinity is allowed.</param>
    /// <param name="degreesOfFreedom">Above 0; infinity for the normal distribution.</param>
    public static double Above(double t, double degreesOfFreedom)
    {
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return NormalAbove(t);
        }

        if (double.IsInfinity(t))
        {
            return t > 0 ? 0 : 1;
        }

        // P(|T| > t) = I_x(df / 2, 1 / 2) with x = df / (df + t²).
        double square = t * t, x = degreesOfFreedom / (degreesOfFreedom + square);
        (x, double y) = double.IsInfinity(square) ? (degreesOfFreedom / Math.Abs(t) / Math.Abs(t), 1) : (x, square / (degreesOfFreedom + square));
        double half = 0.5 * IncompleteBeta.Regularized(degreesOfFreedom / 2, 0.5, x, y);
        return t >= 0 ? half : 1 - half;
    }

    /// <summary>The probability of a normal value above z.</summary>
    public static double NormalAbove(double z) => 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(z / Math.Sqrt(2));

    /// <summary>The value that is exceeded with probability p.</summary>
    /// <param name="p">Between 0 and 1/2.</param>
    /// <param name="degreesOfFreedom">Above 0; infinity for the normal distribution.</param>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        if (p >= 0.5)
        {
            return 0;
        }

        return double.IsPositiveInfinity(degreesOfFreedom)
            ? -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p)
            : Math.Sqrt(degreesOfFreedom) * Math.Exp(-BetaQuantile.Logit(degreesOfFreedom / 2, 0.5, 2 * p) / 2);
    }
}
