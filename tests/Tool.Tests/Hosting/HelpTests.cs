using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Tests.Hosting;

public sealed class HelpTests
{
    [Theory]
    [InlineData("leaderboard", "--verdicts", "--metric", "--by", "--system", "--corrected", "--error-rates", "--out", "--json")]
    [InlineData("agree", "--level", "--bootstrap", "--seed", "--confidence", "--json")]
    [InlineData("check", "--human", "--judge", "--level", "--item", "--json")]
    [InlineData("align", "--verdicts", "--level", "--by", "--bootstrap", "--seed", "--confidence", "--metric", "--reference", "--out-of-scale", "--min-coverage", "--record", "--json")]
    [InlineData("import", "--out", "--name", "--item", "--annotator", "--label", "--judge", "--list")]
    [InlineData("run", "--prompt", "--judge", "--model", "--endpoint", "--concurrency", "--repeat", "--retries", "--swap", "--recordings", "--replay-only", "--yes", "--out", "--sequential", "--at-least", "--baseline", "--margin")]
    [InlineData("plan", "--verdicts", "--baseline", "--metric", "--margin", "--confidence", "--power", "--repeats", "--accuracy", "--discordant", "--icc", "--json")]
    [InlineData("doctor", "--verdicts", "--judge", "--prompt", "--repeat", "--swap", "--margin", "--gate", "--runs", "--seed", "--json")]
    [InlineData("prompt", "--list", "--out", "--force")]
    [InlineData("validate", "--relative-to")]
    [InlineData("lint", "--strict", "--log", "--verdicts", "--json")]
    [InlineData("card", "--out", "--population", "--json")]
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
            new[] { "agree", "check", "align", "leaderboard", "lint", "card", "import", "run", "plan", "doctor", "prompt", "validate", "accept" },
            c => Assert.Contains($"\n  {c} ", help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 80)]
    [InlineData(true, 100)]
    [InlineData(true, 300)]
    [InlineData(false, 80)]
    public async Task Help_OnATerminal_IsAsWideAsItButNotWiderThan120(bool terminal, int width)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ToolConsole { Out = output, Error = error, OutIsTerminal = terminal, TerminalWidth = width };

        await ToolHost.RunAsync(["check", "--help"], console);

        int widest = output.ToString().Split("Example:")[0].Split('\n').Max(line => line.TrimEnd().Length);
        Assert.InRange(widest, 60, terminal ? Math.Min(width, 120) : 120);
    }
}
