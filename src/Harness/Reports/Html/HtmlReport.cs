using JudgeEval.Harness.Cases;

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
        Contents(html, cases, history);
        SuiteSection.Write(html, cases, head, @base);
        if (cases.Length > 0)
        {
            ForestPlot.Write(html, cases);
        }

        // What is said of whole cases stands before the items, which are many pages on paper.
        HistorySection.Write(html, history);
        if (cases.Length > 0)
        {
            ConvergenceSection.Write(html, cases);
            CalibrationSection.Write(html, cases);
            CommitteeSection.Write(html, cases);
            ItemSection.Write(html, cases);
            ConfusionSection.Write(html, cases);
            CardSection.Write(html, [.. cases.Select(c => c.Record)]);
        }

        html.Raw("</main>\n");
        ItemData.Write(html, cases);
        return html.Raw("<script>").Raw(ReportAssets.Script).Raw("</script>\n</body>\n</html>\n").ToString();
    }

    private static void Contents(HtmlText html, ReportCase[] cases, IReadOnlyList<HistoryPoint> history)
    {
        html.Raw("<nav class=\"contents\" aria-label=\"Contents\"><ul>");
        Entry("suites", "Suites", true);
        Entry("forest", "Agreement with people", cases.Length > 0);
        Entry("history", "History", history.Count > 0);
        Entry("convergence", "Convergence", cases.Length > 0);
        Entry("calibration", "Calibration", cases.Length > 0);
        Entry("committees", "Committees", CommitteeSection.Has(cases));
        Entry("items", "Items", cases.Length > 0);
        Entry("confusion", "Judge against each person", cases.Length > 0, " class=\"needs-script\"");
        Entry("references", "Judge against people's reference", cases.Length > 0);
        Entry("cards", "Datasets", CardSection.Has(cases));
        html.Raw("</ul></nav>\n");

        void Entry(string id, string title, bool there, string attribute = "")
        {
            if (there)
            {
                html.Raw("<li").Raw(attribute).Add($"><a href=\"#{id}\">{title}</a></li>");
            }
        }
    }
}
