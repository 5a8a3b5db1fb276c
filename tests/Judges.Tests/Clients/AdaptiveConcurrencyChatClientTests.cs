using System.Net;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

public class AdaptiveConcurrencyChatClientTests
{
    [Theory]
    [InlineData(429, 4)]
    [InlineData(500, 4)]
    [InlineData(503, 4)]
    [InlineData(529, 4)]
    [InlineData(400, 8)]
    [InlineData(401, 8)]
    [InlineData(408, 8)]
    public async Task GetResponseAsync_Status_LowersTheLimitOrLeavesIt(int status, int limit)
    {
        ProviderException error = FakeServer.Error(status);
        var client = new AdaptiveConcurrencyChatClient(FakeServer.Failing(error), new ConcurrencyLimiter(new ManualTime()));
        Assert.Same(error, await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(FakeServer.Question())));
        Assert.Equal((limit, 0), (client.Limiter.CurrentLimit, client.Limiter.InFlight));
    }

    public static TheoryData<string, int> Failures => new()
    {
        { nameof(TimeoutException), 4 },
        { nameof(IOException), 8 },
        { nameof(OperationCanceledException), 8 },
        { nameof(InvalidOperationException), 8 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task GetResponseAsync_FailureWithoutStatus_OnlyATimeoutLowersTheLimit(string failure, int limit)
    {
        Exception error = failure switch
        {
            nameof(TimeoutException) => new TimeoutException(),
            nameof(IOException) => new IOException(),
            nameof(OperationCanceledException) => new OperationCanceledException(),
            _ => new InvalidOperationException(),
        };
        var client = new AdaptiveConcurrencyChatClient(FakeServer.Failing(error), new ConcurrencyLimiter(new ManualTime()));
        Assert.Same(error, await Assert.ThrowsAnyAsync<Exception>(() => client.GetResponseAsync(FakeServer.Question())));
        Assert.Equal((limit, 0), (client.Limiter.CurrentLimit, client.Limiter.InFlight));
    }

    [Fact]
    public async Task GetResponseAsync_RetryAfterToOneClient_HoldsTheOtherOfTheEndpoint()
    {
        var time = new ManualTime();
        var ledger = new CallLedger();
        var limiter = new ConcurrencyLimiter(time);
        var busy = new AdaptiveConcurrencyChatClient(FakeServer.Failing(FakeServer.Error(429, "10")), limiter, ledger);
        FakeServer server = FakeServer.Up();
        var other = new AdaptiveConcurrencyChatClient(server, limiter, ledger);
        await Assert.ThrowsAsync<ProviderException>(() => busy.GetResponseAsync(FakeServer.Question()));

        Task<ChatResponse> held = other.GetResponseAsync(FakeServer.Question());
        await time.WaitsAsync(1);
        Assert.Equal(0, server.Sent);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("Good", (await held).Text);
        Assert.Equal(1, ledger.Totals.Throttled);
    }

    [Fact]
    public async Task GetResponseAsync_ThousandsAtOnceWithEveryOutcome_NeverAboveTheMaximumAndAllPermitsComeBack()
    {
        int underWay = 0, most = 0;
        var server = new FakeServer(async (n, token) =>
        {
            int now = Interlocked.Increment(ref underWay);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
            return (n % 11) switch
            {
                0 => throw FakeServer.Error(429),
                1 => throw FakeServer.Error(503),
                2 => throw FakeServer.Error(400),
                3 => throw new IOException(),
                4 => throw new OperationCanceledException(token),
                _ => FakeServer.Reply(),
            };
        });
        var limiter = new ConcurrencyLimiter(new ManualTime(), new ConcurrencyLimiterOptions { Initial = 4, Maximum = 9 });
        AdaptiveConcurrencyChatClient[] clients = [new(server, limiter), new(server, limiter)];
        int answered = 0, failed = 0;
        await Parallel.ForAsync(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (i, _) =>
        {
            // Every fifth gives up waiting, at some time of its own.
            using var cancellation = new CancellationTokenSource();
            Task<ChatResponse> call = clients[i % 2].GetResponseAsync(FakeServer.Question(), null, cancellation.Token);
            if (i % 5 == 0)
            {
                await Task.Yield();
                await cancellation.CancelAsync();
            }

            try
            {
                await call;
                Interlocked.Increment(ref answered);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                Interlocked.Increment(ref failed);
            }
        });

        Assert.Equal(4000, answered + failed);
        Assert.Equal((0, 0), (limiter.InFlight, limiter.Waiting));
        Assert.InRange(most, 1, 9);
        Assert.InRange(answered, 1, 3999);
    }

    [Fact]
    public async Task GetResponseAsync_InnerClientThrowsAtOnce_GivesThePermitBack()
    {
        var client = new AdaptiveConcurrencyChatClient(
            new FakeServer((_, _) => throw new InvalidOperationException("a bug")), new ConcurrencyLimiter(new ManualTime()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(0, client.Limiter.InFlight);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_Always_HoldsAPermitForTheWholeReply()
    {
        ConcurrencyLimiter limiter = new(new ManualTime());
        var client = new AdaptiveConcurrencyChatClient(new FakeServer((_, _) => Task.FromResult(Seen(limiter))), limiter);
        Assert.Equal("Good", (await client.GetStreamingResponseAsync(FakeServer.Question()).ToChatResponseAsync()).Text);
        Assert.Equal(0, limiter.InFlight);

        static ChatResponse Seen(ConcurrencyLimiter limiter)
        {
            Assert.Equal(1, limiter.InFlight);
            return FakeServer.Reply();
        }
    }

    [Fact]
    public async Task GetResponseAsync_TooManyOfAForeignClient_CountsAsThrottled()
    {
        var ledger = new CallLedger();
        var error = new HttpRequestException("busy", inner: null, HttpStatusCode.TooManyRequests);
        var client = new AdaptiveConcurrencyChatClient(FakeServer.Failing(error), new ConcurrencyLimiter(new ManualTime()), ledger);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetResponseAsync(FakeServer.Question()));
        Assert.Equal(1, ledger.Totals.Throttled);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen) is var before && before == seen ? value : Volatile.Read(ref target);
        }
    }
}
