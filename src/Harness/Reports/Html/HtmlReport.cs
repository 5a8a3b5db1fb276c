using JudgeEval.Harness.Diffs;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Cases as one HTML page that needs nothing else: no network, no other file.</summary>
public static class HtmlReport
{
    /// <summary>Renders the page.</summary>
    /// <param name="head">The cases, in the order in which they are shown.</param>
    /// <param name="base">The cases to compare with, a renamed case among them; empty for no comparison.</param>
    /// <param name="history">What the cases were at committed revisions, each from old to new; empty for no history.</param>
    /// <returns>The page: line feeds, the same characters for the same arguments.</returns>
    public static string Render(CaseSet head, CaseSet @base, IReadOnlyList<HistoryPoint> history)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(@base);
        ArgumentNullException.ThrowIfNull(history);
        ReportCase[] cases = ReportCase.All(head, @base);
        HtmlText html = new();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportAssets.Policy}\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Judge alignment</title>\n<style>")
            .Raw(ReportAssets.Style).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#items\">Go to the items</a>\n<main>\n<h1>Judge alignment</h1>\n");
        SuiteSection.Write(html, cases, head, @base);
        if (cases.Length > 0)
        {
            ForestPlot.Write(html, cases);
            ItemSection.Write(html, cases);
            ConfusionSection.Write(html, cases);
            CommitteeSection.Write(html, cases);
        }

        HistorySection.Write(html, history);
        if (cases.Length > 0)
        {
            ConvergenceSection.Write(html, cases);
            CalibrationSection.Write(html, cases);
            CardSection.Write(html, [.. cases.Select(c => c.Record)]);
        }

        html.Raw("</main>\n");
        ItemData.Write(html, cases);
        return html.Raw("<script>").Raw(ReportAssets.Script).Raw("</script>\n</body>\n</html>\n").ToString();
    }
}
