namespace JudgeEval.Tool.Tests.Faults;

/// <summary>A server that fails alike on every item: what a person is told, what is written, and what is not.</summary>
public class EveryItemFaultTests
{
    private const string Busy = "HTTP 429: gave up after 2 attempts: slow down (rate_limit_error)";
    private const string Page = "the server answered with an HTML page, not JSON: is the endpoint right?";

    // The detail's beginning, and whether a request is sent a second time, by what is documented in docs/clients.md.
    private static readonly (Fault Fault, string Kind, string OpenAI, string Anthropic, bool Again)[] Expected =
    [
        (Fault.BusyWithRetryAfter, "transport", Busy, Busy, true),
        (Fault.Busy, "transport", Busy, Busy, true),
        (Fault.ServerError, "transport", "HTTP 500: gave up after 2 attempts: something broke (server_error)", "HTTP 500: gave up after 2 attempts: something broke (api_error)", true),
        (Fault.Unavailable, "transport", "HTTP 503: gave up after 2 attempts: upstream connect error", "HTTP 503: gave up after 2 attempts: upstream connect error", true),
        (Fault.Reset, "transport", "gave up after 2 attempts: ", "gave up after 2 attempts: ", true),
        (Fault.CutOff, "transport", "gave up after 2 attempts: the server broke off its reply: ", "gave up after 2 attempts: the server broke off its reply: ", true),
        (Fault.MalformedJson, "transport", "gave up after 2 attempts: the server's reply is not valid JSON, or was cut off: ", "gave up after 2 attempts: the server's reply is not valid JSON, or was cut off: ", true),
        (Fault.WrongSchema, "transport", "HTTP 200: the server's reply does not follow the protocol: it has no list 'choices'", "HTTP 200: the server's reply does not follow the protocol: it has no list 'content'", false),
        (Fault.Refusal, "refused", "the provider reports a refusal", "the provider reports a refusal", false),
        (Fault.EmptyReply, "transport", "gave up after 2 attempts: the server's reply is empty", "gave up after 2 attempts: the server's reply is empty", true),
        (Fault.HtmlError, "transport", "HTTP 502: gave up after 2 attempts: " + Page, "HTTP 502: gave up after 2 attempts: " + Page, true),
        (Fault.HtmlPage, "transport", "HTTP 200: " + Page, "HTTP 200: " + Page, false),
        (Fault.UnknownModel, "transport", "HTTP 404: the server does not know the model 'm1': check the model's name; the server says: ", "HTTP 404: the server does not know the model 'm1': check the model's name; the server says: ", false),
        (Fault.ExpiredKey, "transport", "HTTP 401: the key is absent, wrong or expired: check the environment variable ", "HTTP 401: the key is absent, wrong or expired: check the environment variable ", false),
        (Fault.Redirect, "transport", "HTTP 307: redirect to 127.0.0.1:", "HTTP 307: redirect to 127.0.0.1:", false),
    ];

    public static TheoryData<Route, Fault> Faults()
    {
        var data = new TheoryData<Route, Fault>();
        foreach (Route route in Enum.GetValues<Route>())
        {
            Array.ForEach(Expected, e => data.Add(route, e.Fault));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Run_FaultOnEveryItem_ExitsWith5NamesItAndKeepsNothing(Route route, Fault fault)
    {
        (_, string kind, string openAI, string anthropic, bool again) = Array.Find(Expected, e => e.Fault == fault);
        await using var elsewhere = new FaultServer();
        await using var run = new FaultyRun();
        (run.Server.Fault, run.Server.RedirectTo) = (fault, elsewhere.Endpoint.AbsoluteUri);

        ToolResult result = await run.RunAsync(route, "--retries", "1", "--concurrency", "10");

        Assert.Equal(5, result.Code);
        VerdictOf[] verdicts = run.Verdicts();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"i{i}"), verdicts.Select(v => v.Item));
        string detail = route == Route.Anthropic ? anthropic : openAI;
        Assert.All(verdicts, v => Assert.Equal(kind, v.Failure));
        Assert.All(verdicts, v => Assert.StartsWith(detail, v.Detail, StringComparison.Ordinal));
        Assert.Contains("judged 10 of 10, 10 failed", result.Error, StringComparison.Ordinal);
        Assert.Contains($"judgeeval: 10 {(kind == "refused" ? "refused" : "not answered (transport)")}; the first: item 'i0': {detail}", result.Error, StringComparison.Ordinal);
        Assert.Contains("judgeeval: 10 of 10 judgements failed, more than the 2 % that may: exit code 5\n", result.Error, StringComparison.Ordinal);
        Assert.StartsWith($"{run.Output}: 10 judgements by ", result.Out, StringComparison.Ordinal);
        Assert.Contains(", 10 failed; 0 newly recorded in ", result.Out, StringComparison.Ordinal);
        Assert.Empty(run.Leftovers());
        run.AssertNoKey(result);
        Assert.Equal(again ? 20 : 10, run.Server.Requests.Count);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_AnotherModelReplies_EveryItemSaysSo(Route route)
    {
        await using var run = new FaultyRun();
        run.Configure("checkModel: true");
        run.Server.Model = "m2";

        ToolResult result = await run.RunAsync(route);

        Assert.Equal(5, result.Code);
        Assert.All(run.Verdicts(), v => Assert.Equal(
            ("transport", "HTTP 200: the model 'm2' replied, but 'm1' was asked: correct 'model', or set 'checkModel: false'"), (v.Failure, v.Detail)));
        Assert.Equal(10, run.Server.Requests.Count);
        Assert.Empty(run.Leftovers());
    }

    [Theory]
    [InlineData(Route.Endpoint)]
    [InlineData(Route.OpenAI)]
    [InlineData(Route.Anthropic)]
    public async Task Run_SlowFirstByte_EndsWithTheTimeout(Route route)
    {
        await using var run = new FaultyRun();
        run.Server.Fault = Fault.SlowFirstByte;

        Task<ToolResult> running = run.RunAsync(route, "--retries", "0", "--concurrency", "10", "--timeout", "100");
        await run.Server.Arrived(10).WaitAsync(TimeSpan.FromSeconds(60));
        run.Time.EndTimeouts();
        ToolResult result = await running;

        Assert.Equal(5, result.Code);
        Assert.All(run.Verdicts(), v => Assert.Equal(("transport", "gave up after 1 attempt: no reply within 100 s"), (v.Failure, v.Detail)));
        Assert.Empty(run.Leftovers());
        run.AssertNoKey(result);
    }

    [Theory]
    [InlineData(Route.Endpoint)]
    [InlineData(Route.Anthropic)]
    public async Task Run_SlowFirstByteTwice_IsSentAgainWithinTheRetries(Route route)
    {
        await using var run = new FaultyRun(items: 2);
        run.Server.Plan = number => number < 2 ? Fault.SlowFirstByte : Fault.None;

        Task<ToolResult> running = run.RunAsync(route, "--retries", "2", "--concurrency", "1", "--timeout", "100");
        await run.Server.Arrived(1).WaitAsync(TimeSpan.FromSeconds(60));
        run.Time.EndTimeouts();
        await run.Server.Arrived(2).WaitAsync(TimeSpan.FromSeconds(60));
        run.Time.EndTimeouts();

        Assert.Equal(0, (await running).Code);
        Assert.Equal(4, run.Server.Requests.Count);
    }
}
