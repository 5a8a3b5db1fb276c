using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Draws gamma variates of scale 1, the weights of a Bayesian bootstrap.</summary>
internal static class GammaSampler
{
    /// <summary>Up to this shape a sum of exponentials is cheaper than a rejection.</summary>
    private const int LargestSum = 8;

    /// <summary>One variate.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="shape">The shape, a whole number; 0 gives 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Draw(ref RandomStream random, int shape)
    {
        if (shape > LargestSum)
        {
            return Reject(ref random, shape);
        }

        // A sum of exponentials is minus the logarithm of a product of uniforms in (0, 1].
        double product = 1;
        for (int i = 0; i < shape; i++)
        {
            product *= 1 - random.NextDouble();
        }

        return -Math.Log(product);
    }

    /// <summary>Squeeze and rejection of a cubed normal (Marsaglia and Tsang, 2000, doi:10.1145/358407.358414).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Reject(ref RandomStream random, double shape)
    {
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(ref random), v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            double u = 1 - random.NextDouble(), square = x * x;
            if (u < 1 - (0.0331 * square * square) || Math.Log(u) < (0.5 * square) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }

    /// <summary>The polar method (Marsaglia and Bray, 1964, doi:10.1137/1006063).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Normal(ref RandomStream random)
    {
        while (true)
        {
            double u = (2 * random.NextDouble()) - 1, v = (2 * random.NextDouble()) - 1, s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }
}
