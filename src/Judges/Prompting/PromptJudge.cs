using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="PromptJudge"/>.</summary>
public sealed record PromptJudgeOptions
{
    /// <summary>The judge's name.</summary>
    /// <value>The default value is <see langword="null"/>: the prompt's name, a slash and the model id.</value>
    public string? Name { get; init; }

    /// <summary>
    /// Further exceptions of the chat client that mean that the model could not be reached. HTTP errors, errors of System.ClientModel,
    /// I/O errors and time-outs always do; any other exception is a bug and is not caught.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: none.</value>
    public Func<Exception, bool>? IsTransportError { get; init; }

    /// <summary>
    /// What the prompt's <c>examples</c> stand for, in their order: <c>PromptExamples.Resolve</c> of the harness finds them in a dataset.
    /// A prompt that names none may be given some too. They are part of the judge's identity, and an item is never its own example.
    /// </summary>
    /// <value>The default value is empty.</value>
    public ImmutableArray<PromptExample> Examples { get; init; } = [];

    /// <summary>
    /// Options of the prompt that the model's provider does not take (<see cref="ProviderSettings.Unsent"/>); the identity does not claim them.
    /// What the client says of itself counts too; this is for replays, which have no provider's client.
    /// </summary>
    /// <value>The default value is empty.</value>
    public ImmutableArray<string> Unsent { get; init; } = [];
}

/// <summary>
/// Judges by asking a model a prompt file's question and reading its reply strictly. Output contracts:
/// <c>choice/1</c> and <c>number/1</c>: the whole reply is one label or number, or the last line of the form <c>Verdict: X</c>,
/// <c>Rating: X</c> or <c>Answer: X</c> counts; quotation marks, backticks, asterisks, underscores and a full stop around X are dropped, and case counts only
/// where labels differ in nothing else. <c>candidates/1</c>: the same with one or more labels, the best guess first. <c>json/1</c>: an
/// object with <c>label</c> and <c>rationale</c>, asked for by a JSON schema; the rationale may be absent, and nothing else may be there.
/// <c>choice-json/1</c> and <c>number-json/1</c>: an object with <c>label</c> alone. One code fence around an object is tolerated. What a
/// reply says within <c>&lt;think&gt;</c> is no answer. A reply that was cut off at the token limit is unparsable, whatever it says.
/// A refusal is what the provider marks as one (finish reason <c>content_filter</c>, or an error content with the code
/// <c>Refusal</c>); it is never guessed from words. Safe for concurrent use when the chat client is.
/// </summary>
public sealed class PromptJudge : IJudge
{
    // What a reply is expected to take before it is known; reasoning, which nobody can know, is not in it.
    private const int ExpectedLabel = 8;
    private const int ExpectedRationale = 120;

    private readonly PromptFile _prompt;
    private readonly IChatClient _client;
    private readonly PromptJudgeOptions _options;
    private readonly string _model;
    private readonly bool _recorded;
    private readonly string _promptHash;
    private PromptBinding? _binding;

    /// <summary>Creates the judge.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="client">The model's client, with or without a recording or replaying client in its pipeline; the caller disposes it.</param>
    /// <param name="model">The model id as the provider spells it; not empty.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="JudgeEvalException">
    /// The prompt asks for a text without a label (<c>JE2107</c>), or names other examples than the options bring (<c>JE2108</c>).
    /// </exception>
    public PromptJudge(PromptFile prompt, IChatClient client, string model, PromptJudgeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        _prompt = prompt;
        _client = client;
        _model = model;
        _options = options ?? new PromptJudgeOptions();
        _recorded = RecordedChatClient.IsIn(client);
        if (prompt.Output == PromptOutput.Text)
        {
            throw new JudgeEvalException(PromptFit.NoLabel(prompt));
        }

        IEnumerable<string> given = _options.Examples.Select(e => e.Item.Id);
        if (!prompt.Examples.IsEmpty && !prompt.Examples.Select(e => e.Item).SequenceEqual(given, StringComparer.Ordinal))
        {
            throw new JudgeEvalException(PromptFit.ExamplesUnresolved(prompt));
        }

        _promptHash = PromptExample.Hash(prompt.Hash, _options.Examples);
        Identity = new JudgeIdentity
        {
            Name = _options.Name ?? $"{prompt.Name}/{model}",
            Model = model,
            Prompt = prompt.Name,
            PromptHash = _promptHash,
            OptionsHash = OptionsHash(prompt, [.. _options.Unsent, .. UnsentOptions.Of(client).Names]),
            OutputContract = PromptText.Contract(prompt),
            DifficultyScale = prompt.Target == PromptTarget.Difficulty ? prompt.Scale : null,
        };
    }

    /// <inheritdoc/>
    public JudgeIdentity Identity { get; }

    internal PromptFile Prompt => _prompt;

