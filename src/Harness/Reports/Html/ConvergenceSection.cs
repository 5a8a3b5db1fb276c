using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Whether each case has items enough: its metric as items accumulate.</summary>
internal static class ConvergenceSection
{
    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        html.Raw("<section aria-labelledby=\"convergence\">\n<h2 id=\"convergence\">Convergence</h2>\n")
            .Raw("<p>The first metric over the first n items, in an order drawn by the record's seed, with its interval; items of one cluster come together. Where the line has come to rest inside a narrow band, more items would change little. The axis of items is logarithmic.</p>\n<div class=\"plots\">\n");
        foreach (ReportCase report in cases)
        {
            One(html, report.Record);
        }

        html.Raw("</div>\n</section>\n");
    }

    private static void One(HtmlText html, AlignmentRecord record)
    {
        ConvergenceCurve curve = ConvergenceCurve.Of(record);
        string metric = record.Alignment.Metric.Name(), name = $"{metric} of {record.Suite} ({record.Case}) as items accumulate";
        html.Add($"<figure><figcaption><b>{record.Suite}</b> {(record.Case == record.Suite ? "" : record.Case)}<br>{metric}</figcaption>\n");
        if (curve.Reason is not null)
        {
            html.Add($"<p class=\"note\">No curve: {curve.Reason}.</p></figure>\n");
            return;
        }

        if (curve.Points.All(p => !p.Metric.IsDefined))
        {
            html.Add($"<p class=\"note\">No curve: {metric} is undefined, {NumberText.ReasonOf(curve.Points[^1].Metric)}.</p></figure>\n");
            return;
        }

        int last = curve.Points[^1].Items, first = curve.Points[0].Items;
        double At(int n) => last == first ? 50 : 100 * Math.Log((double)n / first) / Math.Log((double)last / first);
        (double, string)[] across = last == first ? [(50, NumberText.Count(last, "item"))] : [(0, NumberText.Count(first, "item")), .. Middle(curve, At), (100, NumberText.Of(last))];
        LinePlot.Write(html, $"Line of {name}; the table below has the numbers", [.. curve.Points.Select(p => Point(p.Metric, At(p.Items)))], across);
        PlotTable.Write(html, name, ["Items", "Counted by the metric", "Value", "Interval"], curve.Points.Select(p => new[]
        {
            NumberText.Of(p.Items),
            NumberText.Of(p.Metric.N),
            NumberText.ReasonOf(p.Metric) is { } reason ? $"{NumberText.Undefined}: {reason}" : NumberText.ValueOf(p.Metric),
            p.Metric.IsDefined && p.Metric.Interval is null ? "no interval" : NumberText.IntervalOf(p.Metric),
        }), texts: 0);
        html.Raw("</figure>\n");
    }

    private static IEnumerable<(double, string)> Middle(ConvergenceCurve curve, Func<int, double> at) =>
        curve.Points.Where(p => at(p.Items) is > 30 and < 70).Take(1).Select(p => (at(p.Items), NumberText.Of(p.Items)));

    private static PlotPoint Point(Estimate metric, double x) => metric.IsDefined
        ? new PlotPoint(x, metric.Value, metric.Interval?.Lower, metric.Interval?.Upper)
        : new PlotPoint(x, null, null, null);
}
