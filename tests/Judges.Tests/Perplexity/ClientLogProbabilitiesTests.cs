using JudgeEval.Judges.Tests.Providers;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Perplexity;

public sealed class ClientLogProbabilitiesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // As a completions server answers: the tokens of the prompt with their log-probabilities, -1.5 for the second.
    private const string Echo = """
        {"choices":[{"index":0,"text":"Why? Blue","logprobs":{"tokens":["Why?"," Blue"],"token_logprobs":[null,-1.5]}}],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}
        """;

    [Fact]
    public async Task ScoreAsync_ThroughAPipeline_IsRecordedAndReplayedWithoutTheServer()
    {
        LogProbability asked;
        await using (var server = new LoopbackServer(200, Echo))
        using (RecordingStore store = RecordingStore.Open(_folder.Path))
        {
            var model = new ClientLogProbabilities(new RecordingChatClient(Completions(server), store), "m1");
            Assert.Equal(1, model.EstimateCall("Why?", " Blue").Calls);
            asked = await model.ScoreAsync("Why?", " Blue");
            Assert.Equal(0, model.EstimateCall("Why?", " Blue").Calls);
            Assert.Equal(1, model.EstimateCall("Why?", " Green").Calls);
            Assert.Equal(asked, await model.ScoreAsync("Why?", " Blue"));
            Assert.Single(server.Requests);
        }

        Assert.Equal((-1.5, 1, new TokenUsage(2, 1)), (asked.Sum, asked.Tokens, asked.Usage));
        using RecordingStore recorded = RecordingStore.Open(_folder.Path);
        var replayed = new ClientLogProbabilities(new ReplayingChatClient(recorded), "m1");
        Assert.Equal(asked, await replayed.ScoreAsync("Why?", " Blue"));
        var miss = await Assert.ThrowsAsync<JudgeEvalException>(() => replayed.ScoreAsync("Why?", " Green").AsTask());
        Assert.StartsWith("JE301", miss.Diagnostics[0].Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoreAsync_ServerFails_IsATypedFailureAndNotRecorded()
    {
        await using var server = new LoopbackServer(503, """{"error":{"message":"too much"}}""");
        using (RecordingStore store = RecordingStore.Open(_folder.Path))
        {
            var model = new ClientLogProbabilities(new RecordingChatClient(Completions(server), store), "m1");
            LogProbability failed = await model.ScoreAsync("Why?", " Blue");

            Assert.Equal(FailureKind.Transport, failed.Failure?.Kind);
            Assert.Contains("HTTP 503", failed.Failure!.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task ScoreAsync_BudgetUsedUp_IsAFailureOfTheBudget()
    {
        await using var server = new LoopbackServer(200, Echo);
        var model = new ClientLogProbabilities(new BudgetChatClient(Completions(server), new BudgetChatClientOptions { MaxCalls = 1 }), "m1");

        await model.ScoreAsync("Why?", " Blue");
        LogProbability refused = await model.ScoreAsync("Why?", " Blue");

        Assert.Equal((FailureKind.Budget, "the budget of 1 calls is used up: 1 made"), (refused.Failure?.Kind, refused.Failure?.Detail));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ScoreAsync_TooBusyAtFirst_IsTriedAgainAsTheServerAsks()
    {
        await using var busy = new LoopbackServer(429, "{}", retryAfter: "7");
        await using var free = new LoopbackServer(200, Echo);
        var time = new ManualTime(jumps: true);
        int calls = 0;
        IChatClient first = Completions(busy), then = Completions(free);
        var turns = new ScriptedTurns(() => calls++ == 0 ? first : then);
        var model = new ClientLogProbabilities(new RetryingChatClient(turns, time, seed: 1), "m1");

        LogProbability score = await model.ScoreAsync("Why?", " Blue");

        Assert.Equal((-1.5, 2), (score.Sum, calls));
        Assert.Equal([TimeSpan.FromSeconds(7)], time.Waits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1.5")]
    [InlineData("1.5 2")]
    [InlineData("-1.5 0")]
    [InlineData("NaN 3")]
    [InlineData("-1.5 2 3")]
    public void Read_ReplyThatIsNoScore_IsUnparsable(string reply) =>
        Assert.Equal(FailureKind.Unparsable, LogProbabilityRequest.Read(new ChatResponse(new ChatMessage(ChatRole.Assistant, reply))).Failure?.Kind);

    [Theory]
    [InlineData(-0.1, 3)]
    [InlineData(-12345.678901234567, 1000)]
    [InlineData(0, 1)]
    public void Read_WhatReplyWrote_IsTheSameToTheLastDigit(double sum, int tokens)
    {
        LogProbability read = LogProbabilityRequest.Read(LogProbabilityRequest.Reply(LogProbability.Of(sum, tokens)));

        Assert.Equal((sum, tokens), (read.Sum, read.Tokens));
    }

    private static CompletionsChatClient Completions(LoopbackServer server) =>
        new(new CompletionsModel(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }), server.Endpoint, "m1"));

    /// <summary>Another client for each call.</summary>
    private sealed class ScriptedTurns(Func<IChatClient> next) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            next().GetResponseAsync(messages, options, cancellationToken);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // There is nothing to dispose of.
        }
    }
}
