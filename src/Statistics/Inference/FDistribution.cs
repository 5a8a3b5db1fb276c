namespace JudgeEval.Statistics;

/// <summary>The F distribution's upper tail and its quantile, to about 14 digits also for large or fractional degrees of freedom.</summary>
internal static class FDistribution
{
    private const int MostSteps = 200;
    private const double Largest = 680;

    /// <summary>The probability of a ratio above f, 0..1.</summary>
    /// <param name="f">The ratio, at least 0.</param>
    /// <param name="numerator">The numerator's degrees of freedom, above 0.</param>
    /// <param name="denominator">The denominator's, above 0.</param>
    public static double Upper(double f, double numerator, double denominator)
    {
        (double x, double y) = Place(f, numerator, denominator);
        return IncompleteBeta.Regularized(denominator / 2, numerator / 2, x, y);
    }

    /// <summary>
    /// The ratio with a given upper tail, by Newton's method on the logarithms of ratio and tail, where the curve is concave and
    /// has no flat part, kept inside a bracket. Infinite where the ratio is too large for a double.
    /// </summary>
    /// <param name="tail">The upper tail, between 0 and 1.</param>
    /// <param name="numerator">The numerator's degrees of freedom, above 0.</param>
    /// <param name="denominator">The denominator's, above 0.</param>
    public static double UpperQuantile(double tail, double numerator, double denominator)
    {
        if (tail > 0.5)
        {
            // 1/F is an F with the degrees exchanged: the smaller tail keeps its digits.
            return 1 / UpperQuantile(1 - tail, denominator, numerator);
        }

        // In the logarithm of f; a little beyond, exp overflows.
        double low = -Largest, high = Largest, at = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            (double x, double y) = Place(Math.Exp(at), numerator, denominator);
            double upper = IncompleteBeta.Regularized(denominator / 2, numerator / 2, x, y);
            (low, high) = upper > tail ? (at, high) : (low, at);
            double slope = x > 0 && y > 0 ? IncompleteBeta.Density(denominator / 2, numerator / 2, x, y) / upper : 0;
            double next = at + (Math.Log(upper / tail) / slope);

            // Also where the step is no number, because the tail is too small for one.
            next = next > low && next < high ? next : (low + high) / 2;
            bool settled = Math.Abs(next - at) <= 1e-15 * Math.Max(1, Math.Abs(at));
            at = next;
            if (settled)
            {
                break;
            }
        }

        return at > Largest - 1 ? double.PositiveInfinity : Math.Exp(at);
    }

    /// <summary>The place of a ratio on the scale of the beta function, and its distance from 1.</summary>
    private static (double X, double Y) Place(double f, double numerator, double denominator)
    {
        double odds = numerator / denominator * f;
        return double.IsPositiveInfinity(odds) ? (0, 1) : (1 / (1 + odds), odds / (1 + odds));
    }
}
