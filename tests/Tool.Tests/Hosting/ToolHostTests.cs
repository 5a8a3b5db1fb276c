using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Tests.Hosting;

public sealed class ToolHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_UnexpectedException_ExitsWith70AndSaysWhoseFaultItIs()
    {
        using var error = new StringWriter();
        using var output = new BrokenWriter();

        int code = await ToolHost.RunAsync(
            ["agree", _folder.Write("t.csv", "item,a,b\n1,x,x\n2,y,x\n")], new ToolConsole { Out = output, Error = error });

        Assert.Equal(70, code);
        Assert.StartsWith(
            "judgeeval: a bug in judgeeval itself; please report it with the lines below\nSystem.InvalidOperationException: broken\n",
            error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FileThatCannotBeWritten_IsNoBug()
    {
        string source = _folder.Write("t.csv", "item,a\n1,x\n2,y\n");
        string occupied = _folder.Write("occupied", "");

        ToolResult result = CommandLine.Run("import", "csv", source, "--out", occupied);

        Assert.Equal(3, result.Code);
        Assert.DoesNotContain("bug", result.Error, StringComparison.Ordinal);
        Assert.NotEmpty(result.Error);
    }

    [Fact]
    public async Task Run_CancelledBeforehand_ExitsWith130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        ToolResult result = await CommandLine.RunAsync(
            cancelled.Token, "run", Datasets.Write(_folder), "--prompt", _folder.Write("p.md", Datasets.Prompt), "--model", "m",
            "--replay-only");

        Assert.Equal((130, ""), (result.Code, result.Out));
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void Write(string? value) => throw new InvalidOperationException("broken");
    }
}
