using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>What one debater came to in a round: an argument, or why there is none.</summary>
/// <param name="Argument">The argument; <see langword="null"/> when the debater failed.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Usage">What the call used.</param>
internal sealed record DebateTurn(string? Argument, JudgeFailure? Failure, TokenUsage? Usage);

/// <summary>
/// A model with a prompt of <c>output: text</c> that argues for the side that <c>{{side}}</c> shows, against what <c>{{transcript}}</c> shows of the debate so far. Safe for
/// concurrent use when the chat client is; one debater may argue for both sides.
/// </summary>
public sealed class Debater
{
    private readonly IChatClient _client;
    private readonly Func<Exception, bool>? _isTransportError;
    private readonly bool _recorded;

    /// <summary>Creates the debater.</summary>
    /// <param name="prompt">The prompt, with <c>output: text</c> and <c>{{side}}</c>.</param>
    /// <param name="client">The model's client, with or without a recording or replaying client in its pipeline; the caller disposes it.</param>
    /// <param name="model">The model id as the provider spells it; not empty.</param>
    /// <param name="isTransportError">Further exceptions of the client that mean that the model could not be reached, as in <see cref="PromptJudgeOptions.IsTransportError"/>.</param>
    /// <exception cref="JudgeEvalException">The prompt asks for a label (<c>JE2401</c>), or shows no side (<c>JE2402</c>).</exception>
    public Debater(PromptFile prompt, IChatClient client, string model, Func<Exception, bool>? isTransportError = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        Diagnostic[] misfits = [.. prompt.Output == PromptOutput.Text ? (Diagnostic[])[] : [DebateErrors.NoText(prompt)], .. prompt.Shows("side") ? (Diagnostic[])[] : [DebateErrors.NoSide(prompt)]];
        if (misfits.Length > 0)
        {
            throw new JudgeEvalException([.. misfits]);
        }

        Prompt = prompt;
        Model = model;
        _client = client;
        _isTransportError = isTransportError;
        _recorded = RecordedChatClient.IsIn(client);
    }

    /// <summary>The prompt.</summary>
    public PromptFile Prompt { get; }

    /// <summary>The model id as the provider spells it.</summary>
    public string Model { get; }

    internal async ValueTask<DebateTurn> ArgueAsync(JudgeTask task, CancellationToken cancellationToken)
    {
        ChatMessage[] messages = PromptText.Messages(Prompt, task);
        ChatOptions options = PromptText.Options(Prompt, Model);
        RecordingContext? context = _recorded ? Attach(options, task) : null;
        ChatResponse response;
        try
        {
            response = await _client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (BudgetExhaustedException exception)
        {
            return new DebateTurn(null, new JudgeFailure(FailureKind.Budget, exception.Message), null);
        }
        catch (Exception exception) when (IsTransport(exception, cancellationToken))
        {
            return new DebateTurn(null, new JudgeFailure(FailureKind.Transport, TransportErrors.Describe(exception)), null);
        }

        TokenUsage? usage = response.Usage is { } used ? new TokenUsage(used.InputTokenCount, used.OutputTokenCount) : null;
        if (!PromptText.TryRead(response, out string said, out JudgeFailure? failure))
        {
            context?.Discard();
            return new DebateTurn(null, failure, usage);
        }

        if (string.IsNullOrWhiteSpace(said))
        {
            context?.Discard();
            return new DebateTurn(null, new JudgeFailure(FailureKind.Unparsable, "the argument is empty", response.Text), usage);
        }

        context?.Commit();
        return new DebateTurn(said.Trim(), null, usage);
    }

    private RecordingContext Attach(ChatOptions options, JudgeTask task)
    {
        var context = new RecordingContext
        {
            Item = task.Item.Id,
            Repeat = task.Repeat,
            Order = task.Order,
            Group = task.Group,
            Prompt = Prompt.Name,
            PromptHash = Prompt.Hash,
            PromptPath = Prompt.Path,
        };
        options.AdditionalProperties = new AdditionalPropertiesDictionary { [RecordingContext.PropertyName] = context };
        return context;
    }

    private bool IsTransport(Exception exception, CancellationToken cancellationToken) =>
        exception is not JudgeEvalException
        && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        && (TransportErrors.Is(exception) || _isTransportError?.Invoke(exception) == true);
}
