using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="TimeoutChatClient"/>.</summary>
public sealed record TimeoutChatClientOptions
{
    /// <summary>
    /// How long one attempt may take; above 0 and at most a day, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.
    /// </summary>
    /// <value>The default value is 5 minutes: local models think long.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Ends an attempt that takes too long with a <see cref="TimeoutException"/>. The inner client is told to stop and is not waited for, so one that
/// does not listen holds nobody up. The caller's own cancellation stays a cancellation. Safe for concurrent use when the inner client is.
/// </summary>
public sealed class TimeoutChatClient : DelegatingChatClient
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client to ask.</param>
    /// <param name="timeProvider">The clock that attempts are measured by.</param>
    /// <param name="options">How long; <see langword="null"/> for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of its range.</exception>
    public TimeoutChatClient(IChatClient innerClient, TimeProvider timeProvider, TimeoutChatClientOptions? options = null)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _timeProvider = timeProvider;
        _timeout = (options ?? new TimeoutChatClientOptions()).Timeout;
        if (_timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_timeout, TimeSpan.Zero, nameof(options));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(_timeout, TimeSpan.FromDays(1), nameof(options));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The attempt took too long.</exception>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _timeout == Timeout.InfiniteTimeSpan
            ? InnerClient.GetResponseAsync(messages, options, cancellationToken)
            : InTimeAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        WholeReply.StreamAsync(this, messages, options, cancellationToken);

    private async Task<ChatResponse> InTimeAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var attempt = new CancellationTokenSource(_timeout, _timeProvider);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).Cancel(), attempt);
        try
        {
            Task<ChatResponse> reply = InnerClient.GetResponseAsync(messages, options, attempt.Token);
            return await (reply.IsCompleted ? reply : reply.WaitAsync(attempt.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (attempt.IsCancellationRequested)
        {
            // The caller's wish goes first, also when the time ran out meanwhile.
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException(FormattableString.Invariant($"no reply within {_timeout.TotalSeconds} s"), exception);
        }
    }
}
