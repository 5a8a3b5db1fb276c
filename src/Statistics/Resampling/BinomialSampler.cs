namespace JudgeEval.Statistics;

/// <summary>Draws binomial counts in constant time.</summary>
internal static class BinomialSampler
{
    /// <summary>The number of successes in <paramref name="n"/> trials of probability <paramref name="p"/>.</summary>
    public static int Draw(ref RandomStream random, int n, double p)
    {
        if (n <= 0 || p <= 0)
        {
            return 0;
        }

        if (p >= 1)
        {
            return n;
        }

        return p <= 0.5 ? Lower(ref random, n, p) : n - Lower(ref random, n, 1 - p);
    }

    private static int Lower(ref RandomStream random, int n, double p) => n * p < 10 ? Invert(ref random, n, p) : Reject(ref random, n, p);

    /// <summary>Sequential inversion: walks up the distribution function; about n p steps.</summary>
    private static int Invert(ref RandomStream random, int n, double p)
    {
        double ratio = p / (1 - p);
        double mass = Math.Exp(n * Math.Log(1 - p));
        double u = random.NextDouble();
        int k = 0;
        while (u > mass && k < n)
        {
            u -= mass;
            k++;
            mass *= ratio * (n - k + 1) / k;
        }

        return k;
    }

    /// <summary>Transformed rejection with squeeze, algorithm BTRS (Hörmann, 1993, doi:10.1080/00949659308811496); n p is at least 10.</summary>
    private static int Reject(ref RandomStream random, int n, double p)
    {
        double spq = Math.Sqrt(n * p * (1 - p));
        double b = 1.15 + (2.53 * spq);
        double a = -0.0873 + (0.0248 * b) + (0.01 * p);
        double c = (n * p) + 0.5;
        double vr = 0.92 - (4.2 / b);
        double alpha = (2.83 + (5.1 / b)) * spq;
        double logOdds = Math.Log(p / (1 - p));
        double mode = Math.Floor((n + 1) * p);
        double h = LogFactorial(mode) + LogFactorial(n - mode);
        while (true)
        {
            double v = random.NextDouble();
            double u = random.NextDouble() - 0.5;
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + c);
            if (k < 0 || k > n)
            {
                continue;
            }

            if (us >= 0.07 && v <= vr)
            {
                return (int)k;
            }

            v = Math.Log(v * alpha / ((a / (us * us)) + b));
            if (v <= h - LogFactorial(k) - LogFactorial(n - k) + ((k - mode) * logOdds))
            {
                return (int)k;
            }
        }
    }

    private static double LogFactorial(double k) => MathNet.Numerics.SpecialFunctions.FactorialLn((int)k);
}
