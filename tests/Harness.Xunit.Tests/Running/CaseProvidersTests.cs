using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Tool.Tests;
using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Running;

/// <summary>Cases whose judges and providers judgeeval.yaml defines. People say Good of i1 to i3 and Bad of i4 to i6.</summary>
public sealed class CaseProvidersTests : IDisposable
{
    private const string Prompt = """
        ---
        name: quality
        task: single
        output: choice
        temperature: 0
        ---
        ## user
        Grade this: <response>{{response}}</response>

        """;

    private const string Configuration = """
        providers:
          - {name: local, provider: openai, endpoint: "ENDPOINT", model: m-1}
          - {name: claude, provider: anthropic, model: c-1}
        judges:
          - {name: first, prompt: prompts/q.md, provider: local}
          - {name: second, prompt: prompts/r.md, provider: local}
          - {name: likely, baseline: majority}
          - {name: fluent, perplexity: {provider: local}}
          - {name: three, committee: {members: [first, second, likely]}}

        """;

    private static readonly CaseDefinition Definition = new()
    {
        Test = new SuiteMethod("A", "Ns.AnySuite", "Aligns"),
        Suite = "any-suite",
        SourceFile = TemporaryProject.SourceFile,
        DatasetPath = "datasets/answers",
        Recordings = "recordings",
    };

    private static readonly CaseDefinition OfPrompt = Definition with { PromptPath = "prompts/q.md", PromptName = "quality", Model = "local", Provider = "local" };

    // The second prompt asks in other words: two equal requests are one recording, whoever makes them.
    private readonly TemporaryProject _files = new TemporaryProject().WithDataset().With("prompts/q.md", Prompt)
        .With("prompts/r.md", Prompt.Replace("name: quality", "name: rated", StringComparison.Ordinal).Replace("Grade", "Rate", StringComparison.Ordinal));

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Run_RecordThroughAProvider_NeedsNoClientAndReplaysAsTheSameJudge()
    {
        AlignmentRecord recorded;
        using (var server = new FakeModel(_ => "Good"))
        {
            Configure(server.Url);
            recorded = await RunAsync(OfPrompt, SuiteMode.Record);
            Assert.Equal(6, server.Requests);
        }

        string[] lines = File.ReadAllLines(Assert.Single(Directory.GetFiles(Path.Combine(_files.Source, "recordings"), "*.jsonl")));
        UseRecordings();
        AlignmentRecord replayed = await RunAsync(OfPrompt, SuiteMode.Replay);

        // The recordings hold the model's id, not the provider's name.
        Assert.Equal(6, lines.Count(line => line.Contains("\"model\":\"m-1\"", StringComparison.Ordinal)));
        Assert.Equal(recorded.Alignment.Judge, replayed.Alignment.Judge);
        Assert.Equal(["Good", "Good", "Good", "Good", "Good", "Good"], replayed.Alignment.Items.Select(i => i.Judge));
    }

    [Fact]
    public async Task Run_ProviderThatTakesNoTemperature_ClaimsNoneInEitherMode()
    {
        Configure("http://127.0.0.1:1/v1");
        CaseDefinition claude = OfPrompt with { Provider = "claude", Model = "claude", ClientFactory = typeof(AlwaysGood).AssemblyQualifiedName };

        JudgeIdentity recorded = (await RunAsync(claude, SuiteMode.Record)).Alignment.Judge;
        JudgeIdentity other = (await RunAsync(OfPrompt with { ClientFactory = claude.ClientFactory }, SuiteMode.Live)).Alignment.Judge;
        UseRecordings();
        JudgeIdentity replayed = (await RunAsync(claude with { ClientFactory = null }, SuiteMode.Replay)).Alignment.Judge;

        Assert.Equal(recorded, replayed);
        Assert.Equal("c-1", replayed.Model);
        Assert.NotEqual(other.OptionsHash, replayed.OptionsHash);
    }

    [Fact]
    public async Task Run_FactoryAndProvider_AsksTheFactoryForTheProvidersModel()
    {
        Configure("http://127.0.0.1:1/v1");

        await RunAsync(OfPrompt with { ClientFactory = typeof(Asked).AssemblyQualifiedName }, SuiteMode.Live);

        Assert.Equal("m-1", Asked.Model);
    }

    [Fact]
    public async Task Run_Committee_IsRecordedMemberByMemberAndReplays()
    {
        using (var server = new FakeModel(_ => "Good"))
        {
            Configure(server.Url);
            await RunAsync(Definition with { DefinedJudge = "three" }, SuiteMode.Record);
            Assert.Equal(12, server.Requests);
        }

        UseRecordings();
        AlignmentRecord replayed = await RunAsync(Definition with { DefinedJudge = "three" }, SuiteMode.Replay);

        // Two of three members say Good of everything.
        Assert.Equal("three", replayed.Alignment.Judge.Name);
        Assert.Equal(["Good", "Good", "Good", "Good", "Good", "Good"], replayed.Alignment.Items.Select(i => i.Judge));
    }

