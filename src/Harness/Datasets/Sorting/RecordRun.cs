using System.Buffers.Binary;

namespace JudgeEval.Harness.Datasets.Sorting;

/// <summary>A file of sorted records: the lengths of key and value in four bytes each, key, value.</summary>
internal static class RecordRun
{
    public const int HeadSize = 2 * sizeof(int);

    /// <summary>Writes what a cursor goes through.</summary>
    /// <param name="file">The file; one that a killed process left is overwritten.</param>
    /// <param name="records">The records; disposed of by the caller.</param>
    public static void Write(string file, RecordCursor records)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024);
        Span<byte> head = stackalloc byte[HeadSize];
        while (records.Next())
        {
            BinaryPrimitives.WriteInt32LittleEndian(head, records.Key.Length);
            BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(int)..], records.Value.Length);
            stream.Write(head);
            stream.Write(records.Key);
            stream.Write(records.Value);
        }
    }
}

/// <summary>Goes through the records of a run.</summary>
internal sealed class RunCursor : RecordCursor
{
    private const int BufferSize = 128 * 1024;

    private readonly FileStream _stream;
    private byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _filled;
    private int _key;
    private int _value;
    private int _size;

    public RunCursor(string file, int number)
    {
        _stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        Number = number;
    }

    /// <summary>The run's place among others: the records of an earlier one came earlier.</summary>
    public int Number { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Key => _buffer.AsSpan(_start + RecordRun.HeadSize, _key);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Value => _buffer.AsSpan(_start + RecordRun.HeadSize + _key, _value);

    /// <inheritdoc/>
    public override bool Next()
    {
        _start += _size;
        return ReadRecord();
    }

    /// <inheritdoc/>
    public override void Dispose() => _stream.Dispose();

    private bool ReadRecord()
    {
        _size = 0;
        if (!Has(RecordRun.HeadSize))
        {
            return _start == _filled ? false : throw new InvalidDataException("A temporary file ends within a record.");
        }

        _key = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        _value = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start + sizeof(int)));
        _size = RecordRun.HeadSize + _key + _value;
        return Has(_size) ? true : throw new InvalidDataException("A temporary file ends within a record.");
    }

    private bool Has(int size)
    {
        if (_filled - _start >= size)
        {
            return true;
        }

        _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
        _filled -= _start;
        _start = 0;
        if (size > _buffer.Length)
        {
            Array.Resize(ref _buffer, size);
        }

        _filled += _stream.ReadAtLeast(_buffer.AsSpan(_filled), size - _filled, throwOnEndOfStream: false);
        return _filled >= size;
    }
}
