namespace JudgeEval.Statistics;

/// <summary>Quantiles of the beta distribution and masses of the binomial one, to nearly full precision; MathNet's inverse is accurate to 1e-8 only.</summary>
internal static class BetaQuantile
{
    private const int MostSteps = 200;
    private const double Smallest = 1e-290;

    /// <summary>ln(x / (1 - x)) of the x at which I_x(a, b) = p. The logit has the digits of x and of 1 - x.</summary>
    /// <param name="a">The first shape, above 0.</param>
    /// <param name="b">The second shape, above 0.</param>
    /// <param name="p">The probability, between 0 and 1; a small upper tail is better asked for with a and b exchanged.</param>
    /// <remarks>
    /// The density of the logit is log-concave, hence so is its distribution function: Newton's steps on ln I climb to the root from
    /// the left, after one step at most from the right.
    /// </remarks>
    public static double Logit(double a, double b, double p)
    {
        double logit = Math.Log(a / b), last = logit;
        for (int round = 0; round < MostSteps; round++)
        {
            (double x, double y) = FromLogit(logit);
            double lower = IncompleteBeta.Regularized(a, b, x, y);
            if (lower < Smallest && p > Smallest)
            {
                // The one step from the right went so far that the probability loses its digits.
                logit = (logit + last) / 2;
                continue;
            }

            double step = Math.Log(p / lower) * lower / IncompleteBeta.Density(a, b, x, y);
            if (!double.IsFinite(step))
            {
                break;
            }

            last = logit;
            logit += step;
            if (Math.Abs(step) <= 1e-15 * Math.Max(1, Math.Abs(logit)))
            {
                break;
            }
        }

        return logit;
    }

    /// <summary>x and 1 - x of a logit.</summary>
    public static (double X, double Y) FromLogit(double logit) => (1 / (1 + Math.Exp(-logit)), 1 / (1 + Math.Exp(logit)));

    /// <summary>The binomial probability of a successes and b failures, both at least 1, where a success has probability x and a failure y.</summary>
    public static double BinomialMass(double a, double b, double x, double y) => IncompleteBeta.Density(a, b, x, y) * (a + b) / a / b;
}
