using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JudgeEval.Statistics;

/// <summary>Count, mean and sum of squared deviations of many numbers, in one pass over memory and by the same sums on every machine.</summary>
/// <param name="Count">How many numbers there are.</param>
/// <param name="Centre">A number near the mean.</param>
/// <param name="Offset">The mean less the centre: apart, so that means that differ in their last digits only still have a distance.</param>
/// <param name="Deviations">The sum of the squared distances from the mean; exactly 0 when all numbers are equal.</param>
/// <remarks>
/// The numbers are taken in blocks. The first block's mean is found first; every block is then summed about the mean so far, and
/// blocks are joined (Chan, Golub and LeVeque, 1983, doi:10.1080/00031305.1983.10483115). What a block loses by lying far from that
/// mean is rounding of its distance from it, which is part of the sum of squares, and no block outweighs those before it. A block is
/// summed in 16 lanes in a fixed order, whatever vectors the processor has, so the bits of the result never depend on the machine.
/// </remarks>
internal readonly record struct Moments(int Count, double Centre, double Offset, double Deviations)
{
    private const int Block = 2048;
    private const int Lanes = 16;

    /// <summary>The mean.</summary>
    public double Mean => Centre + Offset;

    /// <summary>The mean squared distance from the mean.</summary>
    public double PopulationVariance => Deviations / Count;

    /// <summary>The moments of a list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments Of(ReadOnlySpan<double> values)
    {
        Moments all = default;
        for (int start = 0; start < values.Length; start += Block)
        {
            all = all.JoinBlock(values.Slice(start, Math.Min(Block, values.Length - start)));
        }

        return all;
    }

    /// <summary>The moments of the differences of two lists, without a list of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments OfDifferences(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Moments all = default;
        Span<double> differences = stackalloc double[Block];
        for (int start = 0; start < first.Length; start += Block)
        {
            int length = Math.Min(Block, first.Length - start);
            for (int i = 0; i < length; i++)
            {
                differences[i] = first[start + i] - second[start + i];
            }

            all = all.JoinBlock(differences[..length]);
        }

        return all;
    }

    /// <summary>The moments of two lists as of one.</summary>
    public Moments Join(Moments other)
    {
        if (Count == 0 || other.Count == 0)
        {
            return Count == 0 ? other : this;
        }

        int count = checked(Count + other.Count);
        double distance = other.Centre - Centre + (other.Offset - Offset), share = (double)other.Count / count;
        return new(count, Centre, Offset + (distance * share), Deviations + other.Deviations + (distance * distance * Count * share));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Moments JoinBlock(ReadOnlySpan<double> block)
    {
        // Distances from a member, not the numbers themselves: equal numbers then give a mean and a variance without rounding.
        double centre = Count > 0 ? Mean : block[0] + (Sums(block, block[0]).Plain / block.Length);
        (double rest, double squares) = Sums(block, centre);
        return Join(new(block.Length, centre, rest / block.Length, Math.Max(0, squares - (rest * rest / block.Length))));
    }

    /// <summary>The sums of the distances from a point and of their squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Plain, double Squares) Sums(ReadOnlySpan<double> values, double point)
    {
        Span<double> plain = stackalloc double[Lanes], squares = stackalloc double[Lanes];
        int whole = values.Length / Lanes * Lanes;
        if (Vector256.IsHardwareAccelerated)
        {
            AddLanes256(values[..whole], point, plain, squares);
        }
        else
        {
            AddLanes(values[..whole], point, plain, squares);
        }

        double plainSum = Add(plain), squareSum = Add(squares);
        foreach (double value in values[whole..])
        {
            double distance = value - point;
            plainSum += distance;
            squareSum += distance * distance;
        }

        return (plainSum, squareSum);
    }

    /// <summary>Adds to each lane every sixteenth number: the plain form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddLanes(ReadOnlySpan<double> values, double point, Span<double> plain, Span<double> squares)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double distance = values[i] - point;
            plain[i % Lanes] += distance;
            squares[i % Lanes] += distance * distance;
        }
    }

    /// <summary>The same in vectors of four: bit for bit the same lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddLanes256(ReadOnlySpan<double> values, double point, Span<double> plain, Span<double> squares)
    {
        ReadOnlySpan<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        Vector256<double> origin = Vector256.Create(point);
        Vector256<double> plain0 = default, plain1 = default, plain2 = default, plain3 = default;
        Vector256<double> squares0 = default, squares1 = default, squares2 = default, squares3 = default;
        for (int i = 0; i + 3 < vectors.Length; i += 4)
        {
            Vector256<double> d0 = vectors[i] - origin, d1 = vectors[i + 1] - origin;
            Vector256<double> d2 = vectors[i + 2] - origin, d3 = vectors[i + 3] - origin;
            plain0 += d0;
            plain1 += d1;
            plain2 += d2;
            plain3 += d3;
            squares0 += d0 * d0;
            squares1 += d1 * d1;
            squares2 += d2 * d2;
            squares3 += d3 * d3;
        }

        Store(plain0, plain1, plain2, plain3, plain);
        Store(squares0, squares1, squares2, squares3, squares);
    }

    private static void Store(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, Span<double> lanes)
    {
        a.CopyTo(lanes);
        b.CopyTo(lanes[4..]);
        c.CopyTo(lanes[8..]);
        d.CopyTo(lanes[12..]);
    }

    /// <summary>Halves the lanes by adding the upper to the lower half, until one is left.</summary>
    private static double Add(Span<double> lanes)
    {
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }
}
