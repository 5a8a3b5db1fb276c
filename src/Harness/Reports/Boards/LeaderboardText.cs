using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Leaderboards;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>A leaderboard in plain text.</summary>
public static class LeaderboardText
{
    private const string Gap = "  ";
    private const int Narrowest = 60;

    /// <summary>The text: line feeds, ends with a line feed.</summary>
    /// <param name="board">The leaderboard.</param>
    /// <param name="width">The width of the terminal, at least 60.</param>
    /// <param name="colour">Whether to use ANSI escape sequences. The default is no.</param>
    public static string Render(Leaderboard board, int width, bool colour = false)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, Narrowest);
        var text = new StringBuilder();
        Append(text, [.. TextLayout.Wrap(BoardSections.Head(board), width), .. Notes([.. BoardSections.HeadNotes(board)], width)]);
        foreach (BoardSection section in BoardSections.Of(board))
        {
            Append(text, ["", .. TextLayout.Wrap(section.Title, width).Select(line => TextTable.Styled(line, TextStyle.Good, colour))]);
            foreach (BoardSection part in Parts(section, width))
            {
                Append(text, ["", .. TextTable.Render(part.Columns, part.Rows, width, colour)]);
            }

            Append(text, Notes(section.Notes, width));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Notes(ImmutableArray<string> notes, int width) =>
        notes.IsEmpty ? [] : ["", .. notes.SelectMany(note => TextLayout.Hang("- ", TextLayout.OneLine(note), width))];

    /// <summary>A table, or as many as a matrix takes at this width, each with the first column.</summary>
    private static IEnumerable<BoardSection> Parts(BoardSection section, int width)
    {
        if (section.Columns.IsEmpty)
        {
            yield break;
        }

        if (!section.IsMatrix)
        {
            yield return section;
            yield break;
        }

        int[] widths = [.. section.Columns.Select((column, c) => section.Rows.Select(row => TextLayout.Width(row[c].Text)).Append(TextLayout.Width(column.Header)).Max())];
        for (int from = 1, to; from < widths.Length; from = to)
        {
            int used = Math.Min(widths[0], width / 3);
            for (to = from; to < widths.Length && (to == from || used + Gap.Length + widths[to] <= width); to++)
            {
                used += Gap.Length + widths[to];
            }

            int start = from, count = to - from;
            yield return section with
            {
                Columns = [section.Columns[0], .. section.Columns.AsSpan().Slice(start, count)],
                Rows = [.. section.Rows.Select(row => (ImmutableArray<TextCell>)[row[0], .. row.AsSpan().Slice(start, count)])],
            };
        }
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }
    }
}
