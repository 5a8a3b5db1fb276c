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

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" 7 ", 7)]
    [InlineData("1.5", 1.5)]
    [InlineData("Sun, 01 Mar 2026 12:00:42 GMT", 42)]
    [InlineData("Sunday, 01-Mar-26 12:00:42 GMT", 42)]
    public async Task GetResponseAsync_RetryAfter_IsWaitedExactly(string header, double seconds)
    {
        var time = new ManualTime(jumps: true);
        await Client(FakeServer.Failing(FakeServer.Error(429, header)), time: time).GetResponseAsync(FakeServer.Question());
        Assert.Equal([TimeSpan.FromSeconds(seconds)], time.Waits);
    }

    // Nothing that can be waited for: the first step of one second counts, of which at least the half is waited.
    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("Sun, 01 Mar 2026 11:59:59 GMT")]
    public async Task GetResponseAsync_RetryAfterThatSaysNothing_BacksOff(string header)
    {
        var time = new ManualTime(jumps: true);
        await Client(FakeServer.Failing(FakeServer.Error(503, header)), time: time).GetResponseAsync(FakeServer.Question());
        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("61", "61")]
    [InlineData("60.2", "61")]
    [InlineData("Sun, 01 Mar 2026 13:00:00 GMT", "3600")]
    public async Task GetResponseAsync_RetryAfterAboveTheLimit_GivesUpAndSaysSo(string header, string said)
    {
        var time = new ManualTime(jumps: true);
        var server = FakeServer.Failing(FakeServer.Error(429, header, "quota reached"));
        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => Client(server, time: time).GetResponseAsync(FakeServer.Question()));
        Assert.Equal($"gave up after 1 attempt, because the server asks to wait {said} s and at most 60 s are waited: quota reached", error.Message);
        Assert.Equal((HttpStatusCode.TooManyRequests, header), (error.StatusCode, error.RetryAfter));
        Assert.Empty(time.Waits);
    }

    // Larger than any time that .NET can name.
    [Fact]
    public async Task GetResponseAsync_RetryAfterBeyondAllTime_GivesUp()
    {
        var server = FakeServer.Failing(FakeServer.Error(429, new string('9', 40)));
        await Assert.ThrowsAsync<ProviderException>(() => Client(server).GetResponseAsync(FakeServer.Question()));
        Assert.Equal(1, server.Sent);
    }

    // Steps of 1, 2, 4, 8, 8 seconds; each wait is between the half and the whole.
    [Fact]
    public async Task GetResponseAsync_NoRetryAfter_WaitsDoubleUpToTheLongest()
    {
        var time = new ManualTime(jumps: true);
        var options = new RetryingChatClientOptions { MaxAttempts = 6, MaxDelay = TimeSpan.FromSeconds(8) };
        await Assert.ThrowsAsync<ProviderException>(() => Client(FakeServer.Down(() => FakeServer.Error(500)), options, time).GetResponseAsync(FakeServer.Question()));
        double[] steps = [1, 2, 4, 8, 8];
        Assert.Equal(steps.Length, time.Waits.Length);
        Assert.All(time.Waits.Zip(steps), wait => Assert.InRange(wait.First.TotalSeconds, wait.Second / 2, wait.Second));
    }

    // The documented hash (FNV-1a and SplitMix64), computed once more in Python:
    // h = absorb(absorb(absorb(0, "m"), "user"), "Why?"); u = (mix(mix(mix(7) ^ h) ^ attempt) >> 11) / 2**53; wait = 2**(attempt-1) * (0.5 + 0.5 * u)
    // = 0.7176463, 1.7940286 and 3.6166364 s, rounded up to whole milliseconds.
    [Fact]
    public async Task GetResponseAsync_SeedAndRequest_DecideTheWaits()
    {
        var time = new ManualTime(jumps: true);
        var client = new RetryingChatClient(FakeServer.Failing([.. Enumerable.Repeat(FakeServer.Error(500), 3)]), time, seed: 7);
        await client.GetResponseAsync(FakeServer.Question(), new ChatOptions { ModelId = "m" });
        Assert.Equal([718, 1795, 3617], time.Waits.Select(w => w.TotalMilliseconds));
    }

    [Fact]
    public async Task GetResponseAsync_OtherOrderOfRequests_EachWaitsTheSame()
    {
        async Task<Dictionary<string, TimeSpan>> WaitsOf(IEnumerable<string> texts)
        {
            var waits = new Dictionary<string, TimeSpan>();
            foreach (string text in texts)
            {
                var time = new ManualTime(jumps: true);
                await Client(FakeServer.Failing(FakeServer.Error(500)), time: time).GetResponseAsync(FakeServer.Question(text));
                waits.Add(text, Assert.Single(time.Waits));
            }

            return waits;
        }

        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"item {i}")];
        Dictionary<string, TimeSpan> forward = await WaitsOf(texts), backward = await WaitsOf(texts.Reverse());
        Assert.All(texts, text => Assert.Equal(forward[text], backward[text]));

        // 200 draws of 500 milliseconds hit 500 * (1 - (1 - 1/500)^200) = 165 of them on average.
        Assert.InRange(forward.Values.Distinct().Count(), 140, 190);

        // The mean of 200 uniform draws of [0.5, 1) has a standard error of 0.5 / sqrt(12 * 200) = 0.0102: five of them.
        Assert.Equal(0.75, forward.Values.Average(w => w.TotalSeconds), 0.051);
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
    public async Task GetResponseAsync_ServerDown_TenThousandItemsWaitNoMoreThanTheAllowance()
    {
        var time = new ManualTime(jumps: true);
        var server = FakeServer.Down(() => new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        RetryingChatClient client = Client(server, new RetryingChatClientOptions { MaxRetriesWithoutSuccess = 30 }, time);
        Exception? last = null;
        for (int i = 0; i < 10_000; i++)
        {
            last = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetResponseAsync(FakeServer.Question($"item {i}")));
        }

        Assert.Equal(30, time.Waits.Length);
        Assert.Equal(10_030, server.Sent);
        Assert.Equal(
            "gave up after 1 attempt, because 30 retries of all requests had no success, and no request is retried until one succeeds: refused",
            last!.Message);
    }

    [Fact]
    public async Task GetResponseAsync_ServerComesBack_RetriesOpenAgain()
    {
        // Down for requests 1 to 4 (1 + 2 retries, then 1), up for 5, down for 6, up for 7.
        var server = new FakeServer((n, _) => n is <= 4 or 6 ? Task.FromException<ChatResponse>(FakeServer.Error(503)) : Task.FromResult(FakeServer.Reply()));
        RetryingChatClient client = Client(server, new RetryingChatClientOptions { MaxRetriesWithoutSuccess = 2 });
        await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(3, server.Sent);
        await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(4, server.Sent);
        await client.GetResponseAsync(FakeServer.Question());
        await client.GetResponseAsync(FakeServer.Question());
        Assert.Equal(7, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_ServerDown_OneAtATimeFindsOutAndTheOthersAreNotSent()
    {
        // Requests 1 and 2 (a retry) and 3 fail, 4 hangs until the server comes back.
        var back = new TaskCompletionSource<ChatResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new FakeServer((n, _) => n <= 3 ? Task.FromException<ChatResponse>(FakeServer.Error(503)) : n == 4 ? back.Task : Task.FromResult(FakeServer.Reply()));
        RetryingChatClient client = Client(server, new RetryingChatClientOptions { MaxAttempts = 2, MaxRetriesWithoutSuccess = 1 });
        await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
        await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));

        Task<ChatResponse> probe = client.GetResponseAsync(FakeServer.Question());
        ProviderException unsent = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));

        Assert.Equal("not sent, because 1 retry of all requests had no success; the last: HTTP 503: too busy", unsent.Message);
        Assert.Equal(4, server.Sent);
        back.SetResult(FakeServer.Reply());
        await probe;
        await Task.WhenAll(client.GetResponseAsync(FakeServer.Question()), client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(6, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_ProbeFails_TheNextRequestIsAProbeAgain()
    {
        var server = FakeServer.Down(() => FakeServer.Error(503));
        RetryingChatClient client = Client(server, new RetryingChatClientOptions { MaxAttempts = 2, MaxRetriesWithoutSuccess = 1 });
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
        }

        Assert.Equal(6, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_Notice_IsToldOfTheFirstRetryAndOfAServerThatIsDown()
    {
        var told = new List<string>();
        var server = FakeServer.Down(() => FakeServer.Error(503));
        RetryingChatClient client = Client(server, new RetryingChatClientOptions { MaxRetriesWithoutSuccess = 6, Notice = told.Add });
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
        }

        Assert.Equal(
            [
                "HTTP 503: too busy; waiting to send the request again",
                "the server counts as down: 6 retries had no success; until it answers, one request at a time is sent, and the others fail",
            ],
            told);
    }

    [Fact]
    public async Task GetResponseAsync_RetriesOfTheRunUsedUp_StayUsedUp()
    {
        // Every second request fails: each call needs one retry.
        var server = new FakeServer((n, _) => n % 2 == 1 ? Task.FromException<ChatResponse>(FakeServer.Error(503)) : Task.FromResult(FakeServer.Reply()));
        RetryingChatClient client = Client(server, new RetryingChatClientOptions { MaxRetries = 2 });
        await client.GetResponseAsync(FakeServer.Question());
        await client.GetResponseAsync(FakeServer.Question());
        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal("gave up after 1 attempt, because the 2 retries of the whole run are used up: too busy", error.Message);
        Assert.Equal(5, server.Sent);
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
