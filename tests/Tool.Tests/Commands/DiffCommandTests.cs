using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class DiffCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Diff_SameRecord_WritesTheCommentAndPasses()
    {
        Record("base");
        Record("head");

        ToolResult result = CommandLine.Run("diff", _folder["base"], _folder["head"], "--out", _folder["deep/comment.md"], "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        JsonElement json = result.Json();
        Assert.Equal("passed", json.GetProperty("decision").GetString());
        Assert.Equal("compared", json.GetProperty("cases")[0].GetProperty("kind").GetString());
        Assert.StartsWith("<!-- judgeeval:alignment -->\n**Alignment passed: ", File.ReadAllText(_folder["deep/comment.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_CorruptRecord_ExitsWith3AfterTheCommentIsWritten()
    {
        Record("base");
        Record("head");
        _folder.Write("head/corrupt.record.json", "{");

        ToolResult result = CommandLine.Run("diff", _folder["base"], _folder["head"], "--out", _folder["comment.md"]);

        Assert.Equal(3, result.Code);
        string comment = File.ReadAllText(_folder["comment.md"]);
        Assert.Contains("FAILED, broken file", comment, StringComparison.Ordinal);
        Assert.Contains("PASSED", comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--repository", "https://github.com/o/r")]
    [InlineData("--revision", "1234567")]
    [InlineData("--repository", "javascript:alert(1)", "--revision", "1234567")]
    [InlineData("--repository", "https://github.com/o/r", "--revision", "main) [x](y")]
    public void Diff_LinksThatLeadNowhere_AreWrongUsage(params string[] options)
    {
        Record("base");

        Assert.Equal(4, CommandLine.Run(["diff", _folder["base"], _folder["base"], .. options]).Code);
    }

    private void Record(string folder)
    {
        string dataset = _folder["dataset"];
        dataset = Directory.Exists(dataset) ? dataset : Datasets.Write(_folder);
        CommandLine.Run("align", dataset, "--verdicts", Path.Combine(dataset, "verdicts", "high.verdicts.jsonl"), "--record", _folder[folder + "/a.record.json"]);
    }
}
