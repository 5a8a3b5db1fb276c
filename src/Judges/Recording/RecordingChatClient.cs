using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Asks the inner client and keeps its replies ready for recording; what is recorded already is answered from the store without a call, so that a run
/// that broke off goes on where it stopped. A reply is stored only when the judge commits it (see <see cref="RecordingContext"/>):
/// refusals, errors and unparsable replies are never recorded. Requests of the same content that are made at once are asked once, and share the
/// reply. Safe for concurrent use.
/// </summary>
public sealed class RecordingChatClient : RecordedChatClient
{
    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client to ask.</param>
    /// <param name="store">Where replies are stored; the caller flushes and disposes it.</param>
    /// <param name="ledger">Where replies are counted that were recorded already.</param>
    public RecordingChatClient(IChatClient innerClient, RecordingStore store, CallLedger? ledger = null)
        : base(innerClient, store, ledger) => store.BeginRecording();

    private protected override void Hit(in RequestKey key, RecordingContext context)
    {
        ContentKey stored = key.Key;
        context.Keep(() => Store.Note(stored, context));
    }

    private protected override async Task<ChatResponse> MissAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, RequestKey key, RecordingContext context, CancellationToken cancellationToken)
    {
        Task<ChatResponse?> underWay;
        while (!Store.UnderWay.TryBegin(key.Key, out underWay))
        {
            if (await underWay.WaitAsync(cancellationToken).ConfigureAwait(false) is { } shared)
            {
                RecordingEntry own = Entry(shared, key, context);
                context.Keep(() => Store.Add(own));
                CountReplayed();
                return shared;
            }
        }

        return await AskAsync(messages, options, key, context, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ChatResponse> AskAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, RequestKey key, RecordingContext context, CancellationToken cancellationToken)
    {
        bool answered = false;
        try
        {
            // Between the look into the store and the beginning another request may have brought the reply.
            if (Store.TryGet(key.Key, out RecordedReply recorded))
            {
                return Replay(key, recorded, context);
            }

            ChatResponse response = await InnerClient.GetResponseAsync(messages, WithoutContext(options), cancellationToken).ConfigureAwait(false);
            RecordingEntry entry = Entry(response, key, context);
            context.Keep(() => Store.Add(entry), () => Store.UnderWay.End(key.Key));
            Store.UnderWay.Answer(key.Key, response);
            answered = true;
            return response;
        }
        finally
        {
            if (!answered)
            {
                Store.UnderWay.End(key.Key);
            }
        }
    }

    private static RecordingEntry Entry(ChatResponse response, in RequestKey key, RecordingContext context) => new()
    {
        Key = key.Key.ToString(),
        Content = key.Content(),
        Prompt = context.Prompt,
        PromptHash = context.PromptHash,
        Item = context.Item,
        Order = context.Order,
        Group = context.Group,
        Reply = response.Text,
        Finish = response.FinishReason?.Value,
        Usage = response.Usage is { } usage ? new TokenUsage(usage.InputTokenCount, usage.OutputTokenCount) : null,
    };

    private static ChatOptions WithoutContext(ChatOptions options)
    {
        ChatOptions stripped = options.Clone();
        stripped.AdditionalProperties!.Remove(RecordingContext.PropertyName);
        if (stripped.AdditionalProperties.Count == 0)
        {
            stripped.AdditionalProperties = null;
        }

        return stripped;
    }
}
