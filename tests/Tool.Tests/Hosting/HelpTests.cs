namespace JudgeEval.Tool.Tests.Hosting;

public sealed class HelpTests
{
    [Theory]
    [InlineData("agree", "--level", "--bootstrap", "--seed", "--confidence", "--json")]
    [InlineData("check", "--human", "--judge", "--level", "--item", "--json")]
    [InlineData("align", "--verdicts", "--level", "--by", "--bootstrap", "--seed", "--confidence", "--metric", "--reference", "--out-of-scale", "--min-coverage", "--record", "--json")]
    [InlineData("import", "--out", "--name", "--item", "--annotator", "--label", "--judge", "--list")]
    [InlineData("run", "--prompt", "--judge", "--model", "--endpoint", "--concurrency", "--repeat", "--swap", "--recordings", "--replay-only", "--yes", "--out")]
    [InlineData("validate", "--relative-to")]
    [InlineData("accept", "--root")]
    public void Help_EveryCommand_NamesItsOptionsAndEndsWithAnExample(string command, params string[] options)
    {
        ToolResult result = CommandLine.Run(command, "--help");

        Assert.Equal(0, result.Code);
        Assert.Empty(result.Error);
        Assert.All(options, option => Assert.Contains($" {option}", result.Out, StringComparison.Ordinal));
        Assert.Contains($"Example:\n  judgeeval {command} ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_OfTheTool_ListsEveryCommand()
    {
        string help = CommandLine.Run("--help").Out;

        Assert.All(
            new[] { "agree", "check", "align", "import", "run", "validate", "accept" },
            c => Assert.Contains($"\n  {c} ", help, StringComparison.Ordinal));
    }
}
