namespace JudgeEval.Statistics;

/// <summary>
/// The regularized incomplete beta function I_x(a, b) and its inverse, to nearly full precision in both tails and for parameters in
/// the millions. MathNet's stops its continued fraction after 140 terms, which costs digits from parameters of about ten thousand on,
/// and its inverse is accurate to 1e-8 only.
/// </summary>
internal static class IncompleteBeta
{
    /// <summary>I_x(a, b), the probability that a beta variable is at most x.</summary>
    /// <param name="a">The first parameter, above 0.</param>
    /// <param name="b">The second parameter, above 0.</param>
    /// <param name="x">The point, 0..1.</param>
    /// <param name="y">1 - x, given apart so that points next to 1 keep their digits.</param>
    public static double Lower(double a, double b, double x, double y) => x <= 0 ? 0 : y <= 0 ? 1 : Math.Exp(LogLower(a, b, x, y));

    /// <summary>C(a + b, a) x^a y^b for any positive a and b: the probability of a successes and b failures where both are whole.</summary>
    public static double BinomialMass(double a, double b, double x, double y) => Math.Exp(LogMass(a, b, x, y));

    /// <summary>ln(x / (1 - x)) of the x at which I_x(a, b) = p. The logit has the digits of x and of 1 - x.</summary>
    /// <param name="a">The first parameter, above 0.</param>
    /// <param name="b">The second parameter, above 0.</param>
    /// <param name="p">The probability, between 0 and 1; a small upper tail is better asked for with a and b exchanged.</param>
    /// <remarks>
    /// The density of the logit is log-concave, hence so is its distribution function: Newton's steps on ln I climb to the root from
    /// the left, after one step at most from the right, and need no bracket.
    /// </remarks>
    public static double QuantileLogit(double a, double b, double p)
    {
        double target = Math.Log(p);
        double logit = Math.Log(a / b);
        for (int round = 0; round < 200; round++)
        {
            (double x, double y) = FromLogit(logit);
            double logLower = LogLower(a, b, x, y);

            // dI / dlogit = x^a y^b / B(a, b) = a b / (a + b) times the mass.
            double slope = Math.Exp(Math.Log(a * b / (a + b)) + LogMass(a, b, x, y) - logLower);
            double step = (target - logLower) / slope;
            if (double.IsNaN(step))
            {
                break;
            }

            logit += Math.Clamp(step, -700, 700);
            if (Math.Abs(step) <= 1e-15 * Math.Max(1, Math.Abs(logit)))
            {
                break;
            }
        }

        return logit;
    }

    /// <summary>x and 1 - x of a logit.</summary>
    public static (double X, double Y) FromLogit(double logit) =>
        (1 / (1 + Math.Exp(-logit)), 1 / (1 + Math.Exp(logit)));

    private static double LogLower(double a, double b, double x, double y)
    {
        // The fraction converges quickly below the mean; above it the other tail is computed.
        if (x <= (a + 1) / (a + b + 2))
        {
            return Math.Log(b / (a + b)) + LogMass(a, b, x, y) + Math.Log(Fraction(a, b, x, y));
        }

        double upper = a / (a + b) * BinomialMass(b, a, y, x) * Fraction(b, a, y, x);
        return upper < 1 ? double.LogP1(-upper) : double.NegativeInfinity;
    }

    /// <summary>
    /// The continued fraction of I_x(a, b) (Didonato and Morris, 1992, doi:10.1145/131766.131776), a over it, by Lentz's method as modified by
    /// Thompson and Barnett (1986, doi:10.1016/0021-9991(86)90046-X). It takes 1 - x as given, so that nothing cancels for x next to 1.
    /// </summary>
    private static double Fraction(double a, double b, double x, double y)
    {
        const double Tiny = 1e-300;
        double result = NotZero(a * ((a * y) - (b * x) + 1) / (a + 1));
        double c = result;
        double d = 0;

        // About sqrt(max(a, b)) terms are needed.
        for (double m = 1; m < 1e7; m++)
        {
            double odd = a + (2 * m) - 1;
            double numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
            double denominator = m + (m * (b - m) * x / odd) + ((a + m) * ((a * y) - (b * x) + 1 + (m * (1 + y))) / (odd + 2));
            d = 1 / NotZero(denominator + (numerator * d));
            c = NotZero(denominator + (numerator / c));
            double factor = c * d;
            result *= factor;
            if (Math.Abs(factor - 1) < 1e-16)
            {
                break;
            }
        }

        return a / result;

        static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }

    /// <summary>
    /// The logarithm of the mass, by deviance (Loader, 2000, "Fast and accurate computation of binomial probabilities"): the large
    /// terms of the factorials cancel on paper and not in the last digits.
    /// </summary>
    private static double LogMass(double a, double b, double x, double y)
    {
        double n = a + b;
        return StirlingError(n) - StirlingError(a) - StirlingError(b) - Deviance(a, n * x) - Deviance(b, n * y)
            + (0.5 * Math.Log(n / (2 * Math.PI * a * b)));
    }

    /// <summary>
    /// ln(z!) minus Stirling's formula ln(sqrt(2 pi z) (z / e)^z): its series from 16 on, and before that the steps up to there,
    /// each (z + 1/2) ln(1 + 1/z) - 1 = v²/3 + v⁴/5 + ... with v = 1 / (2 z + 1).
    /// </summary>
    private static double StirlingError(double z)
    {
        double steps = 0;
        for (; z < 16; z++)
        {
            double v = 1 / ((2 * z) + 1);
            double power = v * v;
            for (int j = 3; power > 1e-18 * j; j += 2)
            {
                steps += power / j;
                power *= v * v;
            }
        }

        double square = z * z;
        return steps + (((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (1.0 / 1188 / square)) / square)) / square)) / square)) / z);
    }

    /// <summary>x ln(x / m) + m - x, at least 0, by a series where the two are close.</summary>
    private static double Deviance(double x, double m)
    {
        double difference = x - m;
        if (Math.Abs(difference) >= 0.1 * (x + m))
        {
            // Split, because x / m overflows where m is next to 0.
            return (x * (Math.Log(x) - Math.Log(m))) - difference;
        }

        double v = difference / (x + m);
        double sum = difference * v;
        double term = 2 * x * v;
        for (int j = 1; j < 1000; j++)
        {
            term *= v * v;
            double next = sum + (term / ((2 * j) + 1));
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }
}
