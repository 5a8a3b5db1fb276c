using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.AI;
using static JudgeEval.Judges.Tests.Providers.TestProviders;

namespace JudgeEval.Judges.Tests.Providers;

/// <summary>A key reaches its server and nothing else.</summary>
// Listeners hear every client of the process, so those who test that nobody listens wait.
[Collection(nameof(TelemetryChatClient))]
public class KeyTests
{
    public static TheoryData<string> Providers => [OverOpenAI, OverAzure, OverAnthropic];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task EveryFault_MessagesVerdictsActivitiesAndRecordings_HoldNoKey(string provider)
    {
        var seen = new ConcurrentQueue<string>();
        using ActivityListener listener = Listen(seen);
        using var folder = new TemporaryFolder();
        foreach (Fault fault in Enum.GetValues<Fault>().Except([Fault.SlowFirstByte]))
        {
            await using var server = new FaultServer { Fault = fault, RedirectTo = $"http://{Key}.example/{Key}" };
            using RecordingStore store = RecordingStore.Open(folder.Path);
            using IChatClient client = Create(provider, server, new ProviderClientOptions { MaxReplyBytes = 50_000 });
            Exception? exception = await Record.ExceptionAsync(() => client.GetResponseAsync("Hello"));
            Verdict verdict = await new PromptJudge(Sample.Prompt(), new RecordingChatClient(client, store), "m1").JudgeAsync(Sample.Task());

            seen.Enqueue(Whole(exception));
            seen.Enqueue(verdict + " " + verdict.Failure + " " + verdict.Rationale);
            Assert.All(server.Requests, request => Assert.Contains(request.Headers.Values, value => value.Contains(Key, StringComparison.Ordinal)));
        }

        foreach (string file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            seen.Enqueue(await File.ReadAllTextAsync(file));
        }

        Assert.Contains(seen, text => text.Contains("[redacted] has expired", StringComparison.Ordinal));
        Assert.Contains(seen, text => text.Contains("System.Net.Http", StringComparison.Ordinal));
        Assert.All(seen, text => Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Reply_ThatRepeatsTheKey_IsRecordedWithoutIt(string provider)
    {
        using var folder = new TemporaryFolder();
        await using var server = new FaultServer { Answer = request => $"{string.Join(' ', request.Headers.Values)}\nVerdict: 4" };
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            Verdict verdict = await new PromptJudge(Sample.Prompt(), new RecordingChatClient(Create(provider, server), store), "m1").JudgeAsync(Sample.Task());

            Assert.Equal("4", verdict.Label?.Text);
            Assert.Contains("[redacted]", verdict.Rationale, StringComparison.Ordinal);
        }

        string text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.Path)));
        Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task Create_VariableIsNotSet_NamesItAndSaysHowToSetIt(string? value)
    {
        await using var server = new FaultServer();

        var exception = Assert.Throws<JudgeEvalException>(() => ProviderClients.Create(Settings(OverOpenAI, server), _ => value));

        Assert.Equal(
            "judgeeval: error JE2212: the environment variable TEST_KEY is not set; the provider 'p' takes its key from it; set it to the key before the run, for example 'export TEST_KEY=…' (PowerShell: '$env:TEST_KEY = \"…\"'), or remove 'keyVariable' from a provider that needs no key",
            exception.Message);
    }

    [Theory]
    [InlineData("Zq7 two words")]
    [InlineData("Zq7\r\nX-Injected: 1")]
    [InlineData("Zq7-schlüssel")]
    public async Task Create_ValueIsNoKey_IsRefusedAndNotRepeated(string value)
    {
        await using var server = new FaultServer();

        var exception = Assert.Throws<JudgeEvalException>(() => ProviderClients.Create(Settings(OverAnthropic, server), _ => value));

        Assert.Equal("JE2213", exception.Diagnostics[0].Code);
        Assert.DoesNotContain("Zq7", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ValueEndsInALineBreak_SendsTheKeyWithoutIt()
    {
        await using var server = new FaultServer();
        using IChatClient client = ProviderClients.Create(Settings(OverOpenAI, server), _ => Key + "\r\n");

        await client.GetResponseAsync("Hello");

        Assert.Equal("Bearer " + Key, server.Requests[0].Headers["Authorization"]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_NoVariable_AsksTheEnvironmentForNothing(string provider)
    {
        await using var server = new FaultServer();
        ProviderSettings settings = Settings(provider, server) with { KeyVariable = null };
        using IChatClient client = ProviderClients.Create(settings, name => throw new InvalidOperationException(name));

        Assert.Equal("4", (await client.GetResponseAsync("Hello")).Text);
    }

    [Theory]
    [InlineData("""refused: sk-proj-abcDEF123_x-y.z ok""", "refused: [redacted] ok")]
    [InlineData("""{"api_key":"Zq7Zq7Zq7"}""", """{"[redacted]}""")]
    [InlineData("api-key: Zq7Zq7Zq7, next", "[redacted], next")]
    [InlineData("x-api-key=Zq7Zq7Zq7", "[redacted]")]
    [InlineData("Authorization: Bearer Zq7Zq7Zq7", "[redacted]")]
    [InlineData("Authorization: Basic dXNlcjpadzc=", "[redacted]")]
    [InlineData("at https://user:Zq7@host.example/path", "at https://[redacted]@host.example/path")]
    [InlineData("at https://host.example/path?key=Zq7&x=1", "at https://host.example/path?[redacted]")]
    [InlineData("task-force and risk-free stay", "task-force and risk-free stay")]
    public void Redact_Text_HoldsNothingThatLooksLikeAKey(string text, string expected) => Assert.Equal(expected, TransportErrors.Redact(text));

    [Theory]
    [InlineData("a/b+c==", "key a/b+c== was wrong", "key [redacted] was wrong")]
    [InlineData("a/b+c==", "key a%2Fb%2Bc%3D%3D was wrong", "key [redacted] was wrong")]
    [InlineData("a/b+c==", "key \"a/b\\u002Bc==\" was wrong", "key \"[redacted]\" was wrong")]
    [InlineData("user-key-77", "basic dXNlci1rZXktNzc= was wrong", "basic [redacted] was wrong")]
    public void Redact_KnownKey_IsTakenOutInEachOfItsForms(string key, string text, string expected) => Assert.Equal(expected, TransportErrors.Redact(text, key));

    private static ActivityListener Listen(ConcurrentQueue<string> seen)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                var text = new StringBuilder($"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} ");
                text.AppendJoin(' ', activity.TagObjects.Select(t => $"{t.Key}={t.Value}"));
                text.AppendJoin(' ', activity.Events.SelectMany(e => e.Tags.Select(t => $"{e.Name}.{t.Key}={t.Value}")));
                text.AppendJoin(' ', activity.Baggage.Select(b => $"{b.Key}={b.Value}"));
                seen.Enqueue(text.ToString());
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string Whole(Exception? exception)
    {
        var text = new StringBuilder();
        for (Exception? each = exception; each is not null; each = each.InnerException)
        {
            text.Append(each).Append(' ').Append((each as ProviderException)?.RetryAfter);
            foreach (DictionaryEntry entry in each.Data)
            {
                text.Append(entry.Key).Append('=').Append(entry.Value).Append(' ');
            }
        }

        return text.ToString();
    }
}
