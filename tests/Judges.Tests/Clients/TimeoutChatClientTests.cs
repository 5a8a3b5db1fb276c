using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

public class TimeoutChatClientTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task GetResponseAsync_NoReplyInTime_SaysHowLong()
    {
        CancellationToken told = default;
        Task<ChatResponse> call = Client(2.5, new FakeServer((_, token) => Never(told = token))).GetResponseAsync(FakeServer.Question());
        await _time.WaitsAsync(1);
        _time.Advance(TimeSpan.FromSeconds(2.499));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Equal("no reply within 2.5 s", error.Message);
        Assert.True(told.IsCancellationRequested);
    }

    [Fact]
    public async Task GetResponseAsync_InnerClientDoesNotListen_EndsAllTheSame()
    {
        var silent = new TaskCompletionSource<ChatResponse>();
        Task<ChatResponse> call = Client(1, new FakeServer((_, _) => silent.Task)).GetResponseAsync(FakeServer.Question());
        await _time.WaitsAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetResponseAsync_CallerCancels_StaysTheCallersCancellation(bool innerListens)
    {
        using var cancellation = new CancellationTokenSource();
        var silent = new TaskCompletionSource<ChatResponse>();
        Task<ChatResponse> call = Client(1, new FakeServer((_, token) => innerListens ? Never(token) : silent.Task))
            .GetResponseAsync(FakeServer.Question(), null, cancellation.Token);
        await _time.WaitsAsync(1);
        await cancellation.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task GetResponseAsync_CancelledBefore_SendsNothing()
    {
        FakeServer server = FakeServer.Up();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Client(1, server).GetResponseAsync(FakeServer.Question(), null, new CancellationToken(canceled: true)));
        Assert.Equal(0, server.Sent);
    }

    // A cancellation that neither the caller nor the clock asked for is the inner client's own business.
    [Fact]
    public async Task GetResponseAsync_InnerClientCancelsOnItsOwn_PassesThrough()
    {
        var error = new OperationCanceledException("the SDK's own time-out");
        Assert.Same(error, await Assert.ThrowsAsync<OperationCanceledException>(() => Client(1, FakeServer.Failing(error)).GetResponseAsync(FakeServer.Question())));
    }

    [Fact]
    public async Task GetResponseAsync_ReplyInTime_LeavesNoTimer()
    {
        var reply = new TaskCompletionSource<ChatResponse>();
        CancellationToken told = default;
        Task<ChatResponse> call = Client(5, new FakeServer((_, token) => Told(token))).GetResponseAsync(FakeServer.Question());
        _time.Advance(TimeSpan.FromSeconds(4));
        reply.SetResult(FakeServer.Reply());
        Assert.Equal("Good", (await call).Text);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(told.IsCancellationRequested);

        Task<ChatResponse> Told(CancellationToken token)
        {
            told = token;
            return reply.Task;
        }
    }

    [Fact]
    public async Task GetResponseAsync_WithoutLimit_SetsNoTimer()
    {
        TimeoutChatClient client = new(FakeServer.Up(), _time, new TimeoutChatClientOptions { Timeout = Timeout.InfiniteTimeSpan });
        await client.GetResponseAsync(FakeServer.Question());
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_NoReplyInTime_TimesOut()
    {
        Task<ChatResponse> call = Client(1, new FakeServer((_, token) => Never(token)))
            .GetStreamingResponseAsync(FakeServer.Question()).ToChatResponseAsync();
        await _time.WaitsAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(86_401)]
    public void Constructor_TimeOutOfRange_Throws(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(seconds, FakeServer.Up()));

    private TimeoutChatClient Client(double seconds, FakeServer server) =>
        new(server, _time, new TimeoutChatClientOptions { Timeout = TimeSpan.FromSeconds(seconds) });

    private static async Task<ChatResponse> Never(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return FakeServer.Reply();
    }
}
