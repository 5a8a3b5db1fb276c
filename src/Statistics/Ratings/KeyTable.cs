namespace JudgeEval.Statistics;

/// <summary>A hash table from 64-bit keys to codes, open addressing in one array, so that coding millions of ratings stays in cache.</summary>
internal sealed class KeyTable
{
    /// <summary>The code of a key that is not there.</summary>
    public const int Absent = -1;

    /// <summary>2^64 divided by the golden ratio: multiplying by it spreads neighbouring keys (Knuth, 1973, "Sorting and Searching", 6.4).</summary>
    public const ulong Multiplier = 0x9E3779B97F4A7C15;

    // What empty slots hold. It may also be a key: an empty slot has the code Absent, so both answers are right. All bits set is
    // what a missing rating becomes, which so meets an empty slot and is found absent at once.
    private const ulong Empty = ulong.MaxValue;

    private int _count;

    public KeyTable()
    {
        Slots = new Slot[256];
        Shift = 64 - 8;
        Array.Fill(Slots, new(Empty, Absent));
    }

    /// <summary>The slots. Where the slot of a key holds that key, its code is the answer; otherwise ask <see cref="Find"/>.</summary>
    public Slot[] Slots { get; private set; }

    /// <summary>The slot of a key is key times <see cref="Multiplier"/>, shifted right by this.</summary>
    public int Shift { get; private set; }

    /// <summary>The code of a key, or <see cref="Absent"/>.</summary>
    public int Find(ulong key)
    {
        Slot[] slots = Slots;
        int at = (int)((key * Multiplier) >> Shift);
        while (slots[at].Key != key && slots[at].IsUsed)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return slots[at].Key == key ? slots[at].Code : Absent;
    }

    /// <summary>Adds a key that is not there.</summary>
    public void Add(ulong key, int code)
    {
        if (++_count * 2 > Slots.Length)
        {
            Grow();
        }

        Place(key, code);
    }

    private void Place(ulong key, int code)
    {
        int at = (int)((key * Multiplier) >> Shift);
        while (Slots[at].IsUsed)
        {
            at = (at + 1) & (Slots.Length - 1);
        }

        Slots[at] = new(key, code);
    }

    private void Grow()
    {
        Slot[] old = Slots;
        Slots = new Slot[old.Length * 2];
        Shift--;
        Array.Fill(Slots, new(Empty, Absent));
        foreach (Slot slot in old)
        {
            if (slot.IsUsed)
            {
                Place(slot.Key, slot.Code);
            }
        }
    }

    /// <summary>A key with its code.</summary>
    internal readonly record struct Slot(ulong Key, int Code)
    {
        public bool IsUsed => Code != Absent;
    }
}
