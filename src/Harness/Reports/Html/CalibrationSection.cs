using JudgeEval.Harness.Records;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Diagrams of reliability, for judges that state probabilities.</summary>
internal static class CalibrationSection
{
    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        html.Raw("<section aria-labelledby=\"calibration\">\n<h2 id=\"calibration\">Calibration</h2>\n");
        List<(AlignmentRecord Record, string Reason)> without = [];
        bool any = false;
        foreach (ReportCase report in cases)
        {
            if (CalibrationFigures.Of(report.Record, out string reason) is { } figures)
            {
                html.Raw(any ? "" : "<p>Where the judge gives a label the probability p, a share p of people's votes should go to it: then the points lie on the dashed line. Below it the judge is too sure of its labels. Each item counts once for each label; the mark's size is the share of labels in the bin.</p>\n<div class=\"plots\">\n");
                any = true;
                One(html, report.Record, figures);
            }
            else
            {
                without.Add((report.Record, reason));
            }
        }

        html.Raw(any ? "</div>\n" : "");
        foreach (IGrouping<string, AlignmentRecord> group in without.GroupBy(w => w.Reason, w => w.Record, StringComparer.Ordinal))
        {
            html.Add($"<p class=\"note\">No calibration, because {group.Key}: {string.Join(", ", group.Select(r => $"{r.Suite} ({r.Case})"))}.</p>\n");
        }

        html.Raw("</section>\n");
    }

    private static void One(HtmlText html, AlignmentRecord record, CalibrationFigures figures)
    {
        string name = $"calibration of {record.Suite} ({record.Case})";
        html.Add($"<figure><figcaption><b>{record.Suite}</b> {(record.Case == record.Suite ? "" : record.Case)}<br>{NumberText.Count(figures.Items, "item")}</figcaption>\n");
        if (figures.Table.Bins.IsEmpty)
        {
            html.Add($"<p class=\"note\">No diagram: {NumberText.ReasonOf(figures.Table.ExpectedError)}.</p></figure>\n");
            return;
        }

        int cells = figures.Table.Bins.Sum(b => b.Cells);
        LinePlot.Write(
            html,
            $"Share of people's votes against the judge's probability: {name}; the table below has the numbers",
            [.. figures.Table.Bins.Select(b => new PlotPoint(100 * b.MeanProbability, b.MeanShare, null, null, Size: 3 + (7 * Math.Sqrt((double)b.Cells / cells))))],
            [(0, "0"), (50, "probability 0.5"), (100, "1")],
            diagonal: true);
        html.Add($"<dl class=\"figures\"><dt>expected calibration error</dt><dd>{Said(figures.Table.ExpectedError)}</dd><dt>Brier score, 0 to 2</dt><dd>{Said(figures.Brier)}</dd><dt>error of single items</dt><dd>{Said(figures.EachItem)}</dd></dl>\n");
        PlotTable.Write(html, name, ["Probability", "Labels in the bin", "Mean probability", "Share of votes"], figures.Table.Bins.Select(b => new[]
        {
            $"{NumberText.Stated(b.Lower)} to {NumberText.Stated(b.Upper)}", NumberText.Of(b.Cells), NumberText.Of(b.MeanProbability), NumberText.Of(b.MeanShare),
        }), texts: 1);
        html.Raw("</figure>\n");
    }

    private static string Said(Estimate estimate) => NumberText.ReasonOf(estimate) is { } reason ? $"{NumberText.Undefined}: {reason}" : NumberText.ValueOf(estimate);
}
