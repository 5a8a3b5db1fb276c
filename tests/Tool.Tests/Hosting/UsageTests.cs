namespace JudgeEval.Tool.Tests.Hosting;

public sealed class UsageTests
{
    [Theory]
    [InlineData("agree", "--levl", "ordinal", "unknown option '--levl'; did you mean '--level'?")]
    [InlineData("align", "x", "--verdict", "unknown option '--verdict'; did you mean '--verdicts'?")]
    [InlineData("align", "--verdicts", "--jsn", "unknown option '--jsn'; did you mean '--json'?")]
    [InlineData("run", "x", "--replay-olny", "unknown option '--replay-olny'; did you mean '--replay-only'?")]
    public void Run_UnknownOption_NamesTheNearest(string command, string first, string second, string expected)
    {
        ToolResult result = CommandLine.Run(command, first, second);

        Assert.Equal(4, result.Code);
        Assert.Equal($"judgeeval: {expected}\nSee 'judgeeval {command} --help'.\n", result.Error);
        Assert.Empty(result.Out);
    }

    [Fact]
    public void Run_UnknownCommand_NamesTheNearest()
    {
        ToolResult result = CommandLine.Run("agre", "x");

        Assert.Equal(4, result.Code);
        Assert.Equal("judgeeval: unknown command 'agre'; did you mean 'agree'?\nSee 'judgeeval --help'.\n", result.Error);
    }

    [Fact]
    public void Run_UnknownCommandNearNothing_ListsWhatThereIs() => Assert.Equal(
        "judgeeval: unknown command 'xyzzy'; there is 'agree', 'check', 'align', 'compare', 'explain', 'lint', 'card', 'import', 'run', 'plan', 'doctor', 'prompt', 'validate', 'accept', 'review', 'diff', 'report', 'summary', 'github'\nSee 'judgeeval --help'.\n",
        CommandLine.Run("xyzzy").Error);

    [Fact]
    public void Run_UnknownLevel_NamesTheNearest()
    {
        ToolResult result = CommandLine.Run("agree", "x.csv", "--level", "ordnal");

        Assert.Equal(4, result.Code);
        Assert.Equal("judgeeval: unknown level 'ordnal'; did you mean 'ordinal'?\nSee 'judgeeval agree --help'.\n", result.Error);
    }

    [Theory]
    [InlineData("--bootstrap", "-3", "--bootstrap takes a whole number from 0, not '-3'")]
    [InlineData("--bootstrap", "many", "--bootstrap takes a whole number from 0, not 'many'")]
    [InlineData("--seed", "1.5", "--seed takes a whole number from 0, not '1.5'")]
    [InlineData("--confidence", "95", "--confidence takes a number between 0 and 1, for example 0.95, not '95'")]
    public void Run_NumberOutOfRange_SaysWhatIsTaken(string option, string value, string expected)
    {
        ToolResult result = CommandLine.Run("agree", "x.csv", option, value);

        Assert.Equal(4, result.Code);
        Assert.Equal($"judgeeval: {expected}\nSee 'judgeeval agree --help'.\n", result.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("agree")]
    [InlineData("align", "x")]
    [InlineData("agree", "x", "y")]
    public void Run_Incomplete_IsWrongUsage(params string[] args)
    {
        ToolResult result = CommandLine.Run(args);

        Assert.Equal(4, result.Code);
        Assert.Empty(result.Out);
        Assert.NotEmpty(result.Error);
    }

    [Fact]
    public void Run_Version_PrintsOneLine()
    {
        ToolResult result = CommandLine.RunProcess("--version");

        Assert.Equal(0, result.Code);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+\\S*\\s*$", result.Out);
    }

    [Fact]
    public void Run_NoCommand_SaysSo() => Assert.Equal("judgeeval: a command is missing\nSee 'judgeeval --help'.\n", CommandLine.Run().Error);

    [Fact]
    public void Run_WordForANumber_NamesTheOption()
    {
        ToolResult result = CommandLine.Run("run", "x", "--concurrency", "many");

        Assert.Equal(4, result.Code);
        Assert.Equal("judgeeval: --concurrency takes a whole number, not 'many'\nSee 'judgeeval run --help'.\n", result.Error);
    }
}
