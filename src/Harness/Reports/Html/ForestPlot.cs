using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>
/// Each judge's first metric with its interval, over the band of the human ceiling and beside the best simple baseline. A row of the table is a row of the
/// plot: names wrap as text does, and the numbers stand beside the marks.
/// </summary>
internal static class ForestPlot
{
    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        html.Raw("<section aria-labelledby=\"forest\">\n<h2 id=\"forest\">Agreement with people</h2>\n")
            .Raw("<ul class=\"legend\"><li><svg width=\"34\" height=\"14\" aria-hidden=\"true\"><line class=\"judge\" x1=\"1\" x2=\"33\" y1=\"7\" y2=\"7\"/><circle class=\"judge\" cx=\"17\" cy=\"7\" r=\"5\"/></svg> judge with interval</li>")
            .Raw("<li><svg width=\"34\" height=\"14\" aria-hidden=\"true\"><rect class=\"ceiling\" width=\"34\" height=\"14\"/><line class=\"ceiling\" x1=\"17\" x2=\"17\" y1=\"0\" y2=\"14\"/></svg> human ceiling with interval: what people reach among themselves</li>")
            .Raw("<li><svg width=\"14\" height=\"14\" aria-hidden=\"true\"><path class=\"baseline\" d=\"M7 1L13 7L7 13L1 7Z\"/></svg> best simple baseline</li></ul>\n");
        // Metrics of different units share no axis: a plot for each.
        foreach (IGrouping<AlignmentMetric, ReportCase> group in cases.GroupBy(c => c.Record.Alignment.Metric).OrderBy(g => g.Key))
        {
            Plot(html, group.Key.Name(), [.. group.Select(Row)]);
        }

        html.Raw("</section>\n");
    }

    private static ForestRow Row(ReportCase report)
    {
        AlignmentResult alignment = report.Record.Alignment;
        return new ForestRow(
            report.Record,
            alignment.Statistics.GetValueOrDefault(alignment.Metric),
            alignment.Human.Ceiling.GetValueOrDefault(alignment.Metric),
            alignment.BestBaseline?.Statistic,
            alignment.BestBaseline?.Name);
    }

    private static void Plot(HtmlText html, string metric, ForestRow[] rows)
    {
        PlotAxis axis = PlotAxis.Of(rows.SelectMany(r => new[] { r.Judge, r.Ceiling, r.Baseline ?? default }).Where(e => e.IsDefined).SelectMany(e => new[] { e.Value, Lower(e), Upper(e) }).Append(0).Append(1));
        html.Add($"<h3>{metric}</h3>\n<table class=\"forest\"><caption>{metric} of each judge, of people among themselves and of the best simple baseline</caption>\n<thead><tr><th scope=\"col\">Case</th><td class=\"axis\"><svg width=\"100%\" height=\"18\" aria-hidden=\"true\">");
        foreach (double tick in axis.Ticks)
        {
            string anchor = axis.At(tick) switch { < 1 => "start", > 99 => "end", _ => "middle" };
            html.Add($"<text class=\"tick\" text-anchor=\"{anchor}\" x=\"{PlotAxis.N(axis.At(tick))}%\" y=\"13\">{PlotAxis.Name(tick)}</text>");
        }

        html.Raw("</svg></td><th scope=\"col\">Judge</th><th scope=\"col\">Human ceiling</th><th scope=\"col\">Best baseline</th><th scope=\"col\">Items</th></tr></thead>\n<tbody>\n");
        foreach (ForestRow row in rows)
        {
            html.Add($"<tr><th scope=\"row\">{row.Record.Suite}<br><small>{row.Record.Case}</small></th><td class=\"axis\"><svg width=\"100%\" height=\"34\" aria-hidden=\"true\">");
            Marks(html, axis, row);
            html.Raw("</svg></td>");
            Number(html, "Judge", row.Judge, null);
            Number(html, "Human ceiling", row.Ceiling, null);
            Number(html, "Best baseline", row.Baseline, row.BaselineName);
            html.Add($"<td class=\"number\" data-title=\"Items\">{row.Judge.N}</td></tr>\n");
        }

        html.Raw("</tbody></table>\n");
    }

    private static void Marks(HtmlText html, PlotAxis axis, ForestRow row)
    {
        string X(double value) => PlotAxis.N(axis.At(value));
        if (row.Ceiling.IsDefined)
        {
            html.Add($"<rect class=\"ceiling\" x=\"{X(Lower(row.Ceiling))}%\" y=\"0\" width=\"{PlotAxis.N(axis.At(Upper(row.Ceiling)) - axis.At(Lower(row.Ceiling)))}%\" height=\"34\"/>");
        }

        foreach (double tick in axis.Ticks)
        {
            html.Add($"<line class=\"grid\" x1=\"{X(tick)}%\" x2=\"{X(tick)}%\" y1=\"0\" y2=\"34\"/>");
        }

        if (row.Ceiling.IsDefined)
        {
            html.Add($"<line class=\"ceiling\" x1=\"{X(row.Ceiling.Value)}%\" x2=\"{X(row.Ceiling.Value)}%\" y1=\"0\" y2=\"34\"/>");
        }

        if (row.Baseline is { IsDefined: true } baseline)
        {
            html.Add($"<svg x=\"{X(baseline.Value)}%\" y=\"17\" overflow=\"visible\"><path class=\"baseline\" d=\"M0-6L6 0L0 6L-6 0Z\"/></svg>");
        }

        if (row.Judge.IsDefined)
        {
            html.Add($"<line class=\"judge\" x1=\"{X(Lower(row.Judge))}%\" x2=\"{X(Upper(row.Judge))}%\" y1=\"17\" y2=\"17\"/><circle class=\"judge\" cx=\"{X(row.Judge.Value)}%\" cy=\"17\" r=\"5\"/>");
        }
        else
        {
            html.Raw("<text class=\"tick\" x=\"50%\" y=\"21\" text-anchor=\"middle\">undefined</text>");
        }
    }

    private static void Number(HtmlText html, string title, Estimate? estimate, string? name)
    {
        html.Add($"<td class=\"number\" data-title=\"{title}\">");
        if (estimate is not { } given)
        {
            html.Raw("none");
        }
        else if (NumberText.ReasonOf(given) is { } reason)
        {
            html.Add($"{NumberText.Undefined}<br> <small>{reason}</small>");
        }
        else
        {
            html.Add($"{NumberText.ValueOf(given)}<br> <small>{(given.Interval is null ? "no interval" : NumberText.IntervalOf(given))}</small>");
        }

        if (name is not null)
        {
            html.Add($" <small>{name}</small>");
        }

        html.Raw("</td>");
    }

    private static double Lower(Estimate estimate) => Math.Min(estimate.Value, estimate.Interval?.Lower ?? estimate.Value);

    private static double Upper(Estimate estimate) => Math.Max(estimate.Value, estimate.Interval?.Upper ?? estimate.Value);

    private sealed record ForestRow(AlignmentRecord Record, Estimate Judge, Estimate Ceiling, Estimate? Baseline, string? BaselineName);
}
