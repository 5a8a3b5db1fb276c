using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// Turns numbers into codes, the positions of the distinct numbers in ascending order. Numbers are coded as they come; once all
/// are seen, <see cref="Finish"/> puts the codes in order.
/// </summary>
internal sealed class ValueCoder
{
    /// <summary>The code of a missing rating.</summary>
    public const int Missing = KeyTable.Absent;

    private const ulong Infinity = 0x7FF0000000000000;

    private readonly KeyTable _table = new();
    private readonly List<double> _values = [];
    private readonly bool _isDeclared;

    /// <summary>Starts with declared numbers, in any order, or with none.</summary>
    /// <exception cref="ArgumentException">A declared number is not finite.</exception>
    public ValueCoder(IEnumerable<double>? categories = null)
    {
        if (categories is null)
        {
            return;
        }

        foreach (double category in new SortedSet<double>(categories.Select(c => c + 0.0)))
        {
            if (!double.IsFinite(category))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A category is a finite number, not {category}."), nameof(categories));
            }

            Add(category);
        }

        _isDeclared = true;
    }

    /// <summary>The declared numbers, ascending; <see langword="null"/> where none were.</summary>
    public double[]? Declared => _isDeclared ? [.. _values] : null;

    /// <summary>How many distinct numbers there are, declared or seen.</summary>
    public int Count => _values.Count;

    /// <summary>Codes numbers; NaN gets <see cref="Missing"/>.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="codes">Receives the code of number <c>i</c> at <c>i</c> times <paramref name="stride"/>.</param>
    /// <param name="stride">The distance of two codes.</param>
    /// <returns>How many were coded: all, or those before the first that is infinite or not declared.</returns>
    public int Encode(ReadOnlySpan<double> numbers, Span<int> codes, int stride = 1)
    {
        KeyTable.Slot[] slots = _table.Slots;
        int shift = _table.Shift;
        int at = 0;
        for (int i = 0; i < numbers.Length; i++, at += stride)
        {
            ulong key = Key(numbers[i]);
            KeyTable.Slot slot = slots[(int)((key * KeyTable.Multiplier) >> shift)];
            if (slot.Key == key)
            {
                codes[at] = slot.Code;
                continue;
            }

            if (!TryCode(numbers[i], out int code))
            {
                return i;
            }

            codes[at] = code;
            slots = _table.Slots;
            shift = _table.Shift;
        }

        return numbers.Length;
    }

    /// <summary>The code of one number, as <see cref="Encode"/> gives it.</summary>
    /// <returns>Whether the number has a code; an infinite or undeclared one has none.</returns>
    public bool TryCode(double number, out int code)
    {
        code = Missing;
        if (double.IsNaN(number))
        {
            return true;
        }

        code = _table.Find(Key(number));
        if (code != Missing)
        {
            return true;
        }

        if (_isDeclared || !double.IsFinite(number))
        {
            return false;
        }

        code = Add(number + 0.0);
        return true;
    }

    /// <summary>The distinct numbers, ascending; turns the codes given so far into positions in them.</summary>
    public ImmutableArray<double> Finish(params ReadOnlySpan<int[]> columns)
    {
        double[] sorted = Sorted(out int[] positions);
        if (!IsIdentity(positions))
        {
            // One place up, so that missing ratings stay what they are without a branch.
            int[] up = [Missing, .. positions];
            foreach (int[] codes in columns)
            {
                foreach (ref int code in codes.AsSpan())
                {
                    code = up[code + 1];
                }
            }
        }

        return [.. sorted];
    }

    /// <summary>As <see cref="Finish"/> for codes in bytes, where there are at most <see cref="CellCodes.MostCategories"/> distinct numbers.</summary>
    public ImmutableArray<double> FinishBytes(Span<byte> codes)
    {
        double[] sorted = Sorted(out int[] positions);
        CellCodes.Recode(codes, 0, [.. positions.Select(p => (byte)p)]);
        return [.. sorted];
    }

    /// <summary>The distinct numbers, ascending, and the position of each in the order in which they came.</summary>
    private double[] Sorted(out int[] positions)
    {
        double[] sorted = [.. _values];
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        positions = new int[order.Length];
        for (int c = 0; c < order.Length; c++)
        {
            positions[order[c]] = c;
        }

        return sorted;
    }

    private static bool IsIdentity(int[] positions)
    {
        for (int c = 0; c < positions.Length; c++)
        {
            if (positions[c] != c)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adding 0.0 turns -0.0 into 0.0, so that the two are one category. There are many NaN; all are missing.</summary>
    private static ulong Key(double number)
    {
        // A NaN is above infinity in its bits; the shift spreads the borrow, and all bits set is a NaN too. No branch, as missing
        // ratings cannot be foreseen.
        ulong bits = BitConverter.DoubleToUInt64Bits(number + 0.0);
        long isNaN = (long)(Infinity - (bits & long.MaxValue)) >> 63;
        return bits | (ulong)isNaN;
    }

    private int Add(double value)
    {
        int code = _values.Count;
        _values.Add(value);
        _table.Add(Key(value), code);
        return code;
    }
}
