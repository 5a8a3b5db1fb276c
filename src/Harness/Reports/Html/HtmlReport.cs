using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Records as one HTML page that needs nothing else: no network, no other file.</summary>
public static class HtmlReport
{
    /// <summary>Renders the page.</summary>
    /// <param name="records">The records, in the order in which they are shown.</param>
    /// <param name="bases">The records to compare with, found by suite and case; empty for no comparison.</param>
    /// <returns>The page: line feeds, the same characters for the same records.</returns>
    public static string Render(IReadOnlyList<AlignmentRecord> records, IReadOnlyList<AlignmentRecord> bases)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(bases);
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
