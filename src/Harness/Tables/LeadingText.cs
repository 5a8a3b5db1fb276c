using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>The verdict with which a text begins: a word or a number, and behind it the end, punctuation or a dash, as in <c>PASS: because …</c>.</summary>
internal static class LeadingText
{
    private const string Opening = "*_\"'`[(“‘";
    private const string Closing = "*_\"'`])”’";
    private static readonly string[] Announcements = ["verdict", "answer", "label", "score", "rating", "grade", "judgement", "judgment", "decision"];
    private static readonly string[] Attributes = ["final", "overall", "my"];

    /// <summary>The text behind decoration and behind an announcement such as <c>Score:</c> or <c>**Final verdict:**</c>.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.Trim().TrimStart(Opening).TrimStart();
        ReadOnlySpan<char> announced = rest;
        foreach (string attribute in Attributes)
        {
            if (announced.StartsWith(attribute, StringComparison.OrdinalIgnoreCase) && announced.Length > attribute.Length && announced[attribute.Length] == ' ')
            {
                announced = announced[(attribute.Length + 1)..].TrimStart();
                break;
            }
        }

        foreach (string word in Announcements)
        {
            if (announced.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                ReadOnlySpan<char> behind = announced[word.Length..].TrimStart(Closing).TrimStart();
                if (!behind.IsEmpty && behind[0] is ':' or '=')
                {
                    return behind[1..].TrimStart().TrimStart(Closing).TrimStart().TrimStart(Opening).TrimStart();
                }
            }
        }

        return rest;
    }

    /// <summary>Whether the text begins with a word that stands by itself.</summary>
    public static bool Begins(ReadOnlySpan<char> text, ReadOnlySpan<char> word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && Ends(text[word.Length..]);

    /// <summary>What stands between the only pair of double brackets; empty where there is none, or several that differ.</summary>
    public static string Bracketed(string text)
    {
        string found = "";
        for (int at = text.IndexOf("[[", StringComparison.Ordinal); at >= 0; at = text.IndexOf("[[", at + 2, StringComparison.Ordinal))
        {
            int end = text.IndexOf("]]", at + 2, StringComparison.Ordinal);
            string inside = end < 0 ? "" : text[(at + 2)..end].Trim();
            if (inside.Length == 0 || (found.Length > 0 && inside != found))
            {
                return "";
            }

            found = inside;
        }

        return found;
    }

    /// <summary>The number with which a text begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="decimalComma">Whether a comma in a number is a decimal comma.</param>
    /// <param name="number">The number.</param>
    /// <param name="outOf">The number behind a slash, as in <c>4/5</c>; NaN where there is none.</param>
    public static bool TryNumber(ReadOnlySpan<char> text, bool decimalComma, out double number, out double outOf)
    {
        outOf = double.NaN;
        int length = TakeNumber(text, decimalComma, out number);
        if (length == 0)
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[length..], behind = rest.TrimStart();
        int slash = behind.StartsWith("/") ? 1 : behind.StartsWith("out of ", StringComparison.OrdinalIgnoreCase) ? "out of ".Length : 0;
        if (slash > 0)
        {
            ReadOnlySpan<char> divisor = behind[slash..].TrimStart();
            int taken = TakeNumber(divisor, decimalComma, out outOf);
            return taken > 0 && Ends(divisor[taken..]);
        }

        return Ends(rest);
    }

    private static int TakeNumber(ReadOnlySpan<char> text, bool decimalComma, out double number)
    {
        int at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0, digits = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        number = double.NaN;
        if (at == digits)
        {
            return 0;
        }

        if (at + 1 < text.Length && (text[at] == '.' || (decimalComma && text[at] == ',')) && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
        }

        string plain = text[..at].ToString().Replace(',', '.').TrimStart('+');
        return FiniteNumber.TryRead(plain, out number) ? at : 0;
    }

    // "good-looking", "no one" and "4-5" begin with no verdict; "good - it says why", "no, one" and "4 (good)" do.
    private static bool Ends(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(Closing);
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] is '.' or ',' or ':' or ';' or '!')
        {
            ReadOnlySpan<char> next = rest[1..].TrimStart(Closing);
            return next.IsEmpty || char.IsWhiteSpace(next[0]) || (rest[0] is ':' or ';' && char.IsLetter(next[0]));
        }

        ReadOnlySpan<char> behind = rest.TrimStart();
        bool apart = behind.Length < rest.Length;
        return rest[0] is '–' or '—' or '\n'
            || (apart && (behind.IsEmpty || rest[..(rest.Length - behind.Length)].Contains('\n') || behind[0] is '–' or '—' or '('
                || (behind[0] is '-' or ':' or '=' && (behind.Length == 1 || char.IsWhiteSpace(behind[1])))));
    }
}
