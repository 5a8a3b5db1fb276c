using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

public class BudgetChatClientTests
{
    private readonly CallLedger _ledger = new();

    [Fact]
    public async Task GetResponseAsync_CallsUsedUp_IsNotSent()
    {
        FakeServer server = FakeServer.Up();
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxCalls = 2 });
        await Ask(client);
        await Ask(client);
        Assert.Equal("the budget of 2 calls is used up: 2 made", (await Refused(client)).Message);
        Assert.Equal(2, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_FailedCall_CountsAsACall()
    {
        BudgetChatClient client = Client(FakeServer.Failing(FakeServer.Error(400)), new BudgetChatClientOptions { MaxCalls = 1 });
        await Assert.ThrowsAsync<ProviderException>(() => Ask(client));
        await Refused(client);
    }

    // "Why?" is one token, the reply is expected to have 9: 10 are reserved, 14 are used. 14 + 14 + 10 = 38 fits, 42 + 10 does not.
    [Fact]
    public async Task GetResponseAsync_TokensUsedUp_SaysWhatWasUsed()
    {
        FakeServer server = FakeServer.Up();
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxTokens = 38, ExpectedOutputTokens = 9 });
        await Ask(client);
        await Ask(client);
        await Ask(client);
        Assert.Equal("the budget of 38 tokens is used up: 42 used, and this call needs about 10", (await Refused(client)).Message);
        Assert.Equal(3, server.Sent);
        Assert.Equal(new CallTotals(0, 0, 0, 0, 33, 9, 0), _ledger.Totals);
    }

    [Fact]
    public async Task GetResponseAsync_ExactlyTheBudget_IsSent()
    {
        var options = new BudgetChatClientOptions { MaxTokens = 10, ExpectedOutputTokens = 9 };
        await Ask(Client(FakeServer.Up(), options));
        await Refused(Client(FakeServer.Up(), options with { MaxTokens = 9 }));
    }

    // 11 tokens in at 2 per million and 3 out at 10 per million: 0.000022 + 0.00003 = 0.000052 for each call.
    // Expected of the next: 1 in, 1 out: 0.000012. Two calls (0.000104) leave 0.000011 of 0.000115.
    [Fact]
    public async Task GetResponseAsync_CostUsedUp_SaysWhatWasUsed()
    {
        var options = new BudgetChatClientOptions { MaxCost = 0.000115m, Price = new TokenPrice(2, 10), ExpectedOutputTokens = 1 };
        BudgetChatClient client = Client(FakeServer.Up(), options);
        await Ask(client);
        await Ask(client);
        Assert.Equal("the budget of 0.000115 for the cost is used up: 0.000104 used, and this call needs about 0.000012", (await Refused(client)).Message);
        Assert.Equal(0.000104m, _ledger.Totals.Cost);
    }

    [Fact]
    public async Task GetResponseAsync_CallsUnderWay_AreReserved()
    {
        var reply = new TaskCompletionSource<ChatResponse>();
        var server = new FakeServer((_, _) => reply.Task);
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxTokens = 25, ExpectedOutputTokens = 9 });
        Task<ChatResponse> first = Ask(client), second = Ask(client), third = Ask(client);
        Assert.Equal((2, false), (server.Sent, third.IsCompleted));

        // The two turn out to need 2 tokens each: there is room for the third.
        reply.SetResult(FakeServer.Reply(1, 1));
        await Task.WhenAll(first, second, third);
        Assert.Equal(3, server.Sent);
    }

    // 10 are expected of each. While the first is under way the second waits; the first turns out to need 14 of 15, so the second never fits.
    [Fact]
    public async Task GetResponseAsync_CallUnderWayNeedsMore_TheWaitingOneIsRefused()
    {
        var reply = new TaskCompletionSource<ChatResponse>();
        var server = new FakeServer((_, _) => reply.Task);
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxTokens = 15, ExpectedOutputTokens = 9 });
        Task<ChatResponse> first = Ask(client);
        Task<BudgetExhaustedException> second = Refused(client);
        Assert.False(second.IsCompleted);

        reply.SetResult(FakeServer.Reply(11, 3));
        await first;
        Assert.Equal("the budget of 15 tokens is used up: 14 used, and this call needs about 10", (await second).Message);
        Assert.Equal(1, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_CancelledWhileItWaits_IsCancelledAndNothingIsLost()
    {
        var reply = new TaskCompletionSource<ChatResponse>();
        var server = new FakeServer((_, _) => reply.Task);
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxTokens = 15, ExpectedOutputTokens = 9 });
        using var stop = new CancellationTokenSource();
        Task<ChatResponse> first = Ask(client);
        Task<ChatResponse> second = client.GetResponseAsync([new ChatMessage(ChatRole.User, "Why?")], cancellationToken: stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        reply.SetResult(FakeServer.Reply(1, 1));
        await first;
        await Ask(client);
        Assert.Equal(2, server.Sent);
    }

    // Each is expected to cost 1 * 2 / 10^6 + 1 * 10 / 10^6 = 0.000012; two fit into 0.00003.
    [Fact]
    public async Task GetResponseAsync_CallsUnderWay_TheirCostIsReserved()
    {
        var reply = new TaskCompletionSource<ChatResponse>();
        var server = new FakeServer((_, _) => reply.Task);
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxCost = 0.00003m, Price = new TokenPrice(2, 10), ExpectedOutputTokens = 1 });
        Task<ChatResponse> first = Ask(client), second = Ask(client), third = Ask(client);
        Assert.Equal((2, false), (server.Sent, third.IsCompleted));

        // The two turn out to be free: there is room for the third.
        reply.SetResult(FakeServer.Reply(0, 0));
        await Task.WhenAll(first, second, third);
        Assert.Equal(3, server.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_ManyAtOnce_ExceedTheBudgetByNoMoreThanTheEstimatesWereTooLow()
    {
        var server = new FakeServer(async (_, _) =>
        {
            await Task.Yield();
            return FakeServer.Reply(11, 3);
        });
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxTokens = 1000, EstimateInput = _ => 11, ExpectedOutputTokens = 3 });
        int refused = 0;
        await Parallel.ForAsync(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) =>
        {
            try
            {
                await Ask(client);
            }
            catch (BudgetExhaustedException)
            {
                Interlocked.Increment(ref refused);
            }
        });

        // The estimate is right, so the budget is used as far as whole calls go: 71 * 14 = 994.
        Assert.Equal((71, 500 - 71), (server.Sent, refused));
        Assert.Equal((71 * 11L, 71 * 3L), (_ledger.Totals.InputTokens, _ledger.Totals.OutputTokens));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponseAsync_CallFails_GivesItsReservationBack(bool cancelled)
    {
        FakeServer server = FakeServer.Failing(cancelled ? new OperationCanceledException() : FakeServer.Error(500));
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { MaxTokens = 10, ExpectedOutputTokens = 9 });
        await Assert.ThrowsAnyAsync<Exception>(() => Ask(client));
        await Ask(client);
        Assert.Equal(14, _ledger.Totals.InputTokens + _ledger.Totals.OutputTokens);
    }

    // Reported (input, output, total) and booked (input, output); the estimate is 1 and 9. What no call can have counts as not reported.
    [Theory]
    [InlineData(null, null, null, 1L, 9L, true)]
    [InlineData(7L, null, null, 7L, 9L, true)]
    [InlineData(null, 4L, null, 1L, 4L, true)]
    [InlineData(null, 4L, 20L, 16L, 4L, true)]
    [InlineData(7L, null, 20L, 7L, 13L, true)]
    [InlineData(null, null, 20L, 1L, 19L, true)]
    [InlineData(7L, null, 3L, 7L, 0L, true)]
    [InlineData(-7L, 4L, null, 1L, 4L, true)]
    [InlineData(7L, long.MaxValue, null, 7L, 9L, true)]
    [InlineData(7L, 4L, 99L, 7L, 4L, false)]
    [InlineData(0L, 0L, null, 0L, 0L, false)]
    public async Task GetResponseAsync_ReportedUsage_IsBookedAndEstimatesAreCounted(long? input, long? output, long? total, long bookedInput, long bookedOutput, bool estimated)
    {
        ChatResponse reply = FakeServer.Reply(input, output);
        if (total is not null)
        {
            reply.Usage ??= new UsageDetails();
            reply.Usage.TotalTokenCount = total;
        }

        await Ask(Client(new FakeServer((_, _) => Task.FromResult(reply)), new BudgetChatClientOptions { ExpectedOutputTokens = 9 }));
        Assert.Equal(new CallTotals(0, 0, 0, 0, bookedInput, bookedOutput, 0) { Estimated = estimated ? 1 : 0 }, _ledger.Totals);
    }

    [Theory]
    [InlineData(5, 6)]
    [InlineData(1000, 10)]
    [InlineData(-1, 1)]
    public async Task GetResponseAsync_RequestLimitsItsOutput_NoMoreIsReserved(int limit, int needed)
    {
        BudgetChatClient client = Client(FakeServer.Up(), new BudgetChatClientOptions { MaxTokens = 0, ExpectedOutputTokens = 9 });
        var error = await Assert.ThrowsAsync<BudgetExhaustedException>(
            () => client.GetResponseAsync(FakeServer.Question(), new ChatOptions { MaxOutputTokens = limit }));
        Assert.EndsWith($"needs about {needed}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_EstimatorReturnsWhatCannotBe_Throws()
    {
        FakeServer server = FakeServer.Up();
        BudgetChatClient client = Client(server, new BudgetChatClientOptions { EstimateInput = _ => -5 });
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(client));
        Assert.Equal(0, server.Sent);
    }

    [Fact]
    public async Task JudgeAsync_BudgetUsedUp_IsAFailureOfTheKindBudget()
    {
        var judge = new PromptJudge(Sample.Prompt(), Client(FakeServer.Up(), new BudgetChatClientOptions { MaxCalls = 0 }), "m");
        Verdict verdict = await judge.JudgeAsync(Sample.Task());
        Assert.Equal((FailureKind.Budget, "the budget of 0 calls is used up: 0 made"), (verdict.Failure!.Kind, verdict.Failure.Detail));
    }

    [Fact]
    public async Task GetStreamingResponseAsync_Always_IsBookedAsACall()
    {
        BudgetChatClient client = Client(FakeServer.Up(), new BudgetChatClientOptions { MaxCalls = 1 });
        Assert.Equal("Good", (await client.GetStreamingResponseAsync(FakeServer.Question()).ToChatResponseAsync()).Text);
        await Refused(client);
        Assert.Equal(11, _ledger.Totals.InputTokens);
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_Throws()
    {
        BudgetChatClientOptions[] wrong = [new() { MaxCalls = -1 }, new() { MaxTokens = -1 }, new() { MaxCost = -1, Price = default(TokenPrice) }, new() { ExpectedOutputTokens = -1 }];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => Client(FakeServer.Up(), options)));
        Assert.Throws<ArgumentException>(() => Client(FakeServer.Up(), new BudgetChatClientOptions { MaxCost = 1 }));
    }

    private BudgetChatClient Client(FakeServer server, BudgetChatClientOptions options) => new(server, options, _ledger);

    private static Task<ChatResponse> Ask(BudgetChatClient client) => client.GetResponseAsync(FakeServer.Question());

    // A call that is sent in error may never be answered.
    private static Task<BudgetExhaustedException> Refused(BudgetChatClient client) =>
        Assert.ThrowsAsync<BudgetExhaustedException>(() => Ask(client).WaitAsync(TimeSpan.FromSeconds(60)));
}
