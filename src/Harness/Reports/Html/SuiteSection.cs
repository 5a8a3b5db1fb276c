using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Every case with its decision, and every gate with its reason.</summary>
internal static class SuiteSection
{
    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        html.Raw("<section aria-labelledby=\"suites\">\n<h2 id=\"suites\">Suites</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Suite table\">\n<table>\n<thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Decision</th><th scope=\"col\">Gates</th><th scope=\"col\">Coverage</th><th scope=\"col\">Disagreeing</th></tr></thead>\n<tbody>\n");
        foreach (AlignmentRecord record in cases.Select(c => c.Record))
        {
            AlignmentResult alignment = record.Alignment;
            string decision = record.Gates is { } gates ? Word(gates.Decision) : "no gate";
            html.Add($"<tr><th scope=\"row\">{record.Suite}<br><small>{record.Case}</small></th><td><strong class=\"{decision.Replace(' ', '-')}\">{decision}</strong></td><td>");
            WriteGates(html, record.Gates);
            html.Add($"</td><td class=\"number\">{alignment.VerdictCount} of {alignment.ItemCount}</td><td class=\"number\">{alignment.Disagreements.Length}</td></tr>\n");
        }

        html.Raw("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static void WriteGates(HtmlText html, GateReport? report)
    {
        if (report is null)
        {
            return;
        }

        html.Raw("<ul>");
        foreach (GateResult gate in report.Results)
        {
            html.Add($"<li><strong class=\"{Word(gate.Decision)}\">{Word(gate.Decision)}</strong> <code>{gate.Gate}</code>: {gate.Reason}");
            if (gate.ItemsNeeded is { } needed)
            {
                html.Add($"; about {NumberText.Count(needed, "further item")} would decide");
            }

            html.Raw("</li>");
        }

        html.Raw("</ul>");
    }

    private static string Word(GateDecision decision) => decision.ToString().ToLowerInvariant();
}
