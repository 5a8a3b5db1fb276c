using System.Buffers;
using System.Threading.Tasks.Sources;

namespace JudgeEval.Harness.Runs;

/// <summary>Some verdicts on their way from a worker to where they are kept. A worker uses its batches over and over, so they cost nothing each time.</summary>
internal sealed class VerdictBatch : IValueTaskSource, IDisposable
{
    private const int FullAt = 64;
    private const int FullAtBytes = 64 * 1024;

    // The writer must not run a worker's judge on its own time.
    private ManualResetValueTaskSourceCore<bool> _kept = new() { RunContinuationsAsynchronously = true };

    public VerdictBatch() => Lines = new VerdictLineWriter(Bytes);

    /// <summary>The verdicts' lines, where they are kept as lines.</summary>
    public ArrayBufferWriter<byte> Bytes { get; } = new();

    public VerdictLineWriter Lines { get; }

    /// <summary>The verdicts themselves, where they are kept in memory.</summary>
    public List<Judgement> Judgements { get; } = [];

    public RunTally Tally { get; } = new();

    public bool IsEmpty => Tally.Done == 0;

    public bool IsFull => Tally.Done >= FullAt || Bytes.WrittenCount >= FullAtBytes;

    /// <summary>Whether it is on its way; the worker may not touch it then.</summary>
    public bool IsPosted { get; set; }

    /// <summary>Whether it arrived, or could not.</summary>
    public bool IsSettled => _kept.GetStatus(_kept.Version) != ValueTaskSourceStatus.Pending;

    /// <summary>Ends when it arrived.</summary>
    public ValueTask Kept => new(this, _kept.Version);

    /// <summary>Says that it arrived, or why it could not.</summary>
    public void Settle(Exception? error)
    {
        if (error is null)
        {
            _kept.SetResult(result: true);
        }
        else
        {
            _kept.SetException(error);
        }
    }

    /// <summary>Empties it for the next verdicts.</summary>
    public void Clear()
    {
        Bytes.ResetWrittenCount();
        Judgements.Clear();
        Tally.Clear();
        _kept.Reset();
        IsPosted = false;
    }

    public void Dispose() => Lines.Dispose();

    void IValueTaskSource.GetResult(short token) => _kept.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _kept.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _kept.OnCompleted(continuation, state, token, flags);
}
