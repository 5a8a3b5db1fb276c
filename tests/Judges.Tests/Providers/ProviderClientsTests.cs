using System.Text.Json;
using Microsoft.Extensions.AI;
using static JudgeEval.Judges.Tests.Providers.TestProviders;

namespace JudgeEval.Judges.Tests.Providers;

/// <summary>What each provider is asked, and how its replies are read.</summary>
public class ProviderClientsTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello\n\"there\" é")];

    public static TheoryData<string> Providers => [OverOpenAI, OverAzure, OverAnthropic];

    [Fact]
    public async Task Azure_Request_GoesToTheDeploymentWithItsKeyHeaderAndVersion()
    {
        await using var server = new FaultServer { Model = "gpt-4o-2024-08-06" };
        ProviderSettings settings = Settings(OverAzure, server) with { Endpoint = new Uri(server.Root, "/"), Deployment = "my judge" };
        using IChatClient client = Create(settings);

        ChatResponse response = await client.GetResponseAsync(Hello, new ChatOptions { ModelId = "m1", Temperature = 0, MaxOutputTokens = 9 });

        FaultRequest request = Assert.Single(server.Requests);
        Assert.Equal("/openai/deployments/my%20judge/chat/completions?api-version=2024-10-21", request.Path);
        Assert.Equal(Key, request.Headers["api-key"]);
        Assert.DoesNotContain("Authorization", request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(0, request.Json.GetProperty("temperature").GetDouble());
        Assert.Equal("gpt-4o-2024-08-06", response.ModelId);
    }

    [Theory]
    [InlineData(OverOpenAI, "/v1/", "/v1/chat/completions")]
    [InlineData(OverOpenAI, "/deep/er", "/deep/er/chat/completions")]
    [InlineData(OverAzure, "/", "/openai/deployments/m1/chat/completions?api-version=2024-10-21")]
    [InlineData(OverAnthropic, "/", "/v1/messages")]
    [InlineData(OverAnthropic, "/gateway/", "/gateway/v1/messages")]
    public async Task Endpoint_PathAndSlash_AreKeptAndNotDoubled(string provider, string path, string expected)
    {
        await using var server = new FaultServer();
        using IChatClient client = Create(Settings(provider, server) with { Endpoint = new Uri(server.Root, path) });

        await client.GetResponseAsync(Hello);

        Assert.Equal(expected, server.Requests[0].Path);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NetworkTimeout_Infinite_IsNone(string provider)
    {
        await using var server = new FaultServer();
        using IChatClient client = Create(provider, server, new ProviderClientOptions { NetworkTimeout = Timeout.InfiniteTimeSpan });

        Assert.Equal("4", (await client.GetResponseAsync(Hello)).Text);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NetworkTimeout_SlowServer_IsATransportFailure(string provider)
    {
        await using var server = new FaultServer { Fault = Fault.SlowFirstByte };
        using IChatClient client = Create(provider, server, new ProviderClientOptions { NetworkTimeout = TimeSpan.FromMilliseconds(1) });

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal((FailureKind.Transport, "the request timed out"), (verdict.Failure!.Kind, verdict.Failure.Detail));
    }

    [Fact]
    public async Task OpenAI_NoLimitOfTokens_SendsNone()
    {
        await using var server = new FaultServer();
        using IChatClient client = Create(OverOpenAI, server);

        await client.GetResponseAsync(Hello, new ChatOptions { ModelId = "m1" });

        Assert.Equal(["messages", "model"], server.Requests[0].Json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Anthropic_Request_HasWhatTheProviderTakesAndNothingElse()
    {
        await using var server = new FaultServer();
        using IChatClient client = Create(OverAnthropic, server);

        ChatResponse response = await client.GetResponseAsync(
            Hello, new ChatOptions { ModelId = "m1", Temperature = 0, TopP = 0.5f, Seed = 7, StopSequences = ["END"] });

        FaultRequest request = Assert.Single(server.Requests);
        Assert.Equal("/v1/messages", request.Path);
        Assert.Equal("Bearer " + Key, request.Headers["Authorization"]);
        Assert.Equal(
            ["max_tokens", "messages", "model", "stop_sequences", "system"],
            request.Json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(8192, request.Json.GetProperty("max_tokens").GetInt32());
        Assert.Contains("Be brief.", request.Json.GetProperty("system").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Hello\n\"there\" é", request.Json.GetProperty("messages")[0].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(("4", "m1", "msg_1", ChatFinishReason.Stop), (response.Text, response.ModelId, response.ResponseId, response.FinishReason!.Value));
        Assert.Equal((20L, 4L), (response.Usage!.InputTokenCount!.Value, response.Usage.OutputTokenCount!.Value));
    }

    [Theory]
    [InlineData(null, 100_000, 100_000)]
    [InlineData(64, 100_000, 64)]
    public async Task Anthropic_LimitOfTokens_ThePromptsGoesFirst(int? prompts, int settings, int expected)
    {
        await using var server = new FaultServer();
        using IChatClient client = Create(Settings(OverAnthropic, server) with { MaxOutputTokens = settings });

        await client.GetResponseAsync(Hello, new ChatOptions { MaxOutputTokens = prompts });

        Assert.Equal(expected, server.Requests[0].Json.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task Anthropic_ForeignVariables_AreNotRead()
    {
        await using var server = new FaultServer();
        await using var other = new FaultServer();
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["ANTHROPIC_API_KEY"] = "foreign-key-1",
            ["ANTHROPIC_AUTH_TOKEN"] = "foreign-key-2",
            ["ANTHROPIC_BASE_URL"] = other.Root.AbsoluteUri,
            ["ANTHROPIC_CUSTOM_HEADERS"] = "X-Other: foreign-header-3\nAuthorization: foreign-header-4",
        };
        try
        {
            foreach ((string name, string value) in variables)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            using IChatClient keyless = Create(Settings(OverAnthropic, server) with { KeyVariable = null });
            using IChatClient keyed = Create(OverAnthropic, server);
            await keyless.GetResponseAsync(Hello);
            await keyed.GetResponseAsync(Hello);
        }
        finally
        {
            foreach (string name in variables.Keys)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        Assert.Empty(other.Requests);
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.DoesNotContain(request.Headers.Values, v => v.Contains("foreign", StringComparison.Ordinal)));
        Assert.DoesNotContain("Authorization", server.Requests[0].Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GetResponse_WhatCannotBeSent_IsRefusedBeforeAnythingIsSent(string provider)
    {
        await using var server = new FaultServer();
        using IChatClient client = Create(provider, server);

        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(Hello, new ChatOptions { TopK = 3 }));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(Hello, new ChatOptions { ModelId = "m2" }));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(Hello, new ChatOptions { AdditionalProperties = new() { ["x"] = 1 } }));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => client.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent("data:image/png;base64,AA==")])]));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Unsent_OfAPipeline_IsWhatItsProviderDoesNotTake()
    {
        await using var server = new FaultServer();
        ProviderSettings settings = Settings(OverAnthropic, server) with { CheckModel = true, StructuredOutput = StructuredOutput.None };
        using IChatClient anthropic = Create(settings), openAI = Create(OverOpenAI, server);

        Assert.Equal(settings.Unsent.AsEnumerable(), UnsentOptions.Of(anthropic).Names);
        Assert.Empty(UnsentOptions.Of(openAI).Names);
        Assert.Equal("anthropic", (anthropic.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.ProviderName);
    }

    [Theory]
    [InlineData(OverOpenAI, StructuredOutput.Schema, "json_schema")]
    [InlineData(OverOpenAI, StructuredOutput.Object, "json_object")]
    [InlineData(OverOpenAI, StructuredOutput.None, null)]
    [InlineData(OverAzure, StructuredOutput.Object, "json_object")]
    [InlineData(OverAnthropic, StructuredOutput.Schema, "json_schema")]
    [InlineData(OverAnthropic, StructuredOutput.None, null)]
    public async Task StructuredOutput_JsonPrompt_AsksForWhatTheServerCan(string provider, StructuredOutput output, string? expected)
    {
        await using var server = new FaultServer { Answer = _ => """{"rationale":"r","label":"5"}""" };
        using IChatClient client = Create(Settings(provider, server) with { StructuredOutput = output });
        var judge = new PromptJudge(Sample.Prompt(Sample.WithOutput("json")), client, "m1");

        Verdict verdict = await judge.JudgeAsync(Sample.Task());

        Assert.Equal("5", verdict.Label?.Text);
        JsonElement body = server.Requests[0].Json;
        JsonElement format = provider != OverAnthropic
            ? body.TryGetProperty("response_format", out JsonElement f) ? f : default
            : body.TryGetProperty("output_config", out JsonElement config) ? config.GetProperty("format") : default;
        Assert.Equal(expected, format.ValueKind == JsonValueKind.Undefined ? null : format.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("m1", "m1", null)]
    [InlineData("gpt-4o", "gpt-4o-2024-08-06", null)]
    [InlineData("claude-sonnet-4-5", "claude-sonnet-4-5-20250929", null)]
    [InlineData("llama3.1", "llama3.1:latest", null)]
    [InlineData("gpt-4o", "gpt-4o-mini", "the model 'gpt-4o-mini' replied, but 'gpt-4o' was asked: correct 'model', or set 'checkModel: false'")]
    [InlineData("llama3.1", "llama3.1:70b", "the model 'llama3.1:70b' replied, but 'llama3.1' was asked: correct 'model', or set 'checkModel: false'")]
    [InlineData("m1", "", "the reply does not say which model made it, but 'm1' was asked: set 'checkModel: false' for a server that never does")]
    public async Task CheckModel_RepliesModel_FailsWhereItIsAnother(string asked, string replied, string? expected)
    {
        foreach (string provider in new[] { OverOpenAI, OverAnthropic })
        {
            await using var server = new FaultServer { Model = replied };
            ProviderSettings settings = Settings(provider, server) with { Model = asked };
            using IChatClient lenient = Create(settings), strict = Create(settings with { CheckModel = true });

            Assert.Equal(replied, (await lenient.GetResponseAsync(Hello)).ModelId);
            Verdict verdict = await new PromptJudge(Sample.Prompt(), strict, asked).JudgeAsync(Sample.Task());

            Assert.Equal(expected is null ? null : FailureKind.Transport, verdict.Failure?.Kind);
            Assert.Equal(expected is null ? null : "HTTP 200: " + expected, verdict.Failure?.Detail);
        }
    }

    [Theory]
    [InlineData("deepseek: reasoning_content beside the reply", """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"4","reasoning_content":"Let me think: 2"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"completion_tokens_details":{"reasoning_tokens":1},"prompt_cache_hit_tokens":0}}""")]
    [InlineData("vllm: reasoning, tool_calls and stop_reason", """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning":"2?","reasoning_content":"2?","content":"4","tool_calls":[],"refusal":null,"annotations":null,"audio":null,"function_call":null},"logprobs":null,"finish_reason":"stop","stop_reason":null,"token_ids":null}],"service_tier":null,"system_fingerprint":null,"usage":{"prompt_tokens":1,"total_tokens":2,"completion_tokens":1,"prompt_tokens_details":null},"prompt_logprobs":null,"kv_transfer_params":null}""")]
    [InlineData("llama.cpp: timings", """{"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"4"}}],"created":1,"model":"m","system_fingerprint":"b1","object":"chat.completion","usage":{"completion_tokens":1,"prompt_tokens":1,"total_tokens":2},"id":"c","timings":{"prompt_n":1,"prompt_ms":1.5}}""")]
    [InlineData("a minimal server: no id, no usage", """{"choices":[{"message":{"role":"assistant","content":"4"},"finish_reason":"stop"}]}""")]
    [InlineData("white space before the reply, as kept-alive connections send it", "\n\n \n{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"4\"},\"finish_reason\":\"stop\"}]}")]
    public async Task OpenAI_ServersOwnFields_DoNotMatter(string server, string body)
    {
        Assert.NotEmpty(server);
        await using var faults = new FaultServer { Body = body };
        using IChatClient client = Create(OverOpenAI, faults);

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal((null, "4"), (verdict.Failure?.Detail, verdict.Label?.Text));
        Assert.Null(verdict.Rationale);
    }

    [Theory]
    [InlineData(OverOpenAI, """{"choices":[{"index":0,"message":{"role":"assistant","content":null,"reasoning_content":"so long"},"finish_reason":"length"}]}""", "the reply was cut off at the token limit")]
    [InlineData(OverOpenAI, """{"choices":[{"index":0,"message":{"role":"assistant"},"finish_reason":"length"}]}""", "the reply was cut off at the token limit")]
    [InlineData(OverOpenAI, """{"choices":[{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"stop"}]}""", "the reply is empty")]
    [InlineData(OverAnthropic, """{"id":"m","type":"message","role":"assistant","model":"m1","content":[{"type":"thinking","thinking":"so long","signature":"s"}],"stop_reason":"max_tokens","usage":{"input_tokens":1,"output_tokens":2}}""", "the reply was cut off at the token limit")]
    [InlineData(OverAnthropic, """{"id":"m","type":"message","role":"assistant","model":"m1","content":[],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}""", "the reply is empty")]
    public async Task Judge_NothingButReasoning_IsUnparsable(string provider, string body, string detail)
    {
        await using var server = new FaultServer { Body = body };
        using IChatClient client = Create(provider, server);

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal((FailureKind.Unparsable, detail), (verdict.Failure!.Kind, verdict.Failure.Detail));
    }

    [Fact]
    public async Task Anthropic_Thinking_IsNoPartOfTheReply()
    {
        const string body = """{"id":"m","type":"message","role":"assistant","model":"m1","content":[{"type":"thinking","thinking":"2?","signature":"s"},{"type":"some_new_block","x":1},{"type":"text","text":"4"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}""";
        await using var server = new FaultServer { Body = body };
        using IChatClient client = Create(OverAnthropic, server);

        Assert.Equal("4", (await client.GetResponseAsync(Hello)).Text);
    }

    [Theory]
    [InlineData("""{"type":"message","content":{"type":"text"},"stop_reason":"end_turn"}""", "HTTP 200: the server's reply does not follow the protocol: it has no list 'content'")]
    [InlineData("""{"type":"message","content":[{"text":"4"}],"stop_reason":"end_turn"}""", "HTTP 200: the server's reply does not follow the protocol: a content of it has no type")]
    [InlineData("""{"type":"message","content":[{"type":"text","text":"4"}]}""", "HTTP 200: the server's reply does not follow the protocol: it has no stop_reason")]
    [InlineData("""{"type":"message","content":[{"type":"text","text":4}],"stop_reason":"end_turn","model":"m1"}""", "HTTP 200: the server's reply does not follow the protocol: ")]
    [InlineData("""{"type":"message","content":[{"type":"text"}],"stop_reason":"end_turn","model":"m1"}""", "HTTP 200: the server's reply does not follow the protocol: ")]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "HTTP 200: Overloaded (overloaded_error)")]
    public async Task Anthropic_ReplyAgainstTheProtocol_IsATransportFailure(string body, string detail)
    {
        await using var server = new FaultServer { Body = body };
        using IChatClient client = Create(OverAnthropic, server);

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m1").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Transport, verdict.Failure?.Kind);
        Assert.StartsWith(detail, verdict.Failure!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":"model \"m1\" not found, try pulling it first"}""", "the server does not know the model 'm1': check the model's name; the server says: model \"m1\" not found, try pulling it first")]
    [InlineData("""{"object":"error","message":"The model `m1` does not exist.","type":"NotFoundError","param":null,"code":404}""", "the server does not know the model 'm1': check the model's name; the server says: The model `m1` does not exist. (NotFoundError)")]
    [InlineData("""{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", "the server does not know the model 'm1': check the model's name; the server says: The API deployment for this resource does not exist. (DeploymentNotFound)")]
    [InlineData("""{"detail":"Not Found"}""", "nothing answers at http://h/v1: is the endpoint right, and does the server know the model 'm1'?; the server says: Not Found")]
    [InlineData("404 page not found", "nothing answers at http://h/v1: is the endpoint right, and does the server know the model 'm1'?; the server says: 404 page not found")]
    [InlineData("", "nothing answers at http://h/v1: is the endpoint right, and does the server know the model 'm1'?; the server says: the server does not say why")]
    public void ErrorReply_NotFound_SaysWhatToCheck(string body, string expected)
    {
        var hints = new ProviderHints(new Uri("http://h/v1"), "m1", "K");

        Assert.Equal(expected, ErrorReply.Parse(System.Text.Encoding.UTF8.GetBytes(body)).Describe(System.Net.HttpStatusCode.NotFound, hints));
    }
}
