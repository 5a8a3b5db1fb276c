using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace JudgeEval.Harness.Reports;

/// <summary>Widths and line breaks of text on a terminal.</summary>
public static class TextLayout
{
    /// <summary>Marks where a text was cut.</summary>
    public const string Ellipsis = "…";

    /// <summary>How many columns a text takes: 2 for an East Asian wide character or an emoji, 0 for a combining mark, else 1.</summary>
    /// <param name="text">A text without control characters.</param>
    public static int Width(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    /// <summary>A text in one line that a terminal shows as it is: runs of white space become one space, other control and format characters become U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    public static string OneLine(string text)
    {
        var builder = new StringBuilder(text.Length);
        bool pendingSpace = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = builder.Length > 0;
                continue;
            }

            if (pendingSpace)
            {
                builder.Append(' ');
                pendingSpace = false;
            }

            bool hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format && rune.Value != 0x200D;
            builder.Append(hidden ? Rune.ReplacementChar : rune);
        }

        return builder.ToString();
    }

    /// <summary>A text cut to a width, with an ellipsis where something was cut off.</summary>
    /// <param name="text">A text in one line.</param>
    /// <param name="width">The width, at least 1.</param>
    public static string Cut(string text, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (Width(text) <= width)
        {
            return text;
        }

        var builder = new StringBuilder();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += Width(rune);
            if (used > width - 1)
            {
                break;
            }

            builder.Append(rune);
        }

        return builder.ToString().TrimEnd() + Ellipsis;
    }

    /// <summary>Breaks a text into lines at spaces, and inside a word only where the word alone is too wide.</summary>
    /// <param name="text">A text in one line.</param>
    /// <param name="width">The width of a line, at least 2.</param>
    public static ImmutableArray<string> Wrap(string text, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
        var line = new StringBuilder();
        int used = 0;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width)))
        {
            int wordWidth = Width(word);
            if (used > 0 && used + 1 + wordWidth > width)
            {
                lines.Add(line.ToString());
                line.Clear();
                used = 0;
            }

            line.Append(used > 0 ? " " : "").Append(word);
            used += wordWidth + (used > 0 ? 1 : 0);
        }

        if (used > 0)
        {
            lines.Add(line.ToString());
        }

        return lines.ToImmutable();
    }

    /// <summary>Breaks a text into lines of which the first begins with a lead and the others with as many spaces.</summary>
    /// <param name="lead">What the first line begins with.</param>
    /// <param name="text">A text in one line.</param>
    /// <param name="width">The width of a line, the lead included.</param>
    /// <param name="maximumLines">How many lines at most; the last one is cut with an ellipsis. The default is no limit.</param>
    public static ImmutableArray<string> Hang(string lead, string text, int width, int maximumLines = int.MaxValue)
    {
        int indent = Width(lead);
        int room = Math.Max(2, width - indent);
        ImmutableArray<string> lines = Wrap(text, room);
        if (lines.Length > maximumLines)
        {
            string last = Cut(string.Join(' ', lines.Skip(maximumLines - 1)), room);
            lines = [.. lines.Take(maximumLines - 1), last];
        }

        return lines.IsEmpty ? [lead.TrimEnd()] : [.. lines.Select((line, i) => (i == 0 ? lead : new string(' ', indent)) + line)];
    }

    /// <summary>Notes under a table: an empty line, then each text behind its heading, all texts starting in the same column.</summary>
    /// <param name="notes">Headings and texts.</param>
    /// <param name="width">The width, at least 20.</param>
    /// <returns>The lines; none without notes.</returns>
    public static ImmutableArray<string> Notes(IEnumerable<(string Heading, string Text)> notes, int width)
    {
        (string Heading, string Text)[] all = [.. notes.Select(n => (OneLine(n.Heading), OneLine(n.Text)))];
        int heading = all.Select(n => Width(n.Heading)).Append(0).Max();
        return all.Length == 0
            ? []
            : ["", .. all.SelectMany(n => Hang(n.Heading + new string(' ', heading - Width(n.Heading) + 2), n.Text, width))];
    }

    private static IEnumerable<string> Pieces(string word, int width)
    {
        if (Width(word) <= width)
        {
            yield return word;
            yield break;
        }

        var piece = new StringBuilder();
        int used = 0;
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (used + Width(rune) > width)
            {
                yield return piece.ToString();
                piece.Clear();
                used = 0;
            }

            piece.Append(rune);
            used += Width(rune);
        }

        yield return piece.ToString();
    }

    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    // The blocks whose characters are Wide or Fullwidth in Unicode Standard Annex 11; single exceptions are left aside.
    private static bool IsWide(int rune) => rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
