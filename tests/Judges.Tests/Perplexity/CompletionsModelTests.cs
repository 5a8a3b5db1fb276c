using System.Net;
using System.Text.Json;
using JudgeEval.Judges.Tests.Providers;

namespace JudgeEval.Judges.Tests.Perplexity;

public class CompletionsModelTests
{
    [Fact]
    public async Task Score_EchoRequest_HasWhatIsNeededAndNothingElse()
    {
        await using var server = new LoopbackServer(200, Echo(["Why?", " Blue"], [null, -1.5]));

        LogProbability score = await ScoreAsync(server, "Why?", " Blue", apiKey: "key-1");

        var (path, authorization, body) = Assert.Single(server.Requests);
        Assert.Equal(("/v1/completions", "Bearer key-1"), (path, authorization));
        Assert.Equal("""{"model":"m1","prompt":"Why? Blue","max_tokens":1,"temperature":0,"echo":true,"logprobs":1}""", body.GetRawText());
        Assert.Equal((-1.5, 1), (score.Sum, score.Tokens));
        Assert.Equal(new TokenUsage(2, 1), score.Usage);
    }

    [Fact]
    public async Task Score_PromptLogProbabilities_AreReadAsVllmSendsThem()
    {
        // The first token has no entry, so no text either; "4438" and the like are the ids of tokens.
        const string body = """
            {"choices":[{"index":0,"text":" sky","logprobs":null,"prompt_logprobs":[null,{"4438":{"logprob":-2.5,"rank":3,"decoded_token":"?"}},{"11":{"logprob":-0.25,"rank":1,"decoded_token":" Blue"}},{"12":{"logprob":-0.5,"rank":1,"decoded_token":"!"}}]}],"usage":{"prompt_tokens":4,"total_tokens":5,"completion_tokens":1}}
            """;
        await using var server = new LoopbackServer(200, body);

        LogProbability score = await ScoreAsync(server, "Why?", " Blue!", options: new CompletionsOptions { Scoring = PromptScoring.PromptLogProbabilities, MaxTokens = 0 });

        Assert.Equal("""{"model":"m1","prompt":"Why? Blue!","max_tokens":0,"temperature":0,"prompt_logprobs":0}""", server.Requests[0].Body.GetRawText());
        Assert.Null(server.Requests[0].Authorization);
        Assert.Equal((-0.75, 2), (score.Sum, score.Tokens));
    }

