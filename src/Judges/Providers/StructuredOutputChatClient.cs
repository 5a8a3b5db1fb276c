using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Asks for no more form than the server can give: a schema becomes any JSON object, or nothing.</summary>
internal sealed class StructuredOutputChatClient(IChatClient innerClient, StructuredOutput most) : DelegatingChatClient(innerClient)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, Lessened(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, Lessened(options), cancellationToken);

    private ChatOptions? Lessened(ChatOptions? options)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson json || most == StructuredOutput.Schema || (most == StructuredOutput.Object && json.Schema is null))
        {
            return options;
        }

        // The caller's options are the caller's.
        ChatOptions lessened = options.Clone();
        lessened.ResponseFormat = most == StructuredOutput.Object ? ChatResponseFormat.Json : null;
        return lessened;
    }
}
