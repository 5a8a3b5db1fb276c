using System.Diagnostics;
using System.Globalization;

namespace JudgeEval.Tool.Tests.Hosting;

/// <summary>What only a process of its own shows: exit codes, the two streams, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Process_WrongUsage_ExitsWith4AndKeepsOutputClean()
    {
        ToolResult result = CommandLine.RunProcess("agree", "--jsom");

        Assert.Equal((4, ""), (result.Code, result.Out));
        Assert.StartsWith("judgeeval: unknown option '--jsom'; did you mean '--json'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_BadData_ExitsWith3AndKeepsOutputClean()
    {
        ToolResult result = CommandLine.RunProcess("agree", _folder.Write("t.csv", "item,a\n1\n"), "--json");

        Assert.Equal((3, ""), (result.Code, result.Out));
        Assert.Contains("t.csv(2,2): error JE1034: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_Json_IsOneObjectWithoutColourOrProgress()
    {
        ToolResult result = CommandLine.RunProcess("agree", _folder.Write("t.csv", "item,a,b\n1,x,x\n2,x,y\n3,y,y\n"), "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(3, result.Json().GetProperty("items").GetInt32());
        Assert.DoesNotContain('\u001b', result.Out);
    }

    [SkippableFact]
    public async Task Process_CtrlC_ExitsWith130()
    {
        Skip.IfNot(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals of another system");
        using var server = new SilentServer();
        string dataset = Datasets.Write(_folder);
        string prompt = _folder.Write("p.md", Datasets.Prompt);
        using Process process = CommandLine.Start(
            "run", dataset, "--prompt", prompt, "--model", "m", "--endpoint", server.Url, "--out", _folder["v.verdicts.jsonl"]);
        Task<string> error = process.StandardError.ReadToEndAsync();

        await server.FirstRequest.WaitAsync(TimeSpan.FromSeconds(30));
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(130, process.ExitCode);
        Assert.DoesNotContain("bug", await error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["v.verdicts.jsonl"]));
    }
}