    // The numbers are powers of two, so that a sum tells which tokens are in it; the context is what stands before the bar.
    [Theory]
    [InlineData("Hi| you", "<s>|Hi| you", "n,-1,-2", -2d, 1)] // a start mark that is not in the prompt
    [InlineData("Hi| you", "Hi| you", "n,-2", -2d, 1)] // no start mark
    [InlineData("Hi| you two", "Hi| you| t|wo", "n,-1,-2,-4", -7d, 3)]
    [InlineData("Hi th|ere you", "Hi| there| you", "n,-1,-2", -3d, 2)] // a token across the border counts
    [InlineData("|Hi you", "Hi| you", "n,-2", -2d, 1)] // nothing before it: the first has no probability
    [InlineData("|Hi you", "<s>|Hi| you", "n,-1,-2", -3d, 2)]
    [InlineData("Hi |you", "Hi|you", "n,-2", -2d, 1)] // white space that the server does not show
    [InlineData("Hi| you", "Hi|you", "n,-2", -2d, 1)]
    [InlineData("Hi|\nyou", "<s>|Hi|you", "n,-1,-2", -2d, 1)]
    [InlineData("Hi| you", "\u2581Hi|\u2581you", "n,-2", -2d, 1)] // spaces of SentencePiece
    [InlineData("a|b 🎈 c", "a|b| |\ufffd|\ufffd|\ufffd| c", "n,-1,-2,-4,-8,-16,-32", -63d, 6)] // a character of four bytes in three tokens
    [InlineData("a|🎈", "a|\ufffd|\ufffd", "n,-1,-2", -3d, 2)]
    [InlineData("|🎈", "<s>|\ufffd|\ufffd", "n,-1,-2", -3d, 2)]
    [InlineData("a🎈|b", "a|\ufffd|\ufffd|b", "n,-1,-2,-4", -4d, 1)]
    [InlineData("a 🎈🎉|🎊 b", "a| \ufffd|\ufffd|\ufffd|\ufffd| b", "n,-1,-2,-4,-8,-16", -31d, 5)] // parts across the border stay together
    [InlineData("a|🎈b", "a|||🎈|b", "n,-1,-2,-4,-8", -15d, 4)] // the character is shown with its last token
    [InlineData("a|x🎈", "a|x|||🎈", "n,-1,-2,-4,-8", -15d, 4)]
    [InlineData("a|é", "a|bytes:\\xc3|bytes:\\xa9", "n,-1,-2", -3d, 2)]
    [InlineData("a|é", "a|<0xC3>|<0xA9>", "n,-1,-2", -3d, 2)]
    [InlineData("aaa|aaa", "a|a|a|a|a|a", "n,-1,-2,-4,-8,-16", -28d, 3)]
    public async Task Score_Tokens_AreThoseOfTheContinuation(string text, string tokens, string logProbabilities, double sum, int count)
    {
        string[] parts = text.Split('|');
        double?[] values = [.. logProbabilities.Split(',').Select(v => v == "n" ? (double?)null : double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        await using var server = new LoopbackServer(200, Echo(tokens.Split('|'), values));

        LogProbability score = await ScoreAsync(server, parts[0], parts[1]);

        Assert.Null(score.Failure);
        Assert.Equal((sum, count), (score.Sum, score.Tokens));
    }

    [Fact]
    public async Task Score_TextThatIsNoUnicode_IsSentAndFoundAsReplacement()
    {
        await using var server = new LoopbackServer(200, Echo(["a", "\ufffd", "b"], [null, -1, -2]));

        LogProbability score = await ScoreAsync(server, "a", "\ud800b");

        Assert.Equal("a\ufffdb", server.Requests[0].Body.GetProperty("prompt").GetString());
        Assert.Equal(-3, score.Sum);
    }

    [Fact]
    public async Task Score_HairAboveZero_IsCertain()
    {
        await using var server = new LoopbackServer(200, Echo(["a", "b"], [null, 1e-5]));

        Assert.Equal((0d, 1d), ((await ScoreAsync(server, "a", "b")).Sum, (await ScoreAsync(server, "a", "b")).Perplexity));
    }

    [Theory]
    [InlineData("", "", "the text is empty, so it has no probability")]
    [InlineData("", "ab", "the text is one token with nothing before it, so it has no probability")]
    public async Task Score_NothingToScore_IsAFailure(string context, string continuation, string detail)
    {
        await using var server = new LoopbackServer(200, Echo(["ab"], [null]));

        Assert.Equal(new JudgeFailure(FailureKind.Unparsable, detail), (await ScoreAsync(server, context, continuation)).Failure);
    }

    [Theory]
    [InlineData("<html>busy</html>", "it is not JSON")]
    [InlineData("", "it is not JSON")]
    [InlineData("[]", "it has no 'usage'")]
    [InlineData("""{"choices":[]}""", "it has no 'usage'")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":2}}""", "it has no choices")]
    [InlineData("""{"choices":{},"usage":{"prompt_tokens":2}}""", "it has no 'choices'")]
    [InlineData("""{"choices":[{}],"usage":{"prompt_tokens":1.5}}""", "a number is out of its range")]
    [InlineData("""{"choices":[{"logprobs":null}],"usage":{"prompt_tokens":2}}""", "it has no 'logprobs'")]
    [InlineData("""{"choices":[{"logprobs":{"content":[]}}],"usage":{"prompt_tokens":2}}""", "it has no 'tokens'")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["a","b"],"token_logprobs":[null]}}],"usage":{"prompt_tokens":2}}""", "it has another number of tokens than of log-probabilities")]
    [InlineData(
        """{"choices":[{"logprobs":{"tokens":["c"],"token_logprobs":[-1]}}],"usage":{"prompt_tokens":2}}""",
        "it has log-probabilities of 1 tokens, but the prompt has 2; a server without echo, such as that of llama.cpp, cannot score a prompt")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["a","b"],"token_logprobs":[null,"None"]}}],"usage":{"prompt_tokens":2}}""", "a log-probability is no number")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["a","b"],"token_logprobs":[null,null]}}],"usage":{"prompt_tokens":2}}""", "a token after the first has no log-probability")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["a","b"],"token_logprobs":[null,0.5]}}],"usage":{"prompt_tokens":2}}""", "a log-probability is above 0 or not finite")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["a","b"],"token_logprobs":[null,-1e999]}}],"usage":{"prompt_tokens":2}}""", "a log-probability is above 0 or not finite")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["a",7],"token_logprobs":[null,-1]}}],"usage":{"prompt_tokens":2}}""", "a token is no text")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["a","\ud800"],"token_logprobs":[null,-1]}}],"usage":{"prompt_tokens":2}}""", "a text is not Unicode")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["x","y"],"token_logprobs":[null,-1]}}],"usage":{"prompt_tokens":2}}""", "its tokens are not those of the prompt")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["token_id:5","token_id:6"],"token_logprobs":[null,-1]}}],"usage":{"prompt_tokens":2}}""", "its tokens are not those of the prompt")]
    public async Task Score_ReplyAgainstTheProtocol_SaysWhatIsWrong(string body, string why)
    {
        await using var server = new LoopbackServer(200, body);

        Assert.Equal(new JudgeFailure(FailureKind.Transport, "the server's reply does not follow the protocol: " + why), (await ScoreAsync(server, "a", "b")).Failure);
    }

    [Theory]
    [InlineData("""[null,{"1":{"logprob":-1,"decoded_token":"b"},"2":{"logprob":-2,"decoded_token":"c"}}]""", "'prompt_logprobs' has not one entry for a token")]
    [InlineData("""[null,7]""", "'prompt_logprobs' has not one entry for a token")]
    [InlineData("""[null,{"1":{"logprob":-1}}]""", "it has no 'decoded_token'")]
    [InlineData("""[null,null]""", "its tokens are not those of the prompt")]
    [InlineData("""null""", "it has no 'prompt_logprobs'")]
    public async Task Score_PromptLogProbabilitiesAgainstTheProtocol_SayWhatIsWrong(string list, string why)
    {
        await using var server = new LoopbackServer(200, $$$"""{"choices":[{"prompt_logprobs":{{{list}}}}],"usage":{"prompt_tokens":2}}""");

        LogProbability score = await ScoreAsync(server, "a", "b", options: new CompletionsOptions { Scoring = PromptScoring.PromptLogProbabilities });

        Assert.Equal("the server's reply does not follow the protocol: " + why, score.Failure?.Detail);
    }

    [Theory]
    [InlineData(429, """{"error":{"message":"slow down, top-secret-1","code":"busy"}}""", "HTTP 429: slow down, [redacted]")]
    [InlineData(500, """{"error":"broken"}""", "HTTP 500: broken")]
    [InlineData(503, "<html>", "HTTP 503: the server does not say why")]
    [InlineData(400, """{"object":"error","message":"max_tokens must be at least 1"}""", "HTTP 400: max_tokens must be at least 1")]
    [InlineData(400, """[1]""", "HTTP 400: the server does not say why")]
    [InlineData(302, "", "HTTP 302: the server does not say why")]
    [InlineData(
        500,
        """{"error":{"code":500,"message":"Only no echo is supported"}}""",
        "HTTP 500: Only no echo is supported (log-probabilities of a prompt need a server with echo, such as vLLM; the server of llama.cpp has none)")]
    public async Task Score_ErrorOfTheServer_IsATransportFailureWithoutTheKey(int status, string body, string detail)
    {
        await using var server = new LoopbackServer(status, body);

        LogProbability score = await ScoreAsync(server, "a", "b", apiKey: "top-secret-1");

        Assert.Equal(new JudgeFailure(FailureKind.Transport, detail), score.Failure);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Score_RedirectThatTheClientFollows_IsRefused()
    {
        using var client = new HttpClient(new Answering(request =>
        {
            // What a handler does that follows a redirect.
            request.RequestUri = new Uri("http://elsewhere.example/v1/completions");
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(Echo(["a", "b"], [null, -1])) };
        }));

        LogProbability score = await new CompletionsModel(client, new Uri("http://127.0.0.1:9/v1"), "m1").ScoreAsync("a", "b");

        Assert.Equal("the server redirects to another address, which is not followed", score.Failure?.Detail);
    }

    [Fact]
    public async Task Score_NobodyAnswers_IsATransportFailure()
    {
        async Task<string?> DetailAsync(Exception exception)
        {
            using var client = new HttpClient(new Answering(_ => throw exception));
            LogProbability score = await new CompletionsModel(client, new Uri("http://127.0.0.1:9/v1/"), "m1", "key-123").ScoreAsync("a", "b");
            Assert.Equal(FailureKind.Transport, score.Failure?.Kind);
            return score.Failure?.Detail;
        }

        Assert.Equal("the request timed out", await DetailAsync(new TaskCanceledException()));
        Assert.Equal("refused [redacted]", await DetailAsync(new HttpRequestException("refused key-123")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DetailAsync(new InvalidOperationException("bug")));
    }

    [Fact]
    public async Task Score_CallersCancellation_Propagates()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        using var client = new HttpClient(new Answering(_ => throw new InvalidOperationException("asked")));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new CompletionsModel(client, new Uri("http://127.0.0.1:9/v1"), "m1").ScoreAsync("a", "b", stopped.Token));
    }

    [Fact]
    public void Create_BadOptionsOrKey_IsRefusedWithoutTheKey()
    {
        using var client = new HttpClient();
        var endpoint = new Uri("http://127.0.0.1:9/v1");

        Assert.Throws<ArgumentOutOfRangeException>(() => new CompletionsModel(client, endpoint, "m", null, new CompletionsOptions { MaxTokens = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CompletionsModel(client, endpoint, "m", null, new CompletionsOptions { Scoring = (PromptScoring)5 }));
        Assert.Throws<ArgumentException>(() => new CompletionsModel(client, endpoint, " "));
        Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => new CompletionsModel(client, endpoint, "m", "secret\n")).ToString(), StringComparison.Ordinal);
    }

    private static async Task<LogProbability> ScoreAsync(LoopbackServer server, string context, string continuation, string? apiKey = null, CompletionsOptions? options = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        return await new CompletionsModel(client, server.Endpoint, "m1", apiKey, options).ScoreAsync(context, continuation);
    }

    /// <summary>A reply as vLLM writes it, with one token that the model wrote at its end. The offsets count the start mark, as vLLM's do.</summary>
    private static string Echo(string[] tokens, double?[] values)
    {
        var offsets = new List<int>();
        foreach (string token in tokens.Append(" more"))
        {
            offsets.Add(offsets.Count == 0 ? 0 : offsets[^1] + tokens[offsets.Count - 1].Length);
        }

        return JsonSerializer.Serialize(new
        {
            choices = new[]
            {
                new
                {
                    index = 0,
                    text = string.Concat(tokens) + " more",
                    logprobs = new { text_offset = offsets, token_logprobs = values.Append(-64), tokens = tokens.Append(" more") },
                    finish_reason = "length",
                },
            },
            usage = new { prompt_tokens = tokens.Length, total_tokens = tokens.Length + 1, completion_tokens = 1 },
        });
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(answer(request));
        }
    }
}
