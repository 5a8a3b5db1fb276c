using JudgeEval.Judges.Tests.Providers;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

public class ClientPipelineTests
{
    private readonly CallLedger _ledger = new();

    [Fact]
    public async Task Compose_ThrottledThenServed_LedgerTellsEachFigure()
    {
        var time = new ManualTime(jumps: true);
        FakeServer server = FakeServer.Failing(FakeServer.Error(429, "3"), FakeServer.Error(503));
        IChatClient client = ClientPipeline.Compose(server, time, _ledger, seed: 1, new ClientPipelineOptions
        {
            Budget = new BudgetChatClientOptions { MaxCalls = 1, Price = new TokenPrice(1_000_000, 2_000_000) },
            Timeout = new TimeoutChatClientOptions { Timeout = Timeout.InfiniteTimeSpan },
        });

        Assert.Equal("Good", (await client.GetResponseAsync(FakeServer.Question())).Text);

        // One call, three times sent: 11 * 1 + 3 * 2 = 17.
        Assert.Equal(new CallTotals(Sent: 3, Replayed: 0, Retried: 2, Throttled: 1, InputTokens: 11, OutputTokens: 3, Cost: 17), _ledger.Totals);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(3, server.Sent);
    }

    [Fact]
    public void Compose_Order_IsBudgetRetriesConcurrencyTimeoutTelemetry()
    {
        FakeServer server = FakeServer.Up();
        IChatClient client = ClientPipeline.Compose(server, new ManualTime(), _ledger, seed: 1);
        Assert.IsType<BudgetChatClient>(client);
        Type[] order = [typeof(BudgetChatClient), typeof(RetryingChatClient), typeof(AdaptiveConcurrencyChatClient), typeof(TimeoutChatClient), typeof(TelemetryChatClient)];
        Assert.All(order, type => Assert.NotNull(client.GetService(type)));

        // Each finds those inside itself and none outside.
        for (int i = 1; i < order.Length; i++)
        {
            Assert.Null(((IChatClient)client.GetService(order[i])!).GetService(order[i - 1]));
        }

        client.Dispose();
        Assert.True(server.IsDisposed);
    }

    [Fact]
    public async Task Compose_AttemptTimesOut_IsRetriedAndLowersTheLimit()
    {
        var time = new ManualTime();
        var server = new FakeServer(async (n, token) =>
        {
            await (n == 1 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
            return FakeServer.Reply();
        });
        IChatClient client = ClientPipeline.Compose(server, time, _ledger, seed: 1, new ClientPipelineOptions { Timeout = new() { Timeout = TimeSpan.FromSeconds(30) } });

        Task<ChatResponse> call = client.GetResponseAsync(FakeServer.Question());
        await time.WaitsAsync(1);
        time.Advance(TimeSpan.FromSeconds(30));
        await time.WaitsAsync(2);
        ConcurrencyLimiter limiter = client.GetService<AdaptiveConcurrencyChatClient>()!.Limiter;
        Assert.Equal((4, 0), (limiter.CurrentLimit, limiter.InFlight));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Good", (await call).Text);
        Assert.Equal((2L, 1L), (_ledger.Totals.Sent, _ledger.Totals.Retried));
    }

    [Fact]
    public async Task Compose_ServerAsksForAnHour_OneRequestIsSentAndAllEndAtOnce()
    {
        FakeServer server = FakeServer.Down(() => FakeServer.Error(429, "3600"));
        IChatClient client = ClientPipeline.Compose(server, new ManualTime(jumps: true), _ledger, seed: 1, WithoutTimeout);
        for (int i = 0; i < 100; i++)
        {
            ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
            Assert.StartsWith("gave up after 1 attempt, because the server asks to wait 3600 s and at most 60 s are waited: ", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal((1, 1L), (server.Sent, _ledger.Totals.Throttled));
    }

    [Fact]
    public async Task Compose_TwoPipelinesOfOneEndpoint_ShareTheLimiter()
    {
        var time = new ManualTime(jumps: true);
        ClientPipelineOptions options = WithoutTimeout with { Limiter = new ConcurrencyLimiter(time), Retry = new() { MaxAttempts = 1 } };
        IChatClient busy = ClientPipeline.Compose(FakeServer.Failing(FakeServer.Error(503)), time, _ledger, 1, options);
        IChatClient other = ClientPipeline.Compose(FakeServer.Up(), time, _ledger, 1, options);
        await Assert.ThrowsAsync<ProviderException>(() => busy.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(4, other.GetService<AdaptiveConcurrencyChatClient>()!.Limiter.CurrentLimit);
    }

    [Fact]
    public async Task JudgeAsync_ServerDown_IsATransportFailureThatNamesTheAttempts()
    {
        IChatClient client = ClientPipeline.Compose(FakeServer.Down(() => FakeServer.Error(503)), new ManualTime(jumps: true), _ledger, 1, WithoutTimeout);
        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m").JudgeAsync(Sample.Task());
        Assert.Equal((FailureKind.Transport, "HTTP 503: gave up after 5 attempts: too busy"), (verdict.Failure!.Kind, verdict.Failure.Detail));
    }

    // Too busy, unavailable, a body that breaks off, a connection closed without a word, and at last a reply.
    [Fact]
    public async Task Compose_RealServerThatFailsInEveryWay_AnswersInTheEnd()
    {
        await using var server = new UnreliableServer(
            UnreliableServer.Answer(429, """{"error":{"message":"slow down"}}""", "Retry-After: 2\r\n"),
            UnreliableServer.Answer(503, ""),
            UnreliableServer.Answer(200, LoopbackServer.Completion("Good")[..40], length: 400),
            "",
            UnreliableServer.Answer(200, LoopbackServer.Completion("Good")));
        var time = new ManualTime(jumps: true);
        IChatClient client = ClientPipeline.Compose(new OpenAIChatClient(server.Endpoint, "served", apiKey: null), time, _ledger, 1, WithoutTimeout);

        ChatResponse response = await client.GetResponseAsync(FakeServer.Question());

        Assert.Equal("Good", response.Text);
        Assert.Equal(TimeSpan.FromSeconds(2), time.Waits[0]);
        Assert.Equal((5, 5L, 4L, 1L), (server.Connections, _ledger.Totals.Sent, _ledger.Totals.Retried, _ledger.Totals.Throttled));
    }

    [Theory]
    [InlineData(200, "<html>no JSON</html>")]
    [InlineData(200, """{"choices":[]}""")]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-abcdef0123456789"}}""")]
    [InlineData(404, """{"error":{"message":"no such model"}}""")]
    public async Task Compose_RealServerWhoseAnswerLasts_IsAskedOnce(int status, string body)
    {
        await using var server = new UnreliableServer(UnreliableServer.Answer(status, body));
        IChatClient client = ClientPipeline.Compose(new OpenAIChatClient(server.Endpoint, "m", "sk-abcdef0123456789"), new ManualTime(jumps: true), _ledger, 1, WithoutTimeout);
        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(1, server.Connections);
        Assert.DoesNotContain("sk-", error.ToString(), StringComparison.Ordinal);
    }

    // The clock that jumps would end an attempt as it begins.
    private static ClientPipelineOptions WithoutTimeout { get; } = new() { Timeout = new() { Timeout = Timeout.InfiniteTimeSpan } };
}
