using System.Runtime.CompilerServices;

namespace JudgeEval.Judges;

/// <summary>What is held of a recorded line: where it stands, and what is asked for without reading it.</summary>
internal struct IndexedLine
{
    /// <summary>The line's key.</summary>
    public ContentKey Key;

    /// <summary>Where it begins in its file.</summary>
    public long Offset;

    /// <summary>Its bytes without the line end.</summary>
    public int Length;

    /// <summary>A hash over item, repeat, order and group, so that only lines that probably fit are read to explain a miss.</summary>
    public int CaseHash;

    /// <summary>The number of its origin.</summary>
    public int Origin;

    /// <summary>The number of its file.</summary>
    public ushort File;

    /// <summary>Whether it was asked for or recorded since the store was opened.</summary>
    public bool Used;

    /// <summary>Whether it was taken out; its place is kept for the same key.</summary>
    public bool Removed;
}

/// <summary>
/// The recorded lines by key: 56 bytes a line, and 5 to 11 of an open-addressed table of line numbers. Lines are kept in blocks, so that a growing
/// index is never copied.
/// </summary>
internal sealed class RecordingIndex
{
    private const int BlockBits = 10;
    private const int BlockSize = 1 << BlockBits;

    private readonly List<IndexedLine[]> _blocks = [];
    private int[] _table = new int[64];

    /// <summary>How many lines there are, those taken out included; they are numbered from 0.</summary>
    public int Lines { get; private set; }

    /// <summary>How many lines there are that were not taken out.</summary>
    public int Count { get; private set; }

    public ref IndexedLine this[int number] => ref _blocks[number >> BlockBits][number & (BlockSize - 1)];

    /// <summary>The number of the line with a key, or -1.</summary>
    public int Find(in ContentKey key)
    {
        int number = Number(key);
        return number >= 0 && !this[number].Removed ? number : -1;
    }

    /// <summary>Adds a line whose key is not there.</summary>
    public int Add(in IndexedLine line)
    {
        int number = Number(line.Key);
        Count++;
        if (number >= 0)
        {
            this[number] = line;
            return number;
        }

        number = Lines++;
        if ((number & (BlockSize - 1)) == 0)
        {
            _blocks.Add(new IndexedLine[BlockSize]);
        }

        this[number] = line;
        // At most three quarters full.
        if (Lines > _table.Length / 4 * 3)
        {
            _table = new int[_table.Length * 2];
            for (int i = 0; i < number; i++)
            {
                Enter(i);
            }
        }

        Enter(number);
        return number;
    }

    /// <summary>Takes a line out.</summary>
    public void Remove(int number)
    {
        this[number].Removed = true;
        Count--;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Number(in ContentKey key)
    {
        int mask = _table.Length - 1;
        for (int place = (int)key.A & mask; _table[place] != 0; place = (place + 1) & mask)
        {
            int number = _table[place] - 1;
            if (this[number].Key == key)
            {
                return number;
            }
        }

        return -1;
    }

    private void Enter(int number)
    {
        int mask = _table.Length - 1;
        int place = (int)this[number].Key.A & mask;
        while (_table[place] != 0)
        {
            place = (place + 1) & mask;
        }

        _table[place] = number + 1;
    }
}
