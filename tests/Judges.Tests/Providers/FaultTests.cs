using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using static JudgeEval.Judges.Tests.Providers.TestProviders;

namespace JudgeEval.Judges.Tests.Providers;

/// <summary>Each fault, over a real socket, for each protocol, through a judge that records.</summary>
public class FaultTests
{
    public static TheoryData<string> Providers => [OverOpenAI, OverAzure, OverAnthropic];

    public static TheoryData<string, Fault, FailureKind, string> Faults()
    {
        var data = new TheoryData<string, Fault, FailureKind, string>();
        foreach (string provider in new[] { OverOpenAI, OverAzure, OverAnthropic })
        {
            bool isAnthropic = provider == OverAnthropic;
            data.Add(provider, Fault.BusyWithRetryAfter, FailureKind.Transport, "HTTP 429: slow down (rate_limit_error)");
            data.Add(provider, Fault.Busy, FailureKind.Transport, "HTTP 429: slow down (rate_limit_error)");
            data.Add(provider, Fault.ServerError, FailureKind.Transport, $"HTTP 500: something broke ({(isAnthropic ? "api_error" : "server_error")})");
            data.Add(provider, Fault.Unavailable, FailureKind.Transport, "HTTP 503: upstream connect error");
            data.Add(provider, Fault.Reset, FailureKind.Transport, "Connection reset by peer");
            data.Add(provider, Fault.CutOff, FailureKind.Transport, "the server broke off its reply: ");
            data.Add(provider, Fault.MalformedJson, FailureKind.Transport, "the server's reply is not valid JSON, or was cut off: ");
            data.Add(provider, Fault.WrongSchema, FailureKind.Transport, $"HTTP 200: the server's reply does not follow the protocol: it has no list '{(isAnthropic ? "content" : "choices")}'");
            data.Add(provider, Fault.Refusal, FailureKind.Refused, "the provider reports a refusal");
            data.Add(provider, Fault.EmptyReply, FailureKind.Transport, "the server's reply is empty");
            data.Add(provider, Fault.HtmlError, FailureKind.Transport, "HTTP 502: the server answered with an HTML page, not JSON: is the endpoint right?");
            data.Add(provider, Fault.HtmlPage, FailureKind.Transport, "HTTP 200: the server answered with an HTML page, not JSON: is the endpoint right?");
            data.Add(provider, Fault.UnknownModel, FailureKind.Transport, "HTTP 404: the server does not know the model 'm1': check the model's name; the server says: ");
            data.Add(provider, Fault.ExpiredKey, FailureKind.Transport, "HTTP 401: the key is absent, wrong or expired: check the environment variable TEST_KEY; the server says: the key ");
            data.Add(provider, Fault.Redirect, FailureKind.Transport, "HTTP 307: redirect to 127.0.0.1:");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Judge_Fault_FailsAsItIsRecordsNothingAndGoesOn(string provider, Fault fault, FailureKind kind, string detail)
    {
        using var folder = new TemporaryFolder();
        await using var elsewhere = new FaultServer();
        await using var server = new FaultServer { Fault = fault, RedirectTo = elsewhere.Endpoint + "/x?y=1" };
        using RecordingStore store = RecordingStore.Open(folder.Path);
        using IChatClient client = Create(provider, server);
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(client, store), "m1");

        Verdict failed = await judge.JudgeAsync(Sample.Task());

        Assert.Equal(kind, failed.Failure?.Kind);
        Assert.StartsWith(detail, failed.Failure!.Detail, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Empty(elsewhere.Requests);
        store.Flush();
        Assert.Empty(Directory.GetFiles(folder.Path, "*.jsonl", SearchOption.AllDirectories));

        server.Fault = Fault.None;
        Verdict good = await judge.JudgeAsync(Sample.Task());

        Assert.Equal("4", good.Label?.Text);
        Assert.Equal(new TokenUsage(20, 4), good.Usage);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Judge_SlowFirstByteAndTheCallerGivesUp_IsTheCallersCancellation(string provider)
    {
        await using var server = new FaultServer { Fault = Fault.SlowFirstByte };
        using IChatClient client = Create(provider, server);
        using var patience = new CancellationTokenSource();
        var judge = new PromptJudge(Sample.Prompt(), client, "m1");

        Task<Verdict> waiting = judge.JudgeAsync(Sample.Task(), patience.Token).AsTask();
        await server.Arrived(1);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        server.OpenGate();
        Assert.Equal("4", (await judge.JudgeAsync(Sample.Task())).Label?.Text);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Judge_SlowFirstByteAndThePipelineGivesUp_IsATransportFailure(string provider)
    {
        using var folder = new TemporaryFolder();
        await using var server = new FaultServer { Fault = Fault.SlowFirstByte };
        using RecordingStore store = RecordingStore.Open(folder.Path);
        using IChatClient client = Create(provider, server);
        using var patience = new CancellationTokenSource();
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(new PatientClient(client, patience.Token), store), "m1");

        Task<Verdict> waiting = judge.JudgeAsync(Sample.Task()).AsTask();
        await server.Arrived(1);
        await patience.CancelAsync();

        Assert.Equal((FailureKind.Transport, "the request timed out"), ((await waiting).Failure!.Kind, (await waiting).Failure!.Detail));
        store.Flush();
        Assert.Empty(Directory.GetFiles(folder.Path, "*.jsonl", SearchOption.AllDirectories));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GetResponse_EndlessBody_EndsAtTheBound(string provider)
    {
        await using var server = new FaultServer { Fault = Fault.Endless };
        using IChatClient client = Create(provider, server, new ProviderClientOptions { MaxReplyBytes = 100_000 });

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync("Hello"));

        Assert.Equal("the server's reply is longer than 100000 bytes", exception.Message);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GetResponse_BodyOfADeclaredLengthAboveTheBound_IsNotRead(string provider)
    {
        await using var server = new FaultServer { Answer = _ => new string('x', 3000) };
        using IChatClient client = Create(provider, server, new ProviderClientOptions { MaxReplyBytes = 2048 });

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync("Hello"));

        Assert.Equal("the server's reply is longer than 2048 bytes", exception.Message);
    }

    [Theory]
    [InlineData(OverOpenAI, null, "the server redirects without saying where to: is the endpoint right?")]
    [InlineData(OverAnthropic, null, "the server redirects without saying where to: is the endpoint right?")]
    [InlineData(OverOpenAI, "//other.example/v2?token=1", "redirect to other.example refused, because the key would go with it: if that is the right server, make it the endpoint")]
    [InlineData(OverAzure, "https://user:pw@other.example:8443/v2", "redirect to other.example:8443 refused, because the key would go with it: if that is the right server, make it the endpoint")]
    [InlineData(OverAnthropic, "https://other.example", "redirect to other.example refused, because the key would go with it: if that is the right server, make it the endpoint")]
    public async Task GetResponse_Redirect_IsRefusedWithTheHostAlone(string provider, string? target, string expected)
    {
        await using var server = new FaultServer { Fault = Fault.Redirect, RedirectTo = target };
        using IChatClient client = Create(provider, server);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync("Hello"));

        Assert.Equal((expected, HttpStatusCode.TemporaryRedirect), (exception.Message, exception.StatusCode!.Value));
    }

    [Theory]
    [InlineData(OverOpenAI, Fault.BusyWithRetryAfter, 429, "7")]
    [InlineData(OverOpenAI, Fault.Busy, 429, null)]
    [InlineData(OverAzure, Fault.BusyWithRetryAfter, 429, "7")]
    [InlineData(OverAnthropic, Fault.BusyWithRetryAfter, 429, "7")]
    [InlineData(OverAnthropic, Fault.Busy, 429, null)]
    [InlineData(OverAnthropic, Fault.Unavailable, 503, null)]
    public async Task GetResponse_BusyServer_HasStatusAndRetryAfterAndIsAskedOnce(string provider, Fault fault, int status, string? retryAfter)
    {
        await using var server = new FaultServer { Fault = fault };
        using IChatClient client = Create(provider, server);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync("Hello"));

        Assert.Equal((status, retryAfter), ((int)exception.StatusCode!.Value, exception.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GetResponse_NobodyListens_IsAProviderException(string provider)
    {
        var server = new FaultServer();
        await server.DisposeAsync();
        using IChatClient client = Create(provider, server);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync("Hello"));

        Assert.Null(exception.StatusCode);
        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GetResponse_HundredsAtOnce_AllReachTheServerTogetherAndGetTheirOwnAnswer(string provider)
    {
        const int Many = 300;
        await using var server = new FaultServer { Fault = Fault.SlowFirstByte, Answer = request => Regex.Match(request.Body, "number [0-9]+").Value };
        using IChatClient client = Create(provider, server);

        Task<ChatResponse>[] asked = [.. Enumerable.Range(0, Many).Select(i => client.GetResponseAsync(FormattableString.Invariant($"number {i}")))];
        await server.Arrived(Many);
        server.OpenGate();

        ChatResponse[] answers = await Task.WhenAll(asked);
        Assert.Equal(Enumerable.Range(0, Many).Select(i => FormattableString.Invariant($"number {i}")), answers.Select(a => a.Text));
    }

    [Fact]
    public async Task GetResponse_ClientDisposed_OtherClientsOfTheServerGoOn()
    {
        await using var server = new FaultServer();
        using IChatClient other = Create(OverOpenAI, server);
        Create(OverOpenAI, server).Dispose();
        Create(OverAnthropic, server).Dispose();

        Assert.Equal("4", (await other.GetResponseAsync("Hello")).Text);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GetResponse_MachineHasAProxy_LoopbackIsAskedDirectly(string provider)
    {
        await using var server = new FaultServer();
        await using var proxy = new FaultServer();
        IWebProxy before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Root);
        try
        {
            using IChatClient client = Create(provider, server);
            await client.GetResponseAsync("Hello");
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Empty(proxy.Requests);
        Assert.Single(server.Requests);
    }

    private sealed class PatientClient(IChatClient inner, CancellationToken patience) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetResponseAsync(messages, options, patience);
    }
}
