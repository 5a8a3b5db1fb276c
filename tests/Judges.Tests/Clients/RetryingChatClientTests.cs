using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

public class RetryingChatClientTests
{
    private const string Secret = "sk-abcdef0123456789";

    public static TheoryData<string> PassingFailures => [.. Failures(passing: true).Keys];

    public static TheoryData<string> LastingFailures => [.. Failures(passing: false).Keys];

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(522)]
    [InlineData(529)]
    public async Task GetResponseAsync_StatusThatMayPass_IsSentAgain(int status)
    {
        var server = FakeServer.Failing(FakeServer.Error(status));
        ChatResponse response = await Client(server).GetResponseAsync(FakeServer.Question());
        Assert.Equal("Good", response.Text);
        Assert.Equal(2, server.Sent);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(501)]
    [InlineData(505)]
    public async Task GetResponseAsync_StatusThatLasts_PassesThroughAsItIs(int status)
    {
        ProviderException error = FakeServer.Error(status, retryAfter: "1");
        var server = FakeServer.Failing(error);
        Assert.Same(error, await Assert.ThrowsAsync<ProviderException>(() => Client(server).GetResponseAsync(FakeServer.Question())));
        Assert.Equal(1, server.Sent);
    }

    [Theory]
    [MemberData(nameof(PassingFailures))]
    public async Task GetResponseAsync_FailureThatMayPass_IsSentAgain(string failure)
    {
        var server = FakeServer.Failing(Failures(passing: true)[failure]);
        Assert.Equal("Good", (await Client(server).GetResponseAsync(FakeServer.Question())).Text);
        Assert.Equal(2, server.Sent);
    }

    // Also where the caller's own rule would have everything sent again, but for the two that are ours.
    [Theory]
    [MemberData(nameof(LastingFailures))]
    public async Task GetResponseAsync_FailureThatLasts_PassesThroughAsItIs(string failure)
    {
        Exception error = Failures(passing: false)[failure];
        var server = FakeServer.Failing(error);
        bool ours = error is JudgeEvalException or BudgetExhaustedException;
        RetryingChatClient client = Client(server, new RetryingChatClientOptions { MayPass = _ => ours });
        Assert.Same(error, await Assert.ThrowsAnyAsync<Exception>(() => client.GetResponseAsync(FakeServer.Question())));
        Assert.Equal(1, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_ForeignFailureThatTheCallerCallsPassing_IsSentAgain()
    {
        var server = FakeServer.Down(() => new NotSupportedException("warming up"));
        var options = new RetryingChatClientOptions { MaxAttempts = 3, MayPass = e => e is NotSupportedException };
        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => Client(server, options).GetResponseAsync(FakeServer.Question()));
        Assert.Equal("gave up after 3 attempts: warming up", error.Message);
        Assert.Equal(3, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_EveryAttemptFails_LastFailureSaysHowMany()
    {
        var ledger = new CallLedger();
        var server = new FakeServer((n, _) => Task.FromException<ChatResponse>(FakeServer.Error(500 + n, retryAfter: null, $"failure {n}, key {Secret}\nBearer {Secret}")));
        var client = new RetryingChatClient(server, new ManualTime(jumps: true), 1, new RetryingChatClientOptions { MaxAttempts = 4, MayPass = _ => true }, ledger);

        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));

        Assert.Equal("gave up after 4 attempts: failure 4, key [redacted] [redacted]", error.Message);
        Assert.Equal(504, (int?)error.StatusCode);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, server.Sent);
        Assert.Equal(3, ledger.Totals.Retried);
    }

    [Fact]
    public async Task GetResponseAsync_PassingThenLasting_SaysHowMany()
    {
        var server = FakeServer.Failing(FakeServer.Error(503), FakeServer.Error(400, message: "bad schema"));
        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => Client(server).GetResponseAsync(FakeServer.Question()));
        Assert.Equal("gave up after 2 attempts: bad schema", error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task GetResponseAsync_PassingThenBug_ThrowsTheBug()
    {
        var bug = new InvalidOperationException("a bug");
        Assert.Same(bug, await Assert.ThrowsAsync<InvalidOperationException>(
            () => Client(FakeServer.Failing(FakeServer.Error(503), bug)).GetResponseAsync(FakeServer.Question())));
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TimeoutException))]
    public async Task GetResponseAsync_EveryAttemptFailsBelowHttp_TypeStays(Type type)
    {
        var server = FakeServer.Down(() => (Exception)Activator.CreateInstance(type, "broke off")!);
        Exception error = await Assert.ThrowsAsync(type, () => Client(server).GetResponseAsync(FakeServer.Question()));
        Assert.Equal("gave up after 5 attempts: broke off", error.Message);
    }

    [Fact]
    public async Task GetResponseAsync_OneAttempt_IsNotRetried()
    {
        var server = FakeServer.Failing(FakeServer.Error(503));
        ProviderException error = await Assert.ThrowsAsync<ProviderException>(
            () => Client(server, new RetryingChatClientOptions { MaxAttempts = 1 }).GetResponseAsync(FakeServer.Question()));
        Assert.Equal("gave up after 1 attempt: too busy", error.Message);
        Assert.Equal(1, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_CancelledWhileWaiting_EndsWithTheCallersCancellation()
    {
        var time = new ManualTime();
        var ledger = new CallLedger();
        var server = FakeServer.Down(() => FakeServer.Error(503));
        using var cancellation = new CancellationTokenSource();
        Task<ChatResponse> call = new RetryingChatClient(server, time, 1, ledger: ledger).GetResponseAsync(FakeServer.Question(), null, cancellation.Token);
        await time.WaitsAsync(1);
        Assert.False(call.IsCompleted);

        await cancellation.CancelAsync();

        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal((1, 0L), (server.Sent, ledger.Totals.Retried));
    }

    [Fact]
    public async Task GetResponseAsync_CancelledDuringAnAttempt_IsNotSentAgain()
    {
        using var cancellation = new CancellationTokenSource();
        var server = new FakeServer(async (n, token) =>
        {
            await (n == 2 ? cancellation.CancelAsync() : Task.CompletedTask);
            token.ThrowIfCancellationRequested();
            throw FakeServer.Error(503);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(server).GetResponseAsync(FakeServer.Question(), null, cancellation.Token));
        Assert.Equal(2, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_MessagesThatCanBeReadOnce_AreReadOnce()
    {
        int read = 0;
        IEnumerable<ChatMessage> Once()
        {
            Assert.Equal(1, ++read);
            yield return FakeServer.Question()[0];
        }

        Assert.Equal("Good", (await Client(FakeServer.Failing(FakeServer.Error(503))).GetResponseAsync(Once())).Text);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_FailureThatMayPass_StreamsTheWholeReply()
    {
        ChatResponse response = await Client(FakeServer.Failing(FakeServer.Error(503)))
            .GetStreamingResponseAsync(FakeServer.Question()).ToChatResponseAsync();
        Assert.Equal(("Good", 11L), (response.Text, response.Usage!.InputTokenCount));
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_Throws()
    {
        RetryingChatClientOptions[] wrong =
        [
            new() { MaxAttempts = 0 }, new() { MaxAttempts = 1001 }, new() { MaxRetriesWithoutSuccess = -1 }, new() { MaxRetries = -1 },
            new() { BaseDelay = TimeSpan.FromTicks(-1) }, new() { MaxDelay = TimeSpan.FromDays(2) }, new() { MaxRetryAfter = Timeout.InfiniteTimeSpan },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => Client(FakeServer.Up(), options)));
    }

    private static RetryingChatClient Client(FakeServer server, RetryingChatClientOptions? options = null, ManualTime? time = null) =>
        new(server, time ?? new ManualTime(jumps: true), seed: 1, options);

    private static Dictionary<string, Exception> Failures(bool passing) => passing
        ? new()
        {
            ["connection refused"] = new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            ["name not resolved"] = new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"),
            ["no status"] = new ProviderException("connection reset by peer", status: null, retryAfter: null),
            ["reset"] = new IOException("reset", new SocketException((int)SocketError.ConnectionReset)),
            ["bare reset"] = new SocketException((int)SocketError.ConnectionReset),
            ["body cut off"] = new HttpIOException(HttpRequestError.ResponseEnded, "ended early"),
            ["body cut off, within"] = new HttpRequestException(HttpRequestError.ResponseEnded, "ended early"),
            ["body is no JSON"] = new JsonException("'<' is an invalid start of a value"),
            ["attempt timed out"] = new TimeoutException("no reply within 5 s"),
            ["HTTP client timed out"] = new TaskCanceledException("timeout", new TimeoutException()),
            ["no status of the SDK"] = new System.ClientModel.ClientResultException("no response", response: null),
        }
        : new()
        {
            ["certificate"] = new HttpRequestException(HttpRequestError.SecureConnectionError, "untrusted"),
            ["no HTTP"] = new HttpRequestException(HttpRequestError.InvalidResponse, "not HTTP"),
            ["protocol"] = ProviderException.OffProtocol("it has no choices", status: null),
            ["recording missing"] = new JudgeEvalException(new Diagnostic("JE3011", "a", "b", "c", SourceLocation.None)),
            ["budget"] = new BudgetExhaustedException("the budget of 1 calls is used up: 1 made"),
            ["bug"] = new InvalidOperationException("bug"),
            ["not sent"] = new NotSupportedException("only text"),
        };
}
