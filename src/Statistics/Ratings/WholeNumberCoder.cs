using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JudgeEval.Statistics;

/// <summary>
/// The fast way from numbers to codes where all are whole numbers of a small range, as labels and points on a scale are: each
/// is coded by its distance from the range's start, many at once, and <see cref="TryFinish"/> closes the gaps.
/// <see cref="ValueCoder"/> codes any numbers and gives the same.
/// </summary>
internal sealed class WholeNumberCoder
{
    /// <summary>The least whole number that is coded; it becomes 0.</summary>
    private const int Least = -20;

    /// <summary>The largest code, seven bits set: 107 is the largest whole number that is coded.</summary>
    private const int MostCode = 127;

    /// <summary>Adding it to a small number rounds that number and puts it, counted from <see cref="Least"/>, into the last bits.</summary>
    private const double Rounder = (3L << 51) - Least;

    private const int Block = 4096;

    private Vector256<byte> _leastCodes = Vector256.Create(CellCodes.Missing);

    // One above the codes: a missing rating counts as 0.
    private Vector256<byte> _aboveCodes;
    private byte _leastCode = CellCodes.Missing;
    private byte _aboveCode;

    /// <summary>Codes numbers; NaN becomes <see cref="CellCodes.Missing"/>.</summary>
    /// <returns>Whether all are whole numbers of the range, or NaN. Otherwise the codes mean nothing.</returns>
    public bool TryEncode(ReadOnlySpan<double> numbers, Span<byte> codes)
    {
        int done = 0;
        while (numbers.Length - done >= Vector256<byte>.Count)
        {
            int length = Math.Min(Block, numbers.Length - done) / Vector256<byte>.Count * Vector256<byte>.Count;
            if (!TryEncodeBlock(numbers.Slice(done, length), codes.Slice(done, length)))
            {
                return false;
            }

            done += length;
        }

        return TryEncodePlain(numbers[done..], codes[done..]);
    }

    /// <summary>The distinct numbers, ascending; turns the codes given so far into positions in them.</summary>
    /// <param name="codes">All codes.</param>
    /// <param name="declared">The declared numbers, ascending and distinct; <see langword="null"/> where those that occur are the categories.</param>
    /// <param name="values">The categories.</param>
    /// <returns>Whether every number is among the declared ones.</returns>
    public bool TryFinish(Span<byte> codes, double[]? declared, out ImmutableArray<double> values)
    {
        int least = _leastCode, above = _aboveCode;
        for (int lane = 0; lane < Vector256<byte>.Count; lane++)
        {
            least = Math.Min(least, _leastCodes[lane]);
            above = Math.Max(above, _aboveCodes[lane]);
        }

        int range = Math.Max(0, above - least);
        bool[] occurs = Occurring(codes, least, above);
        double[] numbers = [.. Enumerable.Range(least, range).Where(code => occurs[code]).Select(code => (double)(code + Least))];
        values = [.. declared ?? numbers];
        byte[] positions = new byte[range];
        foreach (double number in numbers)
        {
            int position = values.BinarySearch(number);
            if (position < 0)
            {
                return false;
            }

            positions[(int)number - Least - least] = (byte)position;
        }

        CellCodes.Recode(codes, least, positions);
        return true;
    }

    /// <summary>Which codes occur. In a small range most do and are found at once; in a large one all are noted in one pass.</summary>
    private static bool[] Occurring(ReadOnlySpan<byte> codes, int least, int above)
    {
        const int SmallRange = 16;
        bool[] occurs = new bool[256];
        if (above - least <= SmallRange)
        {
            for (int code = least; code < above; code++)
            {
                occurs[code] = codes.Contains((byte)code);
            }
        }
        else
        {
            foreach (byte code in codes)
            {
                occurs[code] = true;
            }
        }

        return occurs;
    }

    /// <summary>The formula of <see cref="TryEncodeBlock"/>, number by number.</summary>
    private bool TryEncodePlain(ReadOnlySpan<double> numbers, Span<byte> codes)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            double number = numbers[i];
            bool isCoded = number >= Least && number <= Least + MostCode && Math.Floor(number) == number;
            if (!isCoded && !double.IsNaN(number))
            {
                return false;
            }

            byte code = isCoded ? (byte)((int)number - Least) : CellCodes.Missing;
            codes[i] = code;
            _leastCode = Math.Min(_leastCode, code);
            _aboveCode = Math.Max(_aboveCode, (byte)(code + 1));
        }

        return true;
    }

    /// <summary>As <see cref="TryEncodePlain"/>, 32 numbers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryEncodeBlock(ReadOnlySpan<double> numbers, Span<byte> codes)
    {
        ReadOnlySpan<Vector256<double>> fours = MemoryMarshal.Cast<double, Vector256<double>>(numbers);
        Span<Vector256<byte>> coded = MemoryMarshal.Cast<byte, Vector256<byte>>(codes);
        Vector256<byte> least = _leastCodes, above = _aboveCodes;
        Vector256<ulong> odd = default;
        for (int i = 0; i < coded.Length && (i * 8) + 7 < fours.Length; i++)
        {
            int at = i * 8;
            Vector256<double> a = fours[at], b = fours[at + 1], c = fours[at + 2], d = fours[at + 3];
            odd |= Odd(a) | Odd(b) | Odd(c) | Odd(d);
            Vector256<ushort> left = Sixteen(a, b, c, d);
            (a, b, c, d) = (fours[at + 4], fours[at + 5], fours[at + 6], fours[at + 7]);
            odd |= Odd(a) | Odd(b) | Odd(c) | Odd(d);
            Vector256<byte> code = Vector256.Narrow(left, Sixteen(a, b, c, d));
            coded[i] = code;
            least = Vector256.Min(least, code);
            above = Vector256.Max(above, code + Vector256<byte>.One);
        }

        _leastCodes = least;
        _aboveCodes = above;
        return odd == Vector256<ulong>.Zero;
    }

    private static Vector256<ushort> Sixteen(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d) =>
        Vector256.Narrow(Vector256.Narrow(Code(a), Code(b)), Vector256.Narrow(Code(c), Code(d)));

    /// <summary>The code of each number in its last byte; all bits set for NaN.</summary>
    private static Vector256<ulong> Code(Vector256<double> number) =>
        (number + Vector256.Create(Rounder)).AsUInt64() | ~Vector256.Equals(number, number).AsUInt64();

    /// <summary>No bit is set where a number can be coded or is NaN: nothing is rounded away, and no bit is above those of a code.</summary>
    private static Vector256<ulong> Odd(Vector256<double> number)
    {
        Vector256<double> rounder = Vector256.Create(Rounder), rounded = number + rounder;
        Vector256<ulong> lost = (rounded - rounder - number).AsUInt64();
        Vector256<ulong> code = rounded.AsUInt64() ^ Vector256.Create(BitConverter.DoubleToUInt64Bits(3L << 51));
        return (lost | (code & Vector256.Create(~(ulong)MostCode))) & Vector256.Equals(number, number).AsUInt64();
    }
}
