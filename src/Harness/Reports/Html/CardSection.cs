using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>What each dataset says of itself.</summary>
internal static class CardSection
{
    /// <summary>Whether a record has a card.</summary>
    /// <param name="cases">The cases.</param>
    public static bool Has(IEnumerable<ReportCase> cases) => cases.Any(c => c.Record.Card is not null);

    /// <summary>Writes the section; nothing where no record has a card.</summary>
    /// <param name="html">The page.</param>
    /// <param name="records">The records.</param>
    public static void Write(HtmlText html, IReadOnlyList<AlignmentRecord> records)
    {
        AlignmentRecord[] cards = [.. records.Where(r => r.Card is not null).DistinctBy(r => (r.Dataset, r.DatasetIdentity.Hash))];
        if (cards.Length == 0)
        {
            return;
        }

        html.Raw("<section aria-labelledby=\"cards\">\n<h2 id=\"cards\">Datasets</h2>\n");
        foreach (AlignmentRecord record in cards)
        {
            html.Add($"<h3>{record.Dataset}</h3>\n<dl>");
            foreach ((string name, string? text) in Facts(record, record.Card!))
            {
                if (!string.IsNullOrEmpty(text))
                {
                    html.Add($"<dt>{name}</dt><dd>{text}</dd>");
                }
            }

            html.Raw("</dl>\n");
        }

        html.Raw("</section>\n");
    }

    private static IEnumerable<(string Name, string? Text)> Facts(AlignmentRecord record, DatasetCard card) =>
    [
        ("description", card.Info.Description), ("version", card.Info.Version), ("licence", card.Info.Licence), ("source", card.Info.Source),
        ("items", NumberText.Of(record.Items.Length)), ("people", NumberText.Of(card.Annotators.Length)), ("scale", record.Scale),
        ("subjectivity", card.Subjectivity.ToString()), .. card.Info.Card.Select(f => (f.Key, (string?)f.Value)), ("content hash", record.DatasetIdentity.Hash),
    ];
}
