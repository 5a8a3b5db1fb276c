namespace JudgeEval.Tool.Tests.Faults;

/// <summary>
/// A clock that jumps over every wait of up to a minute as soon as it begins. Longer ones are time-outs, which end only by <see cref="EndTimeouts"/>: to an
/// answer that is on its way they are endless.
/// </summary>
internal sealed class JumpingTime : TimeProvider
{
    private static readonly TimeSpan LongestJump = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly HashSet<Timer> _timeouts = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long the waits were, in the order of their beginning.</summary>
    public TimeSpan[] Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends the time-outs that run.</summary>
    public void EndTimeouts()
    {
        Timer[] ended;
        lock (_lock)
        {
            ended = [.. _timeouts];
            _timeouts.Clear();
        }

        Array.ForEach(ended, timer => timer.Fire());
    }

    private sealed class Timer(JumpingTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public void Fire()
        {
            if (!Volatile.Read(ref _disposed))
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timeouts.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                if (dueTime > LongestJump)
                {
                    time._timeouts.Add(this);
                    return true;
                }

                time._now += dueTime;
                time._waits.Add(dueTime);
            }

            // As a real timer does, it calls back from elsewhere.
            ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            Volatile.Write(ref _disposed, true);
            lock (time._lock)
            {
                time._timeouts.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
