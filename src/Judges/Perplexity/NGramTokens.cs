using System.Text;

namespace JudgeEval.Judges;

/// <summary>Cuts a text into the tokens of an n-gram model; the same text is the same tokens on every machine.</summary>
internal static class NGramTokens
{
    public static IEnumerable<string> Of(string text, NGramUnit unit) =>
        unit == NGramUnit.Characters ? text.EnumerateRunes().Select(r => r.ToString()) : Words(text);

    private static IEnumerable<string> Words(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var word = new StringBuilder();
        for (int i = 0; i < runes.Length; i++)
        {
            bool joins = IsApostrophe(runes[i]) && word.Length > 0 && i + 1 < runes.Length && IsPartOfWord(runes[i + 1]);
            if (joins || IsPartOfWord(runes[i]))
            {
                word.Append(joins ? "'" : Rune.ToLowerInvariant(runes[i]).ToString());
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (!Rune.IsWhiteSpace(runes[i]))
            {
                yield return runes[i].ToString();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static bool IsPartOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '\u2019';
}
