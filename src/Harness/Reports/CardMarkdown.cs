using System.Text;
using JudgeEval.Harness.Cards;
using JudgeEval.Harness.Reports.Comments;

namespace JudgeEval.Harness.Reports;

/// <summary>A dataset card as Markdown. Names, descriptions and labels are data: they show what they say and become no markup.</summary>
public static class CardMarkdown
{
    private const int Longest = 2_000;

    /// <summary>Renders the card.</summary>
    /// <param name="card">The card.</param>
    /// <returns>Line feeds, ends with a line feed; the same characters for the same card.</returns>
    public static string Render(DataCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        StringBuilder text = new();
        text.Append("# Dataset card: ").Append(InertText.Line(card.Info.Name)).Append('\n');
        foreach (CardBlock block in CardBlocks.Of(card))
        {
            text.Append("\n## ").Append(InertText.Line(block.Title)).Append("\n\n");
            switch (block)
            {
                case CardFacts facts:
                    Facts(text, facts);
                    break;
                case CardTable table:
                    Table(text, table);
                    break;
                case CardFindings findings:
                    Findings(text, findings);
                    break;
            }
        }

        return text.ToString();
    }

    private static void Facts(StringBuilder text, CardFacts facts)
    {
        text.Append("| | |\n|---|---|\n");
        foreach ((string name, string value) in facts.Facts)
        {
            text.Append("| ").Append(InertText.Line(name)).Append(" | ").Append(IsHash(value) ? $"`{value}`" : InertText.Line(value, Longest)).Append(" |\n");
        }
    }

    // As code nothing is linked in it, and it can be copied as it is.
    private static bool IsHash(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower);

    private static void Table(StringBuilder text, CardTable table)
    {
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(c => InertText.Line(c.Name))).Append(" |\n|")
            .Append(string.Concat(table.Columns.Select(c => c.Number ? "---:|" : "---|"))).Append('\n');
        foreach (var row in table.Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(cell => InertText.Line(cell))).Append(" |\n");
        }

        foreach (string note in table.Notes)
        {
            text.Append('\n').Append(InertText.Line(note, Longest)).Append('\n');
        }
    }

    private static void Findings(StringBuilder text, CardFindings findings)
    {
        text.Append(findings.Lead).Append('\n');
        if (!findings.Findings.IsEmpty)
        {
            text.Append('\n');
        }

        foreach ((string rule, string severity, string finding) in findings.Findings)
        {
            text.Append("- **").Append(rule).Append("** (").Append(severity).Append("): ").Append(InertText.Line(finding, Longest)).Append('\n');
        }
    }
}
