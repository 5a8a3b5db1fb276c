using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Statistics;

/// <summary>Student's t with a shifted numerator, which a t-test follows when there is an effect.</summary>
internal static class NoncentralT
{
    private const double Far = 40;

    // From here on the series is long and its logarithms lose digits; the integral takes over where its integrand is smooth.
    private const double LargestSeries = 1e3;

    /// <summary>
    /// The distribution function: Phi(-d) + 1/2 sum of p_j I_x(j + 1/2, v/2) + q_j I_x(j + 1, v/2), a Poisson mixture of incomplete beta
    /// functions (Lenth, 1989, doi:10.2307/2347693). The sum runs from the largest weight outwards, so that nothing underflows.
    /// </summary>
    /// <param name="t">The argument.</param>
    /// <param name="degrees">Degrees of freedom, positive.</param>
    /// <param name="shift">The noncentrality.</param>
    public static double Cdf(double t, double degrees, double shift)
    {
        if (t < 0)
        {
            return 1 - Cdf(-t, degrees, -shift);
        }

        double start = Normal.CDF(0, 1, -shift);
        if (t == 0)
        {
            return start;
        }

        // The numerator is within Far of the shift and the denominator below Far, but for less than any number can tell.
        if (shift < -Far || shift > (t * Far) + Far)
        {
            return shift < 0 ? 1 : 0;
        }

        double half = shift * shift / 2, x = t * t / ((t * t) + degrees), sum = 0;
        if (half > LargestSeries && t * t > degrees)
        {
            return OverNumerator(t, degrees, shift);
        }

        int mode = (int)half;
        for (int j = mode; ; j++)
        {
            double term = Term(j, half, shift, x, degrees);
            sum += term;
            if (!(Math.Abs(term) >= 1e-17) && j > mode)
            {
                break;
            }
        }

        for (int j = mode - 1; j >= 0; j--)
        {
            double term = Term(j, half, shift, x, degrees);
            sum += term;
            if (!(Math.Abs(term) >= 1e-17))
            {
                break;
            }
        }

        return Math.Clamp(start + (sum / 2), 0, 1);
    }

    /// <summary>
    /// The distribution function over the normal numerator z: the mean of P(chi² &gt; v ((shift + z) / t)²), by the trapezoidal rule,
    /// which is exact to the last digits on so smooth an integrand. The shift is above 40, so shift + z is positive.
    /// </summary>
    private static double OverNumerator(double t, double degrees, double shift)
    {
        const double Step = 1.0 / 16;
        double sum = 0;
        for (int i = -160; i <= 160; i++)
        {
            double z = i * Step, ratio = (shift + z) / t;
            sum += Normal.PDF(0, 1, z) * SpecialFunctions.GammaUpperRegularized(degrees / 2, degrees * ratio * ratio / 2);
        }

        return Math.Clamp(sum * Step, 0, 1);
    }

    private static double Term(int j, double half, double shift, double x, double degrees)
    {
        if (half == 0)
        {
            return j == 0 ? SpecialFunctions.BetaRegularized(0.5, degrees / 2, x) : 0;
        }

        double log = (j * Math.Log(half)) - half;
        double even = Math.Exp(log - SpecialFunctions.GammaLn(j + 1.0));
        double odd = shift / Constants.Sqrt2 * Math.Exp(log - SpecialFunctions.GammaLn(j + 1.5));
        return (even * SpecialFunctions.BetaRegularized(j + 0.5, degrees / 2, x)) + (odd * SpecialFunctions.BetaRegularized(j + 1.0, degrees / 2, x));
    }
}
