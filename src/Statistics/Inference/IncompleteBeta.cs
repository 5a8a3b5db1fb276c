namespace JudgeEval.Statistics;

/// <summary>
/// The regularized incomplete beta function, of which the tails of the t and F distributions are made. MathNet's loses up to
/// six digits when a shape is large, because it subtracts logarithms of gamma functions; here the factor before the continued
/// fraction is computed from deviances, which do not cancel (Loader, 2000, "Fast and accurate computation of binomial probabilities").
/// </summary>
internal static class IncompleteBeta
{
    private const int MostSteps = 100_000;
    private const double Tiny = 1e-300;

    /// <summary>The function at x.</summary>
    /// <param name="a">The first shape, above 0.</param>
    /// <param name="b">The second shape, above 0.</param>
    /// <param name="x">The place, 0..1.</param>
    /// <param name="y">1 - x, given by the caller, who may know it to more digits.</param>
    public static double Regularized(double a, double b, double x, double y)
    {
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? 0 : 1;
        }

        return x <= (a + 1) / (a + b + 2)
            ? Math.Min(1, Density(a, b, x, y) * Fraction(a, b, x, y))
            : Math.Max(0, 1 - (Density(b, a, y, x) * Fraction(b, a, y, x)));
    }

    /// <summary>x^a y^b / B(a, b): the derivative of the function with respect to ln(x / y).</summary>
    public static double Density(double a, double b, double x, double y)
    {
        double n = a + b, difference = Math.FusedMultiplyAdd(a, y, -(b * x));
        double deviance = Deviance.Of(a, n * x, difference) + Deviance.Of(b, n * y, -difference);
        double correction = StirlingError(n) - StirlingError(a) - StirlingError(b);
        return Math.Sqrt(a / n * b / (2 * Math.PI)) * Math.Exp(correction - deviance);
    }

    /// <summary>ln gamma(z) less Stirling's formula (z - 1/2) ln z - z + ln(2 pi) / 2.</summary>
    internal static double StirlingError(double z)
    {
        // gamma(z + 1) = z gamma(z) in terms of these errors: each step up costs atanh(u) / u - 1, which only has positive terms.
        // Below 1 the series is slow and the plain formula does not cancel.
        double sum = 0;
        for (; z < 16; z++)
        {
            double u = 1 / ((2 * z) + 1);
            sum += z < 1 ? ((z + 0.5) * Math.Log((z + 1) / z)) - 1 : Deviance.AtanhRest(u) / u;
        }

        double w = 1 / (z * z);
        return sum + ((((((((((w * 1 / 156) - (691.0 / 360360)) * w) + (1.0 / 1188)) * w) - (1.0 / 1680)) * w + (1.0 / 1260)) * w - (1.0 / 360)) * w + (1.0 / 12)) / z);
    }

    /// <summary>
    /// The continued fraction of Didonato and Morris (1992, doi:10.1145/131766.131776), by Lentz's method; the factor before it is
    /// x^a y^b / B(a, b). It is written in a y - b x, so that no digits are lost when a is large and x near 1.
    /// </summary>
    private static double Fraction(double a, double b, double x, double y)
    {
        double difference = Math.FusedMultiplyAdd(a, y, -(b * x));
        double value = NotZero(a * (difference + 1) / (a + 1)), c = value, d = 0;
        for (int m = 1; m <= MostSteps; m++)
        {
            double inner = a + (2.0 * m) - 1;
            double numerator = (a + m - 1) / inner * ((a + b + m - 1) / inner) * m * (b - m) * x * x;
            double term = m + (m * (b - m) * x / inner) + ((a + m) * (difference + 1 + (m * (1 + y))) / (inner + 2));
            d = 1 / NotZero(term + (numerator * d));
            c = NotZero(term + (numerator / c));
            double step = c * d;
            value *= step;
            if (Math.Abs(step - 1) < 1e-16)
            {
                break;
            }
        }

        return 1 / value;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
