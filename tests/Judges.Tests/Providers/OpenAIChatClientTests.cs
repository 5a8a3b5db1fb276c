using System.Net;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Providers;

public class OpenAIChatClientTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello\n\"there\" é")];

    [Fact]
    public async Task GetResponse_Request_HasMessagesAndOptionsAndNothingElse()
    {
        await using var server = new LoopbackServer(200, LoopbackServer.Completion("4"));
        using var client = new OpenAIChatClient(server.Endpoint, "m1", "key-1");

        await client.GetResponseAsync(Hello, new ChatOptions { ModelId = "m1", Temperature = 0, TopP = 0.5f, Seed = 7, MaxOutputTokens = 9, StopSequences = ["END"] });

        var (path, authorization, body) = Assert.Single(server.Requests);
        Assert.Equal("/v1/chat/completions", path);
        Assert.Equal("Bearer key-1", authorization);
        Assert.Equal(
            ["max_completion_tokens", "messages", "model", "seed", "stop", "temperature", "top_p"],
            body.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Equal("m1", body.GetProperty("model").GetString());
        Assert.Equal(0, body.GetProperty("temperature").GetDouble());
        Assert.Equal(0.5, body.GetProperty("top_p").GetDouble());
        Assert.Equal(7, body.GetProperty("seed").GetInt64());
        Assert.Equal(9, body.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal("system", body.GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal("Hello\n\"there\" é", body.GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task GetResponse_Reply_HasTextUsageAndFinishReason()
    {
        await using var server = new LoopbackServer(200, LoopbackServer.Completion("gut 👍"));
        using var client = new OpenAIChatClient(server.Endpoint, "m1", apiKey: null);

        ChatResponse response = await client.GetResponseAsync(Hello);

        Assert.Equal("gut 👍", response.Text);
        Assert.Equal("served", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((20L, 4L, 24L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal("Bearer none", server.Requests[0].Authorization);
    }

    [Theory]
    [InlineData("length", "length")]
    [InlineData("content_filter", "content_filter")]
    public async Task GetResponse_FinishReason_IsMapped(string sent, string expected)
    {
        await using var server = new LoopbackServer(200, LoopbackServer.Completion("", sent));
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null);

        Assert.Equal(expected, (await client.GetResponseAsync(Hello)).FinishReason?.Value);
    }

    [Fact]
    public async Task Judge_JsonOutput_SendsTheSchemaAndReadsTheReply()
    {
        await using var server = new LoopbackServer(200, LoopbackServer.Completion("""{"rationale":"r","label":"5"}"""));
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null);

        Verdict verdict = await new PromptJudge(Sample.Prompt(Sample.WithOutput("json")), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal("5", verdict.Label?.Text);
        var schema = server.Requests[0].Body.GetProperty("response_format").GetProperty("json_schema");
        Assert.Equal("verdict", schema.GetProperty("name").GetString());
        Assert.True(schema.GetProperty("strict").GetBoolean());
        Assert.Equal("5", schema.GetProperty("schema").GetProperty("properties").GetProperty("label").GetProperty("enum")[4].GetString());
    }

    [Fact]
    public async Task Judge_RefusalField_IsRefused()
    {
        const string body = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I will not"},"finish_reason":"stop"}]}""";
        await using var server = new LoopbackServer(200, body);
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null);

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Refused, verdict.Failure?.Kind);
    }

    [Fact]
    public async Task GetResponse_Error_HasStatusAndRetryAfterButNoKeyAndIsNotRetried()
    {
        await using var server = new LoopbackServer(429, """{"error":{"message":"slow down, top-secret-1","type":"t","code":"c"}}""", retryAfter: "17");
        using var client = new OpenAIChatClient(server.Endpoint, "m1", "top-secret-1");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(Hello));

        Assert.Equal(HttpStatusCode.TooManyRequests, exception.StatusCode);
        Assert.Equal("17", exception.RetryAfter);
        Assert.Contains("slow down, [redacted]", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret-1", exception.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[]}""", "HTTP 200: the server's reply does not follow the protocol: it has no choices")]
    [InlineData("""{"choices":[{"index":0,"finish_reason":"stop"}]}""", "HTTP 200: the server's reply does not follow the protocol: its first choice has no message")]
    [InlineData("[1, 2]", "HTTP 200: the server's reply does not follow the protocol: it is no JSON object")]
    [InlineData("<html>not json</html>", "HTTP 200: the server answered with an HTML page, not JSON: is the endpoint right?")]
    [InlineData("""{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"4"},"finish_reason":"whatever"}]}""", "HTTP 200: the server's reply does not follow the protocol: ")]
    [InlineData("""{"error":{"message":"Provider returned error","code":429}}""", "HTTP 429: Provider returned error")]
    [InlineData("""{"error":"no such thing"}""", "HTTP 200: no such thing")]
    public async Task Judge_ReplyAgainstTheProtocol_IsATransportFailure(string body, string detail)
    {
        await using var server = new LoopbackServer(200, body);
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null);

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Transport, verdict.Failure?.Kind);
        Assert.StartsWith(detail, verdict.Failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_NobodyListens_IsATransportFailure()
    {
        Uri endpoint;
        await using (var server = new LoopbackServer(200, ""))
        {
            endpoint = server.Endpoint;
        }

        using var client = new OpenAIChatClient(endpoint, "m1", null);
        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Transport, verdict.Failure?.Kind);
    }

    [Fact]
    public async Task GetResponse_WhatCannotBeSent_IsRefused()
    {
        using var client = new OpenAIChatClient(new Uri("http://127.0.0.1:9/v1"), "m1", null);

        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(Hello, new ChatOptions { TopK = 3 }));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(Hello, new ChatOptions { ModelId = "m2" }));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(Hello, new ChatOptions { AdditionalProperties = new() { ["x"] = 1 } }));
    }

    [Fact]
    public async Task Record_OverTheWire_LeavesNoKeyInAnyFile()
    {
        using var folder = new TemporaryFolder();
        await using var server = new LoopbackServer(200, LoopbackServer.Completion("4"));
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            var client = new OpenAIChatClient(server.Endpoint, "m1", "sk-very-secret");
            await new PromptJudge(Sample.Prompt(), new RecordingChatClient(client, store), "m1").JudgeAsync(Sample.Task());
        }

        string text = await File.ReadAllTextAsync(Directory.GetFiles(folder.Path).Single());
        Assert.DoesNotContain("very-secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Endpoint.Host, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"slow down","type":"rate_limit","code":"busy"}}""", "slow down (busy)")]
    [InlineData("""{"error":{"message":"slow down","type":"rate_limit"}}""", "slow down (rate_limit)")]
    [InlineData("""{"error":{"message":"slow down"}}""", "slow down")]
    public async Task GetResponse_Error_SaysWhatTheServerSays(string body, string expected)
    {
        await using var server = new LoopbackServer(429, body);
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(Hello));

        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public async Task Judge_ErrorOfTheContentFilter_IsRefused()
    {
        await using var server = new LoopbackServer(400, """{"error":{"message":"filtered","code":"content_filter"}}""");
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null);

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Refused, verdict.Failure?.Kind);
    }

    [Fact]
    public async Task GetResponse_NoChoices_IsSaid()
    {
        await using var server = new LoopbackServer(200, """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[]}""");
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(Hello));

        Assert.Equal("the server's reply does not follow the protocol: it has no choices", exception.Message);
    }

    [Fact]
    public async Task GetResponse_BusyServerAndRetries_AsksAgain()
    {
        await using var server = new LoopbackServer(503, """{"error":{"message":"busy"}}""", retryAfter: "0");
        using var client = new OpenAIChatClient(server.Endpoint, "m1", null, new OpenAIChatClientOptions { Retries = 2 });

        await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(Hello));

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Judge_NobodyListensAndRetries_IsATransportFailure()
    {
        Uri endpoint;
        await using (var server = new LoopbackServer(200, ""))
        {
            endpoint = server.Endpoint;
        }

        using var client = new OpenAIChatClient(endpoint, "m1", null, new OpenAIChatClientOptions { Retries = 1 });
        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Transport, verdict.Failure?.Kind);
        Assert.StartsWith("Connection refused", verdict.Failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_EveryAttemptTimesOut_IsATransportFailure()
    {
        await using var server = new FaultServer { Fault = Fault.SlowFirstByte };
        using var client = new OpenAIChatClient(
            server.Endpoint, "m1", null, new OpenAIChatClientOptions { Retries = 1, NetworkTimeout = TimeSpan.FromMilliseconds(1) });

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal((FailureKind.Transport, "the request timed out"), (verdict.Failure!.Kind, verdict.Failure.Detail));
    }
}