    [Theory]
    [InlineData("input: 100, output: 300", 0.0048)]
    [InlineData("input: 0, output: 0", 0.0)]
    [InlineData(null, null)]
    public async Task Run_Committee_CostsWhatItsProviderStates(string? price, double? expected)
    {
        using var server = new FakeModel(_ => "Good");
        string provider = "endpoint: \"" + server.Url + "\"";
        _files.With("judgeeval.yaml", Configuration.Replace("endpoint: \"ENDPOINT\"", price is null ? provider : $"{provider}, price: {{{price}}}", StringComparison.Ordinal));

        AlignmentRecord record = await RunAsync(Definition with { DefinedJudge = "three" }, SuiteMode.Record);

        // The server counts one token in and one out of each of 2 x 6 calls: 12 * (100 + 300) millionths.
        Assert.Equal(new RecordedUsage(12, 12, (decimal?)expected), record.Usage);
    }

    [Fact]
    public async Task Run_Baseline_NeedsNoRecordings()
    {
        Configure("http://127.0.0.1:1/v1");

        AlignmentRecord record = await RunAsync(Definition with { DefinedJudge = "likely" }, SuiteMode.Replay);

        Assert.Equal("likely", record.Alignment.Judge.Name);
        Assert.Single(record.Alignment.Items.Select(i => i.Judge).Distinct());
    }

    [Fact]
    public async Task Run_MissingRecordingOfADefinedJudge_TellsToRecordThroughTheTest()
    {
        Configure("http://127.0.0.1:1/v1");

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(Definition with { DefinedJudge = "first" }, SuiteMode.Replay));

        Assert.EndsWith(
            "\n  to mend it: record it with: dotnet test . --filter \"FullyQualifiedName~AnySuite.Aligns\" -e JUDGEEVAL_MODE=record"
            + "\nRun the command in the project's folder; it asks the model through the providers of judgeeval.yaml.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PerplexityOfAServerThatIsNotRecorded_SaysHowToRecordIt()
    {
        Configure("http://127.0.0.1:1/v1");

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(Definition with { DefinedJudge = "fluent" }, SuiteMode.Replay));

        Assert.Contains(": error JE3011: there is no recorded reply of 'm-1' to the prompt 'log-probability'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("JUDGEEVAL_MODE=record", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RecordWithAModelThatNoProviderHas_NamesTheProviders()
    {
        Configure("http://127.0.0.1:1/v1");

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(OfPrompt with { Model = "m-2", Provider = null }, SuiteMode.Live));

        Assert.Contains("error JE2909: the suite Ns.AnySuite.Aligns cannot judge live with the model 'm-2'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("judgeeval.yaml has none of it; its providers are local (m-1), claude (c-1)\n", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first", null)]
    [InlineData(null, "local")]
    public async Task Run_FileRemovedSinceTheCasesWereFound_IsAnError(string? judge, string? provider)
    {
        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(
            () => RunAsync(OfPrompt with { DefinedJudge = judge, Provider = provider }, SuiteMode.Replay));

        Assert.Contains("error JE2914: the suite Ns.AnySuite.Aligns needs judgeeval.yaml, which is not there\n", failure.Message, StringComparison.Ordinal);
    }

    private void Configure(string endpoint) => _files.With("judgeeval.yaml", Configuration.Replace("ENDPOINT", endpoint, StringComparison.Ordinal));

    // What a build does: recordings of the source tree stand beside the tests.
    private void UseRecordings() => Directory.Move(Path.Combine(_files.Source, "recordings"), Path.Combine(_files.Output, "recordings"));

    private async Task<AlignmentRecord> RunAsync(CaseDefinition definition, SuiteMode mode)
    {
        await CaseRun.RunAsync(
            definition,
            gate => gate.PercentAgreement.AtLeast(0.01).WithoutSnapshot().OnInconclusive(InconclusivePolicy.Warn),
            _files.Project,
            new CaseSurroundings { Mode = () => mode });
        return RecordFile.Read(CaseRecord.PathOf(definition, _files.Project, RecordFile.Extension));
    }

    /// <summary>Notes which model it was asked for.</summary>
    public sealed class Asked : IChatClientFactory
    {
        public static string? Model { get; private set; }

        public Microsoft.Extensions.AI.IChatClient Create(string model)
        {
            Model = model;
            return new AlwaysGood();
        }
    }
}
