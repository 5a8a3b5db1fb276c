namespace JudgeEval.Tool.Tests.Faults;

/// <summary>Runs that are stopped, run twice at once, or replayed.</summary>
public class InterruptionTests
{
    [Theory]
    [InlineData(Route.Endpoint)]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_Stopped_KeepsTheJournalAndTheNextRunWritesTheSameBytes(Route route)
    {
        await using var run = new FaultyRun();
        run.Server.Plan = number => number < 4 ? Fault.None : Fault.SlowFirstByte;
        using var ctrlC = new CancellationTokenSource();

        Task<ToolResult> running = run.RunAsync(route, ctrlC.Token, "--concurrency", "2");
        await run.Server.Arrived(6).WaitAsync(TimeSpan.FromSeconds(60));
        await ctrlC.CancelAsync();
        ToolResult stopped = await running;

        Assert.Equal((130, ""), (stopped.Code, stopped.Out));
        Assert.EndsWith("judgeeval: stopped; the same command goes on from here, and asks again nothing that was answered\n", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Output));
        Assert.Contains("v.verdicts.jsonl.journal", run.Leftovers());
        run.AssertNoKey(stopped);

        run.Server.OpenGate();
        ToolResult again = await run.RunAsync(route, "--concurrency", "2");

        Assert.Equal((0, 12), (again.Code, run.Server.Requests.Count));
        Assert.Contains("4 from the journal of an earlier run, 0 failed", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("v.verdicts.jsonl.journal", run.Leftovers());
        Assert.True((await FaultyRun.UndisturbedAsync(route)).SequenceEqual(run.Bytes()));
    }

    [Fact]
    public async Task Run_SecondAtTheSameTime_IsRefusedAndTheFirstIsUnharmed()
    {
        await using var run = new FaultyRun();
        run.Server.Fault = Fault.SlowFirstByte;
        Task<ToolResult> first = run.RunAsync(Route.OpenAI, "--concurrency", "10");
        await run.Server.Arrived(10).WaitAsync(TimeSpan.FromSeconds(60));

        ToolResult second = await run.RunAsync(Route.OpenAI, "--concurrency", "10");

        Assert.Equal((3, ""), (second.Code, second.Out));
        Assert.Contains($"{run.Output}.journal: error JE1911: ", second.Error, StringComparison.Ordinal);
        Assert.Contains("wait until no other run writes this verdict file, or write another", second.Error, StringComparison.Ordinal);
        Assert.Equal(10, run.Server.Requests.Count);
        run.Server.OpenGate();
        Assert.Equal(0, (await first).Code);
        Assert.True((await FaultyRun.UndisturbedAsync(Route.OpenAI)).SequenceEqual(run.Bytes()));
    }

    [Theory]
    [InlineData(Route.Endpoint)]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_ReplayOnly_WritesTheSameBytesWithoutServerAndKey(Route route)
    {
        await using var run = new FaultyRun();
        Assert.Equal(0, (await run.RunAsync(route)).Code);
        byte[] recorded = run.Bytes();
        File.Delete(run.Output);
        await run.EndServerAsync();
        run.KeyValue = null;

        ToolResult replayed = await run.RunAsync(route, "--replay-only");

        Assert.Equal(0, replayed.Code);
        Assert.True(recorded.SequenceEqual(run.Bytes()));
        Assert.Equal(10, run.Server.Requests.Count);
    }

    [Theory]
    [InlineData(Route.Endpoint)]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_ReplayOnlyAfterAFailure_ExitsWith6AndNamesTheItem(Route route)
    {
        await using var run = new FaultyRun(items: 100);
        run.Server.PlanByRequest = request => FaultyRun.Asks(request, 57) ? Fault.ServerError : null;
        Assert.Equal(0, (await run.RunAsync(route)).Code);
        File.Delete(run.Output);

        ToolResult replayed = await run.RunAsync(route, "--replay-only");

        Assert.Equal((6, ""), (replayed.Code, replayed.Out));
        Assert.Contains(": error JE3011: there is no recorded reply of 'm1' to the prompt 'quality' for item 'i57'", replayed.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Output));
    }
}
