using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="ConcurrencyLimiter"/>.</summary>
public sealed record ConcurrencyLimiterOptions
{
    /// <summary>The limit at the start, between <see cref="Minimum"/> and <see cref="Maximum"/>.</summary>
    /// <value>The default value is 8.</value>
    [Range(1, int.MaxValue)]
    public int Initial { get; init; } = 8;

    /// <summary>What the limit never falls below; at least 1.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, int.MaxValue)]
    public int Minimum { get; init; } = 1;

    /// <summary>What the limit never rises above; at least <see cref="Minimum"/>.</summary>
    /// <value>The default value is 64.</value>
    [Range(1, int.MaxValue)]
    public int Maximum { get; init; } = 64;

    /// <summary>What the limit is multiplied by when the server has too much to do; above 0 and below 1.</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.01, 0.99)]
    public double DecreaseFactor { get; init; } = 0.5;

    /// <summary>
    /// How long requests wait at most when the server asks for quiet (<c>Retry-After</c>). When it asks for more, they are refused without
    /// being sent, until no more than this is left. At least 0 and at most a day.
    /// </summary>
    /// <value>The default value is 60 seconds.</value>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>What a request that has ended says of the server.</summary>
internal enum PermitOutcome
{
    /// <summary>Nothing: it was cancelled, or it was wrong.</summary>
    Neutral,

    /// <summary>The server could serve it.</summary>
    Succeeded,

    /// <summary>The server has more to do than it can.</summary>
    Overloaded,
}

/// <summary>
/// How many requests one endpoint is sent at once. The limit rises by one for each round of successes at the limit and is multiplied down
/// when the server has too much to do, at most once for the requests under way together, as TCP does (Chiu and Jain, 1989,
/// doi:10.1016/0169-7552(89)90019-6). Who comes first is served first. Clients that ask the same endpoint share one limiter. Safe for concurrent use.
/// </summary>
public sealed class ConcurrencyLimiter
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly ConcurrencyLimiterOptions _options;
    private readonly TimeProvider _timeProvider;
    private double _limit;
    private int _inFlight;
    private long _window;
    private bool _paused;
    private long _pausedAt;
    private TimeSpan _pause;
    private bool _resuming;

