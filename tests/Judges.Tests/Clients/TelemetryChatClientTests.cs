using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

[Collection(nameof(TelemetryChatClient))]
public sealed class TelemetryChatClientTests
{
    private const string Words = "a private question";

    private readonly ManualTime _time = new();

    [Fact]
    public async Task GetResponseAsync_Listener_IsToldOfTheRequest()
    {
        string model = NewModel();
        using var heard = new Ear(model);
        await Client(TakingThreeSeconds(_ => FakeServer.Reply())).GetResponseAsync(Question(), new ChatOptions { ModelId = model, Temperature = 0, MaxOutputTokens = 5, Seed = 9 });

        Activity activity = Assert.Single(heard.Activities);
        Assert.Equal(($"chat {model}", ActivityKind.Client, ActivityStatusCode.Unset), (activity.DisplayName, activity.Kind, activity.Status));
        Assert.Equal((ManualTime.Start.UtcDateTime, TimeSpan.FromSeconds(3)), (activity.StartTimeUtc, activity.Duration));
        var expected = new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = model,
            ["server.address"] = "judge.example",
            ["server.port"] = 8443,
            ["gen_ai.request.temperature"] = 0f,
            ["gen_ai.request.max_tokens"] = 5,
            ["gen_ai.request.seed"] = 9L,
            ["gen_ai.response.model"] = "served",
            ["gen_ai.response.id"] = "r1",
            ["gen_ai.usage.input_tokens"] = 11L,
            ["gen_ai.usage.output_tokens"] = 3L,
            ["gen_ai.response.finish_reasons"] = new[] { "stop" },
        };
        Assert.Equal(expected.OrderBy(t => t.Key, StringComparer.Ordinal), activity.TagObjects.OrderBy(t => t.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task GetResponseAsync_Listener_IsToldTheFigures()
    {
        string model = NewModel();
        using var heard = new Ear(model);
        await Client(TakingThreeSeconds(_ => FakeServer.Reply())).GetResponseAsync(Question(), new ChatOptions { ModelId = model });

        const string Tags = "gen_ai.operation.name=chat gen_ai.provider.name=openai gen_ai.response.model=served";
        Assert.Equal(
            [
                ("gen_ai.client.operation.duration", 3, Tags + " server.address=judge.example server.port=8443"),
                ("gen_ai.client.token.usage", 3, Tags + " gen_ai.token.type=output server.address=judge.example server.port=8443"),
                ("gen_ai.client.token.usage", 11, Tags + " gen_ai.token.type=input server.address=judge.example server.port=8443"),
            ],
            heard.Figures.Order());
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { FakeServer.Error(429, message: $"{Words} sk-abcdef0123456789"), "429" },
        { new IOException(Words), "System.IO.IOException" },
        { new OperationCanceledException(Words), "System.OperationCanceledException" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task GetResponseAsync_Failure_TellsItsKindAlone(Exception failure, string kind)
    {
        string model = NewModel();
        using var heard = new Ear(model);
        Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(
            () => Client(TakingThreeSeconds(_ => throw failure)).GetResponseAsync(Question(), new ChatOptions { ModelId = model })));

        Activity activity = Assert.Single(heard.Activities);
        Assert.Equal((ActivityStatusCode.Error, null, kind), (activity.Status, activity.StatusDescription, activity.GetTagItem("error.type")));
        (string name, double value, string tags) = Assert.Single(heard.Figures);
        Assert.Equal(("gen_ai.client.operation.duration", 3), (name, value));
        Assert.Contains($"error.type={kind}", tags, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_Everything_HoldsNoTextAndNoKey()
    {
        string model = NewModel();
        using var heard = new Ear(model);
        var metadata = new ChatClientMetadata("p", new Uri("https://user:sk-abcdef0123456789@judge.example/v1?api_key=sk-abcdef0123456789"), model);
        var reply = new ChatResponse(new ChatMessage(ChatRole.Assistant, Words)) { FinishReason = ChatFinishReason.Stop };
        ProviderException failure = FakeServer.Error(400, message: $"{Words}, key sk-abcdef0123456789");
        var server = new FakeServer((n, _) => n == 1 ? Task.FromResult(reply) : Task.FromException<ChatResponse>(failure), metadata);
        var client = new TelemetryChatClient(server, _time);
        await client.GetResponseAsync(Question());
        await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(Question()));

        string all = string.Join('\n', heard.Activities.SelectMany(a => a.TagObjects.Select(t => $"{t.Key}={t.Value}").Append(a.DisplayName).Append(a.StatusDescription)
            .Concat(a.Events.Select(e => e.Name + string.Join(' ', e.Tags)))).Concat(heard.Figures.Select(f => f.ToString())));
        Assert.Contains("server.address=judge.example", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, all, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", all, StringComparison.Ordinal);
        Assert.DoesNotContain("user", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_ClientSaysNothingOfItself_TheOptionsDo()
    {
        string model = NewModel();
        using var heard = new Ear(model);
        var options = new TelemetryChatClientOptions { ProviderName = "vllm", Endpoint = new Uri("http://[::1]:8000/v1") };
        await new TelemetryChatClient(FakeServer.Up(), _time, options).GetResponseAsync(Question(), new ChatOptions { ModelId = model });
        Activity activity = Assert.Single(heard.Activities);
        Assert.Equal(("vllm", "::1", 8000), (activity.GetTagItem("gen_ai.provider.name"), activity.GetTagItem("server.address"), activity.GetTagItem("server.port")));
    }

    [Fact]
    public async Task GetResponseAsync_NobodyListens_HandsOnTheInnerTaskAndAsksNoClock()
    {
        Task<ChatResponse> reply = Task.FromResult(FakeServer.Reply());
        var ledger = new CallLedger();
        var client = new TelemetryChatClient(new FakeServer((_, _) => reply), new NoClock(), options: null, ledger);
        Assert.Same(reply, client.GetResponseAsync(Question()));
        await reply;
        Assert.Equal(1, ledger.Totals.Sent);
    }

    [Fact]
    public async Task GetResponseAsync_Failure_IsSentAllTheSame()
    {
        var ledger = new CallLedger();
        var client = new TelemetryChatClient(FakeServer.Failing(FakeServer.Error(500)), _time, options: null, ledger);
        await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(Question()));
        Assert.Equal("Good", (await client.GetStreamingResponseAsync(Question()).ToChatResponseAsync()).Text);
        Assert.Equal(2, ledger.Totals.Sent);
    }

    private static ChatMessage[] Question() => FakeServer.Question(Words);

    // Listeners hear every client of the process: each test listens for a model of its own.
    private static string NewModel() => "model-" + Guid.NewGuid().ToString("N");

    private TelemetryChatClient Client(FakeServer server) => new(server, _time);

    private FakeServer TakingThreeSeconds(Func<int, ChatResponse> answer) => new(
        (n, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(answer(n));
        },
        new ChatClientMetadata("openai", new Uri("https://judge.example:8443/v1"), "default-model"));

    private sealed class NoClock : TimeProvider
    {
        public override long GetTimestamp() => throw new InvalidOperationException("Nobody listens.");

        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("Nobody listens.");
    }

    /// <summary>Listens to activities and figures of one model.</summary>
    private sealed class Ear : IDisposable
    {
        private readonly ActivityListener _activities;
        private readonly MeterListener _meter = new();
        private readonly string _model;

        public Ear(string model)
        {
            _model = model;
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "JudgeEval",
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Take,
            };
            ActivitySource.AddActivityListener(_activities);
            _meter.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "JudgeEval")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            _meter.Start();
        }

        public List<Activity> Activities { get; } = [];

        public List<(string Name, double Value, string Tags)> Figures { get; } = [];

        public void Dispose()
        {
            _activities.Dispose();
            _meter.Dispose();
        }

        private void Take(Activity activity)
        {
            if (Equals(activity.GetTagItem("gen_ai.request.model"), _model))
            {
                Activities.Add(activity);
            }
        }

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            KeyValuePair<string, object?>[] all = tags.ToArray();
            if (all.Any(t => t.Key == "gen_ai.request.model" && Equals(t.Value, _model)))
            {
                IEnumerable<string> rest = all.Where(t => t.Key != "gen_ai.request.model").Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal);
                Figures.Add((instrument.Name, value, string.Join(' ', rest)));
            }
        }
    }
}
