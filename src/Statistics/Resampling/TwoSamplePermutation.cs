using System.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// The difference of two samples' means over all divisions of the pooled sample. It rises with the sum of the first sample, whose
/// distance from its expectation stands for it. Each item is joined to the first sample with probability n1 / n; given that n1 are,
/// all divisions are equally likely.
/// </summary>
internal sealed class TwoSamplePermutation
{
    public const string Method = "permutation-independent";

    private readonly double[] _pooled;
    private readonly int _first;
    private readonly double _expected;
    private readonly double _tolerance;

    private TwoSamplePermutation(double[] pooled, int first, bool whole)
    {
        _pooled = pooled;
        _first = first;
        double total = pooled.Sum();
        _expected = total * first / pooled.Length;

        // Sums of whole numbers lie on a lattice of step 1, their reflections in the expectation on one of step 1 / n.
        _tolerance = whole ? 0.25 / pooled.Length : 1e-14 * total;
    }

    public static PermutationResult Run(ReadOnlySpan<double> x, ReadOnlySpan<double> y, PermutationOptions options)
    {
        double[] pooled = [.. x, .. y];
        DecimalGrid grid = DecimalGrid.For(pooled);
        double smallest = pooled.Min(grid.Steps);
        for (int i = 0; i < pooled.Length; i++)
        {
            // From the smallest on: sums keep more digits, and none is negative.
            pooled[i] = grid.Steps(pooled[i]) - smallest;
        }

        int n = pooled.Length;
        if (!double.IsFinite(pooled.Sum()))
        {
            return PermutationResult.Undefined("the numbers are too large to be added", n, Method);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += pooled[i];
        }

        TwoSamplePermutation test = new(pooled, x.Length, grid.IsWhole);

        // mean(x) - mean(y) = (sum - expected) n / (n1 n2).
        double scale = n / ((double)x.Length * y.Length * grid.PerUnit);
        double observed = sum - test._expected;
        double mean = pooled.Sum() / n;
        double largest = pooled.Max(v => Math.Abs(v - mean));
        double squares = largest == 0 ? 0 : pooled.Sum(v => (v - mean) / largest * ((v - mean) / largest));
        double deviation = scale * largest * Math.Sqrt(squares * x.Length * y.Length / ((double)n * (n - 1)));
        SizeClasses classes = SizeClasses.Of([.. pooled]);
        return classes.Steps(grid.IsWhole, withCount: true, out bool[] secondHalf) <= options.ExactLimit
            ? PermutationResult.Exact(observed * scale, n, Method, test.Exact(observed, classes, secondHalf), deviation, Choose(n, x.Length))
            : PermutationResult.Drawn(observed * scale, n, Method, test.Draw(observed, options), deviation);
    }

    private static BigInteger Choose(int n, int k)
    {
        BigInteger result = 1;
        for (int i = 1; i <= Math.Min(k, n - k); i++)
        {
            result = result * (n - i + 1) / i;
        }

        return result;
    }

    private PermutationTails Exact(double observed, SizeClasses classes, bool[] secondHalf)
    {
        SumDistribution a = new(), b = new();
        double probability = (double)_first / _pooled.Length;
        for (int i = 0; i < secondHalf.Length; i++)
        {
            SumDistribution half = secondHalf[i] ? b : a;
            for (int m = 0; m < classes.Counts[i]; m++)
            {
                half.Add(1, classes.Sizes[i], probability);
            }
        }

        double all = SumDistribution.AtMost(a, b, _first, double.PositiveInfinity);
        double far = Math.Abs(observed);
        double below = SumDistribution.AtMost(a, b, _first, _expected - far + _tolerance);
        double above = SumDistribution.AtLeast(a, b, _first, _expected + far - _tolerance);
        return new(
            SumDistribution.AtMost(a, b, _first, _expected + observed + _tolerance) / all,
            SumDistribution.AtLeast(a, b, _first, _expected + observed - _tolerance) / all,
            far <= _tolerance ? 1 : (below + above) / all);
    }

    private PermutationTally Draw(double observed, PermutationOptions options) =>
        PermutationDraws.Run(() => new Divisions(_pooled, _first, _expected), options, observed, _tolerance);

    /// <summary>Draws the smaller sample without replacement (Fisher and Yates).</summary>
    private sealed class Divisions(double[] pooled, int first, double expected) : IPermutationDraw
    {
        private readonly double[] _values = new double[pooled.Length];
        private readonly int _drawn = Math.Min(first, pooled.Length - first);
        private readonly double _sign = first <= pooled.Length - first ? 1 : -1;
        private readonly double _centre = first <= pooled.Length - first ? expected : pooled.Sum() - expected;
        private RandomStream _random;

        public void Restart(RandomStream random)
        {
            _random = random;
            pooled.CopyTo(_values, 0);
        }

        public double Next()
        {
            double sum = 0;
            Span<double> values = _values;
            for (int i = 0; i < _drawn; i++)
            {
                int other = i + _random.NextInt(values.Length - i);
                (values[i], values[other]) = (values[other], values[i]);
                sum += values[i];
            }

            return _sign * (sum - _centre);
        }
    }
}
