using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// A chat client that answers from a <see cref="RecordingStore"/>. The key of a reply is its content: model, roles and texts of the
/// messages, the options that reach the model, and the repeat; never the name of an item, a test or a scenario.
/// </summary>
public abstract class RecordedChatClient : DelegatingChatClient
{
    private readonly RequestHasher _hasher = new();
    private readonly CallLedger? _ledger;

    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client behind it.</param>
    /// <param name="store">The recorded replies.</param>
    /// <param name="ledger">Where replies from the store are counted.</param>
    protected RecordedChatClient(IChatClient innerClient, RecordingStore store, CallLedger? ledger = null)
        : base(innerClient) => (Store, _ledger) = (store, ledger);

    /// <summary>The recorded replies.</summary>
    public RecordingStore Store { get; }

    /// <summary>Whether a recording or replaying client is in the pipeline, so that a judge may add its <see cref="RecordingContext"/>.</summary>
    /// <param name="client">A pipeline.</param>
    public static bool IsIn(IChatClient client) => client.GetService(typeof(RecordedChatClient)) is not null;

    /// <summary>Whether a request would be answered from the store; nothing is asked, read or counted.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options, with or without a <see cref="RecordingContext"/>.</param>
    /// <param name="repeat">The repeat, from 0.</param>
    /// <exception cref="InvalidOperationException">The options name no model.</exception>
    /// <exception cref="JudgeEvalException">The options hold what looks like a secret (<c>JE3008</c>).</exception>
    public bool IsRecorded(IEnumerable<ChatMessage> messages, ChatOptions options, int repeat = 0)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(options);
        return Store.Contains(_hasher.Of(List(messages), options, repeat).Key);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The request carries no <see cref="RecordingContext"/>, or names no model.</exception>
    /// <exception cref="JudgeEvalException">
    /// On replay: there is no such recording (<c>JE3011</c>..<c>JE3015</c>). The options hold what looks like a secret (<c>JE3008</c>), or a recording was
    /// changed by another program meanwhile (<c>JE3009</c>).
    /// </exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        RecordingContext context = options?.AdditionalProperties?.GetValueOrDefault(RecordingContext.PropertyName) as RecordingContext
            ?? throw new InvalidOperationException(
                $"A recorded request needs a {nameof(RecordingContext)} in ChatOptions.AdditionalProperties[\"{RecordingContext.PropertyName}\"]; a PromptJudge adds it.");
        IReadOnlyList<ChatMessage> list = List(messages);
        RequestKey key = _hasher.Of(list, options!, context.Repeat);
        context.Discard();
        if (Store.TryGet(key.Key, out RecordedReply reply))
        {
            return Replay(key, reply, context);
        }

        return await MissAsync(list, options!, key, context, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    private protected abstract void Hit(in RequestKey key, RecordingContext context);

    private protected abstract Task<ChatResponse> MissAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, RequestKey key, RecordingContext context, CancellationToken cancellationToken);

    /// <summary>Answers from the store, and counts it.</summary>
    private protected ChatResponse Replay(in RequestKey key, in RecordedReply reply, RecordingContext context)
    {
        CountReplayed();
        Hit(key, context);
        return Response(key, reply);
    }

    private protected void CountReplayed() => _ledger?.CountReplayed();

    private static IReadOnlyList<ChatMessage> List(IEnumerable<ChatMessage> messages) => messages as IReadOnlyList<ChatMessage> ?? [.. messages];

    private static ChatResponse Response(in RequestKey key, in RecordedReply reply) => new(new ChatMessage(ChatRole.Assistant, reply.Text))
    {
        ModelId = key.Model,
        FinishReason = reply.Finish is null ? null : new ChatFinishReason(reply.Finish),
        Usage = reply.Usage is not { } usage
            ? null
            : new UsageDetails { InputTokenCount = usage.InputTokens, OutputTokenCount = usage.OutputTokens },
    };
}
