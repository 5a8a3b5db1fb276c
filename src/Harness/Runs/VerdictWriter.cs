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
/// The one that keeps the verdicts of all workers, counts them and reports progress: a bounded channel with a single reader. A verdict counts only
/// once it is kept.
/// </summary>
internal sealed class VerdictWriter
{
    private const int MostAtOnce = 256;

    private readonly IVerdictStore _store;
    private readonly ProgressReports _progress;
    private readonly Channel<VerdictBatch> _channel;
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
        _channel = Channel.CreateBounded<VerdictBatch>(new BoundedChannelOptions(workers) { SingleReader = true });
        _writing = Task.Run(WriteAsync);
    }

    public RunTally Tally { get; }

    public VerdictPen NewPen() => new(_store, _channel.Writer, () => _error ?? new InvalidOperationException("The writer is closed."));

    /// <summary>Ends the writer once everything that was sent is kept.</summary>
    public async Task CompleteAsync()
    {
        _channel.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        var batches = new List<VerdictBatch>();
        while (await _channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batches.Count < MostAtOnce && _channel.Reader.TryRead(out VerdictBatch? batch))
            {
                batches.Add(batch);
            }

            Keep(batches);
            foreach (VerdictBatch batch in batches)
            {
                batch.Settle(_error);
            }

            batches.Clear();
        }
    }

    private void Keep(List<VerdictBatch> batches)
    {
        if (_error is not null)
        {
            return;
        }

        try
        {
            _store.Keep(batches);
            foreach (VerdictBatch batch in batches)
            {
                Tally.Add(batch.Tally);
            }

            _progress.Report(Tally);
        }
#pragma warning disable CA1031 // Whatever it is, the workers that wait must hear of it, and it is they who throw it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _error = exception;
            _channel.Writer.TryComplete();
        }
    }
}
