using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Each judge's first metric with its interval, the human ceiling and the best simple baseline below it; the table behind it has the numbers.</summary>
internal static class ForestPlot
{
    private const double Left = 20, Width = 560, RowHeight = 22;

    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="records">The records.</param>
    public static void Write(HtmlText html, IReadOnlyList<AlignmentRecord> records)
    {
        html.Raw("<section aria-labelledby=\"forest\">\n<h2 id=\"forest\">Agreement with people</h2>\n");
        // Metrics of different units share no axis: a plot for each.
        foreach (IGrouping<AlignmentMetric, AlignmentRecord> group in records.GroupBy(r => r.Alignment.Metric).OrderBy(g => g.Key))
        {
            html.Add($"<h3>{group.Key.Name()}</h3>\n");
            Plot(html, group.Key.Name(), [.. group.SelectMany(Rows)]);
        }

        html.Raw("</section>\n");
    }

    private static IEnumerable<ForestRow> Rows(AlignmentRecord record)
    {
        AlignmentResult alignment = record.Alignment;
        yield return new ForestRow(record.Case, "judge", alignment.Statistics.GetValueOrDefault(alignment.Metric));
        yield return new ForestRow(record.Case, "human ceiling", alignment.Human.Ceiling.GetValueOrDefault(alignment.Metric));
        if (alignment.BestBaseline is { } best)
        {
            yield return new ForestRow(record.Case, $"baseline {best.Name}", best.Statistic);
        }
    }

    private static void Plot(HtmlText html, string metric, ForestRow[] rows)
    {
        double[] ends = [.. rows.Where(r => r.Estimate.IsDefined).SelectMany(r => new[] { Lower(r.Estimate), Upper(r.Estimate) }), 0, 1];
        double low = ends.Min(), high = ends.Max();
        double X(double value) => Left + ((value - low) / (high - low) * Width);
        double height = (rows.Length * RowHeight * 1.6) + 30;
        html.Add($"<svg viewBox=\"0 0 600 {N(height)}\" role=\"img\" aria-label=\"{metric} of each judge with its interval, beside the human ceiling and the best baseline; the table below has the numbers\">\n");
        foreach (double tick in new[] { low, (low + high) / 2, high })
        {
            html.Add($"<line class=\"grid\" x1=\"{N(X(tick))}\" x2=\"{N(X(tick))}\" y1=\"0\" y2=\"{N(height - 22)}\"/><text class=\"tick\" text-anchor=\"middle\" x=\"{N(X(tick))}\" y=\"{N(height - 6)}\">{NumberText.Of(tick)}</text>\n");
        }

        for (int i = 0; i < rows.Length; i++)
        {
            double y = (i * RowHeight * 1.6) + 12;
            string kind = rows[i].Kind.Split(' ')[0], name = kind == "judge" ? rows[i].Case : rows[i].Kind;
            html.Add($"<text class=\"{kind}\" x=\"4\" y=\"{N(y)}\">{(name.Length > 80 ? name[..79] + "…" : name)}{(rows[i].Estimate.IsDefined ? "" : ": undefined")}</text>");
            if (rows[i].Estimate is { IsDefined: true } estimate)
            {
                html.Add($"<line class=\"{kind}\" x1=\"{N(X(Lower(estimate)))}\" x2=\"{N(X(Upper(estimate)))}\" y1=\"{N(y + 10)}\" y2=\"{N(y + 10)}\"/><circle class=\"{kind}\" cx=\"{N(X(estimate.Value))}\" cy=\"{N(y + 10)}\" r=\"4\"/>");
            }

            html.Raw("\n");
        }

        html.Add($"</svg>\n<details><summary>Numbers of {metric}</summary><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table of {metric}\"><table><thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Of</th><th scope=\"col\">Value</th><th scope=\"col\">Interval</th><th scope=\"col\">Items</th></tr></thead><tbody>\n");
        foreach (ForestRow row in rows)
        {
            html.Add($"<tr><th scope=\"row\">{row.Case}</th><td>{row.Kind}</td><td>{NumberText.ReasonOf(row.Estimate) ?? NumberText.ValueOf(row.Estimate)}</td><td>{NumberText.IntervalOf(row.Estimate)}</td><td class=\"number\">{row.Estimate.N}</td></tr>\n");
        }

        html.Raw("</tbody></table></div></details>\n");
    }

    private static double Lower(Estimate estimate) => Math.Min(estimate.Value, estimate.Interval?.Lower ?? estimate.Value);

    private static double Upper(Estimate estimate) => Math.Max(estimate.Value, estimate.Interval?.Upper ?? estimate.Value);

    private static string N(double number) => NumberText.Stated(Math.Round(number, 2));

    private sealed record ForestRow(string Case, string Kind, Estimate Estimate);
}
