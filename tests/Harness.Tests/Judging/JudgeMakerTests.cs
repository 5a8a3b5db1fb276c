using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Judging;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Runs;
using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Harness.Tests.Judging;

public sealed class JudgeMakerTests : IDisposable
{
    private const string Providers = """
        providers:
          - {name: one, provider: openai, endpoint: http://127.0.0.1:9/v1, model: m1, price: {input: 1, output: 10}, limits: {concurrency: 3}}
          - {name: two, provider: anthropic, endpoint: http://127.0.0.1:9, model: m2, keyVariable: SOME_KEY}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-judging-").FullName;
    private readonly List<string> _asked = [];

    public JudgeMakerTests()
    {
        Write("p.md", RunSamples.Prompt + "\n");
        Write("reader.md", RunSamples.Prompt + "\n<debate>{{transcript}}</debate>\n");
        Write("debater.md", "---\nname: debater\ntask: single\noutput: text\n---\n## user\n<response>{{response}}</response> Argue for {{side}}. <debate>{{transcript}}</debate>\n");
        Write("corpus.txt", "answer item000\nanswer item001\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task MakeAsync_Prompt_AsksItsProviderUnderTheJudgesName()
    {
        using JudgeMaker maker = Maker("judges: [{name: mine, prompt: p.md, provider: one}]", out JudgeEvalConfiguration configuration);

        IJudge judge = await maker.MakeAsync(configuration.GetJudge("mine"));
        Verdict verdict = await judge.JudgeAsync(Task());

        Assert.Equal(("mine", "m1", "4"), (judge.Identity.Name, judge.Identity.Model, verdict.Label?.Text));
        Assert.Equal(["one"], _asked);
        Assert.Equal(3, maker.StatedConcurrency);
    }

    [Fact]
    public async Task MakeAsync_Committee_AsksEachMemberOnceAndMembersOfOneProviderShareItsClient()
    {
        using JudgeMaker maker = Maker(
            """
            judges:
              - {name: a, prompt: p.md, provider: one}
              - {name: b, prompt: p.md, provider: one}
              - {name: c, prompt: p.md, provider: two}
              - {name: three, committee: {members: [a, b, c], rule: mean}}
            """,
            out JudgeEvalConfiguration configuration);

        Verdict verdict = await (await maker.MakeAsync(configuration.GetJudge("three"))).JudgeAsync(Task());

        Assert.Equal(["a=4", "b=4", "c=4"], verdict.Votes!.Select(v => $"{v.Key}={v.Value}"));
        Assert.Equal(2, _made);
        Assert.Equal(["one", "one", "two"], _asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MakeAsync_Debate_AsksTwoDebatersARoundAndTheReader()
    {
        using JudgeMaker maker = Maker(
            """
            judges:
              - {name: reader, prompt: reader.md, provider: one}
              - {name: argued, debate: {judge: reader, debater: debater.md, provider: two, rounds: 2}}
            """,
            out JudgeEvalConfiguration configuration);

        IJudge judge = await maker.MakeAsync(configuration.GetJudge("argued"));

        // One verdict takes 2 debaters x 2 rounds of provider two, and the reader of provider one; what they will be asked depends on replies.
        RunEstimate estimate = RunEstimate.Of(maker, RunSamples.Single(3), new JudgeRunOptions());
        Assert.Equal([("one", 3L, false), ("two", 12L, false)], estimate.Providers.Select(p => (p.Provider.Name, p.Tokens.Calls, p.Known)));
        Assert.Null(estimate.Cost);

        Verdict verdict = await judge.JudgeAsync(Task());
        Assert.True(verdict.HasLabel);
        Assert.Equal(["one", "two", "two", "two", "two"], _asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MakeAsync_DebateReadByACommittee_IsRefused()
    {
        using JudgeMaker maker = Maker(
            """
            judges:
              - {name: a, prompt: reader.md, provider: one}
              - {name: b, prompt: p.md, provider: one}
              - {name: both, committee: {members: [a, b]}}
              - {name: argued, debate: {judge: both, debater: debater.md, provider: two, rounds: 2}}
            """,
            out JudgeEvalConfiguration configuration);

        var refused = await Assert.ThrowsAsync<JudgeEvalException>(() => maker.MakeAsync(configuration.GetJudge("argued")));

        Assert.Equal("JE2405", Assert.Single(refused.Diagnostics).Code);
    }

    [Fact]
    public async Task MakeAsync_BaselineAndNGram_NeedNoModel()
    {
        using JudgeMaker maker = Maker(
            """
            judges:
              - {name: common, baseline: majority}
              - {name: ngram, perplexity: {ngram: {order: 2, text: corpus.txt}}}
            """,
            out JudgeEvalConfiguration configuration);

        // Everybody in the sample says 1.
        IJudge common = await maker.MakeAsync(configuration.GetJudge("common"));
        Assert.Equal(("common", "1"), (common.Identity.Name, (await common.JudgeAsync(Task())).Label?.Text));

        // The corpus knows the answers of item000 and item001 and not that of item002, whose perplexity is therefore the highest, and its label the lowest.
        IJudge ngram = await maker.MakeAsync(configuration.GetJudge("ngram"));
        double[] values = [.. (await Judged(ngram)).Select(v => v.Label!.Value.Value)];
        Assert.Equal("ngram", ngram.Identity.Name);
        Assert.True(values[2] < values[0] && values[2] < values[1]);
        Assert.Empty(_asked);
        Assert.Equal(0, RunEstimate.Of(maker, RunSamples.Single(3), new JudgeRunOptions()).Calls);
    }

    [Theory]
    [InlineData("", "JE2506: the text of an n-gram model has no word; the model learns from it how probable words are; name a text of the same kind as the responses, with one paragraph to a line")]
    [InlineData("\r\n  \n", "JE2506: the text of an n-gram model has no word; the model learns from it how probable words are; name a text of the same kind as the responses, with one paragraph to a line")]
    [InlineData("one\ncaf\u00e9 au lait", "JE2505: the text of an n-gram model is not UTF-8; a byte here is no part of a UTF-8 character; save the file as UTF-8")]
    public async Task MakeAsync_TextOfNGramTeachesNothing_IsAnErrorOfTheFile(string text, string expected)
    {
        string path = Path.Combine(_folder, "bad.txt");
        await File.WriteAllBytesAsync(path, System.Text.Encoding.Latin1.GetBytes(text));
        using JudgeMaker maker = Maker("judges: [{name: ngram, perplexity: {ngram: {text: bad.txt}}}]", out JudgeEvalConfiguration configuration);

        var refused = await Assert.ThrowsAsync<JudgeEvalException>(() => maker.MakeAsync(configuration.GetJudge("ngram")));

        Assert.EndsWith(expected, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeAsync_TextOfNGramAbsent_NamesTheFile()
    {
        using JudgeMaker maker = Maker("judges: [{name: ngram, perplexity: {ngram: {text: none.txt}}}]", out JudgeEvalConfiguration configuration);

        var refused = await Assert.ThrowsAsync<JudgeEvalException>(() => maker.MakeAsync(configuration.GetJudge("ngram")));

        Diagnostic only = Assert.Single(refused.Diagnostics);
        Assert.Equal(("JE2504", Path.Combine(_folder, "none.txt")), (only.Code, only.Location.File));
    }

    [Fact]
    public async Task MakeAsync_KeyNotSet_NamesTheVariable()
    {
        JudgeEvalConfiguration configuration = Read("judges: [{name: mine, prompt: p.md, provider: two}]");
        using var maker = new JudgeMaker(new JudgeMaking { Configuration = configuration, Environment = _ => null, Time = TimeProvider.System }, Dataset);

        var refused = await Assert.ThrowsAsync<JudgeEvalException>(() => maker.MakeAsync(configuration.GetJudge("mine")));

        Assert.Contains("SOME_KEY", Assert.Single(refused.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeAsync_RecordedThenReplayed_HasTheSameIdentityAndAsksNobody()
    {
        // Anthropic takes no temperature: the identity must not claim one, in a replay either, where there is no client to say so.
        Write("warm.md", RunSamples.Prompt.Replace("task: single", "task: single\ntemperature: 0.5", StringComparison.Ordinal) + "\n");
        const string judges = "judges: [{name: mine, prompt: warm.md, provider: two}, {name: other, prompt: warm.md, provider: one}]";
        string recordings = Path.Combine(_folder, "recordings");
        JudgeIdentity recorded;
        using (RecordingStore store = RecordingStore.Open(recordings))
        using (JudgeMaker maker = Maker(judges, out JudgeEvalConfiguration configuration, making => making with { Recordings = store }))
        {
            IJudge judge = await maker.MakeAsync(configuration.GetJudge("mine"));
            Assert.Equal(3, RunEstimate.Of(maker, RunSamples.Single(3), new JudgeRunOptions()).Calls);
            await Judged(judge);
            Assert.Equal(0, RunEstimate.Of(maker, RunSamples.Single(3), new JudgeRunOptions()).Calls);
            recorded = judge.Identity;
            Assert.NotEqual((await maker.MakeAsync(configuration.GetJudge("other"))).Identity.OptionsHash, recorded.OptionsHash);
        }

        _asked.Clear();
        using (RecordingStore store = RecordingStore.Open(recordings))
        using (JudgeMaker maker = Maker(judges, out JudgeEvalConfiguration configuration, making => making with { Recordings = store, ReplayOnly = true, Environment = _ => null }))
        {
            IJudge judge = await maker.MakeAsync(configuration.GetJudge("mine"));
            Assert.Equal(recorded, judge.Identity);
            Assert.All(await Judged(judge), verdict => Assert.Equal("4", verdict.Label?.Text));
            Assert.Empty(_asked);
        }
    }

    [Fact]
    public async Task Estimate_PricedProvider_SaysTokensAndCost()
    {
        using JudgeMaker maker = Maker("judges: [{name: mine, prompt: p.md, provider: one}]", out JudgeEvalConfiguration configuration);
        await maker.MakeAsync(configuration.GetJudge("mine"));

        RunEstimate estimate = RunEstimate.Of(maker, RunSamples.Single(2), new JudgeRunOptions { Repeats = 3 });

        // '<response>answer item000</response>' has 35 characters: 9 tokens at four each. 6 calls send 54 and receive 8 each:
        // 54 x 1 / 10^6 + 48 x 10 / 10^6 = 0.000534.
        ProviderEstimate only = Assert.Single(estimate.Providers);
        Assert.Equal((6L, 54L, 48L), (only.Tokens.Calls, only.Tokens.InputTokens, only.Tokens.OutputTokens));
        Assert.Equal((0.000534m, true, true), (estimate.Cost!.Value, only.Known, only.IsLocal));
    }

    private int _made;

    private static JudgeTask Task(int item = 0) => new()
    {
        Item = RunSamples.Single(3).Items[item], Scale = Dataset().Scale, Shape = TaskShape.Single,
    };

    private static AnnotatedDataset Dataset() => RunSamples.Single(3);

    private static async Task<List<Verdict>> Judged(IJudge judge)
    {
        AnnotatedDataset dataset = RunSamples.Single(3);
        var verdicts = new List<Verdict>();
        foreach (JudgeItem item in dataset.Items)
        {
            verdicts.Add(await judge.JudgeAsync(new JudgeTask { Item = item, Scale = dataset.Scale, Shape = dataset.Shape }));
        }

        return verdicts;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private JudgeEvalConfiguration Read(string judges)
    {
        Write("judgeeval.yaml", Providers + judges + "\n");
        return JudgeEvalConfiguration.Read(Path.Combine(_folder, "judgeeval.yaml"));
    }

    private JudgeMaker Maker(string judges, out JudgeEvalConfiguration configuration, Func<JudgeMaking, JudgeMaking>? change = null)
    {
        configuration = Read(judges);
        var making = new JudgeMaking
        {
            Configuration = configuration, Environment = _ => "a key", Time = TimeProvider.System, Client = provider => new Answering(this, provider.Name),
        };
        return new JudgeMaker(change?.Invoke(making) ?? making, Dataset);
    }

    /// <summary>A model that always says 4, and notes who was asked.</summary>
    private sealed class Answering : IChatClient
    {
        private readonly JudgeMakerTests _test;
        private readonly string _provider;

        public Answering(JudgeMakerTests test, string provider)
        {
            (_test, _provider) = (test, provider);
            test._made++;
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            lock (_test._asked)
            {
                _test._asked.Add(_provider);
            }

            return System.Threading.Tasks.Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "4")) { FinishReason = ChatFinishReason.Stop });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // There is nothing to dispose of.
        }
    }
}
