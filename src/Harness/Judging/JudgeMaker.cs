using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Harness.Judging;

/// <summary>
/// Makes judges of what <c>judgeeval.yaml</c> or a command line says: prompts with models, committees, debates, perplexity, baselines. It owns
/// the clients of the models and disposes of them; its judges are of no use after that.
/// </summary>
/// <param name="making">What the judges are made with.</param>
/// <param name="dataset">
/// Reads the dataset whole. Asked for only by judges that need all of it: those with examples, baselines, and perplexity, which is labelled by quantiles.
/// </param>
public sealed class JudgeMaker(JudgeMaking making, Func<AnnotatedDataset> dataset) : IDisposable
{
    private readonly ModelClients _clients = new(making);
    private readonly List<PlannedModel> _models = [];
    private AnnotatedDataset? _dataset;

    /// <summary>The models that the judges made so far ask, in the order of making.</summary>
    internal IReadOnlyList<PlannedModel> Models => _models;

    /// <summary>The most requests at once that a provider of the judges made so far states; <see langword="null"/> where none states a number.</summary>
    public int? StatedConcurrency => _models.Max(model => model.Provider.Limits.Concurrency);

    /// <summary>How many models the judges made so far ask.</summary>
    public int ModelCount => _models.Count;

    private AnnotatedDataset Dataset => _dataset ??= dataset();

    private JudgeEvalConfiguration Configuration =>
        making.Configuration ?? throw new InvalidOperationException("A judge that is named needs the file that defines it.");

    /// <summary>Makes a judge of a prompt and a model.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="provider">Where the model is asked.</param>
    /// <param name="name">The judge's name; <see langword="null"/> for the prompt's name, a slash and the model's id.</param>
    /// <exception cref="JudgeEvalException">A key is not set, or an example of the prompt is no item of the dataset.</exception>
    public IJudge Make(PromptFile prompt, ProviderSettings provider, string? name = null) => MakePrompt(prompt, provider, name);

    /// <summary>Makes a baseline.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="seed">The seed of those that draw.</param>
    /// <exception cref="JudgeEvalException">The baseline does not apply to the dataset (<c>JE2701</c>).</exception>
    public IJudge Make(BaselineKind kind, ulong seed) => DatasetBaselines.Create(Dataset, kind, seed);

