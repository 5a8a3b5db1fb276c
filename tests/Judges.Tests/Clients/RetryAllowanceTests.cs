using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

/// <summary>How often all requests of a run together are sent again, and what becomes of a server that is down.</summary>
public class RetryAllowanceTests
{
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

    private static RetryingChatClient Client(FakeServer server, RetryingChatClientOptions? options = null, ManualTime? time = null) =>
        new(server, time ?? new ManualTime(jumps: true), seed: 1, options);
}
