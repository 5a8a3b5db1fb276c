using System.Text;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>
/// A line of text as inert Markdown that can still be read in its source: only what would work at its place is escaped. A backslash keeps Markdown from working.
/// What GitHub links only after Markdown was rendered (<c>@names</c>, references to issues and commits, emoji) sees through backslashes and entities, so an invisible
/// word joiner (U+2060) breaks it up.
/// </summary>
/// <param name="text">One line without control characters.</param>
internal readonly ref struct InertLine(string text)
{
    private const char Joiner = '\u2060';

    // GitHub links the start of a commit's hash from seven digits on.
    private const int LongestHex = 6;

    private readonly string _text = text;

    /// <summary>The Markdown.</summary>
    public override string ToString()
    {
        var inert = new StringBuilder(_text.Length + 16);
        int hex = 0;
        for (int i = 0; i < _text.Length; i++)
        {
            hex = char.IsAsciiHexDigit(_text[i]) ? hex + 1 : 0;
            if (hex > LongestHex)
            {
                inert.Append(Joiner);
                hex = 1;
            }

            if (IsLinkedFrom(i))
            {
                inert.Append(Joiner);
            }

            Escape(inert, i);
            if (IsLinkedAfter(i))
            {
                inert.Append(Joiner);
            }
        }

        return inert.ToString();
    }

    private void Escape(StringBuilder inert, int i)
    {
        char c = _text[i];
        switch (c)
        {
            // Tables see a pipe before they see its backslash; an entity is out of their sight.
            case '|':
                inert.Append("&#124;");
                break;
            case '<':
                inert.Append("&lt;");
                break;
            case '&':
                inert.Append("&amp;");
                break;
            case '$':
                inert.Append("&#36;");
                break;
            default:
                inert.Append(IsMarkup(c, i) ? "\\" : "").Append(c);
                break;
        }
    }

    private bool IsMarkup(char c, int i) => c switch
    {
        '\\' or '`' or '*' or '[' or ']' or '~' or '^' => true,
        '_' => !IsInsideAWord(i),
        '+' or '=' => IsFirst(i) || At(i - 1) == c || At(i + 1) == c,
        '#' => IsFirst(i) || i == _text.Length - 1 || At(i + 1) == '#',
        '-' or '>' => IsFirst(i),
        '.' or ')' => EndsANumber(i),
        _ => false,
    };

    // A list item's first character may begin a list, a quotation or a heading of its own.
    private static bool IsFirst(int i) => i == 0;

    // 1. and 1) begin a list.
    private bool EndsANumber(int i)
    {
        int digit = i - 1;
        while (digit >= 0 && char.IsAsciiDigit(_text[digit]))
        {
            digit--;
        }

        return i > 0 && digit < 0 && (At(i + 1) is ' ' or '\0');
    }

    private bool IsInsideAWord(int i) => char.IsLetterOrDigit(At(i - 1)) && char.IsLetterOrDigit(At(i + 1));

    /// <summary>Whether GitHub would link what begins before here and goes on after it.</summary>
    private bool IsLinkedAfter(int i) => _text[i] switch
    {
        '@' => char.IsLetterOrDigit(At(i + 1)) || At(i + 1) is '_' or '-',
        '#' => char.IsAsciiDigit(At(i + 1)),
        '-' => (IsAfter(i, "gh") && char.IsAsciiDigit(At(i + 1))) || IsAfter(i, "ghsa"),
        ':' => At(i + 1) == '/' || IsEmoji(i),
        '$' => At(i + 1) != ' ',
        _ => false,
    };

    // A host or a mailbox may begin with a joiner, so that it has to stand before what makes them one.
    private bool IsLinkedFrom(int i) => _text[i] switch
    {
        '.' => IsAfter(i, "www"),
        ':' => IsAfter(i, "mailto") || IsAfter(i, "xmpp") || IsAfter(i, "tel"),
        _ => false,
    };

    private bool IsAfter(int i, string word) => i >= word.Length && _text.AsSpan(i - word.Length, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    // :tada: and the like, from the first colon on.
    private bool IsEmoji(int i)
    {
        int end = i + 1;
        while (char.IsAsciiLetterOrDigit(At(end)) || At(end) is '_' or '+' or '-')
        {
            end++;
        }

        return end > i + 1 && At(end) == ':';
    }

    private char At(int i) => i >= 0 && i < _text.Length ? _text[i] : '\0';
}
