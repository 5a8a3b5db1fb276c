namespace JudgeEval.Testing;

/// <summary>A clock that stands still until a test moves it. It has no timers.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => _ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_ticks);

    /// <summary>Moves the clock on.</summary>
    public void Advance(TimeSpan time) => _ticks += time.Ticks;
}
