using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Harness.Reports.Comments;

namespace JudgeEval.Harness.Reports.Boards;

/// <summary>A leaderboard in Markdown with tables, as GitHub shows it. Text from data is inert.</summary>
public static class LeaderboardMarkdown
{
    /// <summary>The Markdown: line feeds, ends with a line feed.</summary>
    /// <param name="board">The leaderboard.</param>
    public static string Render(Leaderboard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        var text = new StringBuilder("# Leaderboard\n\n");
        text.Append(InertText.Line(BoardSections.Head(board))).Append(".\n");
        Notes(text, [.. BoardSections.HeadNotes(board)]);
        foreach (BoardSection section in BoardSections.Of(board))
        {
            text.Append("\n## ").Append(InertText.Line(section.Title)).Append('\n');
            if (!section.Columns.IsEmpty)
            {
                text.Append('\n');
                Line(text, section.Columns.Select(c => InertText.Line(c.Header)));
                Line(text, section.Columns.Select(c => c.AlignRight ? "--:" : "---"));
                foreach (ImmutableArray<TextCell> row in section.Rows)
                {
                    Line(text, row.Select(cell => InertText.Line(cell.Text)));
                }
            }

            Notes(text, section.Notes);
        }

        return text.ToString();
    }

    private static void Notes(StringBuilder text, ImmutableArray<string> notes)
    {
        if (!notes.IsEmpty)
        {
            text.Append('\n');
        }

        foreach (string note in notes)
        {
            text.Append("- ").Append(InertText.Line(note, int.MaxValue)).Append('\n');
        }
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
