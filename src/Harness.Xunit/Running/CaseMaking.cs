using JudgeEval.Harness.Judging;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>Makes the judge of a case: of a prompt and a model, or as <c>judgeeval.yaml</c> defines it, with the pipeline that <c>judgeeval run</c> has.</summary>
/// <param name="definition">The case.</param>
/// <param name="project">Its project.</param>
/// <param name="mode">Where replies come from.</param>
internal sealed class CaseMaking(CaseDefinition definition, SuiteProject project, SuiteMode mode)
{
    private readonly JudgeEvalConfiguration? _configuration =
        definition.Provider is null && definition.DefinedJudge is null && mode == SuiteMode.Replay ? null : SuiteConfiguration.Of(project);

    /// <summary>The recordings; <see langword="null"/> where nothing is recorded.</summary>
    public RecordingStore? Recordings { get; } = mode switch
    {
        SuiteMode.Replay => OpenRecordings.Of(project.Output(definition.Recordings)),
        SuiteMode.Record => OpenRecordings.Of(project.InSource(definition.Recordings)),
        _ => null,
    };

    /// <summary>Counts what the judge's clients do.</summary>
    public CallLedger Ledger { get; } = new();

    /// <summary>What the judge is made with.</summary>
    public JudgeMaking Making => new()
    {
        Configuration = _configuration,
        Environment = Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
        Recordings = Recordings,
        ReplayOnly = mode == SuiteMode.Replay,
        Replay = new ReplayOptions { Dataset = definition.DatasetPath, Command = _ => CaseCommands.Record(definition, project) },
        Ledger = Ledger,
        Concurrency = definition.Concurrency,
        Client = definition.ClientFactory is null ? null : provider => ClientFactories.Create(definition, provider.Model),
    };

    /// <summary>Makes the judge.</summary>
    /// <param name="maker">Makes it, with <see cref="Making"/>.</param>
    /// <exception cref="JudgeEvalException">The prompt or a file of the judge is wrong, or there is no client for the mode (<c>JE2909</c>).</exception>
    public async Task<IJudge> MakeAsync(JudgeMaker maker)
    {
        if (definition.DefinedJudge is not { } name)
        {
            return maker.Make(PromptFile.Read(project.Output(definition.PromptPath!)), Provider(definition.Model!));
        }

        return await maker.MakeAsync(Configured.GetJudge(name)).ConfigureAwait(false);
    }

    // The file was there when the cases were found; somebody may have removed it since.
    private JudgeEvalConfiguration Configured => _configuration ?? throw new JudgeEvalException(SuiteErrors.NoConfiguration(definition.Test));

    private ProviderSettings Provider(string model)
    {
        if (definition.Provider is { } name)
        {
            return Configured.GetProvider(name);
        }

        if (mode != SuiteMode.Replay && definition.ClientFactory is null)
        {
            throw new JudgeEvalException(SuiteErrors.NoClient(definition.Test, model, mode == SuiteMode.Record ? "record" : "live", _configuration));
        }

        // A replay asks nobody, and a factory's client knows where its model is: the address is never used.
        return new ProviderSettings { Name = model, Kind = ProviderKind.OpenAI, Endpoint = new Uri("http://model.invalid/"), Model = model };
    }
}
