namespace JudgeEval.Tool.Tests.Faults;

/// <summary>What is wrong before anything is sent: keys, names and judgeeval.yaml.</summary>
public class MistakenSetupTests
{
    [Theory]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_KeyNotSet_NamesTheVariable(Route route)
    {
        await using var run = new FaultyRun { KeyValue = null };

        ToolResult result = await run.RunAsync(route);

        Assert.Equal((3, ""), (result.Code, result.Out));
        Assert.Contains("error JE2212: the environment variable JUDGE_KEY is not set; ", result.Error, StringComparison.Ordinal);
        Assert.Contains("export JUDGE_KEY=", result.Error, StringComparison.Ordinal);
        Assert.Empty(run.Server.Requests);
    }

    [Fact]
    public async Task Run_EndpointElsewhereWithoutKey_AsksWithoutOne()
    {
        await using var run = new FaultyRun { KeyValue = null };

        Assert.Equal(0, (await run.RunAsync(Route.Endpoint)).Code);
    }

    [Fact]
    public async Task Run_KeyWithALineBreak_IsRefusedUnseen()
    {
        await using var run = new FaultyRun { KeyValue = FaultyRun.Key + "\nsecond" };

        ToolResult result = await run.RunAsync(Route.Anthropic);

        Assert.Equal(3, result.Code);
        Assert.Contains("error JE2213: ", result.Error, StringComparison.Ordinal);
        run.AssertNoKey(result);
    }

    [Fact]
    public async Task Run_UnknownJudge_SuggestsTheNearest()
    {
        await using var run = new FaultyRun();

        ToolResult result = await run.ToolAsync(["run", run.Folder["d"], "--judge", "by-openia"]);

        Assert.Equal(3, result.Code);
        Assert.Contains($"{run.Folder["judgeeval.yaml"]}: error JE2211: there is no judge 'by-openia'; ", result.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'by-openai'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BrokenConfiguration_NamesFileLineAndRemedyOfEachMistake()
    {
        await using var run = new FaultyRun();
        run.Folder.Write("judgeeval.yaml", """
            providers:
              - name: local
                provider: opneai
                endpoint: 127.0.0.1:8080
                model: m1
            judges:
              - {name: by-openai, prompt: p.md, provider: locla}
            """);

        ToolResult result = await run.RunAsync(Route.OpenAI);

        Assert.Equal((3, ""), (result.Code, result.Out));
        string file = run.Folder["judgeeval.yaml"];
        string[] lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"{file}(3,", lines[0], StringComparison.Ordinal);
        Assert.Contains("openai", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{file}(4,", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Matches(@"\([0-9]+,[0-9]+\): error JE22[0-9]{2}: [^;]+; [^;]+; .+$", line));
        Assert.Empty(run.Server.Requests);
    }

    [Fact]
    public async Task Run_KeyInTheConfiguration_IsRefusedAndNotRepeated()
    {
        await using var run = new FaultyRun();
        string text = File.ReadAllText(run.Folder["judgeeval.yaml"]);
        run.Folder.Write("judgeeval.yaml", text.Replace("keyVariable: JUDGE_KEY", $"keyVariable: {FaultyRun.Key}", StringComparison.Ordinal));

        ToolResult result = await run.RunAsync(Route.OpenAI);

        Assert.Equal(3, result.Code);
        Assert.DoesNotContain(FaultyRun.Key, result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoConfiguration_SaysWhatIsMissing()
    {
        await using var run = new FaultyRun();
        File.Delete(run.Folder["judgeeval.yaml"]);

        ToolResult result = await run.RunAsync(Route.OpenAI);

        Assert.Equal(4, result.Code);
        Assert.Contains("--judge by-openai: there is no judgeeval.yaml here or in a folder above; write one, or name it by --config", result.Error, StringComparison.Ordinal);
    }
}
