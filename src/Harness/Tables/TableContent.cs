using System.Runtime.InteropServices;
using System.Text;

namespace JudgeEval.Harness.Tables;

/// <summary>A judgement's place: which judge, which repeat, which order.</summary>
internal readonly record struct JudgeSlot(int Judge, int Repeat, bool Swapped);

/// <summary>
/// The labels of a table in numbers: every distinct text once, every distinct row of labels (a pattern) once, and the pattern of each item.
/// A pattern is a sequence of pairs: the person, or the complement of the judgement's slot, and the number of the text.
/// </summary>
internal sealed class TableContent
{
    public required string Path { get; init; }

    public required char Separator { get; init; }

    /// <summary>SHA-256 over the unpacked bytes, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The people, in the order of the table.</summary>
    public required IReadOnlyList<string> People { get; init; }

    public required IReadOnlyList<JudgeSlot> Slots { get; init; }

    /// <summary>The distinct texts of cells.</summary>
    public required ByteKeys Texts { get; init; }

    public required ByteKeys Patterns { get; init; }

    /// <summary>The first item of each pattern.</summary>
    public required List<int> FirstItems { get; init; }

    public required List<int> PatternOfItem { get; init; }

    /// <summary>The line of each item's first row.</summary>
    public required List<int> Lines { get; init; }

    /// <summary>The items' ids; <see langword="null"/> where items are numbered from 1.</summary>
    public required ByteKeys? Ids { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public int ItemCount => PatternOfItem.Count;

    /// <summary>The pairs of a pattern, one after another.</summary>
    public ReadOnlySpan<int> PairsOf(int pattern) => MemoryMarshal.Cast<byte, int>(Patterns[pattern]);

    public string TextOf(int text) => Encoding.UTF8.GetString(Texts[text]);

    public string IdOf(int item) => Ids is null ? (item + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(Ids[item]);

    /// <summary>How many items show each pattern.</summary>
    public int[] Counts()
    {
        int[] counts = new int[Patterns.Count];
        foreach (int pattern in CollectionsMarshal.AsSpan(PatternOfItem))
        {
            counts[pattern]++;
        }

        return counts;
    }
}
