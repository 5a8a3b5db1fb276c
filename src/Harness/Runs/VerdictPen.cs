using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// A worker's way to hand over verdicts. Of two batches one is filled while the other is on its way: what has come meanwhile goes next, so that
/// batches are as small as the writer is fast, and nothing waits for a batch to fill.
/// </summary>
internal sealed class VerdictPen(IVerdictStore store, VerdictWriter writer) : IDisposable
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
    public ValueTask SendAsync()
    {
        if (_sent.IsPosted && !_sent.IsSettled)
        {
            return _filling.IsFull ? SendLaterAsync() : ValueTask.CompletedTask;
        }

        Send();
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps everything before it returns.</summary>
    public void Settle()
    {
        if (_sent.IsPosted && !_sent.IsSettled)
        {
            writer.KeepSent();
        }

        Free();
        if (!_filling.IsEmpty)
        {
            try
            {
                writer.Keep(_filling);
            }
            finally
            {
                _filling.Clear();
            }
        }
    }

    public void Dispose()
    {
        _filling.Dispose();
        _sent.Dispose();
    }

    private async ValueTask SendLaterAsync()
    {
        await _sent.Kept.ConfigureAwait(false);
        _sent.Clear();
        Send();
    }

    private void Send()
    {
        Free();
        (_filling, _sent) = (_sent, _filling);
        _sent.IsPosted = true;
        writer.Send(_sent);
    }

    private void Free()
    {
        if (_sent.IsPosted)
        {
            // It has settled; this only brings up the error, if there was one.
            _sent.IsPosted = false;
            _sent.Kept.GetAwaiter().GetResult();
            _sent.Clear();
        }
    }
}
