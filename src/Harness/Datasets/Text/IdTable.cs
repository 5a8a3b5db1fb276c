using System.Runtime.CompilerServices;
using System.Text;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>
/// Numbers texts in the order of their first appearance. A text that comes again, above all twice in a row, costs no
/// allocation.
/// </summary>
internal sealed class IdTable
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _texts = [];
    private char[] _characters = new char[256];
    private byte[] _last = new byte[256];
    private int _lastLength = -1;
    private int _lastPosition = -1;

    public IdTable() => _lookup = _positions.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _texts.Count;

    public IReadOnlyList<string> Texts => _texts;

    public string this[int position] => _texts[position];

    /// <summary>The position of a text, or -1.</summary>
    public int Find(string text) => _positions.GetValueOrDefault(text, -1);

    /// <summary>The position of a text in well-formed UTF-8, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Find(ReadOnlySpan<byte> utf8) =>
        IsLast(utf8) ? _lastPosition : Remember(utf8, _lookup.TryGetValue(Decode(utf8), out int position) ? position : -1);

    /// <summary>The position of a text in well-formed UTF-8, which is taken in when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int FindOrAdd(ReadOnlySpan<byte> utf8)
    {
        if (IsLast(utf8) && _lastPosition >= 0)
        {
            return _lastPosition;
        }

        ReadOnlySpan<char> text = Decode(utf8);
        return Remember(utf8, _lookup.TryGetValue(text, out int position) ? position : Add(text.ToString()));
    }

    /// <summary>The position of a text, which is taken in when it is new.</summary>
    public int FindOrAdd(string text) => _positions.TryGetValue(text, out int position) ? position : Add(text);

    /// <summary>Takes a text in.</summary>
    /// <returns>Whether it is new.</returns>
    public bool TryAdd(string text, out int position)
    {
        if (_positions.TryGetValue(text, out position))
        {
            return false;
        }

        position = Add(text);
        return true;
    }

    /// <summary>The positions in the order of texts (ordinal).</summary>
    public int[] SortedOrder()
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        bool sorted = true;
        for (int i = 1; i < order.Length && sorted; i++)
        {
            sorted = string.CompareOrdinal(_texts[i - 1], _texts[i]) < 0;
        }

        if (!sorted)
        {
            string[] texts = [.. _texts];
            Array.Sort(texts, order, StringComparer.Ordinal);
        }

        return order;
    }

    private int Add(string text)
    {
        _positions.Add(text, _texts.Count);
        _texts.Add(text);
        _lastLength = -1;
        return _texts.Count - 1;
    }

    private bool IsLast(ReadOnlySpan<byte> utf8) => utf8.Length == _lastLength && utf8.SequenceEqual(_last.AsSpan(0, _lastLength));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Remember(ReadOnlySpan<byte> utf8, int position)
    {
        if (utf8.Length > _last.Length)
        {
            _last = new byte[utf8.Length * 2];
        }

        utf8.CopyTo(_last);
        _lastLength = utf8.Length;
        _lastPosition = position;
        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _characters.Length)
        {
            _characters = new char[utf8.Length * 2];
        }

        return _characters.AsSpan(0, Encoding.UTF8.GetChars(utf8, _characters));
    }
}
