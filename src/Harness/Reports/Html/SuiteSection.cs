using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Every case with its decision, and every gate with its reason; then what could not run or be read.</summary>
internal static class SuiteSection
{
    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases that ran.</param>
    /// <param name="head">All that was found.</param>
    /// <param name="base">All that was found to compare with.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases, CaseSet head, CaseSet @base)
    {
        html.Raw("<section aria-labelledby=\"suites\">\n<h2 id=\"suites\">Suites</h2>\n").Add($"<p class=\"lead\">{InWords(cases, head)}</p>\n");
        Lost(html, head, @base);
        if (cases.Count > 0)
        {
            html.Raw("<table class=\"suites\">\n<thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Decision</th><th scope=\"col\">Gates and snapshot</th><th scope=\"col\" class=\"number\">Coverage</th><th scope=\"col\" class=\"number\">Disagreeing</th></tr></thead>\n<tbody>\n");
            foreach (ReportCase report in cases)
            {
                Row(html, report);
            }

            html.Raw("</tbody>\n</table>\n");
        }

        html.Raw("</section>\n");
    }

    private static string InWords(IReadOnlyList<ReportCase> cases, CaseSet head)
    {
        IEnumerable<string> parts = cases.GroupBy(c => Decision(c.Record), StringComparer.Ordinal).OrderBy(g => Array.IndexOf(Order, g.Key)).Select(g => $"{NumberText.Of(g.Count())} {g.Key}")
            .Concat(head.Problems.IsEmpty ? [] : [$"{NumberText.Of(head.Problems.Length)} could not run"])
            .Concat(head.Baselines.IsEmpty ? [] : [$"{NumberText.Of(head.Baselines.Length)} without {(head.Baselines.Length == 1 ? "its" : "their")} dataset"])
            .Concat(head.Broken.IsEmpty ? [] : [$"{NumberText.Count(head.Broken.Length, "file")} cannot be read"]);
        return $"{NumberText.Count(cases.Count + head.Problems.Length + head.Baselines.Length, "case")}: {string.Join(", ", parts.DefaultIfEmpty("nothing was found"))}.";
    }

    private static readonly string[] Order = ["failed", "inconclusive", "passed", "no gate"];

    private static void Lost(HtmlText html, CaseSet head, CaseSet @base)
    {
        if (!head.Problems.IsEmpty)
        {
            html.Raw("<div class=\"lost\"><h3>Could not run</h3><ul>");
            foreach (CaseProblem problem in head.Problems)
            {
                html.Add($"<li><b>{problem.Suite}</b> {problem.Case}<p class=\"prose\">{problem.Text}</p></li>");
            }

            html.Raw("</ul></div>\n");
        }

        if (!head.Baselines.IsEmpty)
        {
            html.Raw("<div class=\"lost\"><h3>Without their dataset, and so without figures</h3><ul>");
            foreach (BaselineRecord baseline in head.Baselines)
            {
                html.Add($"<li><b>{baseline.Suite}</b> {baseline.Case}<p class=\"prose\">the revision has its committed baseline, but not the dataset '{baseline.Dataset}'</p></li>");
            }

            html.Raw("</ul></div>\n");
        }

        Broken(html, "Files that cannot be read", head);
        Broken(html, "Files of the base that cannot be read; their cases look new", @base);
    }

    private static void Broken(HtmlText html, string title, CaseSet set)
    {
        if (set.Broken.IsEmpty)
        {
            return;
        }

        html.Add($"<div class=\"lost\"><h3>{title}</h3><ul>");
        foreach (BrokenFile file in set.Broken)
        {
            html.Add($"<li><b>{file.Path}</b><p class=\"prose\">{string.Join('\n', file.Diagnostics)}</p></li>");
        }

        html.Raw("</ul></div>\n");
    }

    private static void Row(HtmlText html, ReportCase report)
    {
        AlignmentResult alignment = report.Record.Alignment;
        string decision = Decision(report.Record);
        html.Add($"<tr><th scope=\"row\">{report.Record.Suite}<br><small>{report.Record.Case}</small>");
        if (report.IsRenamed)
        {
            html.Add($"<br><small>before: {report.Before!.Suite} ({report.Before.Case})</small>");
        }

        foreach (string line in LintText.Lines(report.Record))
        {
            html.Add($"<br><small>lint: {line}</small>");
        }

        html.Add($"</th><td><strong class=\"{decision.Replace(' ', '-')}\">{decision}</strong></td><td>");
        Demands(html, report.Record);
        html.Add($"</td><td class=\"number\" data-title=\"Coverage\">{alignment.VerdictCount} of {alignment.ItemCount}</td><td class=\"number\" data-title=\"Disagreeing\">{alignment.Disagreements.Length}</td></tr>\n");
    }

    private static void Demands(HtmlText html, AlignmentRecord record)
    {
        if (record is { Gates: null, Snapshot: null })
        {
            return;
        }

        html.Raw("<ul>");
        foreach (GateResult gate in record.Gates?.Results ?? [])
        {
            html.Add($"<li><strong class=\"{Word(gate.Decision)}\">{Word(gate.Decision)}</strong> <code>{gate.Gate}</code>: {gate.Reason}");
            if (gate.ItemsNeeded is { } needed)
            {
                html.Add($"; about {NumberText.Count(needed, "further item")} would decide");
            }

            html.Raw("</li>");
        }

        if (record.Snapshot is { } snapshot)
        {
            string word = Word(snapshot.Matches ? GateDecision.Passed : GateDecision.Failed);
            html.Add($"<li><strong class=\"{word}\">{word}</strong> snapshot: {(snapshot.Matches ? "every disagreement is an accepted one" : Outcome.Snapshot(snapshot))}</li>");
        }

        if (Outcome.Moved(record) is { } moved)
        {
            html.Add($"<li>{moved}</li>");
        }

        html.Raw("</ul>");
    }

    private static string Decision(AlignmentRecord record) => RecordDecision.Of(record) is { } decision ? Word(decision) : "no gate";

    private static string Word(GateDecision decision) => decision.ToString().ToLowerInvariant();
}
