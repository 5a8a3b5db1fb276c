using System.Collections.Immutable;
using System.Globalization;
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
}

/// <summary>
/// Judges by asking a model a prompt file's question and reading its reply strictly. Output contracts:
/// <c>choice/1</c> and <c>number/1</c>: the whole reply is one label or number, or the last line of the form <c>Verdict: X</c>,
/// <c>Rating: X</c> or <c>Answer: X</c> counts; quotation marks, backticks, asterisks, underscores and a full stop around X are dropped, and case counts only
/// where labels differ in nothing else. <c>json/1</c>: an object with <c>label</c> and <c>rationale</c>, asked for by a JSON schema;
/// one code fence around it is tolerated. A reply that was cut off at the token limit is unparsable, whatever it says.
/// A refusal is what the provider marks as one (finish reason <c>content_filter</c>, or an error content with the code
/// <c>Refusal</c>); it is never guessed from words. Safe for concurrent use when the chat client is.
/// </summary>
public sealed class PromptJudge : IJudge
{
    private const int LongestKeptReply = 4000;

    private readonly PromptFile _prompt;
    private readonly IChatClient _client;
    private readonly PromptJudgeOptions _options;
    private readonly string _model;
    private readonly bool _recorded;
    private PromptBinding? _binding;

    /// <summary>Creates the judge.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="client">The model's client, with or without a recording or replaying client in its pipeline; the caller disposes it.</param>
    /// <param name="model">The model id as the provider spells it; not empty.</param>
    /// <param name="options">Further options.</param>
    public PromptJudge(PromptFile prompt, IChatClient client, string model, PromptJudgeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        _prompt = prompt;
        _client = client;
        _model = model;
        _options = options ?? new PromptJudgeOptions();
        _recorded = RecordedChatClient.IsIn(client);
        Identity = new JudgeIdentity
        {
            Name = _options.Name ?? $"{prompt.Name}/{model}",
            Model = model,
            Prompt = prompt.Name,
            PromptHash = prompt.Hash,
            OptionsHash = OptionsHash(prompt),
            OutputContract = prompt.Output switch
            {
                PromptOutput.Choice => "choice/1",
                PromptOutput.Number => "number/1",
                _ => "json/1",
            },
        };
    }

    /// <inheritdoc/>
    public JudgeIdentity Identity { get; }

    internal PromptFile Prompt => _prompt;

    /// <inheritdoc/>
    /// <exception cref="JudgeEvalException">
    /// The prompt does not fit the task or the scale (<c>JE2101</c>..<c>JE2105</c>), or a recording is missing (<c>JE3011</c>..<c>JE3015</c>).
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

        return verdict;
    }

    /// <summary>Whether the judge's answer to a task is recorded already, so that judging it sends nothing; false without a recording or replaying client.</summary>
    /// <exception cref="JudgeEvalException">The prompt does not fit the task or the scale (<c>JE2101</c>..<c>JE2105</c>).</exception>
    internal bool IsRecorded(JudgeTask task) =>
        _client.GetService(typeof(RecordedChatClient)) is RecordedChatClient recorded
        && BindingFor(task) is var binding && recorded.IsRecorded(binding.Messages(task), binding.Options(_model), task.Repeat);

    private static Verdict Read(ChatResponse response, PromptBinding binding, JudgeTask task)
    {
        TokenUsage? usage = response.Usage is { } used ? new TokenUsage(used.InputTokenCount, used.OutputTokenCount) : null;
        string reply = response.Text;
        if (IsRefusal(response))
        {
            return Verdict.Failed(FailureKind.Refused, "the provider reports a refusal", Kept(reply)) with { Usage = usage };
        }

        if (response.FinishReason == ChatFinishReason.Length)
        {
            return Verdict.Failed(FailureKind.Unparsable, "the reply was cut off at the token limit", Kept(reply)) with { Usage = usage };
        }

        ParsedReply parsed = binding.Parse(reply);
        if (parsed.Label is not { } label)
        {
            return Verdict.Failed(new JudgeFailure(parsed.Failure, parsed.Detail, Kept(reply)) { Value = parsed.Said }) with { Usage = usage };
        }

        Label unswapped = task.Order == PresentationOrder.Swapped ? task.Scale.Swap(label) : label;
        return Verdict.Of(unswapped) with { Rationale = parsed.Rationale, Usage = usage };
    }

    /// <summary>A failed reply as it is kept: enough to see what went wrong, however long a model ran on.</summary>
    internal static string Kept(string reply) => reply.Length <= LongestKeptReply
        ? reply
        : string.Create(CultureInfo.InvariantCulture, $"{reply[..LongestKeptReply]}… ({reply.Length} characters)");

    internal static bool IsRefusal(ChatResponse response) =>
        response.FinishReason == ChatFinishReason.ContentFilter
        || response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().Any(e => e.ErrorCode == "Refusal");

    private static string OptionsHash(PromptFile prompt) => Sha256Hex.Of(JsonLine.Write(writer =>
    {
        if (prompt.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (prompt.TopP is { } topP)
        {
            writer.WriteNumber("topP", topP);
        }

        if (prompt.Seed is { } seed)
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
            ImmutableArray<Diagnostic> misfits = PromptFit.Check(_prompt, task.Shape, task.Scale);
            binding = misfits.IsEmpty ? new PromptBinding(_prompt, task.Shape, task.Scale) : throw new JudgeEvalException(misfits);
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
            PromptHash = _prompt.Hash,
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