    /// <summary>Creates a limiter.</summary>
    /// <param name="timeProvider">The clock that pauses are measured by.</param>
    /// <param name="options">The limits; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ConcurrencyLimiter(TimeProvider timeProvider, ConcurrencyLimiterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _timeProvider = timeProvider;
        _options = options ?? new ConcurrencyLimiterOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Minimum, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Maximum, _options.Minimum, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Initial, _options.Minimum, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.Initial, _options.Maximum, nameof(options));
        if (_options.DecreaseFactor is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), _options.DecreaseFactor, "The factor must be above 0 and below 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxPause, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxPause, TimeSpan.FromDays(1), nameof(options));
        _limit = _options.Initial;
    }

    /// <summary>How many requests may be under way at once now.</summary>
    public int CurrentLimit
    {
        get
        {
            lock (_lock)
            {
                return (int)_limit;
            }
        }
    }

    /// <summary>How many requests are under way.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inFlight;
            }
        }
    }

    /// <summary>How many requests wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    internal TimeProvider TimeProvider => _timeProvider;

    /// <summary>Waits for a permit and returns its window, which <see cref="Release"/> wants back exactly once.</summary>
    /// <exception cref="ProviderException">The server asks for more quiet than requests wait.</exception>
    internal ValueTask<long> AcquireAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<long>(cancellationToken);
        }

        Waiter waiter;
        lock (_lock)
        {
            TimeSpan quiet = QuietLeft();
            if (quiet > _options.MaxPause)
            {
                return ValueTask.FromException<long>(Refusal(quiet));
            }

            if (quiet == TimeSpan.Zero && _waiting.Count == 0 && _inFlight < (int)_limit)
            {
                _inFlight++;
                return new ValueTask<long>(_window);
            }

            waiter = new Waiter(this);
            waiter.Node = _waiting.AddLast(waiter);
            ResumeAfterPause();
        }

        return new ValueTask<long>(waiter.WaitAsync(cancellationToken));
    }

    /// <summary>Gives a permit back and lets those go on whose turn it is.</summary>
    /// <param name="window">What <see cref="AcquireAsync"/> returned.</param>
    /// <param name="outcome">What the request says of the server.</param>
    /// <param name="quiet">How long the server asks to be left alone, where it does.</param>
    internal void Release(long window, PermitOutcome outcome, TimeSpan? quiet = null)
    {
        lock (_lock)
        {
            bool atLimit = _inFlight >= (int)_limit;
            _inFlight--;

            // What was sent under an earlier limit says nothing of this one.
            if (window == _window && outcome == PermitOutcome.Overloaded)
            {
                _limit = Math.Max(_options.Minimum, _limit * _options.DecreaseFactor);
                _window++;
            }
            else if (window == _window && outcome == PermitOutcome.Succeeded && atLimit)
            {
                _limit = Math.Min(_options.Maximum, _limit + (1 / _limit));
            }

            if (quiet is { } asked && asked > QuietLeft())
            {
                Pause(asked);
            }

            Serve();
        }
    }

    private void Pause(TimeSpan asked)
    {
        _paused = true;
        _pausedAt = _timeProvider.GetTimestamp();
        _pause = asked;
        if (asked > _options.MaxPause)
        {
            while (_waiting.First is { } first)
            {
                Remove(first);
                first.Value.Refuse(Refusal(asked));
            }
        }

        ResumeAfterPause();
    }

    private TimeSpan QuietLeft()
    {
        if (!_paused)
        {
            return TimeSpan.Zero;
        }

        TimeSpan left = _pause - _timeProvider.GetElapsedTime(_pausedAt);
        _paused = left > TimeSpan.Zero;
        return _paused ? left : TimeSpan.Zero;
    }

    private void Serve()
    {
        while (_waiting.First is { } first && _inFlight < (int)_limit && QuietLeft() == TimeSpan.Zero)
        {
            Remove(first);
            _inFlight++;
            first.Value.Serve(_window);
        }
    }

    private void ResumeAfterPause()
    {
        TimeSpan quiet = QuietLeft();
        if (quiet == TimeSpan.Zero)
        {
            // It may have ended since it was last looked at, and nobody else would come by.
            Serve();
        }
        else if (!_resuming && _waiting.Count > 0)
        {
            _resuming = true;
            _ = ResumeAsync(quiet);
        }
    }

    private async Task ResumeAsync(TimeSpan quiet)
    {
        while (quiet > TimeSpan.Zero)
        {
            // A timer counts whole milliseconds and may end a little early.
            await Task.Delay(quiet > ShortestDelay ? quiet : ShortestDelay, _timeProvider).ConfigureAwait(false);
            lock (_lock)
            {
                // Those who waited for a pause that grew too long have been refused.
                quiet = _waiting.Count == 0 ? TimeSpan.Zero : QuietLeft();
                if (quiet == TimeSpan.Zero)
                {
                    _resuming = false;
                    Serve();
                }
            }
        }
    }

    private void Remove(LinkedListNode<Waiter> node)
    {
        _waiting.Remove(node);
        node.Value.Node = null;
    }

    private ProviderException Refusal(TimeSpan quiet)
    {
        double seconds = Math.Ceiling(quiet.TotalSeconds);
        return new ProviderException(
            FormattableString.Invariant($"the server asked to be left alone for another {seconds} s, and requests wait {_options.MaxPause.TotalSeconds} s at most; this one was not sent"),
            HttpStatusCode.TooManyRequests,
            seconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A request that waits. Its place in the line is null once it was served, refused or cancelled: exactly one of them happens.</summary>
    private sealed class Waiter(ConcurrencyLimiter limiter)
    {
        private readonly TaskCompletionSource<long> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LinkedListNode<Waiter>? Node { get; set; }

        public void Serve(long window) => _turn.SetResult(window);

        public void Refuse(Exception reason) => _turn.SetException(reason);

        public async Task<long> WaitAsync(CancellationToken cancellationToken)
        {
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((Waiter)state!).Cancel(token), this);
            return await _turn.Task.ConfigureAwait(false);
        }

        private void Cancel(CancellationToken cancellationToken)
        {
            lock (limiter._lock)
            {
                if (Node is not { } node)
                {
                    return;
                }

                limiter.Remove(node);
            }

            _turn.SetCanceled(cancellationToken);
        }
    }
}
