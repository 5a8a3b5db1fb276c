using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// A chat client that answers from a <see cref="RecordingStore"/>. The key of a reply is its content: model, roles and texts of the
/// messages, the options that reach the model, and the repeat; never the name of an item, a test or a scenario.
/// </summary>
public abstract class RecordedChatClient : DelegatingChatClient
{
    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client behind it.</param>
    /// <param name="store">The recorded replies.</param>
    protected RecordedChatClient(IChatClient innerClient, RecordingStore store)
        : base(innerClient) => Store = store;

    /// <summary>The recorded replies.</summary>
    public RecordingStore Store { get; }

    /// <summary>Whether a recording or replaying client is in the pipeline, so that a judge may add its <see cref="RecordingContext"/>.</summary>
    /// <param name="client">A pipeline.</param>
    public static bool IsIn(IChatClient client) => client.GetService(typeof(RecordedChatClient)) is not null;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The request carries no <see cref="RecordingContext"/>, or names no model.</exception>
    /// <exception cref="JudgeEvalException">On replay: there is no such recording (<c>JE3011</c>..<c>JE3015</c>).</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        RecordingContext context = options?.AdditionalProperties?.GetValueOrDefault(RecordingContext.PropertyName) as RecordingContext
            ?? throw new InvalidOperationException(
                $"A recorded request needs a {nameof(RecordingContext)} in ChatOptions.AdditionalProperties[\"{RecordingContext.PropertyName}\"]; a PromptJudge adds it.");
        ChatMessage[] list = [.. messages];
        ChatOptions stripped = WithoutContext(options!);
        RequestContent content = RequestContent.Of(list, stripped, context.Repeat);
        string key = content.Key();
        context.Pending = null;
        if (Store.TryGet(key, out RecordingEntry? stored))
        {
            Hit(stored!, context);
            return Response(stored!);
        }

        return await MissAsync(list, stripped, content, key, context, cancellationToken).ConfigureAwait(false);
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

    private protected abstract void Hit(RecordingEntry stored, RecordingContext context);

    private protected abstract Task<ChatResponse> MissAsync(
        ChatMessage[] messages, ChatOptions options, RequestContent content, string key, RecordingContext context, CancellationToken cancellationToken);

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

    private static ChatResponse Response(RecordingEntry entry) => new(new ChatMessage(ChatRole.Assistant, entry.Reply))
    {
        ModelId = entry.Content.Model,
        FinishReason = entry.Finish is null ? null : new ChatFinishReason(entry.Finish),
        Usage = entry.Usage is not { } usage
            ? null
            : new UsageDetails { InputTokenCount = usage.InputTokens, OutputTokenCount = usage.OutputTokens },
    };
}
