using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Each case's counts of people's reference label against the judge's label, which need no script.</summary>
internal static class ConfusionSection
{
    private const int MostLabels = 15;

    /// <summary>Writes the section; nothing where there is no case.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        AlignmentRecord[] all = [.. cases.Select(c => c.Record)], records = [.. all.Where(r => WithoutReason(r) is null)];
        html.Raw("<section aria-labelledby=\"references\">\n<h2 id=\"references\">Judge against people's reference</h2>\n<p>Every item counts once: what people come to together against what the judge comes to. Items without either, and items whose people tie, are left out.</p>\n");
        foreach (AlignmentRecord record in records)
        {
            ConfusionTable table = record.Alignment.Confusion;
            string name = $"{record.Suite} ({record.Case})";
            html.Add($"<details><summary>{name}</summary><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Reference and judge of {name}\"><table class=\"counts\"><caption>{name}: {record.Alignment.Reference} of people in rows, the judge in columns</caption><thead><tr><th scope=\"col\">People</th>");
            foreach (string label in table.Labels)
            {
                html.Add($"<th scope=\"col\" class=\"number\">{label}</th>");
            }

            html.Raw("</tr></thead><tbody>\n");
            for (int row = 0; row < table.Counts.Length; row++)
            {
                html.Add($"<tr><th scope=\"row\">{table.Labels[row]}</th>");
                ImmutableArray<int> counts = table.Counts[row];
                for (int column = 0; column < counts.Length; column++)
                {
                    html.Raw(row == column ? "<td class=\"number same\">" : "<td class=\"number\">").Add($"{counts[column]}</td>");
                }

                html.Raw("</tr>\n");
            }

            html.Raw("</tbody></table></div></details>\n");
        }

        foreach (IGrouping<string?, AlignmentRecord> group in all.Except(records).GroupBy(WithoutReason, StringComparer.Ordinal))
        {
            html.Add($"<p class=\"note\">No counts, because {group.Key}: {string.Join(", ", group.Select(r => $"{r.Suite} ({r.Case})"))}.</p>\n");
        }

        html.Raw("</section>\n");
    }

    private static string? WithoutReason(AlignmentRecord record) => record.Alignment.Confusion.Labels.Length switch
    {
        0 => "labels are numbers of a range, or nothing was compared",
        > MostLabels and var labels => $"a table of {NumberText.Of(labels)} labels would be too wide",
        _ => null,
    };
}
