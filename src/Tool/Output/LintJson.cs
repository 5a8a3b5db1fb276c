using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;

namespace JudgeEval.Tool.Output;

/// <summary>What lint found, as JSON.</summary>
internal static class LintJson
{
    /// <summary>Writes the properties of the object that <c>lint --json</c> prints.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="report">What was found.</param>
    public static void Write(Utf8JsonWriter json, AnnotatedDataset dataset, LintReport report)
    {
        AlignmentJson.WriteDataset(json, dataset);
        json.WriteNumber("items", dataset.Items.Length);
        json.WriteNumber("annotators", dataset.Annotators.Length);
        json.WriteNumber("annotations", dataset.AnnotationCount);
        json.WriteStartObject("counts");
        json.WriteNumber("error", report.Count(LintSeverity.Error));
        json.WriteNumber("warning", report.Count(LintSeverity.Warning));
        json.WriteNumber("note", report.Count(LintSeverity.Note));
        json.WriteEndObject();
        WriteFindings(json, "findings", report);
        json.WriteStartArray("exclusions");
        foreach (Exclusion exclusion in report.Exclusions)
        {
            json.WriteStartObject();
            json.WriteString("annotator", exclusion.Annotator);
            json.WriteString("item", exclusion.Item);
            json.WriteString("rule", exclusion.Rule);
            json.WriteString("evidence", exclusion.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the findings as an array.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="report">What was found.</param>
    public static void WriteFindings(Utf8JsonWriter json, string name, LintReport report)
    {
        json.WriteStartArray(name);
        foreach (LintFinding finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            if (finding.Location.File is { } file)
            {
                json.WriteString("file", file);
                if (finding.Location.Line > 0)
                {
                    json.WriteNumber("line", finding.Location.Line);
                }
            }

            json.WriteString("what", finding.What);
            json.WriteString("consequence", finding.Consequence);
            json.WriteString("remedy", finding.Remedy);
            json.WriteStartArray("subjects");
            foreach (string subject in finding.Subjects)
            {
                json.WriteStringValue(subject);
            }

            json.WriteEndArray();
            json.WriteStartObject("evidence");
            foreach (LintNumber number in finding.Evidence)
            {
                json.WriteNumber(number.Name, number.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what an exclusion log left out; nothing where none was applied.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="excluded">What was left out.</param>
    public static void WriteExcluded(Utf8JsonWriter json, ExcludedAnnotations? excluded)
    {
        if (excluded is null)
        {
            return;
        }

        json.WriteNumber("annotations", excluded.Annotations);
        json.WriteStartObject("byRule");
        foreach ((string rule, int count) in excluded.ByRule)
        {
            json.WriteNumber(rule, count);
        }

        json.WriteEndObject();
    }
}
