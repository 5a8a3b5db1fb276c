using System.Runtime.ExceptionServices;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// Keeps as many judgements under way as are allowed until the feed is empty. A worker takes several judgements at once from a judge that answers
/// at once, one from a judge that takes its time, and gives back what it holds as soon as it has to wait.
/// </summary>
internal sealed class RunWorkers(IJudge judge, RunFeed feed, IVerdictStore store, VerdictWriter writer, Impediments impediments, int most)
{
    private const int MostTaken = 64;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _active;

    // The workers, and whoever starts them: the run must not end before the last has begun.
    private int _open = 1;
    private ExceptionDispatchInfo? _error;

    /// <summary>Judges everything.</summary>
    /// <param name="cancellationToken">Stops the run; what was judged before is kept.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Start(most, stop);
        End();
        await _ended.Task.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _error?.Throw();
    }

    /// <summary>Starts some workers, but no more than are allowed in all.</summary>
    private void Start(int wanted, CancellationTokenSource stop)
    {
        int active = Volatile.Read(ref _active);
        while (wanted > 0 && active < most)
        {
            int seen = Interlocked.CompareExchange(ref _active, active + 1, active);
            if (seen == active)
            {
                Interlocked.Increment(ref _open);
                _ = Task.Run(() => WatchAsync(stop), CancellationToken.None);
                wanted--;
                active++;
            }
            else
            {
                active = seen;
            }
        }
    }

    private async Task WatchAsync(CancellationTokenSource stop)
    {
        try
        {
            await WorkAsync(stop).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It is thrown again once all workers have stopped.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // What the others throw because they are stopped is no news.
            if (Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(exception), null) is null)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _active);
            if (!stop.IsCancellationRequested)
            {
                // Who gives work back between this worker's last look and its going still counts it, and starts nobody.
                Start(feed.Returned, stop);
            }

            End();
        }
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _ended.SetResult();
        }
    }

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        using VerdictPen pen = new(store, writer);
        try
        {
            await JudgeAsync(pen, stop).ConfigureAwait(false);
        }
        finally
        {
            // Also when the run is stopped: what the judge has answered is not asked again.
            pen.Settle();
        }
    }

    private async Task JudgeAsync(VerdictPen pen, CancellationTokenSource stop)
    {
        CancellationToken token = stop.Token;
        var taken = new RunWork[MostTaken];
        int want = 1;
        int at = 0;
        int count = 0;
        while (true)
        {
            token.ThrowIfCancellationRequested();
            if (at == count)
            {
                (at, count) = (0, feed.Take(taken.AsSpan(0, want)));
                if (count == 0)
                {
                    return;
                }
            }

            RunWork work = taken[at++];
            bool waited = false;
            try
            {
                ValueTask<Verdict> call = judge.JudgeAsync(work.Task, token);
                waited = !call.IsCompleted;
                if (waited)
                {
                    GiveBack(taken.AsSpan(at, count - at), stop);
                    (at, count) = (0, 0);
                    pen.Settle();
                }

                pen.Add(work, await call.ConfigureAwait(false));
            }
            catch (JudgeEvalException exception)
            {
                impediments.Add(work, exception);
                pen.AddImpediment();
            }

            // A verdict that took its time may have cost money: it is kept before the next is asked for.
            want = waited ? 1 : Math.Min(want * 2, MostTaken);
            if (waited)
            {
                pen.Settle();
            }
            else
            {
                await pen.SendAsync().ConfigureAwait(false);
            }
        }
    }

    // Workers that found the feed empty have ended; what comes back needs others.
    private void GiveBack(ReadOnlySpan<RunWork> work, CancellationTokenSource stop)
    {
        if (!work.IsEmpty)
        {
            feed.Return(work);
            Start(work.Length, stop);
        }
    }
}
