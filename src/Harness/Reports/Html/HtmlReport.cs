using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Records as one HTML page that needs nothing else: no network, no other file.</summary>
public static class HtmlReport
{
    /// <summary>Renders the page.</summary>
    /// <param name="head">The cases, in the order in which they are shown.</param>
    /// <param name="base">The cases to compare with; empty for no comparison.</param>
    /// <returns>The page: line feeds, the same characters for the same cases.</returns>
    public static string Render(CaseSet head, CaseSet @base)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(@base);
        IReadOnlyList<AlignmentRecord> records = head.Records, bases = @base.Records;
        HtmlText html = new();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportAssets.Policy}\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Judge alignment</title>\n<style>")
            .Raw(ReportAssets.Style).Raw("</style>\n</head>\n<body>\n<main>\n<h1>Judge alignment</h1>\n");
        SuiteSection.Write(html, records);
        ForestPlot.Write(html, records);
        ItemSection.Write(html, records);
        CardSection.Write(html, records);
        html.Raw("</main>\n");
        ItemData.Write(html, records, bases);
        return html.Raw("<script>").Raw(ReportAssets.Script).Raw("</script>\n</body>\n</html>\n").ToString();
    }
}
