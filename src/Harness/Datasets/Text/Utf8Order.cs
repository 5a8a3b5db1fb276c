namespace JudgeEval.Harness.Datasets.Text;

/// <summary>Compares well-formed UTF-8 in the ordinal order of the same texts in UTF-16, in which strings are sorted.</summary>
internal static class Utf8Order
{
    private const int FirstOfFour = 0xF0;
    private const int FirstAboveSurrogates = 0xEE;

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // Only characters of four bytes stand elsewhere: UTF-16 spells them with surrogates, which stand before U+E000 (first byte EE).
    private static int Rank(byte unit) => unit < FirstAboveSurrogates ? unit
        : unit < FirstOfFour ? unit + byte.MaxValue
        : unit;
}
