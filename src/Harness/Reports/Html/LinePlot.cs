using System.Text;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>A point of a line.</summary>
/// <param name="X">Where it stands across, 0..100.</param>
/// <param name="Value">Its value; <see langword="null"/> for none, which breaks the line.</param>
/// <param name="Lower">The lower end of its interval, where there is one.</param>
/// <param name="Upper">The upper end of its interval, where there is one.</param>
/// <param name="Kind">The class of its mark.</param>
/// <param name="Size">The radius of its mark, in pixels.</param>
internal sealed record PlotPoint(double X, double? Value, double? Lower, double? Upper, string Kind = "judge", double Size = 4);

/// <summary>A line with its intervals as a band. Text and marks keep their size at every width; only the line is stretched.</summary>
internal static class LinePlot
{
    private const int MostMarks = 120;

    /// <summary>Writes the plot.</summary>
    /// <param name="html">The page.</param>
    /// <param name="name">What it shows, for those who do not see it.</param>
    /// <param name="points">The points, from left to right.</param>
    /// <param name="across">The names along the bottom and where they stand, at most four.</param>
    /// <param name="diagonal">Whether a line from corner to corner is drawn, where both axes run from 0 to 1.</param>
    public static void Write(HtmlText html, string name, IReadOnlyList<PlotPoint> points, IReadOnlyList<(double X, string Name)> across, bool diagonal = false)
    {
        PlotAxis axis = PlotAxis.Of(points.SelectMany(p => new[] { p.Value, p.Lower, p.Upper }).OfType<double>().Concat(diagonal ? [0, 1] : []));
        html.Add($"<svg class=\"plot\" role=\"img\" aria-label=\"{name}\">\n");
        foreach (double tick in axis.Ticks)
        {
            html.Add($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{Up(axis, tick)}%\" y2=\"{Up(axis, tick)}%\"/><text class=\"tick\" text-anchor=\"end\" x=\"-6\" y=\"{Up(axis, tick)}%\" dy=\"4\">{PlotAxis.Name(tick)}</text>\n");
        }

        html.Raw("<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" overflow=\"visible\">\n");
        if (diagonal)
        {
            html.Raw("<path class=\"ideal\" d=\"M0 100L100 0\"/>\n");
        }

        foreach (PlotPoint[] run in Runs(points))
        {
            html.Raw(Band(axis, run)).Add($"<path class=\"line\" d=\"{Line(axis, run)}\"/>\n");
        }

        html.Raw("</svg>\n");
        foreach (PlotPoint point in points.Count > MostMarks ? points.Where(p => p.Kind is not ("judge" or "passed")) : points)
        {
            Mark(html, axis, point, points.Count);
        }

        for (int i = 0; i < across.Count; i++)
        {
            string anchor = across[i].X < 8 ? "start" : across[i].X > 92 ? "end" : "middle";
            html.Add($"<text class=\"tick\" text-anchor=\"{anchor}\" x=\"{PlotAxis.N(across[i].X)}%\" y=\"100%\" dy=\"18\">{across[i].Name}</text>\n");
        }

        html.Raw("</svg>\n");
    }

    private static void Mark(HtmlText html, PlotAxis axis, PlotPoint point, int count)
    {
        string x = PlotAxis.N(point.X);
        if (point.Value is not { } value)
        {
            html.Add($"<text class=\"gap\" text-anchor=\"middle\" x=\"{x}%\" y=\"100%\" dy=\"-4\">?</text>\n");
            return;
        }

        if (count <= 40 && point is { Lower: { } lower, Upper: { } upper })
        {
            html.Add($"<line class=\"interval\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{Up(axis, lower)}%\" y2=\"{Up(axis, upper)}%\"/>");
        }

        // Decisions differ in shape as well as in colour.
        html.Add($"<svg x=\"{x}%\" y=\"{Up(axis, value)}%\" overflow=\"visible\">").Raw(point.Kind switch
        {
            "failed" => "<path class=\"mark failed\" d=\"M-5-5L5 5M-5 5L5-5\"/>",
            "inconclusive" => "<path class=\"mark inconclusive\" d=\"M0-6L6 0L0 6L-6 0Z\"/>",
            "passed" => "<circle class=\"mark passed\" r=\"4.5\"/>",
            _ => $"<circle class=\"mark judge\" r=\"{PlotAxis.N(point.Size)}\"/>",
        }).Raw("</svg>\n");
    }

    private static IEnumerable<PlotPoint[]> Runs(IReadOnlyList<PlotPoint> points)
    {
        List<PlotPoint> run = [];
        foreach (PlotPoint point in points)
        {
            if (point.Value is not null)
            {
                run.Add(point);
            }
            else if (run.Count > 0)
            {
                yield return [.. run];
                run.Clear();
            }
        }

        if (run.Count > 0)
        {
            yield return [.. run];
        }
    }

    private static string Line(PlotAxis axis, PlotPoint[] run) => string.Concat(run.Select((p, i) => $"{(i == 0 ? 'M' : 'L')}{PlotAxis.N(p.X)} {Up(axis, p.Value!.Value)}"));

    private static string Band(PlotAxis axis, PlotPoint[] run)
    {
        PlotPoint[] bounded = [.. run.Where(p => p is { Lower: not null, Upper: not null })];
        if (bounded.Length < 2)
        {
            return "";
        }

        StringBuilder path = new("<path class=\"band\" d=\"");
        path.AppendJoin("", bounded.Select((p, i) => $"{(i == 0 ? 'M' : 'L')}{PlotAxis.N(p.X)} {Up(axis, p.Upper!.Value)}"));
        path.AppendJoin("", bounded.Reverse().Select(p => $"L{PlotAxis.N(p.X)} {Up(axis, p.Lower!.Value)}"));
        return path.Append("Z\"/>\n").ToString();
    }

    private static string Up(PlotAxis axis, double value) => PlotAxis.N(100 - axis.At(value));
}
