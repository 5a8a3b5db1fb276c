using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>The items of a dataset that is being read, numbered in the order of appearance; those of faulty items are known by their ids.</summary>
internal abstract class ItemTable
{
    /// <summary>Where the line that is being read starts in its file, in bytes.</summary>
    public long LineOffset { get; set; }

    public abstract int Count { get; }

    /// <summary>The ids in the order of appearance.</summary>
    public abstract IEnumerable<string> Ids { get; }

    /// <summary>The id at a position.</summary>
    public abstract string this[int position] { get; }

    /// <summary>The position of an id, or -1.</summary>
    public abstract int Find(string id);

    /// <summary>The position of an id in well-formed UTF-8, or -1.</summary>
    public abstract int Find(ReadOnlySpan<byte> utf8);

    /// <summary>Takes an item in; of two with one id the first stays.</summary>
    /// <param name="id">A usable id.</param>
    /// <param name="item">The item, or <see langword="null"/> when only its id can be used.</param>
    /// <param name="start">Where the item starts.</param>
    /// <param name="first">Where the first item with this id starts.</param>
    /// <returns>Whether the id is new.</returns>
    public abstract bool TryAdd(string id, JudgeItem? item, SourceLocation start, out SourceLocation first);

    /// <summary>The positions in the order of ids (ordinal).</summary>
    public abstract int[] SortedOrder();
}

/// <summary>Holds the items.</summary>
internal sealed class HeldItems : ItemTable
{
    private readonly IdTable _ids = new();
    private readonly List<(JudgeItem? Item, SourceLocation At)> _items = [];

    public override int Count => _ids.Count;

    public override IEnumerable<string> Ids => _ids.Texts;

    public override string this[int position] => _ids[position];

    public override int Find(string id) => _ids.Find(id);

    public override int Find(ReadOnlySpan<byte> utf8) => _ids.Find(utf8);

    public JudgeItem? ItemAt(int position) => _items[position].Item;

    public int LineOf(int position) => _items[position].At.Line;

    public override bool TryAdd(string id, JudgeItem? item, SourceLocation start, out SourceLocation first)
    {
        bool isNew = _ids.TryAdd(id, out int position);
        if (isNew)
        {
            _items.Add((item, start));
        }

        first = _items[position].At;
        return isNew;
    }

    public override int[] SortedOrder() => _ids.SortedOrder();
}

/// <summary>Passes every item on and holds none; for lines that were checked before.</summary>
internal sealed class PassingItem : ItemTable
{
    /// <summary>The item of the last line; <see langword="null"/> when there was something wrong with it.</summary>
    public JudgeItem? Last { get; set; }

    public override int Count => 0;

    public override IEnumerable<string> Ids => [];

    public override string this[int position] => throw new NotSupportedException();

    public override int Find(string id) => -1;

    public override int Find(ReadOnlySpan<byte> utf8) => -1;

    public override bool TryAdd(string id, JudgeItem? item, SourceLocation start, out SourceLocation first)
    {
        Last = item;
        first = start;
        return true;
    }

    public override int[] SortedOrder() => throw new NotSupportedException();
}
