namespace JudgeEval.Judges;

/// <summary>A time for which a server asks to be left alone. Whoever uses it holds a lock.</summary>
internal struct QuietTime(TimeProvider timeProvider)
{
    private bool _begun;
    private long _at;
    private TimeSpan _asked;

    /// <summary>The time begins now, in place of what is left of another.</summary>
    public void Begin(TimeSpan asked)
    {
        _begun = true;
        _at = timeProvider.GetTimestamp();
        _asked = asked;
    }

    /// <summary>How much of it is left, at least 0. The clock is asked only while there is some.</summary>
    public TimeSpan Left()
    {
        if (!_begun)
        {
            return TimeSpan.Zero;
        }

        TimeSpan left = _asked - timeProvider.GetElapsedTime(_at);
        _begun = left > TimeSpan.Zero;
        return _begun ? left : TimeSpan.Zero;
    }
}
