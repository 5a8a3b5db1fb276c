using System.Threading.Channels;

namespace JudgeEval.Harness.Runs;

/// <summary>Where verdicts are kept.</summary>
internal interface IVerdictStore
{
    /// <summary>Puts a verdict into a worker's batch; called by the worker.</summary>
    void Add(VerdictBatch batch, in RunWork work, RecordedVerdict verdict);

    /// <summary>Keeps batches for good; called by one thread at a time.</summary>
    void Keep(IReadOnlyList<VerdictBatch> batches);
}

/// <summary>
/// Keeps the verdicts of all workers, counts them and reports progress, one batch of them after the other. What comes from a judge that answers at
/// once goes through a bounded channel, so that many verdicts are kept together; what took its time is kept before its worker goes on, on the
/// worker's own thread: a change of threads would leave a place among the requests empty. A verdict counts only once it is kept.
/// </summary>
internal sealed class VerdictWriter
{
    private const int MostAtOnce = 256;

    private readonly IVerdictStore _store;
    private readonly ProgressReports _progress;
    private readonly Channel<VerdictBatch> _channel;
    private readonly Lock _gate = new();
    private readonly List<VerdictBatch> _batches = [];
    private readonly Task _writing;
    private Exception? _error;

    /// <summary>Starts the writer.</summary>
    /// <param name="store">Where verdicts are kept.</param>
    /// <param name="tally">The counts, those of an earlier run included.</param>
    /// <param name="progress">Who is told.</param>
    /// <param name="workers">How many pens there will be.</param>
    public VerdictWriter(IVerdictStore store, RunTally tally, ProgressReports progress, int workers)
    {
        _store = store;
        _progress = progress;
        Tally = tally;

        // A pen has one batch under way at a time.
        _channel = Channel.CreateBounded<VerdictBatch>(new BoundedChannelOptions(workers));
        _writing = Task.Run(WriteAsync);
    }

    public RunTally Tally { get; }

    /// <summary>Sends a batch, which is kept soon.</summary>
    public void Send(VerdictBatch batch)
    {
        if (!_channel.Writer.TryWrite(batch))
        {
            // There is room for a batch of every worker; when there is none, the writer has given up, and this tells why.
            Keep(batch);
        }
    }

    /// <summary>Keeps a batch at once.</summary>
    public void Keep(VerdictBatch batch)
    {
        lock (_gate)
        {
            _batches.Add(batch);
            KeepBatches();
        }

        if (_error is not null)
        {
            throw _error;
        }
    }

    /// <summary>Keeps at once whatever was sent before.</summary>
    public void KeepSent()
    {
        lock (_gate)
        {
            while (_channel.Reader.TryRead(out VerdictBatch? batch))
            {
                _batches.Add(batch);
                if (_batches.Count == MostAtOnce)
                {
                    KeepBatches();
                }
            }

            KeepBatches();
        }
    }

    /// <summary>Ends the writer once everything that was sent is kept.</summary>
    public async Task CompleteAsync()
    {
        _channel.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        while (await _channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            KeepSent();
        }
    }

    private void KeepBatches()
    {
        try
        {
            if (_batches.Count > 0 && _error is null)
            {
                _store.Keep(_batches);
                _batches.ForEach(b => Tally.Add(b.Tally));
                _progress.Report(Tally);
            }
        }
#pragma warning disable CA1031 // Whatever it is, the workers that wait must hear of it, and it is they who throw it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _error = exception;
            _channel.Writer.TryComplete();
        }

        _batches.ForEach(b => b.Settle(_error));
        _batches.Clear();
    }
}
