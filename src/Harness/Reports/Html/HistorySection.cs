using System.Globalization;
using JudgeEval.Harness.Cases;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>The metric of each case over committed revisions.</summary>
internal static class HistorySection
{
    /// <summary>Writes the section; nothing where there is no history.</summary>
    /// <param name="html">The page.</param>
    /// <param name="history">The points, of each case from old to new.</param>
    public static void Write(HtmlText html, IReadOnlyList<HistoryPoint> history)
    {
        if (history.Count == 0)
        {
            return;
        }

        html.Raw("<section aria-labelledby=\"history\">\n<h2 id=\"history\">History</h2>\n")
            .Raw("<p>The first metric of each case at committed revisions, from old to new, a step for each whatever the time between them. The band is its interval.</p>\n")
            .Raw("<ul class=\"legend\"><li class=\"passed\">● passed</li><li class=\"inconclusive\">◆ inconclusive</li><li class=\"failed\">✕ failed</li><li>● in the colour of the line: nothing was demanded</li><li>? no value</li></ul>\n<div class=\"plots\">\n");
        foreach (IGrouping<(string Suite, string Case, string Metric), HistoryPoint> line in history.GroupBy(p => (p.Suite, p.Case, p.Metric)))
        {
            HistoryPoint[] points = [.. line];
            string name = $"{line.Key.Metric} of {line.Key.Suite} ({line.Key.Case})";
            html.Add($"<figure><figcaption><b>{line.Key.Suite}</b> {(line.Key.Case == line.Key.Suite ? "" : line.Key.Case)}<br>{line.Key.Metric}, {NumberText.Count(points.Length, "revision")}</figcaption>\n");
            LinePlot.Write(html, $"Line of {name} over {NumberText.Count(points.Length, "revision")}; the table below has the numbers", [.. points.Select((p, i) => Point(p, i, points.Length))], Dates(points));
            PlotTable.Write(html, name, ["Committed", "Revision", "Change", "Decision", "Value", "Interval"], points.Select(Row), texts: 4);
            html.Raw("</figure>\n");
        }

        html.Raw("</div>\n</section>\n");
    }

    private static PlotPoint Point(HistoryPoint point, int index, int count) => new(
        At(index, count), Finite(point.Value), Finite(point.Lower), Finite(point.Upper), point.Decision?.ToString().ToLowerInvariant() ?? "judge");

    private static string[] Row(HistoryPoint point) =>
    [
        Day(point),
        point.Revision.Length > 10 ? point.Revision[..10] : point.Revision,
        point.Subject,
        point.Decision?.ToString().ToLowerInvariant() ?? "nothing demanded",
        Finite(point.Value) is { } value ? NumberText.Of(value) : "no value",
        Finite(point.Value) is null ? "" : Finite(point.Lower) is { } lower && Finite(point.Upper) is { } upper ? $"[{NumberText.Of(lower)}, {NumberText.Of(upper)}]" : "no interval",
    ];

    private static (double X, string Name)[] Dates(HistoryPoint[] points) => points.Length switch
    {
        1 => [(50, Day(points[0]))],
        2 => [(0, Day(points[0])), (100, Day(points[1]))],
        _ => [(0, Day(points[0])), (At((points.Length - 1) / 2, points.Length), Day(points[(points.Length - 1) / 2])), (100, Day(points[^1]))],
    };

    private static double At(int index, int count) => count == 1 ? 50 : 100.0 * index / (count - 1);

    // The day where it was committed is the day that people there remember.
    private static string Day(HistoryPoint point) => point.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static double? Finite(double? number) => number is { } given && double.IsFinite(given) ? given : null;
}
