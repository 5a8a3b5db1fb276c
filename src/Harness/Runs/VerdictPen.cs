using System.Threading.Channels;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// A worker's way to hand over verdicts. Of two batches one is filled while the other is on its way: what has come meanwhile goes next, so that
/// batches are as small as the writer is fast, and nothing waits for a batch to fill.
/// </summary>
internal sealed class VerdictPen(IVerdictStore store, ChannelWriter<VerdictBatch> writer, Func<Exception> whyClosed) : IDisposable
{
    private VerdictBatch _filling = new();
    private VerdictBatch _sent = new();

    public void Add(in RunWork work, Verdict verdict)
    {
        store.Add(_filling, work, RecordedVerdict.From(verdict));
        _filling.Tally.Add(work.Task.Item.Id, work.Task.Repeat, work.Task.Order, verdict.Failure, verdict.Usage);
    }

    public void AddImpediment() => _filling.Tally.AddImpediment();

    /// <summary>Sends what there is when nothing is on its way; waits only when a whole batch has gathered meanwhile.</summary>
    public ValueTask SendAsync() =>
        _filling.IsEmpty || (_sent.IsPosted && !_sent.IsSettled && !_filling.IsFull) ? ValueTask.CompletedTask : SendWhenFreeAsync();

    /// <summary>Sends everything and waits until it is kept.</summary>
    public async ValueTask SettleAsync()
    {
        if (!_filling.IsEmpty)
        {
            await SendWhenFreeAsync().ConfigureAwait(false);
        }

        await FreeAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _filling.Dispose();
        _sent.Dispose();
    }

    private ValueTask SendWhenFreeAsync()
    {
        if (_sent.IsPosted && !_sent.IsSettled)
        {
            return SendLaterAsync();
        }

        ValueTask free = FreeAsync();
        Post();
        return free;
    }

    private async ValueTask SendLaterAsync()
    {
        await FreeAsync().ConfigureAwait(false);
        Post();
    }

    private ValueTask FreeAsync()
    {
        if (!_sent.IsPosted)
        {
            return ValueTask.CompletedTask;
        }

        return _sent.IsSettled ? Free() : WaitAsync();

        async ValueTask WaitAsync()
        {
            await _sent.Kept.ConfigureAwait(false);
            _sent.Clear();
        }

        ValueTask Free()
        {
            // Already there; this only brings up the error, if there was one.
            _sent.Kept.GetAwaiter().GetResult();
            _sent.Clear();
            return ValueTask.CompletedTask;
        }
    }

    private void Post()
    {
        (_filling, _sent) = (_sent, _filling);
        _sent.IsPosted = true;
        if (!writer.TryWrite(_sent))
        {
            // There is room for a batch of every worker, so the writer has given up.
            _sent.IsPosted = false;
            throw whyClosed();
        }
    }
}
