using System.Text.Json;
using System.Xml.Linq;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class SummaryCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Summary_OfRecords_SaysTheDecisionInEveryFormat()
    {
        Align("good", "cohenKappa >= -0.9");

        ToolResult result = CommandLine.Run("summary", _folder.Root, "--json", "--junit", _folder["out/junit.xml"], "--trx", _folder["out/run.trx"]);

        Assert.Equal(0, result.Code);
        JsonElement json = result.Json();
        Assert.Equal("passed", json.GetProperty("decision").GetString());
        Assert.Equal(1, json.GetProperty("counts").GetProperty("passed").GetInt32());
        Assert.Equal(1, json.GetProperty("cases")[0].GetProperty("coverage").GetDouble());
        Assert.Equal("1", (string)XDocument.Load(_folder["out/junit.xml"]).Root!.Attribute("tests")!);
        Assert.Equal("TestRun", XDocument.Load(_folder["out/run.trx"]).Root!.Name.LocalName);
    }

    [Fact]
    public void Summary_OfAFailedGate_IsExitCode1()
    {
        Align("good", "cohenKappa >= -0.9");
        Align("bad", "meanAbsoluteError <= 0.01");

        ToolResult result = CommandLine.Run("summary", _folder.Root);

        Assert.Equal(1, result.Code);
        Assert.Contains("FAILED", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 2, "inconclusive")]
    [InlineData(InconclusiveAction.Fail, 2, "inconclusive")]
    [InlineData(InconclusiveAction.Warn, 0, "inconclusive")]
    [InlineData(InconclusiveAction.Pass, 0, "inconclusive")]
    public void Summary_OfAnInconclusiveCase_IsExitCode2UnlessItsPolicyLetsItPass(InconclusiveAction? action, int code, string decision)
    {
        Align("good", "cohenKappa >= -0.9");
        Align("open", "cohenKappa >= -0.9");
        string path = _folder["open.record.json"];
        AlignmentRecord open = RecordFile.Read(path);
        RecordFile.Write(
            open with { Case = "open", Gates = open.Gates! with { Decision = GateDecision.Inconclusive }, Policy = action is { } stated ? new GatePolicy(stated, "by default") : null }, path);

        ToolResult result = CommandLine.Run("summary", _folder.Root, "--json");

        Assert.Equal((code, decision), (result.Code, result.Json().GetProperty("decision").GetString()));

        // One that failed beside it is what the build is told.
        RecordFile.Write(open with { Case = "bad", Gates = open.Gates! with { Decision = GateDecision.Failed } }, _folder["bad.record.json"]);
        Assert.Equal(1, CommandLine.Run("summary", _folder.Root).Code);
    }

    [Fact]
    public void Summary_OfACaseThatDidNotRun_IsExitCode1()
    {
        Align("good", "cohenKappa >= -0.9");
        new CaseProblem("Ns.T", "s", "gone", "m", "p", "d", "JE3012: a reply is missing").Write(_folder["gone.problem.txt"]);

        Assert.Equal(1, CommandLine.Run("summary", _folder.Root).Code);
    }

    [Fact]
    public void Summary_OfACorruptRecord_IsExitCode3AndStillTellsTheOthers()
    {
        Align("good", "cohenKappa >= -0.9");
        File.WriteAllText(_folder["half.record.json"], "{");

        ToolResult result = CommandLine.Run("summary", _folder.Root);

        Assert.Equal(3, result.Code);
        Assert.Contains("JE1802", result.Error, StringComparison.Ordinal);
        Assert.Contains("PASSED", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_OfAnEmptyFolder_IsBadDataWithTheCommandToRun()
    {
        ToolResult result = CommandLine.Run("summary", _folder.Root);

        Assert.Equal(3, result.Code);
        Assert.Contains("run the suites with 'dotnet test'", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // People say 1 2 3 4 in turn on 40 items; the good judge says the same, the bad one always 1, which is 0, 1, 2 and 3 away.
    private void Align(string name, string gate)
    {
        string dataset = _folder["data"];
        Directory.CreateDirectory(dataset);
        File.WriteAllText(Path.Combine(dataset, "dataset.yaml"), "name: data\ntask: single\nscale: {level: ordinal, labels: [\"1\", \"2\", \"3\", \"4\"]}\n");
        File.WriteAllLines(Path.Combine(dataset, "items.jsonl"), Enumerable.Range(10, 40).Select(i => $$"""{"id":"i{{i}}","context":"c","response":"r"}"""));
        File.WriteAllLines(Path.Combine(dataset, "annotations.csv"), ["item,annotator,label", .. Enumerable.Range(10, 40).Select(i => $"i{i},ann,{1 + (i % 4)}")]);
        string verdicts = _folder[name + ".verdicts.jsonl"];
        File.WriteAllLines(
            verdicts,
            [
                $$$"""{"format":"judgeeval.verdicts/1","judge":{"name":"{{{name}}}"}}""",
                .. Enumerable.Range(10, 40).Select(i => $$"""{"item":"i{{i}}","repeat":0,"order":"original","label":"{{(name == "good" ? 1 + (i % 4) : 1)}}"}"""),
            ]);
        CommandLine.Run("align", dataset, "--verdicts", verdicts, "--gate", gate, "--record", _folder[name + ".record.json"]);
        Assert.True(File.Exists(_folder[name + ".record.json"]));
    }
}
