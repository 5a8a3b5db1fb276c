using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Sends no more requests at once than the endpoint's <see cref="ConcurrencyLimiter"/> allows, and tells the limiter how each ended: HTTP
/// 429, any 5xx and a time-out lower the limit, a <c>Retry-After</c> with them stops everybody on the endpoint for so long, successes raise
/// it, anything else leaves it. Safe for concurrent use when the inner client is.
/// </summary>
public sealed class AdaptiveConcurrencyChatClient : DelegatingChatClient
{
    private readonly CallLedger? _ledger;

    /// <summary>Creates the client.</summary>
    /// <param name="innerClient">The client to ask.</param>
    /// <param name="limiter">The endpoint's limiter; clients that ask one endpoint share it.</param>
    /// <param name="ledger">Counts the answers that said the server is too busy.</param>
    public AdaptiveConcurrencyChatClient(IChatClient innerClient, ConcurrencyLimiter limiter, CallLedger? ledger = null)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        Limiter = limiter;
        _ledger = ledger;
    }

    /// <summary>The endpoint's limiter, with its current limit.</summary>
    public ConcurrencyLimiter Limiter { get; }

    /// <inheritdoc/>
    /// <exception cref="ProviderException">The server asks to be left alone for longer than requests wait; nothing was sent.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        long window = await Limiter.AcquireAsync(cancellationToken).ConfigureAwait(false);
        PermitOutcome outcome = PermitOutcome.Neutral;
        TimeSpan? quiet = null;
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            outcome = PermitOutcome.Succeeded;
            return response;
        }
        catch (Exception exception) when (PassingErrors.IsOverload(exception))
        {
            outcome = PermitOutcome.Overloaded;
            quiet = RetryAfterHeader.Read(PassingErrors.RetryAfterOf(exception), Limiter.TimeProvider);
            if (PassingErrors.StatusOf(exception) == 429)
            {
                _ledger?.CountThrottled();
            }

            throw;
        }
        finally
        {
            Limiter.Release(window, outcome, quiet);
        }
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        WholeReply.StreamAsync(this, messages, options, cancellationToken);
}
