using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace JudgeEval.Harness.Reports;

/// <summary>
/// A summary as a Visual Studio test results file (TRX), for the merged records of several shards; a single run of <c>dotnet test --logger trx</c> writes its own. A case that
/// could not be run is an <c>Error</c>, one whose gate could not decide and only warns is <c>Inconclusive</c>.
/// </summary>
public static class TrxReport
{
    private const string Space = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    // The test type and the list that Visual Studio gives to unit tests.
    private const string UnitTestType = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string ResultsList = "8c84fa94-04c1-424b-9868-57a2d4851a1d";

    /// <summary>The document: UTF-8, line feeds. Its ids are hashes of the names and it holds no time, so that the same records give the same bytes.</summary>
    /// <param name="summary">The summary.</param>
    public static string Render(BuildSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return BuildXml.Write(xml =>
        {
            xml.WriteStartElement("TestRun", Space);
            xml.WriteAttributeString("id", Id("run", string.Join('\n', summary.Cases.Select(c => $"{c.Suite}\n{c.Case}"))));
            xml.WriteAttributeString("name", "judgeeval");
            Each(xml, "Results", summary, Result);
            Each(xml, "TestDefinitions", summary, Definition);
            Each(xml, "TestEntries", summary, (x, one) =>
            {
                x.WriteStartElement("TestEntry");
                x.WriteAttributeString("testId", Id("test", one));
                x.WriteAttributeString("executionId", Id("execution", one));
                x.WriteAttributeString("testListId", ResultsList);
                x.WriteEndElement();
            });
            xml.WriteStartElement("TestLists");
            xml.WriteStartElement("TestList");
            xml.WriteAttributeString("name", "Results Not in a List");
            xml.WriteAttributeString("id", ResultsList);
            xml.WriteEndElement();
            xml.WriteEndElement();
            Summary(xml, summary);
            xml.WriteEndElement();
        });
    }

    private static void Each(XmlWriter xml, string element, BuildSummary summary, Action<XmlWriter, BuildCase> write)
    {
        xml.WriteStartElement(element);
        foreach (BuildCase one in summary.Cases)
        {
            write(xml, one);
        }

        xml.WriteEndElement();
    }

    private static void Result(XmlWriter xml, BuildCase one)
    {
        xml.WriteStartElement("UnitTestResult");
        xml.WriteAttributeString("executionId", Id("execution", one));
        xml.WriteAttributeString("testId", Id("test", one));
        xml.WriteAttributeString("testName", Name(one));
        xml.WriteAttributeString("computerName", "judgeeval");
        xml.WriteAttributeString("testType", UnitTestType);
        xml.WriteAttributeString("outcome", OutcomeOf(one));
        xml.WriteAttributeString("testListId", ResultsList);
        xml.WriteStartElement("Output");
        if (one.Record is { } record)
        {
            xml.WriteElementString("StdOut", BuildXml.Clean($"{Outcome.Word(one.Decision)} {NumberText.WithInterval(BuildFigures.Of(record))}"));
        }

        if (!one.Reasons.IsEmpty)
        {
            xml.WriteStartElement("ErrorInfo");
            xml.WriteElementString("Message", BuildXml.Clean(string.Join('\n', one.Reasons)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Definition(XmlWriter xml, BuildCase one)
    {
        string test = one.Test ?? one.Suite;
        int dot = test.LastIndexOf('.');
        xml.WriteStartElement("UnitTest");
        xml.WriteAttributeString("name", Name(one));
        xml.WriteAttributeString("id", Id("test", one));
        xml.WriteStartElement("Execution");
        xml.WriteAttributeString("id", Id("execution", one));
        xml.WriteEndElement();
        xml.WriteStartElement("TestMethod");
        xml.WriteAttributeString("codeBase", "judgeeval");
        xml.WriteAttributeString("adapterTypeName", "executor://judgeeval/");
        xml.WriteAttributeString("className", BuildXml.Clean(dot < 0 ? test : test[..dot]));
        xml.WriteAttributeString("name", BuildXml.Clean(dot < 0 ? test : test[(dot + 1)..]));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Summary(XmlWriter xml, BuildSummary summary)
    {
        int failed = summary.Count(BuildOutcome.Failed), broken = summary.Count(BuildOutcome.Broken), warned = summary.Count(BuildOutcome.Warned);
        xml.WriteStartElement("ResultSummary");
        xml.WriteAttributeString("outcome", failed + broken > 0 ? "Failed" : "Completed");
        xml.WriteStartElement("Counters");
        Number("total", summary.Cases.Length);
        Number("executed", summary.Cases.Length - broken);
        Number("passed", summary.Count(BuildOutcome.Passed));
        Number("failed", failed);
        Number("error", broken);
        Number("inconclusive", warned);
        xml.WriteEndElement();
        xml.WriteEndElement();

        void Number(string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static string OutcomeOf(BuildCase one) => one.Outcome switch
    {
        BuildOutcome.Failed => "Failed",
        BuildOutcome.Broken => "Error",
        BuildOutcome.Warned => "Inconclusive",
        _ => "Passed",
    };

    private static string Name(BuildCase one) => BuildXml.Clean($"{one.Suite} ({one.Case})");

    private static string Id(string what, BuildCase one) => Id(what, $"{one.Suite}\n{one.Case}");

    private static string Id(string what, string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{name}")).AsSpan(0, 16)).ToString();
}
