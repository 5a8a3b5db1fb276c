namespace JudgeEval.Judges;

/// <summary>
/// How many retries all requests of a client may make together, and whether the server counts as down. Safe for concurrent use.
/// </summary>
/// <param name="withoutSuccess">How many retries without a success in between make the server count as down; with 0 it never does.</param>
/// <param name="total">How many retries there are in all.</param>
/// <param name="notice">Told of the first retry and of each time that the server begins to count as down.</param>
internal sealed class RetryAllowance(int withoutSuccess, long? total, Action<string>? notice)
{
    private readonly Lock _lock = new();
    private int _sinceSuccess;
    private long _made;
    private bool _isProbed;

    // The failure that made the server count as down; null while it does not.
    private volatile string? _down;

    /// <summary>Whether a request may be sent: while the server counts as down, one at a time finds out whether it is back.</summary>
    /// <param name="isProbe">Whether it is the one, which <see cref="EndProbe"/> is told of.</param>
    /// <param name="refusal">Why not.</param>
    public bool TryEnter(out bool isProbe, out string? refusal)
    {
        (isProbe, refusal) = (false, null);
        if (_down is null)
        {
            return true;
        }

        lock (_lock)
        {
            if (_down is { } failure)
            {
                isProbe = !_isProbed;
                _isProbed = true;
                refusal = isProbe ? null : FormattableString.Invariant($"not sent, because {Retries(_sinceSuccess)} of all requests had no success; the last: {failure}");
            }
        }

        return refusal is null;
    }

    /// <summary>The request that found out has ended, however it did.</summary>
    public void EndProbe()
    {
        lock (_lock)
        {
            _isProbed = false;
        }
    }

    /// <summary>Takes one retry; else says why there is none left.</summary>
    /// <param name="failure">What failed, as people read it.</param>
    /// <param name="refusal">Why there is none.</param>
    public bool TryTake(Exception failure, out string? refusal)
    {
        string? news = null;
        bool isTaken = false;
        lock (_lock)
        {
            if (_made >= total)
            {
                refusal = FormattableString.Invariant($"because the {total} retries of the whole run are used up");
            }
            else if (_sinceSuccess >= withoutSuccess)
            {
                refusal = FormattableString.Invariant(
                    $"because {Retries(_sinceSuccess)} of all requests had no success, and no request is retried until one succeeds");
                if (_down is null && withoutSuccess > 0)
                {
                    _down = TransportErrors.Describe(failure);
                    news = FormattableString.Invariant($"the server counts as down: {Retries(_sinceSuccess)} had no success; until it answers, one request at a time is sent, and the others fail");
                }
            }
            else
            {
                news = _made == 0 ? $"{TransportErrors.Describe(failure)}; waiting to send the request again" : null;
                _made++;
                _sinceSuccess++;
                refusal = null;
                isTaken = true;
            }
        }

        if (news is not null)
        {
            notice?.Invoke(news);
        }

        return isTaken;
    }

    /// <summary>A request succeeded: the server is there.</summary>
    public void Succeeded()
    {
        // The way of every good reply: no lock where there is nothing to forget.
        if (Volatile.Read(ref _sinceSuccess) != 0)
        {
            lock (_lock)
            {
                _sinceSuccess = 0;
                _down = null;
            }
        }
    }

    private static string Retries(long count) => FormattableString.Invariant($"{count} {(count == 1 ? "retry" : "retries")}");
}
