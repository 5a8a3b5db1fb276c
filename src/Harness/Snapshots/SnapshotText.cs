using System.Globalization;
using System.Text;

namespace JudgeEval.Harness.Snapshots;

/// <summary>
/// Escapes ids and labels so that a line stays a line, a column stays a column and nothing invisible hides in a review:
/// <c>\n</c>, <c>\t</c>, <c>\r</c>, <c>\\</c>, <c>\|</c>, <c>\×</c>, <c>\·</c> and <c>\uXXXX</c>.
/// </summary>
internal static class SnapshotText
{
    /// <summary>Stands between two columns.</summary>
    public const string Separator = " | ";

    /// <summary>Stands between a label and how many people gave it.</summary>
    public const char Times = '×';

    /// <summary>Stands where there is nothing to say.</summary>
    public const string Nothing = "·";

    /// <summary>Escapes a text.</summary>
    public static string Escape(string text)
    {
        if (text == Nothing)
        {
            return @"\·";
        }

        var builder = new StringBuilder(text.Length);
        int i = 0;
        while (i < text.Length)
        {
            bool whole = Rune.TryGetRuneAt(text, i, out Rune rune);
            int length = whole ? rune.Utf16SequenceLength : 1;
            bool edge = text[i] == ' ' && (i == 0 || i == text.Length - 1);
            if (!whole || edge || (IsInvisible(rune) && text[i] is not ('\n' or '\r' or '\t')))
            {
                AppendCodeUnits(builder, text.AsSpan(i, length));
            }
            else
            {
                AppendVisible(builder, text.AsSpan(i, length));
            }

            i += length;
        }

        return builder.ToString();
    }

    /// <summary>Takes the escapes out again.</summary>
    /// <param name="text">An escaped text.</param>
    /// <param name="plain">The text as it was.</param>
    /// <returns>Whether every escape is a known one.</returns>
    public static bool TryUnescape(string text, out string plain)
    {
        var builder = new StringBuilder(text.Length);
        plain = "";
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                builder.Append(text[i]);
                continue;
            }

            if (++i == text.Length)
            {
                return false;
            }

            switch (text[i])
            {
                case '\\' or '|' or Times or '·':
                    builder.Append(text[i]);
                    break;
                case 'n':
                    builder.Append('\n');
                    break;
                case 'r':
                    builder.Append('\r');
                    break;
                case 't':
                    builder.Append('\t');
                    break;
                case 'u' when i + 4 < text.Length
                    && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                    builder.Append((char)unit);
                    i += 4;
                    break;
                default:
                    return false;
            }
        }

        plain = builder.ToString();
        return true;
    }

    /// <summary>Where a separator begins that no backslash takes away, or -1.</summary>
    public static int IndexOfUnescaped(string text, string separator, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (string.CompareOrdinal(text, i, separator, 0, separator.Length) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void AppendVisible(StringBuilder builder, ReadOnlySpan<char> rune)
    {
        _ = rune[0] switch
        {
            '\n' => builder.Append(@"\n"),
            '\r' => builder.Append(@"\r"),
            '\t' => builder.Append(@"\t"),
            '\\' or '|' or Times => builder.Append('\\').Append(rune),
            _ => builder.Append(rune),
        };
    }

    private static void AppendCodeUnits(StringBuilder builder, ReadOnlySpan<char> units)
    {
        foreach (char unit in units)
        {
            builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }
    }
}
