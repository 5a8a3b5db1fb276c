using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace JudgeEval.Xunit.Tests.Support;

/// <summary>A model that says Good of a text the first time it is asked, and Bad ever after.</summary>
public sealed class ChangesItsMind : IChatClientFactory, IChatClient
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    public IChatClient Create(string model) => this;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, _asked.TryAdd(string.Concat(messages.Select(m => m.Text)), true) ? "Good" : "Bad"))
        {
            FinishReason = ChatFinishReason.Stop,
        });

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // There is nothing to dispose of.
    }
}
