using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Draws binomial counts of one probability of success in constant time. What depends on the probability alone is computed
/// once, so that a bootstrap pays for it per kind and not per resample. Immutable.
/// </summary>
internal readonly struct BinomialSampler
{
    private readonly double _p;
    private readonly double _logFailure;
    private readonly double _logOdds;
    private readonly bool _flipped;

    /// <summary>Prepares a probability of success; 0 and below never succeed, 1 and above always do.</summary>
    public BinomialSampler(double probability)
    {
        _flipped = probability > 0.5;
        _p = Math.Max(0, _flipped ? 1 - probability : probability);
        _logFailure = Math.Log(1 - _p);
        _logOdds = Math.Log(_p / (1 - _p));
    }

    /// <summary>The number of successes in <paramref name="n"/> trials of probability <paramref name="p"/>.</summary>
    public static int Draw(ref RandomStream random, int n, double p) => new BinomialSampler(p).Draw(ref random, n);

    /// <summary>The number of successes in <paramref name="n"/> trials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(ref RandomStream random, int n)
    {
        int lower = n <= 0 || _p == 0 ? 0 : n * _p < 10 ? Invert(ref random, n) : Reject(ref random, n);
        return _flipped ? Math.Max(n, 0) - lower : lower;
    }

    /// <summary>Sequential inversion: walks up the distribution function; about n p steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Invert(ref RandomStream random, int n)
    {
        double ratio = _p / (1 - _p);
        double mass = Math.Exp(n * _logFailure);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Reject(ref RandomStream random, int n)
    {
        double p = _p;
        double spq = Math.Sqrt(n * p * (1 - p));
        double b = 1.15 + (2.53 * spq);
        double a = -0.0873 + (0.0248 * b) + (0.01 * p);
        double c = (n * p) + 0.5;

        // The squeeze, v <= 0.92 - 4.2 / b, without its division.
        double squeeze = (0.92 * b) - 4.2;
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

            if ((us >= 0.07 && v * b <= squeeze) || IsBelowMass(n, (int)k, v * (2.83 + (5.1 / b)) * spq / ((a / (us * us)) + b)))
            {
                return (int)k;
            }
        }
    }

    /// <summary>Whether a point lies below the probability of k, as a share of the probability of the mode. About one draw in four asks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsBelowMass(int n, int k, double point)
    {
        int mode = (int)((n + 1) * _p);
        return Math.Log(point) <= LogFactorial.Of(mode) + LogFactorial.Of(n - mode) - LogFactorial.Of(k) - LogFactorial.Of(n - k) + ((k - mode) * _logOdds);
    }
}
