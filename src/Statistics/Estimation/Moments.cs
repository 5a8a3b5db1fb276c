using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JudgeEval.Statistics;

/// <summary>Count, mean and sum of squared deviations of many numbers, in one pass over memory and by the same sums on every machine.</summary>
/// <param name="Count">How many numbers there are.</param>
/// <param name="Centre">A number near the mean.</param>
/// <param name="Offset">The mean less the centre: apart, so that means that differ in their last digits only still have a distance.</param>
/// <param name="Deviations">The sum of the squared distances from the mean; exactly 0 when all numbers are equal.</param>
/// <remarks>
/// The numbers are taken in blocks that stay in the nearest cache: a block's mean first, then the distances from it, with the
/// correction for the rounding of that mean (Chan, Golub and LeVeque, 1983, doi:10.1080/00031305.1983.10483115). Blocks are joined
/// by the same authors' formula. A block is summed in 32 lanes in a fixed order, whatever vectors the processor has, so the bits of
/// the result never depend on the machine.
/// </remarks>
internal readonly record struct Moments(int Count, double Centre, double Offset, double Deviations)
{
    private const int Block = 2048;

    /// <summary>The mean.</summary>
    public double Mean => Centre + Offset;

    /// <summary>The mean squared distance from the mean.</summary>
    public double PopulationVariance => Deviations / Count;

    /// <summary>The moments of a list.</summary>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        Moments all = default;
        for (int start = 0; start < values.Length; start += Block)
        {
            all = all.Join(OfBlock(values.Slice(start, Math.Min(Block, values.Length - start))));
        }

        return all;
    }

    /// <summary>The moments of the differences of two lists, without a list of them.</summary>
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

            all = all.Join(OfBlock(differences[..length]));
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

    private static Moments OfBlock(ReadOnlySpan<double> values)
    {
        // Distances from a member, not the numbers themselves: equal numbers then give a mean and a variance without rounding.
        double member = values[0];
        double centre = member + (Sums(values, member).Plain / values.Length);
        (double rest, double squares) = Sums(values, centre);
        return new(values.Length, centre, rest / values.Length, Math.Max(0, squares - (rest * rest / values.Length)));
    }

    /// <summary>The sums of the distances from a point and of their squares.</summary>
    private static (double Plain, double Squares) Sums(ReadOnlySpan<double> values, double point)
    {
        ReadOnlySpan<Vector512<double>> vectors = MemoryMarshal.Cast<double, Vector512<double>>(values);
        Vector512<double> origin = Vector512.Create(point);
        Vector512<double> plain0 = default, plain1 = default, plain2 = default, plain3 = default;
        Vector512<double> squares0 = default, squares1 = default, squares2 = default, squares3 = default;
        int i = 0;
        for (; i + 3 < vectors.Length; i += 4)
        {
            Vector512<double> d0 = vectors[i] - origin, d1 = vectors[i + 1] - origin;
            Vector512<double> d2 = vectors[i + 2] - origin, d3 = vectors[i + 3] - origin;
            plain0 += d0;
            plain1 += d1;
            plain2 += d2;
            plain3 += d3;
            squares0 += d0 * d0;
            squares1 += d1 * d1;
            squares2 += d2 * d2;
            squares3 += d3 * d3;
        }

        double plain = Add((plain0 + plain1) + (plain2 + plain3)), squares = Add((squares0 + squares1) + (squares2 + squares3));
        foreach (double value in values[(i * Vector512<double>.Count)..])
        {
            double distance = value - point;
            plain += distance;
            squares += distance * distance;
        }

        return (plain, squares);
    }

    /// <summary>Adds the lanes in pairs; the built-in sum may choose another order on another processor.</summary>
    private static double Add(Vector512<double> lanes) =>
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}
