namespace JudgeEval.Tool.Tests.Faults;

/// <summary>A server that fails at first and is good then.</summary>
public class PassingFaultTests
{
    // One request may meet them all, since no wait takes time, and is sent five times.
    private const int Failing = 4;

    private static readonly Fault[] Passing =
    [
        Fault.BusyWithRetryAfter, Fault.Busy, Fault.ServerError, Fault.Unavailable, Fault.Reset, Fault.CutOff, Fault.MalformedJson, Fault.EmptyReply, Fault.HtmlError,
    ];

    public static TheoryData<Route, Fault> Faults()
    {
        var data = new TheoryData<Route, Fault>();
        foreach (Route route in Enum.GetValues<Route>())
        {
            Array.ForEach(Passing, fault => data.Add(route, fault));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Run_FirstRequestsFail_EveryItemIsAnsweredAndAskedOnceMoreForEachFailure(Route route, Fault fault)
    {
        await using var run = new FaultyRun();
        run.Server.Plan = number => number < Failing ? fault : Fault.None;

        ToolResult result = await run.RunAsync(route);

        Assert.Equal(0, result.Code);
        Assert.All(run.Verdicts(), v => Assert.Null(v.Failure));
        Assert.Equal(10 + Failing, run.Server.Requests.Count);
        Assert.Contains(", 0 failed; 10 newly recorded in ", result.Out, StringComparison.Ordinal);
        Assert.Contains("; waiting to send the request again\n", result.Error, StringComparison.Ordinal);
        Assert.True((await FaultyRun.UndisturbedAsync(route)).SequenceEqual(run.Bytes()));
        run.AssertNoKey(result);
    }

    [Fact]
    public async Task Run_RetryAfter_IsWaited()
    {
        await using var run = new FaultyRun();
        run.Server.Plan = number => number == 0 ? Fault.BusyWithRetryAfter : Fault.None;

        Assert.Equal(0, (await run.RunAsync(Route.OpenAI, "--concurrency", "1")).Code);

        // The server asks for 7 seconds. Whoever asks it next finds the time passed.
        Assert.Equal([TimeSpan.FromSeconds(7)], run.Time.Waits);
    }

    [Fact]
    public async Task Run_NoHint_WaitsLongerEachTime()
    {
        await using var run = new FaultyRun(items: 1);
        run.Server.Plan = number => number < 4 ? Fault.ServerError : Fault.None;

        Assert.Equal(0, (await run.RunAsync(Route.OpenAI)).Code);

        // Steps of 1, 2, 4 and 8 seconds, of which between the half and the whole is waited.
        Assert.Equal(4, run.Time.Waits.Length);
        Assert.All(run.Time.Waits.Select((wait, i) => wait.TotalSeconds / (1 << i)), share => Assert.InRange(share, 0.5, 1.0));
    }

    [Fact]
    public async Task Run_RetriesOnTheCommandLine_SendsOnceMoreThanTheirNumber()
    {
        await using var run = new FaultyRun(items: 1);
        run.Server.Fault = Fault.ServerError;

        ToolResult result = await run.RunAsync(Route.Anthropic, "--retries", "2");

        Assert.Equal((5, 3), (result.Code, run.Server.Requests.Count));
        Assert.Contains("1 of 1 judgement failed", result.Error, StringComparison.Ordinal);
    }
}
