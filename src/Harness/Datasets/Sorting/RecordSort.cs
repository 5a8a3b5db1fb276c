using System.Globalization;

namespace JudgeEval.Harness.Datasets.Sorting;

/// <summary>
/// Sorts records by the bytes of their keys without holding them all: what does not fit into memory is written to temporary files in sorted runs, which are
/// merged (Knuth, The Art of Computer Programming, volume 3, section 5.4). Records of one key keep the order in which they came.
/// </summary>
/// <param name="temporary">What the temporary files' names begin with; their folder exists.</param>
/// <param name="memory">How many bytes of records are held.</param>
internal sealed class RecordSort(string temporary, int memory = RecordSort.DefaultMemory) : IDisposable
{
    public const int DefaultMemory = 32 * 1024 * 1024;

    /// <summary>What the temporary files' names end with.</summary>
    public const string Ending = ".tmp";

    // So many files are open at once at most.
    private const int MostMerged = 64;

    private readonly RecordBuffer _buffer = new();
    private readonly List<string> _runs = [];
    private int _made;

    /// <summary>Adds a record.</summary>
    /// <param name="key">What it is sorted by.</param>
    /// <param name="value">What it holds beside.</param>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _buffer.Add(key, value);
        if (_buffer.Size > memory)
        {
            Spill();
        }
    }

    /// <summary>Goes through all records in order; nothing may be added any more.</summary>
    public RecordCursor Read()
    {
        if (_runs.Count == 0)
        {
            _buffer.Sort();
            return new BufferCursor(_buffer);
        }

        if (_buffer.Count > 0)
        {
            Spill();
        }

        while (_runs.Count > MostMerged)
        {
            MergeInParts();
        }

        return new RecordMerge(_runs);
    }

    /// <summary>Removes the temporary files.</summary>
    public void Dispose()
    {
        _runs.ForEach(File.Delete);
        _runs.Clear();
    }

    private void Spill()
    {
        _buffer.Sort();
        RecordRun.Write(NewRun(), new BufferCursor(_buffer));
        _buffer.Clear();
    }

    // Parts keep their order, so that of equal keys the earlier ones stay before the others.
    private void MergeInParts()
    {
        string[][] parts = [.. _runs.Chunk(MostMerged)];
        foreach (string[] part in parts)
        {
            using (var merged = new RecordMerge(part))
            {
                RecordRun.Write(NewRun(), merged);
            }

            Array.ForEach(part, File.Delete);
            _runs.RemoveRange(0, part.Length);
        }
    }

    private string NewRun()
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"{temporary}{_made++}{Ending}");
        _runs.Add(file);
        return file;
    }
}
