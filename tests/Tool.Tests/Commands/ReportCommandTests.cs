using JudgeEval.Harness.Records;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Report_OfShards_IsOnePageThatHoldsEachCase()
    {
        Record("records/one/a.record.json");

        ToolResult result = CommandLine.Run("report", _folder["records"], "--base", _folder["records"], "--out", _folder["report.html"]);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_folder["report.html"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Report_WithACorruptRecord_IsWrittenAndNamesIt()
    {
        Record("records/a.record.json");
        _folder.Write("records/half.record.json", "{");

        ToolResult result = CommandLine.Run("report", _folder["records"], "--out", _folder["report.html"]);

        Assert.Equal(3, result.Code);
        Assert.Contains("half.record.json(1,", result.Error, StringComparison.Ordinal);
        Assert.Contains("half.record.json", File.ReadAllText(_folder["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_WithACaseThatDidNotRun_SaysSo()
    {
        Record("records/a.record.json");
        new CaseProblem("Ns.T", "pairs", "pairs · m", "m", "p", "d", "JE3012: a reply is missing").Write(_folder["records/b.problem.txt"]);

        Assert.Equal(
            "judgeeval: pairs (pairs · m) could not be run: JE3012: a reply is missing\n",
            CommandLine.Run("report", _folder["records"], "--out", _folder["report.html"]).Error);
    }

    [Fact]
    public void Report_OfWhatIsLostAlone_NamesItOnThePage()
    {
        _folder.Write("records/half.record.json", "{");
        new CaseProblem("Ns.T", "pairs", "pairs · m", "m", "p", "d", "JE3012: a reply is missing").Write(_folder["records/b.problem.txt"]);

        Assert.Equal(3, CommandLine.Run("report", _folder["records"], "--out", _folder["report.html"]).Code);

        string page = File.ReadAllText(_folder["report.html"]);
        Assert.Contains("1 case: 1 could not run, 1 file cannot be read.", page, StringComparison.Ordinal);
        Assert.Contains("JE3012: a reply is missing", page, StringComparison.Ordinal);
        Assert.Contains("half.record.json", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.record.json")]
    [InlineData("new.RECORD.json")]
    [InlineData("suite.baseline.jsonl")]
    public void Report_OutToARecord_LeavesItAsItIs(string name)
    {
        Record("records/a.record.json");
        string before = File.ReadAllText(_folder["records/a.record.json"]);

        ToolResult result = CommandLine.Run("report", _folder["records"], "--out", _folder["records/" + name]);

        Assert.Equal(4, result.Code);
        Assert.Contains("names a record, which the page would overwrite", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_folder["records/a.record.json"]));
        Assert.Equal(["a.record.json"], Directory.GetFiles(_folder["records"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Report_AgainstAnEmptyBase_SaysThatNothingIsCompared()
    {
        Record("records/a.record.json");
        Directory.CreateDirectory(_folder["empty"]);

        ToolResult result = CommandLine.Run("report", _folder["records"], "--base", _folder["empty"], "--out", _folder["report.html"]);

        Assert.Equal((0, $"judgeeval: nothing is compared: there is no *.record.json in {_folder["empty"]}\n"), (result.Code, result.Error));
    }

    [Fact]
    public void Report_OfNothing_IsWrongUsage()
    {
        Directory.CreateDirectory(_folder["records"]);

        Assert.Equal(4, CommandLine.Run("report", _folder["records"], "--out", _folder["report.html"]).Code);
        Assert.Equal(3, CommandLine.Run("report", _folder["none.record.json"], "--out", _folder["report.html"]).Code);
        Assert.False(File.Exists(_folder["report.html"]));
    }

    public void Dispose() => _folder.Dispose();

    private void Record(string path)
    {
        string dataset = Datasets.Write(_folder);
        CommandLine.Run("align", dataset, "--verdicts", Path.Combine(dataset, "verdicts", "high.verdicts.jsonl"), "--record", _folder[path]);
    }
}
