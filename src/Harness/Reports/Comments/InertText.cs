using System.Text;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>Text from data for a Markdown comment on GitHub: it shows what it says and does nothing.</summary>
internal static class InertText
{
    /// <summary>Text within a line, for example in a table: Markdown, HTML and what GitHub links by itself do not work in it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="length">How many characters are kept at most.</param>
    public static string Line(string text, int length = 200) => new InertLine(Cut(TextLayout.OneLine(Visible(text)), length)).ToString();

    /// <summary>Lines of text as a code block, in which GitHub links nothing. The fence is longer than any run of backticks in the text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="language">What it is coloured as; letters alone.</param>
    /// <param name="length">How many characters are kept at most; a text that is cut ends with <c>…</c>.</param>
    /// <returns>Ends with a line feed.</returns>
    public static string Block(string text, string language = "text", int length = int.MaxValue)
    {
        string plain = Cut(Visible(text), length);
        string fence = new('`', Math.Max(3, LongestRun(plain) + 1));
        return $"{fence}{language}\n{plain}\n{fence}\n";
    }

    /// <summary>The first characters of a text, without half a surrogate pair at the end.</summary>
    internal static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end] + "…";
    }

    // Line feeds and tabs alone remain of control characters; what turns the direction of writing, or is half a character, is made visible.
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            visible.Append(rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || TurnsWriting(rune.Value)) ? rune.ToString() : "\ufffd");
        }

        return visible.ToString();
    }

    private static bool TurnsWriting(int rune) => rune is 0x061c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069);

    private static int LongestRun(string text)
    {
        int longest = 0, run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
