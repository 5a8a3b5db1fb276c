using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>A server's completions endpoint behind the form of a chat (see <see cref="LogProbabilityRequest"/>). Safe for concurrent use.</summary>
internal sealed class CompletionsChatClient(CompletionsModel model) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] both = [.. messages];
        return LogProbabilityRequest.Reply(await model.AskAsync(both[0].Text, both[1].Text, cancellationToken).ConfigureAwait(false));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        WholeReply.StreamAsync(this, messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // The connections are the process's, not this client's.
    }
}
