using System.Net;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

/// <summary>A provider's client that answers the nth request, from 1, by a function.</summary>
internal sealed class FakeServer(Func<int, CancellationToken, Task<ChatResponse>> answer, ChatClientMetadata? metadata = null) : IChatClient
{
    private int _sent;

    /// <summary>How many requests arrived.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public bool IsDisposed { get; private set; }

    public static ChatMessage[] Question(string text = "Why?") => [new ChatMessage(ChatRole.User, text)];

    public static ChatResponse Reply(long? input = 11, long? output = 3) => new(new ChatMessage(ChatRole.Assistant, "Good"))
    {
        ModelId = "served",
        ResponseId = "r1",
        FinishReason = ChatFinishReason.Stop,
        Usage = input is null && output is null ? null : new UsageDetails { InputTokenCount = input, OutputTokenCount = output },
    };

    public static ProviderException Error(int status, string? retryAfter = null, string message = "too busy") =>
        new(message, (HttpStatusCode)status, retryAfter);

    /// <summary>Fails with each exception in turn, and then answers.</summary>
    public static FakeServer Failing(params Exception[] failures) => new((n, _) =>
        n <= failures.Length ? Task.FromException<ChatResponse>(failures[n - 1]) : Task.FromResult(Reply()));

    /// <summary>Fails always.</summary>
    public static FakeServer Down(Func<Exception> failure) => new((_, _) => Task.FromException<ChatResponse>(failure()));

    public static FakeServer Up() => new((_, _) => Task.FromResult(Reply()));

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Assert.NotEmpty(messages);
        return answer(Interlocked.Increment(ref _sent), cancellationToken);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("The clients ask for whole replies.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? metadata : null;

    public void Dispose() => IsDisposed = true;
}
