namespace JudgeEval.Judges;

/// <summary>What the requests of a run came to so far.</summary>
/// <param name="Sent">Requests handed to a provider; one that was sent again counts each time.</param>
/// <param name="Replayed">Requests answered from recordings, without a call.</param>
/// <param name="Retried">Requests sent again after a failure that may pass.</param>
/// <param name="Throttled">Answers that said the server is too busy (HTTP 429).</param>
/// <param name="InputTokens">Tokens sent, as providers say; what they do not say is estimated (see <see cref="Estimated"/>).</param>
/// <param name="OutputTokens">Tokens received, likewise.</param>
/// <param name="Cost">The price of those tokens in the currency of the price list; 0 where no price is known.</param>
public readonly record struct CallTotals(
    long Sent, long Replayed, long Retried, long Throttled, long InputTokens, long OutputTokens, decimal Cost)
{
    /// <summary>
    /// Answers whose tokens are estimates in whole or in part, because the provider did not report them. When there are any, the totals of tokens
    /// and cost are estimates too.
    /// </summary>
    /// <value>The default value is 0.</value>
    public long Estimated { get; init; }
}

/// <summary>
/// Counts what the clients of a pipeline do: each client that is given the ledger writes its own figures into it, and whoever shows
/// progress reads the totals. Safe for concurrent use.
/// </summary>
public sealed class CallLedger
{
    private readonly Lock _lock = new();
    private CallTotals _totals;

    /// <summary>The totals so far, all of one moment.</summary>
    public CallTotals Totals
    {
        get
        {
            lock (_lock)
            {
                return _totals;
            }
        }
    }

    /// <summary>A request is handed to a provider.</summary>
    public void CountSent() => Add(new CallTotals(1, 0, 0, 0, 0, 0, 0));

    /// <summary>A request was answered from recordings.</summary>
    public void CountReplayed() => Add(new CallTotals(0, 1, 0, 0, 0, 0, 0));

    /// <summary>A request is sent again.</summary>
    public void CountRetried() => Add(new CallTotals(0, 0, 1, 0, 0, 0, 0));

    /// <summary>The server said that it is too busy.</summary>
    public void CountThrottled() => Add(new CallTotals(0, 0, 0, 1, 0, 0, 0));

    /// <summary>An answer used tokens.</summary>
    /// <param name="usage">The tokens, as far as the provider says.</param>
    /// <param name="cost">Their price, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The price is negative.</exception>
    public void CountUsage(TokenUsage usage, decimal cost)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        Add(new CallTotals(0, 0, 0, 0, usage.InputTokens ?? 0, usage.OutputTokens ?? 0, cost));
    }

    /// <summary>An answer used tokens, and the provider did not report all of them.</summary>
    /// <param name="usage">The tokens, reported where they were and else estimated.</param>
    /// <param name="cost">Their price, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The price is negative.</exception>
    public void CountEstimatedUsage(TokenUsage usage, decimal cost)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        Add(new CallTotals(0, 0, 0, 0, usage.InputTokens ?? 0, usage.OutputTokens ?? 0, cost) { Estimated = 1 });
    }

    private void Add(CallTotals more)
    {
        lock (_lock)
        {
            CallTotals now = _totals;
            _totals = new CallTotals(
                now.Sent + more.Sent,
                now.Replayed + more.Replayed,
                now.Retried + more.Retried,
                now.Throttled + more.Throttled,
                now.InputTokens + more.InputTokens,
                now.OutputTokens + more.OutputTokens,
                now.Cost + more.Cost)
            {
                Estimated = now.Estimated + more.Estimated,
            };
        }
    }
}
