namespace JudgeEval.Harness.Datasets.Sorting;

/// <summary>Goes through records in the order of their keys; of equal keys, in the order in which they came.</summary>
internal abstract class RecordCursor : IDisposable
{
    /// <summary>The key of the current record; lent until the next call of <see cref="Next"/>.</summary>
    public abstract ReadOnlySpan<byte> Key { get; }

    /// <summary>What the record holds beside its key; lent as the key is.</summary>
    public abstract ReadOnlySpan<byte> Value { get; }

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    public abstract bool Next();

    /// <inheritdoc/>
    public abstract void Dispose();
}
