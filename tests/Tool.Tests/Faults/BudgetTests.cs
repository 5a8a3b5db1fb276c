using System.Globalization;

namespace JudgeEval.Tool.Tests.Faults;

/// <summary>A run with a limit stops in time and can be gone on with.</summary>
public class BudgetTests
{
    // A price of 1 for each token, in and out.
    private const string Price = "price: {input: 1000000, output: 1000000}";

    [Theory]
    [InlineData(Route.Endpoint)]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_MaxCalls_StopsAfterThemAndGoesOn(Route route)
    {
        await using var run = new FaultyRun();

        ToolResult first = await run.RunAsync(route, "--max-calls", "4");

        Assert.Equal((5, 4), (first.Code, run.Server.Requests.Count));
        Assert.All(run.Verdicts().Where(v => v.Label is null), v => Assert.Equal(("budget", "the budget of 4 calls is used up: 4 made"), (v.Failure, v.Detail)));
        Assert.Equal(4, run.Verdicts().Count(v => v.Label is not null));
        Assert.Contains("judgeeval: 6 not asked (budget); the first: item 'i", first.Error, StringComparison.Ordinal);
        Assert.Contains("judgeeval: the same command goes on where the budget ended, with as much again; a larger one goes further\n", first.Error, StringComparison.Ordinal);

        ToolResult second = await run.RunAsync(route, "--max-calls", "4");
        Assert.Equal((5, 8), (second.Code, run.Server.Requests.Count));

        ToolResult third = await run.RunAsync(route, "--max-calls", "100");
        Assert.Equal((0, 10), (third.Code, run.Server.Requests.Count));
        Assert.True((await FaultyRun.UndisturbedAsync(route)).SequenceEqual(run.Bytes()));
    }

    [Theory]
    [InlineData(Route.OpenAI, "--max-tokens", "the budget of 400 tokens is used up: ")]
    [InlineData(Route.Anthropic, "--max-tokens", "the budget of 400 tokens is used up: ")]
    [InlineData(Route.OpenAI, "--max-cost", "the budget of 400 for the cost is used up: ")]
    [InlineData(Route.Anthropic, "--max-cost", "the budget of 400 for the cost is used up: ")]
    public async Task Run_MaxTokensOrCost_StaysBelowAndALargerOneAsksTheRest(Route route, string option, string detail)
    {
        await using var run = new FaultyRun();
        run.Configure(Price);

        ToolResult first = await run.RunAsync(route, option, "400", "--yes");

        // A call uses 24 tokens, and needs up to 256 more to be sent.
        int answered = run.Verdicts().Count(v => v.Label is not null);
        Assert.Equal((5, answered), (first.Code, run.Server.Requests.Count));
        Assert.InRange(answered, 1, 9);
        Assert.InRange(answered * 24, 0, 400);
        Assert.All(run.Verdicts().Where(v => v.Label is null), v => Assert.Equal("budget", v.Failure));
        Assert.All(run.Verdicts().Where(v => v.Label is null), v => Assert.StartsWith(detail, v.Detail, StringComparison.Ordinal));
        Assert.Contains($" for {(answered * 24).ToString(CultureInfo.InvariantCulture)}.00\n", first.Out, StringComparison.Ordinal);

        ToolResult second = await run.RunAsync(route, option, "4000", "--yes");

        Assert.Equal((0, 10), (second.Code, run.Server.Requests.Count));
        Assert.Contains($"; {10 - answered} newly recorded in ", second.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Route.Endpoint)]
    [InlineData(Route.Anthropic)]
    public async Task Run_MaxCostWithoutAPrice_IsWrongUsageAndSendsNothing(Route route)
    {
        await using var run = new FaultyRun();

        ToolResult result = await run.RunAsync(route, "--max-cost", "1");

        Assert.Equal((4, ""), (result.Code, result.Out));
        Assert.StartsWith("judgeeval: error JE2216: the cost of 'm1' at http://127.0.0.1:", result.Error, StringComparison.Ordinal);
        Assert.Contains("price: {input: 0.15, output: 0.60}", result.Error, StringComparison.Ordinal);
        Assert.Empty(run.Server.Requests);
    }

    [Fact]
    public async Task Run_LimitsOfTheFile_HoldLikeThoseOfTheCommandLine()
    {
        await using var run = new FaultyRun();
        run.Configure("limits: {maxCalls: 3}");

        Assert.Equal(5, (await run.RunAsync(Route.OpenAI)).Code);

        Assert.Equal(3, run.Server.Requests.Count);
    }
}
