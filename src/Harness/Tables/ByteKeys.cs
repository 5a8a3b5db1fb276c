using System.Runtime.CompilerServices;

namespace JudgeEval.Harness.Tables;

/// <summary>Numbers sequences of bytes in the order of their first appearance, without an object for each. Not safe for use by several threads.</summary>
internal sealed class ByteKeys
{
    private const int PieceSize = 1 << 20;

    private readonly List<byte[]> _pieces = [];
    private (int Piece, int Start, int Length)[] _keys = new (int, int, int)[64];
    private int[] _hashes = new int[64];
    private int[] _slots = new int[128];
    private int _filled = PieceSize;

    /// <summary>How many different sequences there are.</summary>
    public int Count { get; private set; }

    /// <summary>A sequence.</summary>
    /// <param name="number">Its number.</param>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            (int piece, int start, int length) = _keys[number];
            return _pieces[piece].AsSpan(start, length);
        }
    }

    /// <summary>The number of a sequence, which is taken in when it is new.</summary>
    /// <param name="key">The sequence.</param>
    /// <param name="isNew">Whether it is new.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int FindOrAdd(ReadOnlySpan<byte> key, out bool isNew)
    {
        // Seeded by the process: nobody can write a table whose keys all meet. No result hangs on it.
        HashCode hasher = default;
        hasher.AddBytes(key);
        int hash = hasher.ToHashCode();
        int mask = _slots.Length - 1;
        int slot = hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            int number = _slots[slot] - 1;
            if (_hashes[number] == hash && this[number].SequenceEqual(key))
            {
                isNew = false;
                return number;
            }
        }

        isNew = true;
        Store(key, hash);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Store(ReadOnlySpan<byte> key, int hash)
    {
        if (_pieces.Count == 0 || _filled + key.Length > _pieces[^1].Length)
        {
            _pieces.Add(new byte[Math.Max(_pieces.Count == 0 ? PieceSize / 16 : PieceSize, key.Length)]);
            _filled = 0;
        }

        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }

        key.CopyTo(_pieces[^1].AsSpan(_filled));
        _keys[Count] = (_pieces.Count - 1, _filled, key.Length);
        _hashes[Count] = hash;
        _filled += key.Length;
        Count++;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        int mask = _slots.Length - 1;
        for (int number = 0; number < Count; number++)
        {
            int slot = _hashes[number] & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = number + 1;
        }
    }
}
