using JudgeEval.Harness.Cards;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>The generated card of each dataset: what it says of itself, how it was labelled, how people agree, and what lint found.</summary>
internal static class CardSection
{
    // A report shows several datasets at once; more resamples change the second decimal of an interval at most.
    private static readonly CardOptions Options = new() { Resamples = 1000 };

    /// <summary>Whether a record has a card.</summary>
    /// <param name="cases">The cases.</param>
    public static bool Has(IEnumerable<ReportCase> cases) => cases.Any(c => c.Record.Card is not null);

    /// <summary>Writes the section; nothing where no record has a card.</summary>
    /// <param name="html">The page.</param>
    /// <param name="records">The records.</param>
    public static void Write(HtmlText html, IReadOnlyList<AlignmentRecord> records)
    {
        AlignmentRecord[] cards = [.. records.Where(r => r.Card is not null).DistinctBy(r => (r.Dataset, r.DatasetIdentity.Hash, ExcludedText.Of(r.Alignment.ExcludedByLog)))];
        if (cards.Length == 0)
        {
            return;
        }

        html.Raw("<section aria-labelledby=\"cards\">\n<h2 id=\"cards\">Datasets</h2>\n");
        foreach (AlignmentRecord record in cards)
        {
            html.Add($"<h3>{record.Dataset}</h3>\n");
            if (Card(record, out string? problem) is { } card)
            {
                Write(html, record.Dataset, card);
            }
            else
            {
                html.Add($"<p class=\"note\">No card can be computed of this record: {problem}</p>\n");
            }
        }

        html.Raw("</section>\n");
    }

    // A record that was edited by hand, or whose declared population is wrong, is shown without its card.
    private static DataCard? Card(AlignmentRecord record, out string? problem)
    {
        problem = null;
        try
        {
            return RecordedDataset.Of(record) is { } dataset ? DataCard.Of(dataset, Options) : null;
        }
        catch (Exception exception) when (exception is JudgeEvalException or ArgumentException)
        {
            problem = exception.Message;
            return null;
        }
    }

    private static void Write(HtmlText html, string dataset, DataCard card)
    {
        foreach (CardBlock block in CardBlocks.Of(card))
        {
            html.Add($"<h4>{block.Title}</h4>\n");
            switch (block)
            {
                case CardFacts facts:
                    Facts(html, facts);
                    break;
                case CardTable table:
                    Table(html, dataset, table);
                    break;
                case CardFindings findings:
                    Findings(html, findings);
                    break;
            }
        }
    }

    private static void Facts(HtmlText html, CardFacts facts)
    {
        html.Raw("<dl>");
        foreach ((string name, string text) in facts.Facts)
        {
            html.Add($"<dt>{name}</dt><dd>{text}</dd>");
        }

        html.Raw("</dl>\n");
    }

    private static void Table(HtmlText html, string dataset, CardTable table)
    {
        html.Add($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{table.Title} of {dataset}\"><table class=\"card\"><thead><tr>");
        foreach ((string name, bool number) in table.Columns)
        {
            html.Raw(number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">").Add($"{name}</th>");
        }

        html.Raw("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Add($"<tr><th scope=\"row\">{row[0]}</th>");
            for (int column = 1; column < row.Length; column++)
            {
                html.Raw(table.Columns[column].Number ? "<td class=\"number\">" : "<td>").Add($"{row[column]}</td>");
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
        foreach (string note in table.Notes)
        {
            html.Add($"<p class=\"note\">{note}</p>\n");
        }
    }

    private static void Findings(HtmlText html, CardFindings findings)
    {
        html.Add($"<p>{findings.Lead}</p>\n");
        if (findings.Findings.IsEmpty)
        {
            return;
        }

        html.Raw("<ul>\n");
        foreach ((string rule, string severity, string text) in findings.Findings)
        {
            html.Add($"<li><p><b>{rule}</b> ({severity}): {text}</p></li>\n");
        }

        html.Raw("</ul>\n");
    }
}
