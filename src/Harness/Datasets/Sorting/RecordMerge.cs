namespace JudgeEval.Harness.Datasets.Sorting;

/// <summary>Goes through the records of several runs as one.</summary>
internal sealed class RecordMerge : RecordCursor
{
    private readonly RunCursor[] _runs;
    private readonly PriorityQueue<RunCursor, RunCursor> _queue = new(Comparer<RunCursor>.Create(Compare));
    private RunCursor? _current;
    private bool _begun;

    public RecordMerge(IReadOnlyList<string> files)
    {
        _runs = new RunCursor[files.Count];
        try
        {
            for (int i = 0; i < files.Count; i++)
            {
                _runs[i] = new RunCursor(files[i], i);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Key => _current!.Key;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Value => _current!.Value;

    /// <inheritdoc/>
    public override bool Next()
    {
        if (!_begun)
        {
            _begun = true;
            Array.ForEach(_runs, Enqueue);
        }
        else if (_current is not null && _current.Next())
        {
            _current = _queue.EnqueueDequeue(_current, _current);
            return true;
        }

        _queue.TryDequeue(out _current, out _);
        return _current is not null;
    }

    /// <inheritdoc/>
    public override void Dispose() => Array.ForEach(_runs, r => r?.Dispose());

    private static int Compare(RunCursor left, RunCursor right)
    {
        int byKey = left.Key.SequenceCompareTo(right.Key);
        return byKey != 0 ? byKey : left.Number.CompareTo(right.Number);
    }

    private void Enqueue(RunCursor run)
    {
        if (run.Next())
        {
            _queue.Enqueue(run, run);
        }
    }
}
