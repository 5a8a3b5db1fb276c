using System.Text;

namespace JudgeEval.Judges;

/// <summary>
/// Lines such as <c>## system</c> and <c>### Instruction:</c>, by which instruction formats begin a turn. Spoken turns
/// (<c>User: …</c>) are none of these: dialogues are made of them, and they are data like any other.
/// </summary>
internal static class RoleHeading
{
    private const int DeepestHeading = 6;
    private const int LongestLine = 80;

    // True: only with a colon, because without one it is an ordinary heading of a recipe or a manual.
    private static readonly Dictionary<string, bool> Words = new(StringComparer.Ordinal)
    {
        ["system"] = false,
        ["user"] = false,
        ["assistant"] = false,
        ["developer"] = false,
        ["human"] = false,
        ["systemprompt"] = false,
        ["systemmessage"] = false,
        ["instruction"] = true,
        ["instructions"] = true,
        ["input"] = true,
        ["response"] = true,
    };

    /// <summary>Whether such a line's first number sign stands here.</summary>
    public static bool IsAt(string text, int position)
    {
        if (!BeginsLine(text, position))
        {
            return false;
        }

        int i = position;
        while (i < text.Length && text[i] is '#' or '＃' && i - position <= DeepestHeading)
        {
            i++;
        }

        var word = new StringBuilder();
        bool colon = false;
        for (int count = 0; i < text.Length && count < LongestLine; count++)
        {
            Rune rune = Lookalikes.At(text, i, out int length);
            if (IsBreak(rune))
            {
                break;
            }

            i += length;
            if (Rune.IsWhiteSpace(rune) || Lookalikes.IsInvisible(rune) || rune.Value is '*' or '#')
            {
                continue;
            }

            if (colon)
            {
                return false;
            }

            colon = rune.Value is ':' or '：';
            word.Append(colon ? "" : Lookalikes.Fold(rune).ToString());
        }

        bool ends = i >= text.Length || IsBreak(Lookalikes.At(text, i, out _));
        return ends && Words.TryGetValue(word.ToString(), out bool needsColon) && (colon || !needsColon);
    }

    private static bool BeginsLine(string text, int position)
    {
        for (int i = position - 1; i >= 0 && position - i <= LongestLine; i--)
        {
            if (IsBreak(new Rune(char.IsSurrogate(text[i]) ? 'x' : text[i])))
            {
                return true;
            }

            if (!char.IsWhiteSpace(text[i]) && !Lookalikes.IsInvisible(new Rune(char.IsSurrogate(text[i]) ? '\uFFFD' : text[i])))
            {
                return false;
            }
        }

        return position <= LongestLine;
    }

    private static bool IsBreak(Rune rune) => rune.Value is '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029;
}
