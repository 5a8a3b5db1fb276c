using System.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// The sum of numbers of given sizes under random signs. It is 2 U - T with T the sum of the sizes and U that of the positive ones;
/// equal sizes are one class, of which Binomial(m, 1/2) are positive.
/// </summary>
internal sealed class SignFlips
{
    public const string Method = "permutation-paired";

    private readonly SizeClasses _classes;
    private readonly bool[] _secondHalf;
    private readonly double _total;
    private readonly double _tolerance;

    /// <param name="sizes">The sizes, at least 0; sorted in place.</param>
    /// <param name="whole">Whether they are whole numbers.</param>
    public SignFlips(double[] sizes, bool whole)
    {
        _classes = SizeClasses.Of(sizes);
        _total = sizes.Sum();
        _tolerance = whole ? 0.25 : 1e-14 * _total;
        ExactSteps = _classes.Steps(whole, withCount: false, out _secondHalf);
    }

    /// <summary>A bound of the steps of <see cref="Exact"/>.</summary>
    public double ExactSteps { get; }

    /// <summary>The test of paired differences, given in steps of a grid.</summary>
    public static PermutationResult Run(double[] differences, DecimalGrid grid, PermutationOptions options)
    {
        int n = differences.Length;
        double scale = n * grid.PerUnit;
        double observed = differences.Sum();
        if (!double.IsFinite(differences.Sum(Math.Abs)))
        {
            return PermutationResult.Undefined("the numbers are too large to be added", n, Method);
        }

        double largest = differences.Max(Math.Abs);
        double deviation = largest == 0 ? 0 : largest * Math.Sqrt(differences.Sum(d => d / largest * (d / largest))) / scale;
        SignFlips flips = new([.. differences.Where(d => d != 0).Select(Math.Abs)], grid.IsWhole);
        return flips.ExactSteps <= options.ExactLimit
            ? PermutationResult.Exact(observed / scale, n, Method, flips.Exact(observed), deviation, BigInteger.One << n)
            : PermutationResult.Drawn(observed / scale, n, Method, flips.Draw(observed, options), deviation);
    }

    /// <summary>Shares of all 2^n signs.</summary>
    public PermutationTails Exact(double observed)
    {
        SumDistribution a = new(), b = new();
        for (int i = 0; i < _secondHalf.Length; i++)
        {
            SumDistribution half = _secondHalf[i] ? b : a;
            for (int m = 0; m < _classes.Counts[i]; m++)
            {
                half.Add(0, _classes.Sizes[i], 0.5);
            }
        }

        double below = Math.Abs(observed) <= _tolerance ? 1 : 2 * SumDistribution.AtMost(a, b, 0, Positive(-Math.Abs(observed) + _tolerance));
        return new(
            SumDistribution.AtMost(a, b, 0, Positive(observed + _tolerance)),
            SumDistribution.AtLeast(a, b, 0, Positive(observed - _tolerance)),
            below);
    }

    /// <summary>Counts of random signs.</summary>
    public PermutationTally Draw(double observed, PermutationOptions options) =>
        PermutationDraws.Run(() => new Signs(_classes, _total), options, observed, _tolerance);

    /// <summary>The sum of the positive ones that makes a sum of all.</summary>
    private double Positive(double sum) => (sum + _total) / 2;

    private sealed class Signs(SizeClasses classes, double total) : IPermutationDraw
    {
        private FairBits _bits;

        public void Restart(RandomStream random) => _bits = new FairBits(random);

        public double Next()
        {
            double positive = 0;
            ReadOnlySpan<double> sizes = classes.Sizes;
            ReadOnlySpan<int> counts = classes.Counts;
            for (int i = 0; i < sizes.Length; i++)
            {
                positive += sizes[i] * _bits.Heads(counts[i]);
            }

            return (2 * positive) - total;
        }
    }
}
