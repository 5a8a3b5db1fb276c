using System.Globalization;
using System.Net;

namespace JudgeEval.Judges;

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
    private QuietTime _quiet;
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
        _quiet = new QuietTime(timeProvider);
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
            TimeSpan quiet = _quiet.Left();
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

            if (quiet is { } asked && asked > _quiet.Left())
            {
                Pause(asked);
            }

            Serve();
        }
    }

    private void Pause(TimeSpan asked)
    {
        _quiet.Begin(asked);
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

    private void Serve()
    {
        while (_waiting.First is { } first && _inFlight < (int)_limit && _quiet.Left() == TimeSpan.Zero)
        {
            Remove(first);
            _inFlight++;
            first.Value.Serve(_window);
        }
    }

    private void ResumeAfterPause()
    {
        TimeSpan quiet = _quiet.Left();
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
                quiet = _waiting.Count == 0 ? TimeSpan.Zero : _quiet.Left();
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
            FormattableString.Invariant(
                $"the server asked to be left alone for another {seconds} s, and requests wait {_options.MaxPause.TotalSeconds} s at most; this one was not sent"),
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
