using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports;

/// <summary>What lint found, for people: in full, or in a line above other figures.</summary>
public static class LintText
{
    private const int NamedSubjects = 3;

    /// <summary>Every finding: its weight, rule and place, what was found, what follows, what to do and the numbers it rests on.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="width">The width of the terminal, at least 60.</param>
    /// <param name="colour">Whether to use ANSI escape sequences. The default is no.</param>
    /// <returns>Line feeds, ends with a line feed.</returns>
    public static string Render(LintReport report, AnnotatedDataset dataset, int width, bool colour = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        IEnumerable<string> lines =
        [
            .. TextLayout.Wrap(
                TextLayout.OneLine($"{dataset.Info.Name}: {Counts(report)} in {NumberText.Count(dataset.Items.Length, "item")}, "
                    + $"{NumberText.Count(dataset.Annotators.Length, "annotator")}, {NumberText.Count(dataset.AnnotationCount, "annotation")}"), width),
            .. report.Findings.GroupBy(f => (f.Rule, f.Severity, f.Consequence, f.Remedy)).SelectMany(same => Findings([.. same], width, colour)),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>The findings as one note, for the head of other figures: the rules with whom they are about.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="command">The command that tells more.</param>
    /// <returns>Nothing where there is neither an error nor a warning.</returns>
    public static IEnumerable<(string Heading, string Text)> Notes(LintReport report, string command)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] rules = [.. Rules(RecordedFinding.Of(report)).Select(Short)];
        return rules.Length == 0 ? [] : [.. rules.Select(rule => (Heading: "Lint", Text: rule)), ("", $"{command} says what follows and what to do")];
    }

    /// <summary>A line for each rule of a record that found an error or a warning; of errors also what follows from them.</summary>
    /// <param name="record">The record.</param>
    internal static IEnumerable<string> Lines(AlignmentRecord record) => Rules(record.Lint)
        .Select(rule => Short(rule) + (rule.First() is { Severity: LintSeverity.Error } first ? $". {Sentence(first.Consequence)}" : ""));

    /// <summary>How many findings there are of each weight: <c>1 error, 2 warnings</c>, or <c>nothing found</c>.</summary>
    /// <param name="report">What was found.</param>
    public static string Counts(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] counts =
        [
            .. new[] { (LintSeverity.Error, "error"), (LintSeverity.Warning, "warning"), (LintSeverity.Note, "note") }
                .Select(s => (Count: report.Count(s.Item1), s.Item2)).Where(s => s.Count > 0).Select(s => NumberText.Count(s.Count, s.Item2)),
        ];
        return counts.Length == 0 ? "nothing found" : string.Join(", ", counts);
    }

    /// <summary>A number of evidence: whole as it is, small ones in exponents, others with three decimals.</summary>
    /// <param name="value">The number.</param>
    internal static string Number(double value) =>
        Math.Abs(value) < 1e9 && value == Math.Truncate(value) ? value.ToString("0", CultureInfo.InvariantCulture)
        : Math.Abs(value) < 0.001 ? value.ToString("0.##E+0", CultureInfo.InvariantCulture)
        : NumberText.Of(value);

    private static IEnumerable<IGrouping<string, RecordedFinding>> Rules(IEnumerable<RecordedFinding> findings) =>
        findings.Where(f => f.Severity != LintSeverity.Note).GroupBy(f => f.Rule, StringComparer.Ordinal);

    private static string Short(IGrouping<string, RecordedFinding> rule)
    {
        RecordedFinding[] all = [.. rule];
        if (all.Length == 1)
        {
            return $"{rule.Key}: {all[0].What}";
        }

        int more = all.Length - NamedSubjects;
        return $"{rule.Key}: {NumberText.Of(all.Length)} times, {string.Join("; ", all.Take(NamedSubjects).Select(f => f.Subjects.IsEmpty ? f.What : string.Join(", ", f.Subjects.Take(2))))}"
            + (more > 0 ? $" and {NumberText.Of(more)} more" : "");
    }

    // What follows and what to do is said once of all that were found alike.
    private static IEnumerable<string> Findings(LintFinding[] alike, int width, bool colour)
    {
        LintFinding first = alike[0];
        string weight = first.Severity.ToString().ToLowerInvariant();
        TextStyle style = first.Severity switch { LintSeverity.Error => TextStyle.Bad, LintSeverity.Warning => TextStyle.Uncertain, _ => TextStyle.Faint };
        bool together = alike.All(f => f.Location.File == first.Location.File);
        return
        [
            "",
            $"{TextTable.Styled(weight, style, colour)} {first.Rule}{(together ? Place("  ", first) : "")}",
            .. alike.SelectMany(f => TextLayout.Hang("  ", TextLayout.OneLine(Sentence(f.What) + Numbers(f)), width).Concat(together ? [] : [Place("    ", f)])),
            .. TextLayout.Hang("  ", TextLayout.OneLine(Sentence(first.Consequence)), width),
            .. TextLayout.Hang("  Do: ", TextLayout.OneLine(first.Remedy + "."), width),
        ];
    }

    private static string Place(string before, LintFinding finding) => finding.Location.File is null ? "" : before + TextLayout.OneLine(finding.Location.ToString());

    private static string Numbers(LintFinding finding) =>
        finding.Evidence.IsEmpty ? "" : $" ({string.Join(", ", finding.Evidence.Select(e => $"{e.Name} {Number(e.Value)}"))})";

    // A name in quotation marks keeps its case.
    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