    /// <summary>Makes a judge that the file defines; a judge of perplexity is fitted to the dataset here, which asks its model.</summary>
    /// <param name="definition">The judge.</param>
    /// <param name="cancellationToken">Stops the fitting.</param>
    /// <exception cref="JudgeEvalException">A file that the judge names is wrong or absent, a key is not set, or the judge does not fit the dataset.</exception>
    public async Task<IJudge> MakeAsync(JudgeDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition switch
        {
            PromptJudgeDefinition d => MakePrompt(PromptFile.Read(d.Prompt), Configuration.GetProvider(d.Provider), d.Name),
            BaselineJudgeDefinition d => new NamedJudge(Make(d.Kind, d.Seed), d.Name),
            CommitteeJudgeDefinition d => await CommitteeAsync(d, cancellationToken).ConfigureAwait(false),
            DebateJudgeDefinition d => await DebateAsync(d, cancellationToken).ConfigureAwait(false),
            PerplexityJudgeDefinition d => await CompletionsAsync(d, cancellationToken).ConfigureAwait(false),
            NGramJudgeDefinition d => await FitAsync(d.Name, NGram(d), making.Concurrency, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentException($"A definition of the type {definition.GetType().Name} is unknown.", nameof(definition)),
        };
    }

    /// <summary>Disposes of the models' clients.</summary>
    public void Dispose() => _clients.Dispose();

    private PromptJudge MakePrompt(PromptFile prompt, ProviderSettings provider, string? name)
    {
        ImmutableArray<PromptExample> examples = prompt.Examples.IsEmpty ? [] : PromptExamples.Resolve(Dataset, prompt);
        var judge = new PromptJudge(prompt, _clients.Of(provider), provider.Model, new PromptJudgeOptions
        {
            Name = name,
            Examples = examples,
            Unsent = provider.Unsent,
        });
        _models.Add(new PlannedModel(provider, judge.EstimateCall) { Judge = judge });
        return judge;
    }

    private async Task<CommitteeJudge> CommitteeAsync(CommitteeJudgeDefinition definition, CancellationToken cancellationToken)
    {
        var members = new List<IJudge>(definition.Members.Length);

        // Those that are fitted come last: what all will send is then known before the first of them asks its model.
        foreach (JudgeDefinition member in definition.Members.Select(Configuration.GetJudge).OrderBy(member => member is PerplexityJudgeDefinition))
        {
            members.Add(await MakeAsync(member, cancellationToken).ConfigureAwait(false));
        }

        return new CommitteeJudge(definition.Name, members, definition.Rule);
    }

    private async Task<DebateJudge> DebateAsync(DebateJudgeDefinition definition, CancellationToken cancellationToken)
    {
        IJudge judge = await MakeAsync(Configuration.GetJudge(definition.Judge), cancellationToken).ConfigureAwait(false);
        if (judge is not PromptJudge reader)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2405",
                $"the debate '{definition.Name}' is read by '{definition.Judge}', which is no prompt with a model",
                "the reader of a debate is shown what was said through its prompt's {{transcript}}",
                "name a judge with 'prompt:' under 'judge:'",
                SourceLocation.InFile(Configuration.Path)));
        }

        ProviderSettings provider = Configuration.GetProvider(definition.Provider);
        IChatClient client = _clients.Of(provider);
        var debater = new Debater(PromptFile.Read(definition.Debater), client, provider.Model);

        // The reader of a debate sees what nobody has said yet, so its own calls cannot be told beforehand either.
        _models.RemoveAll(model => model.Judge == reader);
        _models.Add(PlannedModel.Unknown(provider, 2 * definition.Rounds));
        _models.Add(PlannedModel.Unknown(Configuration.GetProvider(((PromptJudgeDefinition)Configuration.GetJudge(definition.Judge)).Provider), 1));
        return new DebateJudge(definition.Name, debater, debater, reader, new DebateOptions { Rounds = definition.Rounds });
    }

    private async Task<PerplexityJudge> CompletionsAsync(PerplexityJudgeDefinition definition, CancellationToken cancellationToken)
    {
        ProviderSettings provider = Configuration.GetProvider(definition.Provider);
        var model = new ClientLogProbabilities(_clients.OfCompletions(provider), provider.Model);
        string separator = new PerplexityOptions().Separator;
        _models.Add(new PlannedModel(provider, task => Estimate(model, task, separator)));
        if (making.BeforeFitting is { } ask)
        {
            await ask(this, cancellationToken).ConfigureAwait(false);
        }

        int concurrency = making.Limits.Concurrency ?? provider.Limits.Concurrency ?? making.Concurrency;
        return await FitAsync(definition.Name, model, concurrency, cancellationToken).ConfigureAwait(false);
    }

    // A text is scored once, however often and in whatever order its item is judged.
    private static TokenEstimate Estimate(ClientLogProbabilities model, JudgeTask task, string separator) =>
        task is { Repeat: > 0 } or { Order: PresentationOrder.Swapped }
            ? default
            : PerplexityScorer.Texts(task.Item, task.Shape, separator).Aggregate(default(TokenEstimate), (sum, text) => sum + model.EstimateCall(text.Context, text.Continuation));

    private async Task<PerplexityJudge> FitAsync(string name, ILogProbabilityModel model, int concurrency, CancellationToken cancellationToken)
    {
        var options = new PerplexityOptions { Name = name, Concurrency = concurrency };
        return await PerplexityJudge.FitAsync(Dataset.Items, Dataset.Shape, Dataset.Scale, model, options, cancellationToken).ConfigureAwait(false);
    }

    private static NGramModel NGram(NGramJudgeDefinition definition)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(definition.Text);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unfit("JE2504", "does not exist", "nothing stands at this path", $"check 'text:' of the judge '{definition.Name}'", SourceLocation.InFile(definition.Text));
        }

        if (!StrictUtf8.TryDecode(bytes, out string text, out int line, out int column))
        {
            throw Unfit("JE2505", "is not UTF-8", "a byte here is no part of a UTF-8 character", "save the file as UTF-8", new SourceLocation(definition.Text, line, column));
        }

        // A line is a text: an n-gram does not reach over its end.
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var options = new NGramOptions { Order = definition.Order };
        return Array.Exists(lines, l => NGramTokens.Of(l, options.Unit).Any())
            ? NGramModel.Train(lines, options)
            : throw Unfit(
                "JE2506",
                "has no word",
                "the model learns from it how probable words are",
                "name a text of the same kind as the responses, with one paragraph to a line",
                SourceLocation.InFile(definition.Text));
    }

    private static JudgeEvalException Unfit(string code, string what, string why, string remedy, SourceLocation at) =>
        new(new Diagnostic(code, "the text of an n-gram model " + what, why, remedy, at));
}
