using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// Writes single ratings, in any order, to a byte for each item and annotator: nothing is sorted. A thousand at a time are coded and
/// then written, so that records that jump about in memory wait for many cells at once and not for one after the other.
/// </summary>
internal ref struct RecordCells
{
    private const int Block = 1024;

    private readonly ReadOnlySpan<Rating> _ratings;
    private readonly int _items;
    private readonly int _annotators;
    private readonly byte[] _bytes;
    private readonly Span<byte> _cells;
    private readonly double[] _values = new double[Block];
    private readonly byte[] _codes = new byte[Block];
    private readonly int[] _wide = new int[Block];

    private RecordCells(ReadOnlySpan<Rating> ratings, int items, int annotators)
    {
        _ratings = ratings;
        _items = items;
        _annotators = annotators;
        _bytes = CellCodes.Allocate(items * annotators);
        _cells = CellCodes.Cells(_bytes);
    }

    /// <summary>The table, or <see langword="null"/> where a code for each rating takes less memory or a byte cannot tell the categories apart.</summary>
    public static RatingTable? TryBuild(int items, int annotators, ReadOnlySpan<Rating> ratings, double[]? declared)
    {
        long cells = (long)items * annotators;
        if (cells > (long)sizeof(int) * ratings.Length || !CellCodes.Fit(cells) || declared?.Length > CellCodes.MostCategories)
        {
            return null;
        }

        RecordCells builder = new(ratings, items, annotators);
        return builder.TryWholeNumbers(declared, out ImmutableArray<double> values) || builder.TryFewNumbers(declared, out values)
            ? RatingTable.Of(values, new CellCodes(builder._bytes, items, annotators))
            : null;
    }

    private readonly bool TryWholeNumbers(double[]? declared, out ImmutableArray<double> values)
    {
        values = [];
        WholeNumberCoder coder = new();
        _cells.Fill(CellCodes.Missing);
        for (int start = 0; start < _ratings.Length; start += Block)
        {
            int count = Read(start);
            if (!coder.TryEncode(_values.AsSpan(0, count), _codes))
            {
                return false;
            }

            Write(start, count);
        }

        return coder.TryFinish(_cells, declared, out values);
    }

    private readonly bool TryFewNumbers(double[]? declared, out ImmutableArray<double> values)
    {
        values = [];
        ValueCoder coder = new(declared);
        _cells.Fill(CellCodes.Missing);
        for (int start = 0; start < _ratings.Length; start += Block)
        {
            int count = Read(start), done = coder.Encode(_values.AsSpan(0, count), _wide);
            if (done < count)
            {
                throw RatingRecords.Undeclared(_ratings[start + done]);
            }

            if (coder.Count > CellCodes.MostCategories)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                _codes[i] = (byte)_wide[i];
            }

            Write(start, count);
        }

        values = coder.FinishBytes(_cells);
        return true;
    }

    /// <summary>Takes the numbers of the next records.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Read(int start)
    {
        ReadOnlySpan<Rating> next = _ratings.Slice(start, Math.Min(Block, _ratings.Length - start));
        for (int i = 0; i < next.Length; i++)
        {
            if (!RatingRecords.IsInside(next[i], _items, _annotators))
            {
                throw RatingRecords.Outside(next[i], _items, _annotators);
            }

            _values[i] = next[i].Value;
        }

        return next.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Write(int start, int count)
    {
        ReadOnlySpan<Rating> next = _ratings.Slice(start, count);
        ReadOnlySpan<byte> codes = _codes.AsSpan(0, count);
        Span<byte> cells = _cells;
        for (int i = 0; i < next.Length && i < codes.Length; i++)
        {
            ref byte cell = ref cells[(next[i].Item * _annotators) + next[i].Annotator];
            if (cell != CellCodes.Missing)
            {
                throw RatingRecords.Twice(next[i].Item, next[i].Annotator);
            }

            cell = codes[i];
        }
    }
}
