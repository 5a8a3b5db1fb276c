namespace JudgeEval.Tool.Tests.Faults;

/// <summary>What is said and asked before anything is sent.</summary>
public class ConsentTests
{
    // Ten replies of 8 tokens are expected, so a million for each million of tokens comes to 80.
    private const string Price = "price: {input: 0, output: 1000000}";

    [Theory]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_Price_IsEstimated(Route route)
    {
        await using var run = new FaultyRun();
        run.Configure(Price);

        ToolResult result = await run.RunAsync(route, "--ask-above-cost", "80");

        Assert.Equal(0, result.Code);
        string endpoint = (route == Route.Anthropic ? run.Server.Root : run.Server.Endpoint).AbsoluteUri;
        Assert.Matches($"^to send: 10 calls to m1 at {endpoint}, about [0-9]+ tokens in and 80 tokens out, for about 80.00\n", result.Error);

        // What is recorded is not sent again, and so not told.
        ToolResult again = await run.RunAsync(route, "--ask-above-cost", "80");
        Assert.DoesNotContain("to send", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AboveTheCostAndNobodyToAsk_IsWrongUsageAndSendsNothing()
    {
        await using var run = new FaultyRun();
        run.Configure(Price);

        ToolResult result = await run.RunAsync(Route.OpenAI, "--ask-above-cost", "79.99");

        Assert.Equal(4, result.Code);
        Assert.Contains(
            "judgeeval: this run will cost about 80.00, more than 79.99 (--ask-above-cost): give --yes to send all the same, or --max-cost or --max-calls to stop in time\n",
            result.Error,
            StringComparison.Ordinal);
        Assert.Empty(run.Server.Requests);
        Assert.False(File.Exists(run.Output));
    }

    [Fact]
    public async Task Run_AboveTheCostWithYes_Sends()
    {
        await using var run = new FaultyRun();
        run.Configure(Price);

        Assert.Equal(0, (await run.RunAsync(Route.OpenAI, "--ask-above-cost", "79.99", "--yes")).Code);
        Assert.Equal(10, run.Server.Requests.Count);
    }

    [Theory]
    [InlineData("y\n", 0, 10)]
    [InlineData("Yes\n", 0, 10)]
    [InlineData("n\n", 130, 0)]
    [InlineData("\n", 130, 0)]
    [InlineData("", 130, 0)]
    [InlineData("yellow\n", 130, 0)]
    public async Task Run_AboveTheCostOnATerminal_AsksAndDoesAsIsAnswered(string typed, int code, int sent)
    {
        await using var run = new FaultyRun { Typed = typed };
        run.Configure(Price);

        ToolResult result = await run.RunAsync(Route.Anthropic, "--ask-above-cost", "79.99");

        Assert.Equal((code, sent), (result.Code, run.Server.Requests.Count));
        Assert.Contains("this run will cost about 80.00, more than 79.99 (--ask-above-cost). Go on? [y/N] ", result.Error, StringComparison.Ordinal);
        Assert.Equal(sent == 0, result.Error.EndsWith("judgeeval: nothing was sent\n", StringComparison.Ordinal));
    }
}
