using System.Net;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

/// <summary>How long a request waits before it is sent again.</summary>
public class RetryWaitTests
{
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

    private static RetryingChatClient Client(FakeServer server, RetryingChatClientOptions? options = null, ManualTime? time = null) =>
        new(server, time ?? new ManualTime(jumps: true), seed: 1, options);
}
