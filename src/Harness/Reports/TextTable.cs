using System.Collections.Immutable;
using System.Text;

namespace JudgeEval.Harness.Reports;

/// <summary>A colour with a meaning. The terminal's own palette decides how it looks.</summary>
public enum TextStyle
{
    /// <summary>As other text.</summary>
    Plain,

    /// <summary>Good news; green.</summary>
    Good,

    /// <summary>Bad news; red.</summary>
    Bad,

    /// <summary>Neither; yellow.</summary>
    Uncertain,

    /// <summary>Less important; dim.</summary>
    Faint,
}

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Header">The header.</param>
public sealed record TextColumn(string Header)
{
    /// <summary>Whether cells stand at the right, as numbers do. The default is no.</summary>
    public bool AlignRight { get; init; }

    /// <summary>
    /// The width down to which cells may be cut with an ellipsis where the table is too wide; 0, the default, for a column
    /// that is never cut.
    /// </summary>
    public int MinimumWidth { get; init; }

    /// <summary>When the column is left out where the table is too wide even so: 1 first, then 2, and so on; 0, the default, for never.</summary>
    public int DropOrder { get; init; }
}

/// <summary>A cell of a <see cref="TextTable"/>.</summary>
/// <param name="Text">The text, in one line.</param>
/// <param name="Style">Its colour, where colours are asked for.</param>
public readonly record struct TextCell(string Text, TextStyle Style = TextStyle.Plain);

/// <summary>
/// A table in plain text: aligned columns, two spaces apart, under a thin rule. Where it is too wide, columns that may be
/// cut are cut, the widest first; then columns are left out in their stated order. Numbers are never cut.
/// </summary>
public static class TextTable
{
    private const string Gap = "  ";

    /// <summary>The lines of the table: header, rule, and a line for each row; no line ends in a space.</summary>
    /// <param name="columns">One or more columns.</param>
    /// <param name="rows">The rows, each with a cell for every column.</param>
    /// <param name="width">The width to fit into; a table whose numbers alone are wider is wider.</param>
    /// <param name="colour">Whether to colour cells with ANSI escape sequences.</param>
    public static ImmutableArray<string> Render(
        IReadOnlyList<TextColumn> columns, IReadOnlyList<ImmutableArray<TextCell>> rows, int width, bool colour = false)
    {
        int[] natural = [.. columns.Select((column, c) => rows.Select(row => TextLayout.Width(row[c].Text)).Append(TextLayout.Width(column.Header)).Max())];
        (int[] shown, int[] widths) = Fit(columns, natural, width);
        return
        [
            Line(shown, widths, columns, c => new TextCell(columns[c].Header, TextStyle.Faint), colour),
            Styled(new string('─', widths.Sum() + (Gap.Length * (shown.Length - 1))), TextStyle.Faint, colour),
            .. rows.Select(row => Line(shown, widths, columns, c => row[c], colour)),
        ];
    }

    /// <summary>A text in a colour.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">The colour.</param>
    /// <param name="colour">Whether to colour at all.</param>
    public static string Styled(string text, TextStyle style, bool colour)
    {
        string? code = colour ? Code(style) : null;
        return code is null ? text : $"\u001b[{code}m{text}\u001b[0m";
    }

    private static (int[] Shown, int[] Widths) Fit(IReadOnlyList<TextColumn> columns, int[] natural, int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        while (true)
        {
            int room = width - (Gap.Length * (shown.Count - 1));
            int[] widths = [.. shown.Select(c => natural[c])];
            Shrink([.. shown.Select(c => columns[c])], widths, room);
            int next = shown.Where(c => columns[c].DropOrder > 0).OrderBy(c => columns[c].DropOrder).FirstOrDefault(-1);
            if (widths.Sum() <= room || next < 0)
            {
                return ([.. shown], widths);
            }

            shown.Remove(next);
        }
    }

    private static void Shrink(TextColumn[] columns, int[] widths, int room)
    {
        while (widths.Sum() > room)
        {
            int widest = -1;
            for (int i = 0; i < widths.Length; i++)
            {
                bool mayShrink = columns[i].MinimumWidth > 0 && widths[i] > Math.Max(columns[i].MinimumWidth, TextLayout.Width(columns[i].Header));
                if (mayShrink && (widest < 0 || widths[i] > widths[widest]))
                {
                    widest = i;
                }
            }

            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
        }
    }

    private static string Line(int[] shown, int[] widths, IReadOnlyList<TextColumn> columns, Func<int, TextCell> cellOf, bool colour)
    {
        var line = new StringBuilder();
        int owed = 0;
        for (int i = 0; i < shown.Length; i++)
        {
            TextCell cell = cellOf(shown[i]);
            string text = TextLayout.Cut(cell.Text, widths[i]);
            int space = widths[i] - TextLayout.Width(text);
            owed += (i > 0 ? Gap.Length : 0) + (columns[shown[i]].AlignRight ? space : 0);
            if (text.Length > 0)
            {
                line.Append(' ', owed).Append(Styled(text, cell.Style, colour));
                owed = 0;
            }

            owed += columns[shown[i]].AlignRight ? 0 : space;
        }

        return line.ToString();
    }

    private static string? Code(TextStyle style) => style switch
    {
        TextStyle.Good => "32",
        TextStyle.Bad => "31",
        TextStyle.Uncertain => "33",
        TextStyle.Faint => "2",
        _ => null,
    };
}
