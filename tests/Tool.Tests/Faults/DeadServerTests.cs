namespace JudgeEval.Tool.Tests.Faults;

/// <summary>A server that is down costs one round of waits, however many items there are.</summary>
public class DeadServerTests
{
    [Theory]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_TwoThousandItemsAndNobodyListens_EndsAfterOneRoundAndSaysSo(Route route)
    {
        await using var run = new FaultyRun(items: 2000);
        await run.EndServerAsync();

        ToolResult result = await run.RunAsync(route);

        Assert.Equal(5, result.Code);
        Assert.Equal(2000, run.Verdicts().Length);
        Assert.All(run.Verdicts(), v => Assert.Contains("refused", v.Detail, StringComparison.Ordinal));
        Assert.Contains("the server counts as down: 32 retries had no success; ", result.Error, StringComparison.Ordinal);
        Assert.Contains("judgeeval: 2000 not answered (transport); the first: item 'i0': gave up after ", result.Error, StringComparison.Ordinal);

        // 8 requests at once, each sent again four times: nobody waits once those are used up. The four waits of a request come to 15 seconds at most.
        Assert.Equal(32, run.Time.Waits.Length);
    }

    [Fact]
    public async Task Run_ServerHangs_EachItemCostsOneTimeoutOnceTheServerCountsAsDown()
    {
        await using var run = new FaultyRun(items: 50);
        run.Server.Fault = Fault.SlowFirstByte;

        Task<ToolResult> running = run.RunAsync(Route.OpenAI, "--concurrency", "1", "--retries", "1", "--timeout", "100");

        // Two retries make the server count as down: 2 + 2 requests for two items, and one for each of the other 48.
        for (int request = 1; request <= 52; request++)
        {
            await run.Server.Arrived(request).WaitAsync(TimeSpan.FromSeconds(60));
            run.Time.EndTimeouts();
        }

        Assert.Equal(5, (await running).Code);
        Assert.Equal(52, run.Server.Requests.Count);
    }

    [Fact]
    public async Task Run_ServerComesBack_TheNextRunAsksWhatWasNotAnswered()
    {
        await using var run = new FaultyRun(items: 40);
        run.Server.Plan = number => number < 10 ? Fault.None : Fault.Unavailable;
        Assert.Equal(5, (await run.RunAsync(Route.OpenAI, "--concurrency", "2")).Code);
        int before = run.Server.Requests.Count;

        run.Server.Fault = Fault.None;
        Assert.Equal(0, (await run.RunAsync(Route.OpenAI, "--concurrency", "2")).Code);

        Assert.Equal(30, run.Server.Requests.Count - before);
        Assert.True((await FaultyRun.UndisturbedAsync(Route.OpenAI, 40)).SequenceEqual(run.Bytes()));
    }
}
