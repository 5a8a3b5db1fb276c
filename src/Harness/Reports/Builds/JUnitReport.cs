using System.Globalization;
using System.Xml;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Reports;

/// <summary>
/// A summary in JUnit's XML, as build servers read it: a failed case is a <c>failure</c>, one that came to no record an <c>error</c>, one whose gate could not
/// decide and only warns is <c>skipped</c> with the reason.
/// </summary>
public static class JUnitReport
{
    /// <summary>The document: UTF-8, line feeds. It holds no time, so that the same records give the same bytes.</summary>
    /// <param name="summary">The summary.</param>
    public static string Render(BuildSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return BuildXml.Write(xml =>
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "judgeeval");
            Counts(xml, [.. summary.Cases]);
            foreach (IGrouping<string, BuildCase> suite in summary.Cases.GroupBy(c => c.Suite, StringComparer.Ordinal))
            {
                xml.WriteStartElement("testsuite");
                xml.WriteAttributeString("name", BuildXml.Clean(suite.Key));
                Counts(xml, [.. suite]);
                foreach (BuildCase one in suite)
                {
                    Case(xml, one);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }

    private static void Counts(XmlWriter xml, BuildCase[] cases)
    {
        Number("tests", cases.Length);
        Number("failures", cases.Count(c => c.Outcome == BuildOutcome.Failed));
        Number("errors", cases.Count(c => c.Outcome == BuildOutcome.Broken));
        Number("skipped", cases.Count(c => c.Outcome == BuildOutcome.Warned));

        void Number(string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static void Case(XmlWriter xml, BuildCase one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", BuildXml.Clean(one.Test ?? one.Suite));
        xml.WriteAttributeString("name", BuildXml.Clean(one.Case));
        if (one.Record is { } record)
        {
            xml.WriteStartElement("properties");
            Property(xml, "decision", Outcome.Word(one.Decision));
            Property(xml, record.Alignment.Metric.Name(), NumberText.WithInterval(BuildFigures.Of(record)));
            xml.WriteEndElement();
        }

        string? element = one.Outcome switch
        {
            BuildOutcome.Failed => "failure",
            BuildOutcome.Broken => "error",
            BuildOutcome.Warned => "skipped",
            _ => null,
        };
        if (element is not null)
        {
            xml.WriteStartElement(element);
            xml.WriteAttributeString("message", BuildXml.Clean(one.Reasons.FirstOrDefault("no reason is known")));
            if (element != "skipped")
            {
                xml.WriteAttributeString("type", one.Record is null ? "NOT RUN" : Outcome.Word(one.Decision));
                xml.WriteString(BuildXml.Clean(string.Join('\n', one.Reasons)));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", BuildXml.Clean(value));
        xml.WriteEndElement();
    }
}
