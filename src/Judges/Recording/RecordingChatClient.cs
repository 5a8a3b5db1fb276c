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
    public RecordingChatClient(IChatClient innerClient, RecordingStore store)
        : base(innerClient, store) => store.BeginRecording();

    private protected override void Hit(RecordingEntry stored, RecordingContext context) =>
        context.Pending = () => Store.Note(stored, context);

    private protected override async Task<ChatResponse> MissAsync(
        ChatMessage[] messages, ChatOptions options, RequestContent content, string key, RecordingContext context, CancellationToken cancellationToken)
    {
        ChatResponse response = await InnerClient.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        var entry = new RecordingEntry
        {
            Key = key,
            Content = content,
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
}
