namespace JudgeEval.Judges;

/// <summary>How many retries all requests of a client may make together. Safe for concurrent use.</summary>
internal sealed class RetryAllowance(int withoutSuccess, long? total)
{
    private readonly Lock _lock = new();
    private int _sinceSuccess;
    private long _made;

    /// <summary>Takes one retry; else says why there is none left.</summary>
    public bool TryTake(out string? refusal)
    {
        lock (_lock)
        {
            if (_made >= total)
            {
                refusal = FormattableString.Invariant($"because the {total} retries of the whole run are used up");
                return false;
            }

            if (_sinceSuccess >= withoutSuccess)
            {
                refusal = FormattableString.Invariant(
                    $"because {_sinceSuccess} retries of all requests had no success, and no request is retried until one succeeds");
                return false;
            }

            _made++;
            _sinceSuccess++;
            refusal = null;
            return true;
        }
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
            }
        }
    }
}
