using System.Text;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>
/// Knows of each item its id and where it stands, and holds no text: the id's UTF-8, 20 bytes for places, and 4 to 8 bytes for finding it.
/// </summary>
internal sealed class ItemIndex : ItemTable
{
    private const int ChunkSize = 64 * 1024;
    private const int FirstSlots = 1024;

    private readonly List<byte[]> _chunks = [];
    private readonly Pieces<(int Chunk, int Start)> _ids = new();
    private readonly Pieces<long> _offsets = new();
    private readonly Pieces<int> _lines = new();
    private byte[] _utf8 = new byte[256];
    private string? _file;
    private int _filled = ChunkSize;

    // Positions plus 1, at the place of the id's hash or behind it; 0 is free.
    private int[] _slots = new int[FirstSlots];

    public override int Count => _ids.Count;

    public override IEnumerable<string> Ids => Enumerable.Range(0, Count).Select(i => this[i]);

    public override string this[int position] => Encoding.UTF8.GetString(Utf8Of(position));

    /// <summary>Where the item's line starts in its file, in bytes.</summary>
    public long OffsetOf(int position) => _offsets[position];

    /// <summary>The number of the item's line.</summary>
    public int LineOf(int position) => _lines[position];

    public override int Find(string id) => Find(Encoded(id));

    public override int Find(ReadOnlySpan<byte> utf8) => _slots[SlotOf(utf8)] - 1;

    public override bool TryAdd(string id, JudgeItem? item, SourceLocation start, out SourceLocation first)
    {
        ReadOnlySpan<byte> utf8 = Encoded(id);
        int slot = SlotOf(utf8);
        if (_slots[slot] > 0)
        {
            first = new SourceLocation(_file, _lines[_slots[slot] - 1], 0);
            return false;
        }

        _file = start.File;
        _ids.Add(Keep(utf8));
        _offsets.Add(LineOffset);
        _lines.Add(start.Line);
        _slots[slot] = Count;
        if (Count > _slots.Length * 3 / 4)
        {
            Grow();
        }

        first = start;
        return true;
    }

    public override int[] SortedOrder()
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        for (int i = 1; i < order.Length; i++)
        {
            if (Compare(i - 1, i) > 0)
            {
                Array.Sort(order, Compare);
                break;
            }
        }

        return order;
    }

    private int Compare(int left, int right) => Utf8Order.Compare(Utf8Of(left), Utf8Of(right));

    private ReadOnlySpan<byte> Utf8Of(int position)
    {
        (int chunk, int start) = _ids[position];
        int length = BitConverter.ToInt32(_chunks[chunk], start);
        return _chunks[chunk].AsSpan(start + sizeof(int), length);
    }

    private (int Chunk, int Start) Keep(ReadOnlySpan<byte> utf8)
    {
        int size = sizeof(int) + utf8.Length;
        if (_filled + size > ChunkSize)
        {
            _chunks.Add(new byte[Math.Max(size, ChunkSize)]);
            _filled = 0;
        }

        byte[] chunk = _chunks[^1];
        BitConverter.TryWriteBytes(chunk.AsSpan(_filled), utf8.Length);
        utf8.CopyTo(chunk.AsSpan(_filled + sizeof(int)));
        _filled += size;
        return (_chunks.Count - 1, _filled - size);
    }

    private ReadOnlySpan<byte> Encoded(string id)
    {
        int most = Encoding.UTF8.GetMaxByteCount(id.Length);
        if (most > _utf8.Length)
        {
            _utf8 = new byte[most];
        }

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(id, _utf8));
    }

    private int SlotOf(ReadOnlySpan<byte> utf8)
    {
        // Another hash in each process, so that nobody can prepare ids that all fall into one place; nothing but the place depends on it.
        HashCode hash = default;
        hash.AddBytes(utf8);
        int slot = hash.ToHashCode() & (_slots.Length - 1);
        while (_slots[slot] > 0 && !Utf8Of(_slots[slot] - 1).SequenceEqual(utf8))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    private void Grow()
    {
        _slots = new int[checked(_slots.Length * 2)];
        for (int i = 0; i < Count; i++)
        {
            _slots[SlotOf(Utf8Of(i))] = i + 1;
        }
    }

    /// <summary>A list in pieces, so that growing never copies what is there.</summary>
    private sealed class Pieces<T>
    {
        private const int PieceBits = 12;
        private const int PieceSize = 1 << PieceBits;

        private readonly List<T[]> _pieces = [];

        public int Count { get; private set; }

        public T this[int index] => _pieces[index >> PieceBits][index & (PieceSize - 1)];

        public void Add(T value)
        {
            if (Count >> PieceBits == _pieces.Count)
            {
                _pieces.Add(new T[PieceSize]);
            }

            _pieces[Count >> PieceBits][Count & (PieceSize - 1)] = value;
            Count++;
        }
    }
}
