using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Providers;

/// <summary>Each fault, over a real socket, for each protocol, through a judge that records.</summary>
public class FaultTests
{
    private const string Key = "Zq7-distinctive-key-0815";

    private const string OpenAI = "openai", Azure = "azure", Anthropic = "anthropic";

    public static TheoryData<string, Fault, FailureKind, string> Faults()
    {
        var data = new TheoryData<string, Fault, FailureKind, string>();
        foreach (string provider in new[] { OpenAI, Azure, Anthropic })
        {
            bool isAnthropic = provider == Anthropic;
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
        await using var server = new FaultServer { Fault = fault, RedirectTo = elsewhere.Endpoint };
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

    private static IChatClient Create(string provider, FaultServer server) => ProviderClients.Create(
        new ProviderSettings
        {
            Name = "p",
            Kind = provider switch { OpenAI => ProviderKind.OpenAI, Azure => ProviderKind.Azure, _ => ProviderKind.Anthropic },
            Endpoint = provider == OpenAI ? server.Endpoint : server.Root,
            Model = "m1",
            KeyVariable = "TEST_KEY",
        },
        name => name == "TEST_KEY" ? Key : null);
}
