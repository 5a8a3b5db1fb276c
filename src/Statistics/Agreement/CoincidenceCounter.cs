using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace JudgeEval.Statistics;

/// <summary>Counts the <see cref="Coincidences"/> of a table: rating by rating, or faster where its codes are bytes.</summary>
internal static class CoincidenceCounter
{
    /// <summary>So many bits of a pattern at most: the counts of all patterns then stay in cache.</summary>
    private const int MostPatternBits = 16;

    /// <summary>The coincidences of a table of at most <see cref="Coincidences.MostCategories"/> categories.</summary>
    public static Coincidences Count(RatingTable table)
    {
        if (table.Cells is not { } cells)
        {
            return CountPlain(table);
        }

        int k = table.Categories.Length, bits = PatternBits(cells, k);
        return bits <= MostPatternBits && 1 << bits <= cells.Count ? CountPatterns(cells, k, bits) : CountByComparing(cells, k);
    }

    /// <summary>Rating by rating: what the other ways count too.</summary>
    public static Coincidences CountPlain(RatingTable table)
    {
        Coincidences coincidences = new(table.Categories.Length);
        Span<int> counts = stackalloc int[table.Categories.Length];
        for (int i = 0; i < table.ItemCount; i++)
        {
            counts.Clear();
            foreach (int code in table.CodesOf(i))
            {
                counts[code]++;
            }

            coincidences.Add(counts);
        }

        return coincidences;
    }

    /// <summary>Many annotators: each category is compared with 32 ratings at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Coincidences CountByComparing(CellCodes cells, int categoryCount)
    {
        Coincidences coincidences = new(categoryCount);
        Span<int> counts = stackalloc int[categoryCount];
        for (int i = 0; i < cells.ItemCount; i++)
        {
            ReadOnlySpan<byte> row = cells.From(i);
            counts.Clear();
            for (int start = 0; start < cells.AnnotatorCount; start += Vector256<byte>.Count)
            {
                // What stands behind the row is another item's.
                int length = cells.AnnotatorCount - start;
                uint own = length < Vector256<byte>.Count ? (1u << length) - 1 : uint.MaxValue;
                Vector256<byte> codes = Vector256.Create(row[start..]);
                for (int c = 0; c < counts.Length; c++)
                {
                    counts[c] += BitOperations.PopCount(Vector256.Equals(codes, Vector256.Create((byte)c)).ExtractMostSignificantBits() & own);
                }
            }

            coincidences.Add(counts);
        }

        return coincidences;
    }

    /// <summary>
    /// Few annotators and categories: the last bits of an item's codes, side by side, are the number of its pattern, and a
    /// million items are a few thousand patterns.
    /// </summary>
    public static Coincidences CountPatterns(CellCodes cells, int categoryCount, int patternBits)
    {
        int annotators = cells.AnnotatorCount, bits = patternBits / Math.Max(1, annotators);
        int[] rented = ArrayPool<int>.Shared.Rent(1 << patternBits);
        Span<int> items = rented.AsSpan(0, 1 << patternBits);
        items.Clear();
        ulong mask = 0;
        for (int a = 0; a < annotators; a++)
        {
            mask |= ((1UL << bits) - 1) << (8 * a);
        }

        CountItems(cells, mask, bits, items);
        Coincidences coincidences = new(categoryCount);
        // One place more for missing ratings, whose last bits are all set: no category has that code.
        Span<int> counts = stackalloc int[1 << bits];
        for (int pattern = 0; pattern < items.Length; pattern++)
        {
            if (items[pattern] > 0)
            {
                counts.Clear();
                for (int a = 0; a < annotators; a++)
                {
                    counts[(pattern >> (a * bits)) & ((1 << bits) - 1)]++;
                }

                coincidences.Add(counts[..categoryCount], items[pattern]);
            }
        }

        ArrayPool<int>.Shared.Return(rented);
        return coincidences;
    }

    /// <summary>How many bits tell an item's patterns apart.</summary>
    public static int PatternBits(CellCodes cells, int categoryCount)
    {
        int codes = cells.RatingCount == cells.Count ? categoryCount : categoryCount + 1;
        int bits = BitOperations.Log2((uint)Math.Max(1, codes - 1)) + 1;
        return cells.AnnotatorCount > sizeof(ulong) ? int.MaxValue : bits * cells.AnnotatorCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountItems(CellCodes cells, ulong mask, int bits, Span<int> items)
    {
        int annotators = cells.AnnotatorCount;
        ReadOnlySpan<byte> rest = cells.From(0);
        for (int i = cells.ItemCount; i > 0; i--)
        {
            items[Pattern(rest, mask, bits, annotators)]++;
            rest = rest[annotators..];
        }
    }

    private static int Pattern(ReadOnlySpan<byte> row, ulong mask, int bits, int annotators)
    {
        if (Bmi2.X64.IsSupported)
        {
            return (int)Bmi2.X64.ParallelBitExtract(BinaryPrimitives.ReadUInt64LittleEndian(row), mask);
        }

        int pattern = 0;
        for (int a = annotators - 1; a >= 0; a--)
        {
            pattern = (pattern << bits) | (row[a] & ((1 << bits) - 1));
        }

        return pattern;
    }
}
