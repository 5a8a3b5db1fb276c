using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Asks the inner client and keeps its replies ready for recording; what is recorded already is answered from the store without a call, so that a run
/// that broke off goes on where it stopped. A reply is stored only when the judge commits it (see <see cref="RecordingContext"/>):
/// refusals, errors and unparsable replies are never recorded. Safe for concurrent use.
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
        context.Pending = () => Store.Note(stored, context);
    }

    private protected override async Task<ChatResponse> MissAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, RequestKey key, RecordingContext context, CancellationToken cancellationToken)
    {
        ChatResponse response = await InnerClient.GetResponseAsync(messages, WithoutContext(options), cancellationToken).ConfigureAwait(false);
        var entry = new RecordingEntry
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
        context.Pending = () => Store.Add(entry);
        return response;
    }

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
