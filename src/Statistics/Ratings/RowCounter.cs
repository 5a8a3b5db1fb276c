using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Finds equal rows of ratings, whatever their order. A row's key is the sum of a weight for each rating, so nothing is sorted,
/// copied or allocated for a row that was seen before.
/// </summary>
internal sealed class RowCounter
{
    private readonly KeyTable _patterns = new();
    private readonly ulong[] _weights;
    private readonly bool _isExact;
    private readonly int[] _scratch;

    /// <summary>Starts without rows.</summary>
    /// <param name="weights">The weight of a rating of each category.</param>
    /// <param name="isExact">Whether different rows always have different keys.</param>
    public RowCounter(ulong[] weights, bool isExact)
    {
        _weights = weights;
        _isExact = isExact;
        _scratch = new int[weights.Length];
    }

    /// <summary>Where each row's codes begin, and where the last one's end.</summary>
    public List<int> Offsets { get; } = [0];

    /// <summary>The codes of each row, ascending, row after row.</summary>
    public List<int> Codes { get; } = [];

    /// <summary>How many ratings each of <see cref="Codes"/> has.</summary>
    public List<int> Counts { get; } = [];

    /// <summary>How many ratings each row has.</summary>
    public List<int> Ratings { get; } = [];

    /// <summary>How many items show each row.</summary>
    public List<int> Items { get; } = [];

    /// <summary>The row of an item; a new one if there was none like it.</summary>
    public int PatternOf(ReadOnlySpan<int> codes)
    {
        ulong key = 0;
        foreach (int code in codes)
        {
            key += _weights[code];
        }

        int pattern = _patterns.Find(key);
        while (pattern != KeyTable.Absent && !_isExact && !IsRow(pattern, codes))
        {
            pattern = _patterns.Find(++key);
        }

        if (pattern == KeyTable.Absent)
        {
            pattern = Items.Count;
            _patterns.Add(key, pattern);
            Add(codes);
        }

        CollectionsMarshal.AsSpan(Items)[pattern]++;
        return pattern;
    }

    /// <summary>A counter for the rows of a table. Where powers do not fit, the weights are random.</summary>
    public static RowCounter For(RatingTable table)
    {
        int most = table.IsComplete ? table.AnnotatorCount : 0;
        for (int i = 0; i < table.ItemCount && !table.IsComplete; i++)
        {
            most = Math.Max(most, table.CodesOf(i).Length);
        }

        ulong[] weights = new ulong[table.Categories.Length];
        if (TryPowers(weights, (ulong)most + 1))
        {
            return new(weights, isExact: true);
        }

        RandomStream random = new(0, 0);
        foreach (ref ulong weight in weights.AsSpan())
        {
            weight = random.NextUInt64();
        }

        return new(weights, isExact: false);
    }

    /// <summary>Powers of a radix as weights: a key then holds every count as a digit. Not possible where they do not fit.</summary>
    private static bool TryPowers(Span<ulong> weights, ulong radix)
    {
        UInt128 power = 1;
        foreach (ref ulong weight in weights)
        {
            if (power * radix > ulong.MaxValue)
            {
                return false;
            }

            weight = (ulong)power;
            power *= radix;
        }

        return true;
    }

    private void Add(ReadOnlySpan<int> codes)
    {
        int start = Codes.Count;
        foreach (int code in codes)
        {
            if (_scratch[code]++ == 0)
            {
                Codes.Add(code);
            }
        }

        Span<int> distinct = CollectionsMarshal.AsSpan(Codes)[start..];
        distinct.Sort();
        foreach (int code in distinct)
        {
            Counts.Add(_scratch[code]);
            _scratch[code] = 0;
        }

        Offsets.Add(Codes.Count);
        Ratings.Add(codes.Length);
        Items.Add(0);
    }

    /// <summary>Whether a known row holds just these ratings; keys that are not exact may collide.</summary>
    private bool IsRow(int pattern, ReadOnlySpan<int> codes)
    {
        if (Ratings[pattern] != codes.Length)
        {
            return false;
        }

        foreach (int code in codes)
        {
            _scratch[code]++;
        }

        bool isRow = true;
        for (int j = Offsets[pattern]; j < Offsets[pattern + 1]; j++)
        {
            isRow &= _scratch[Codes[j]] == Counts[j];
        }

        foreach (int code in codes)
        {
            _scratch[code] = 0;
        }

        return isRow;
    }
}
