using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JudgeEval.Harness.Datasets.Sorting;

/// <summary>Records in memory, end to end in one array, and their order.</summary>
internal sealed class RecordBuffer
{
    private const int HeadSize = 2 * sizeof(int);
    private const int FirstBytes = 64 * 1024;

    private byte[] _bytes = new byte[FirstBytes];
    private Entry[] _entries = new Entry[1024];
    private int _filled;
    private int _common;
    private bool _isSorted = true;

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes they take, their order included.</summary>
    public long Size => _filled + ((long)Count * Unsafe.SizeOf<Entry>());

    /// <summary>Adds a record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int size = checked(HeadSize + key.Length + value.Length);
        MakeRoom(size);
        Span<byte> record = _bytes.AsSpan(_filled, size);
        BinaryPrimitives.WriteInt32LittleEndian(record, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[sizeof(int)..], value.Length);
        key.CopyTo(record[HeadSize..]);
        value.CopyTo(record[(HeadSize + key.Length)..]);
        if (Count == 0)
        {
            _common = key.Length;
        }
        else
        {
            ReadOnlySpan<byte> last = KeyOf(_entries[Count - 1]);
            _isSorted = _isSorted && last.SequenceCompareTo(key) <= 0;
            _common = Math.Min(_common, last.CommonPrefixLength(key));
        }

        _entries[Count++] = new Entry(0, _filled);
        _filled += size;
    }

    /// <summary>Brings the records into the order of their keys.</summary>
    public void Sort()
    {
        if (_isSorted)
        {
            return;
        }

        // Ids often begin alike, so the bytes that are compared at once are those behind what all keys have in common.
        for (int i = 0; i < Count; i++)
        {
            _entries[i] = _entries[i] with { Prefix = PrefixOf(KeyOf(_entries[i])[_common..]) };
        }

        MemoryExtensions.Sort(_entries.AsSpan(0, Count), new ByKey(this));
        _isSorted = true;
    }

    /// <summary>Removes all records and keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        _filled = 0;
        _isSorted = true;
    }

    /// <summary>The key of the record at a place of the order.</summary>
    public ReadOnlySpan<byte> KeyAt(int place) => KeyOf(_entries[place]);

    /// <summary>The value of the record at a place of the order.</summary>
    public ReadOnlySpan<byte> ValueAt(int place)
    {
        ReadOnlySpan<byte> record = _bytes.AsSpan(_entries[place].Offset);
        return record.Slice(HeadSize + BinaryPrimitives.ReadInt32LittleEndian(record), BinaryPrimitives.ReadInt32LittleEndian(record[sizeof(int)..]));
    }

    private static ulong PrefixOf(ReadOnlySpan<byte> key)
    {
        if (key.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key);
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        key.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private ReadOnlySpan<byte> KeyOf(in Entry entry)
    {
        ReadOnlySpan<byte> record = _bytes.AsSpan(entry.Offset);
        return record.Slice(HeadSize, BinaryPrimitives.ReadInt32LittleEndian(record));
    }

    private void MakeRoom(int size)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        if (_bytes.Length - _filled < size)
        {
            Array.Resize(ref _bytes, checked((int)Math.Max(Math.Min((long)_bytes.Length * 2, Array.MaxLength), (long)_filled + size)));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(ulong Prefix, int Offset);

    private readonly struct ByKey(RecordBuffer buffer) : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y)
        {
            int byPrefix = x.Prefix.CompareTo(y.Prefix);
            int byKey = byPrefix != 0 ? byPrefix : buffer.KeyOf(x).SequenceCompareTo(buffer.KeyOf(y));
            return byKey != 0 ? byKey : x.Offset.CompareTo(y.Offset);
        }
    }
}

/// <summary>Goes through the records of a sorted buffer.</summary>
internal sealed class BufferCursor(RecordBuffer buffer) : RecordCursor
{
    private int _place = -1;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Key => buffer.KeyAt(_place);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Value => buffer.ValueAt(_place);

    /// <inheritdoc/>
    public override bool Next() => ++_place < buffer.Count;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The buffer is its owner's.
    }
}
