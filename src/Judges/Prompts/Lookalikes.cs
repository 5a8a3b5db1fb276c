using System.Buffers;
using System.Globalization;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>
/// How a reader sees characters: what shows nothing is passed over, and letters of other alphabets and forms that look like
/// ASCII letters are read as these. Only ever used to find what must not be mistaken for markup; no text is rewritten by it.
/// </summary>
internal static class Lookalikes
{
    /// <summary>Characters that look like an opening angle bracket.</summary>
    public static readonly SearchValues<char> Openers = SearchValues.Create("<＜﹤‹〈⟨〈《⟪«❮❬❰˂ᐸᚲ⦑⧼≪");

    private const string Closers = ">＞﹥›〉⟩〉》⟫»❯❭❱˃ᐳ⦒⧽≫";
    private const string Slashes = "/\\／⁄∕⧸╱＼";
    private const string Bars = "|｜∣│ǀ︱￨";

    // Letters with nothing to see: fillers, which Unicode does not count among the format characters, and what a broken encoding leaves.
    private const string Blank = "\u115F\u1160\u3164\uFFA0\u2800\uFFFD";

    private const string Strange = "аеорсухіјѕԁһԛԝкмтвнԍӏαοερτικχυνϲϳɑɡıℓ‐‑‒–−";
    private const string Plain = "aeopcyxijsdhqwkmtbhgiaoeptikxuvcjagil-----";

    private const int FullWidthShift = 0xFEE0;
    private const int MathLetters = 0x1D400;
    private const int MathLettersEnd = 0x1D6A4;
    private const int MathDigits = 0x1D7CE;
    private const int MathDigitsEnd = 0x1D800;
    private const int Circled = 0x24B6;
    private const int CircledEnd = 0x24EA;

    public static bool IsCloser(Rune rune) => Contains(Closers, rune);

    public static bool IsOpener(Rune rune) => rune.IsBmp && Openers.Contains((char)rune.Value);

    public static bool IsSlash(Rune rune) => Contains(Slashes, rune);

    public static bool IsBar(Rune rune) => Contains(Bars, rune);

    /// <summary>Whether a reader sees nothing, or only an ornament on the letter before.</summary>
    public static bool IsInvisible(Rune rune) => !Rune.IsWhiteSpace(rune) && (Contains(Blank, rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    /// <summary>The letter that a reader takes it for, in lower case.</summary>
    public static Rune Fold(Rune rune)
    {
        int value = rune.Value switch
        {
            >= 0xFF01 and <= 0xFF5E => rune.Value - FullWidthShift,
            >= MathLetters and < MathLettersEnd => 'a' + ((rune.Value - MathLetters) % 26),
            >= MathDigits and < MathDigitsEnd => '0' + ((rune.Value - MathDigits) % 10),
            >= Circled and < CircledEnd => 'a' + ((rune.Value - Circled) % 26),
            _ => rune.Value,
        };
        Rune lower = Rune.ToLowerInvariant(new Rune(value));
        int strange = lower.IsBmp ? Strange.IndexOf((char)lower.Value, StringComparison.Ordinal) : -1;
        return strange < 0 ? lower : new Rune(Plain[strange]);
    }

    /// <summary>The character at a position; half a surrogate pair is one that shows nothing.</summary>
    public static Rune At(string text, int position, out int length)
    {
        Rune.DecodeFromUtf16(text.AsSpan(position), out Rune rune, out length);
        return rune;
    }

    private static bool Contains(string characters, Rune rune) => rune.IsBmp && characters.Contains((char)rune.Value, StringComparison.Ordinal);
}