    /// <inheritdoc/>
    /// <exception cref="JudgeEvalException">
    /// The prompt does not fit the task or the scale (<c>JE2101</c>..<c>JE2109</c>), or a recording is missing (<c>JE3011</c>..<c>JE3015</c>).
    /// </exception>
    public async ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default)
    {
        PromptBinding binding = BindingFor(task);
        ChatMessage[] messages = binding.Messages(task);
        ChatOptions options = binding.Options(_model);
        RecordingContext? context = _recorded ? Attach(options, task) : null;
        ChatResponse response;
        try
        {
            response = await _client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (BudgetExhaustedException exception)
        {
            return Verdict.Failed(FailureKind.Budget, exception.Message);
        }
        catch (Exception exception) when (IsTransport(exception, cancellationToken))
        {
            return Verdict.Failed(FailureKind.Transport, TransportErrors.Describe(exception));
        }

        Verdict verdict = Read(response, binding, task);
        if (verdict.HasLabel)
        {
            context?.Commit();
        }
        else
        {
            context?.Discard();
        }

        return verdict;
    }

    /// <summary>
    /// What judging a task will send: nothing where its answer is recorded, else one call with the tokens that it is expected to use.
    /// </summary>
    /// <exception cref="JudgeEvalException">The prompt does not fit the task or the scale (<c>JE2101</c>..<c>JE2109</c>).</exception>
    internal TokenEstimate EstimateCall(JudgeTask task)
    {
        PromptBinding binding = BindingFor(task);
        ChatMessage[] messages = binding.Messages(task);
        bool isRecorded = _client.GetService(typeof(RecordedChatClient)) is RecordedChatClient recorded
            && recorded.IsRecorded(messages, binding.Options(_model), task.Repeat);
        int output = _prompt.Output is PromptOutput.Json || _prompt.AsksForReasons ? ExpectedRationale : ExpectedLabel;
        return isRecorded ? default : new TokenEstimate(1, TokenEstimate.OfMessages(messages), Math.Min(output, _prompt.MaxOutputTokens ?? int.MaxValue));
    }

    private static Verdict Read(ChatResponse response, PromptBinding binding, JudgeTask task)
    {
        TokenUsage? usage = response.Usage is { } used ? new TokenUsage(used.InputTokenCount, used.OutputTokenCount) : null;
        if (!ReplyReading.TryRead(response, binding.AsksForObject, out string said, out JudgeFailure? failure))
        {
            return Verdict.Failed(failure!) with { Usage = usage };
        }

        ParsedReply parsed = binding.Parse(said);
        if (parsed.Label is not { } label)
        {
            var unread = new JudgeFailure(parsed.Failure, parsed.Detail, ReplyReading.Kept(response.Text)) { Value = parsed.Said };
            return Verdict.Failed(unread) with { Usage = usage };
        }

        Verdict verdict = Verdict.Of(binding.Unswap(label, task.Order)) with { Rationale = parsed.Rationale, Usage = usage };
        return parsed.Candidates is { } candidates ? Unsure(verdict, [.. candidates.Select(c => binding.Unswap(c, task.Order).Text)]) : verdict;
    }

    /// <summary>A judge that names several labels says nothing of which is more likely, beyond their order.</summary>
    private static Verdict Unsure(Verdict verdict, ImmutableArray<string> candidates) => verdict with
    {
        Candidates = candidates,
        Probabilities = candidates.ToImmutableSortedDictionary(c => c, _ => 1.0 / candidates.Length, StringComparer.Ordinal),
    };

    private static string OptionsHash(PromptFile prompt, ImmutableArray<string> unsent) => Sha256Hex.Of(JsonLine.Write(writer =>
    {
        if (prompt.Temperature is { } temperature && !unsent.Contains("temperature", StringComparer.Ordinal))
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (prompt.TopP is { } topP && !unsent.Contains("topP", StringComparer.Ordinal))
        {
            writer.WriteNumber("topP", topP);
        }

        if (prompt.Seed is { } seed && !unsent.Contains("seed", StringComparer.Ordinal))
        {
            writer.WriteNumber("seed", seed);
        }

        if (prompt.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber("maxOutputTokens", limit);
        }
    }));

    // A run has one scale, so the last one is remembered; two threads that make the same one do no harm.
    private PromptBinding BindingFor(JudgeTask task)
    {
        PromptBinding? binding = _binding;
        if (binding is null || binding.Shape != task.Shape || !ReferenceEquals(binding.Scale, task.Scale))
        {
            binding = PromptText.Bind(_prompt, task, _options.Examples);
            _binding = binding;
        }

        return binding;
    }

    private RecordingContext Attach(ChatOptions options, JudgeTask task)
    {
        var context = new RecordingContext
        {
            Item = task.Item.Id,
            Repeat = task.Repeat,
            Order = task.Order,
            Group = task.Group,
            Prompt = _prompt.Name,
            PromptHash = _promptHash,
            PromptPath = _prompt.Path,
        };
        options.AdditionalProperties = new AdditionalPropertiesDictionary { [RecordingContext.PropertyName] = context };
        return context;
    }

    private bool IsTransport(Exception exception, CancellationToken cancellationToken) =>
        exception is not JudgeEvalException
        && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        && (TransportErrors.Is(exception) || _options.IsTransportError?.Invoke(exception) == true);
}
