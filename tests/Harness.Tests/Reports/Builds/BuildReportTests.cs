using System.Xml.Linq;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reports;

/// <summary>What build servers are told: the counts are those of the cases below, by hand.</summary>
public sealed class BuildReportTests : IDisposable
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-builds-").FullName;

    [Fact]
    public void Of_CasesOfEveryKind_CountsEachOnce()
    {
        BuildSummary summary = BuildSummary.Of(Folder());

        Assert.Equal(
            [("a", BuildOutcome.Passed), ("b", BuildOutcome.Failed), ("c", BuildOutcome.Failed), ("d", BuildOutcome.Warned), ("e", BuildOutcome.Passed), ("gone", BuildOutcome.Broken)],
            summary.Cases.Take(6).Select(c => (c.Case, c.Outcome)));
        Assert.Equal(BuildOutcome.Broken, summary.Cases[6].Outcome);
        Assert.EndsWith("half.record.json", summary.Cases[6].Case, StringComparison.Ordinal);
        Assert.Equal(GateDecision.Failed, summary.Decision);
    }

    [Fact]
    public void Of_OnlyInconclusive_IsInconclusive()
    {
        Write("x.record.json", "x", GateDecision.Inconclusive, InconclusiveAction.Warn);
        Write("y.record.json", "y", GateDecision.Passed);

        Assert.Equal(GateDecision.Inconclusive, BuildSummary.Of(CaseSetReader.Read([_folder])).Decision);
    }

    [Fact]
    public void JUnit_CasesOfEveryKind_AreFailureErrorAndSkipped()
    {
        XElement root = XDocument.Parse(JUnitReport.Render(BuildSummary.Of(Folder()))).Root!;

        Assert.Equal(("7", "2", "2", "1"), ((string)root.Attribute("tests")!, (string)root.Attribute("failures")!, (string)root.Attribute("errors")!, (string)root.Attribute("skipped")!));
        XElement failed = root.Descendants("testcase").Single(c => (string)c.Attribute("name")! == "b").Element("failure")!;
        Assert.Equal("FAILED", (string)failed.Attribute("type")!);
        Assert.Contains("too low \uFFFD", failed.Value, StringComparison.Ordinal);
        Assert.Equal("INCONCLUSIVE", (string)root.Descendants("testcase").Single(c => (string)c.Attribute("name")! == "c").Element("failure")!.Attribute("type")!);
        Assert.NotNull(root.Descendants("testcase").Single(c => (string)c.Attribute("name")! == "d").Element("skipped"));
        Assert.Equal("JE3012: a reply is missing", root.Descendants("testcase").Single(c => (string)c.Attribute("name")! == "gone").Element("error")!.Value);
    }

    [Fact]
    public void Trx_CasesOfEveryKind_HaveResultDefinitionAndEntry()
    {
        XElement root = XDocument.Parse(TrxReport.Render(BuildSummary.Of(Folder()))).Root!;

        XElement counters = root.Descendants(Trx + "Counters").Single();
        Assert.Equal(("7", "2", "2", "2", "1"), (Number("total"), Number("passed"), Number("failed"), Number("error"), Number("inconclusive")));
        string[] ids = [.. root.Descendants(Trx + "UnitTestResult").Select(r => (string)r.Attribute("testId")!)];
        Assert.Equal(7, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ids, root.Descendants(Trx + "UnitTest").Select(t => (string)t.Attribute("id")!));
        Assert.Equal(ids, root.Descendants(Trx + "TestEntry").Select(t => (string)t.Attribute("testId")!));
        Assert.All(ids, id => Guid.Parse(id));

        string Number(string name) => (string)counters.Attribute(name)!;
    }

    [Fact]
    public void Render_RecordsInAnotherOrder_AreTheSameBytes()
    {
        CaseSet folder = Folder();
        BuildSummary one = BuildSummary.Of(folder), other = BuildSummary.Of(folder with { Records = [.. folder.Records.Reverse()] });

        Assert.Equal(JUnitReport.Render(one), JUnitReport.Render(other));
        Assert.Equal(TrxReport.Render(one), TrxReport.Render(other));
        Assert.DoesNotContain("\r", TrxReport.Render(one), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ShardsWithOneCaseTwice_TakesTheSameAndNamesTheOther()
    {
        Write("one/a.record.json", "a", GateDecision.Passed);
        Write("two/a.record.json", "a", GateDecision.Passed);
        Assert.Empty(CaseSetReader.Read([_folder]).Broken);

        Write("two/a.record.json", "a", GateDecision.Failed);
        CaseSet folder = CaseSetReader.Read([_folder, Path.Combine(_folder, "none.record.json")]);

        Assert.Equal(["JE1810", "JE1812"], folder.Broken.SelectMany(b => b.Diagnostics).Select(d => d.Code).Order(StringComparer.Ordinal));
        Assert.Equal(GateDecision.Passed, Assert.Single(folder.Records).Gates!.Decision);
    }

    [Fact]
    public void Read_CaseThatFailedInOneShardAndRanInAnother_IsTheRecord()
    {
        Write("one/a.record.json", "a", GateDecision.Passed);
        new CaseProblem("Ns.T", "s", "a", "", "", "", "JE3012: x").Write(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "two")).FullName, "a.problem.txt"));

        Assert.Empty(CaseSetReader.Read([_folder]).Problems);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CaseSet Folder()
    {
        Write("a.record.json", "a", GateDecision.Passed);
        Write("b.record.json", "b", GateDecision.Failed);
        Write("c.record.json", "c", GateDecision.Inconclusive, InconclusiveAction.Fail);
        Write("d.record.json", "d", GateDecision.Inconclusive, InconclusiveAction.Warn);
        Write("e.record.json", "e", GateDecision.Inconclusive, InconclusiveAction.Pass);
        File.WriteAllText(Path.Combine(_folder, "half.record.json"), "{\"format\": \"judgeeval.record/1\", \"rec");
        new CaseProblem("Ns.Suite.Test", "s", "gone", "m", "p", "d", "JE3012: a reply is missing").Write(Path.Combine(_folder, "gone.problem.txt"));
        return CaseSetReader.Read([_folder]);
    }

    private void Write(string path, string name, GateDecision decision, InconclusiveAction action = InconclusiveAction.Fail) => RecordFile.Write(
        TestAlignments.RecordOf(TestAlignments.Aligned(), "s", name) with
        {
            Gates = TestAlignments.Gated(decision, TestAlignments.Interval(0.5, 0.4, 0.6), "too low \u0001"),
            Policy = new GatePolicy(action, "by default"),
        },
        Path.Combine(_folder, path));
}
