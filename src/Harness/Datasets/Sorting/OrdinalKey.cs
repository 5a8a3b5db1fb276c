using System.Text;

namespace JudgeEval.Harness.Datasets.Sorting;

/// <summary>
/// Texts as bytes that sort as the texts do (ordinal, as UTF-16). It is UTF-8 but for the lead bytes EE and EF, which become FE and FF: characters of four
/// bytes are spelled with surrogates in UTF-16 and stand before U+E000, the first with lead byte EE. No byte of UTF-8 is FE or FF, so it can be undone.
/// </summary>
internal static class OrdinalKey
{
    /// <summary>Stands behind a text that has no control characters, so that a text sorts before those it begins.</summary>
    public const byte End = 0;

    private const byte FirstMoved = 0xEE;
    private const byte LastMoved = 0xEF;
    private const byte Distance = 0x10;

    /// <summary>How many bytes a text takes at most.</summary>
    public static int MostBytes(string text) => Encoding.UTF8.GetMaxByteCount(text.Length);

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text; without half surrogate pairs, which would all be the same.</param>
    /// <param name="key">Takes the bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(string text, Span<byte> key)
    {
        int length = Encoding.UTF8.GetBytes(text, key);
        Move(key[..length], FirstMoved, Distance);
        return length;
    }

    /// <summary>Whether a key is the UTF-8 of its text as it stands.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> key) => !key.ContainsAnyInRange((byte)(FirstMoved + Distance), (byte)(LastMoved + Distance));

    /// <summary>The text of a key.</summary>
    public static string Read(ReadOnlySpan<byte> key)
    {
        if (IsUtf8(key))
        {
            return Encoding.UTF8.GetString(key);
        }

        byte[] utf8 = key.ToArray();
        Move(utf8, FirstMoved + Distance, -Distance);
        return Encoding.UTF8.GetString(utf8);
    }

    private static void Move(Span<byte> bytes, int first, int by)
    {
        while (bytes.IndexOfAnyInRange((byte)first, (byte)(first + 1)) is >= 0 and var at)
        {
            bytes[at] = (byte)(bytes[at] + by);
            bytes = bytes[(at + 1)..];
        }
    }
}
