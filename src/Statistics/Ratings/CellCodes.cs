using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace JudgeEval.Statistics;

/// <summary>
/// The codes of a table with at most 255 categories as bytes: one for each item and annotator, item after item, <see cref="Missing"/>
/// where there is no rating. An eighth of a matrix of numbers, so that a pass over it is short.
/// </summary>
internal sealed class CellCodes
{
    /// <summary>The code of a missing rating.</summary>
    public const byte Missing = byte.MaxValue;

    /// <summary>How many categories a byte can tell apart.</summary>
    public const int MostCategories = Missing;

    /// <summary>How many more bytes can be read behind the last cell, so that a vector may begin in any of them.</summary>
    public const int Padding = 32;

    private readonly byte[] _codes;

    /// <summary>Takes codes over.</summary>
    /// <param name="codes">An array from <see cref="Allocate"/>.</param>
    /// <param name="itemCount">How many items there are.</param>
    /// <param name="annotatorCount">How many annotators there are.</param>
    public CellCodes(byte[] codes, int itemCount, int annotatorCount)
    {
        _codes = codes;
        ItemCount = itemCount;
        AnnotatorCount = annotatorCount;
        RatingCount = Count - Cells(codes).Count(Missing);
    }

    public int ItemCount { get; }

    public int AnnotatorCount { get; }

    /// <summary>How many cells there are.</summary>
    public int Count => _codes.Length - Padding;

    /// <summary>How many cells hold a rating.</summary>
    public int RatingCount { get; }

    /// <summary>The codes from an item's first on, to the end and <see cref="Padding"/> bytes further.</summary>
    public ReadOnlySpan<byte> From(int item) => _codes.AsSpan(item * AnnotatorCount);

    /// <summary>Whether an array can hold that many cells.</summary>
    public static bool Fit(long cells) => cells <= Array.MaxLength - Padding;

    /// <summary>An array for cells that are all still to be written.</summary>
    public static byte[] Allocate(int cells)
    {
        byte[] codes = GC.AllocateUninitializedArray<byte>(cells + Padding);
        codes.AsSpan(cells).Fill(Missing);
        return codes;
    }

    /// <summary>The cells of an array from <see cref="Allocate"/>.</summary>
    public static Span<byte> Cells(byte[] codes) => codes.AsSpan(0, codes.Length - Padding);

    /// <summary>The ratings alone.</summary>
    public ItemCodes ToItems() => RatingCount == Count ? ToCompleteItems() : ToSparseItems();

    /// <summary>Replaces every code by another one; missing ratings stay.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="least">The least code that occurs.</param>
    /// <param name="replacements">The new code of the least one and of each one after it.</param>
    public static void Recode(Span<byte> codes, int least, ReadOnlySpan<byte> replacements)
    {
        if (least == 0 && IsIdentity(replacements))
        {
            return;
        }

        Span<byte> map = stackalloc byte[256];
        map.Fill(Missing);
        replacements.CopyTo(map[least..]);
        int done = replacements.Length <= Vector128<byte>.Count ? RecodeFew(codes, least, map) : 0;
        foreach (ref byte code in codes[done..])
        {
            code = map[code];
        }
    }

    private static bool IsIdentity(ReadOnlySpan<byte> replacements)
    {
        for (int code = 0; code < replacements.Length; code++)
        {
            if (replacements[code] != code)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As the plain loop, for codes in so small a range that a vector holds all their replacements.</summary>
    /// <returns>How many codes were replaced; a few at the end are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RecodeFew(Span<byte> codes, int least, ReadOnlySpan<byte> map)
    {
        Span<byte> few = stackalloc byte[Vector128<byte>.Count];
        map[least..Math.Min(least + few.Length, map.Length)].CopyTo(few);
        Vector128<byte> replacements = Vector128.Create<byte>(few), missing = Vector128.Create(Missing), first = Vector128.Create((byte)least);
        int at = 0;
        for (; at + Vector128<byte>.Count <= codes.Length; at += Vector128<byte>.Count)
        {
            Vector128<byte> code = Vector128.Create<byte>(codes[at..]);
            Vector128<byte> replaced = Vector128.Shuffle(replacements, code - first) | Vector128.Equals(code, missing);
            replaced.CopyTo(codes[at..]);
        }

        return at;
    }

    private ItemCodes ToCompleteItems()
    {
        int[] codes = GC.AllocateUninitializedArray<int>(Count);
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = _codes[i];
        }

        return ItemCodes.Complete(AnnotatorCount, codes);
    }

    private ItemCodes ToSparseItems()
    {
        int[] offsets = new int[ItemCount + 1];
        int[] annotators = GC.AllocateUninitializedArray<int>(RatingCount);
        int[] codes = GC.AllocateUninitializedArray<int>(RatingCount);
        int kept = 0;
        for (int i = 0; i < ItemCount; i++)
        {
            ReadOnlySpan<byte> row = _codes.AsSpan(i * AnnotatorCount, AnnotatorCount);
            for (int a = 0; a < row.Length && kept < codes.Length; a++)
            {
                // Writes every cell and moves on where there is a rating: a branch on what is missing would often be foreseen wrongly.
                codes[kept] = row[a];
                annotators[kept] = a;
                kept += row[a] == Missing ? 0 : 1;
            }

            offsets[i + 1] = kept;
        }

        return ItemCodes.Sparse(offsets, annotators, codes);
    }
}
