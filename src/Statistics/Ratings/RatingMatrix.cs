using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>Builds a <see cref="RatingTable"/> from a matrix of numbers, tile by tile, so that both orders of the matrix are read and written in cache.</summary>
internal readonly ref struct RatingMatrix
{
    private const int CellsPerTile = 1 << 13;

    private readonly ReadOnlySpan<double> _cells;
    private readonly int _items;
    private readonly int _annotators;
    private readonly bool _byItem;

    public RatingMatrix(ReadOnlySpan<double> ratings, int annotatorCount, bool byItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(annotatorCount);
        if (annotatorCount == 0 ? !ratings.IsEmpty : ratings.Length % annotatorCount != 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A matrix has a number for each item and annotator: {ratings.Length} numbers do not make whole rows of {annotatorCount}."),
                nameof(ratings));
        }

        _cells = ratings;
        _annotators = annotatorCount;
        _items = annotatorCount == 0 ? 0 : ratings.Length / annotatorCount;
        _byItem = byItem;
    }

    public RatingTable Build(IEnumerable<double>? categories)
    {
        ValueCoder coder = new(categories);
        int present = CountPresent(_cells);
        return present == _cells.Length ? Complete(coder) : Sparse(coder, present);
    }

    private static int CountPresent(ReadOnlySpan<double> cells)
    {
        int present = 0;
        foreach (double cell in cells)
        {
            present += double.IsNaN(cell) ? 0 : 1;
        }

        return present;
    }

    private RatingTable Complete(ValueCoder coder)
    {
        int[] codes = GC.AllocateUninitializedArray<int>(_cells.Length);
        int tile = ItemsPerTile();
        for (int start = 0; start < _items; start += tile)
        {
            int items = Math.Min(tile, _items - start);
            Encode(coder, start, items, codes.AsSpan(start * _annotators, items * _annotators));
        }

        ImmutableArray<double> values = coder.Finish(codes);
        return RatingTable.Complete(values, _items, _annotators, codes);
    }

    private RatingTable Sparse(ValueCoder coder, int present)
    {
        int[] offsets = new int[_items + 1];
        int[] annotators = GC.AllocateUninitializedArray<int>(present);
        int[] codes = GC.AllocateUninitializedArray<int>(present);
        int tile = ItemsPerTile();
        Span<int> tileCodes = new int[tile * _annotators], tileAnnotators = new int[tileCodes.Length];
        int at = 0;
        for (int start = 0; start < _items; start += tile)
        {
            int items = Math.Min(tile, _items - start);
            Encode(coder, start, items, tileCodes);
            int kept = 0;
            for (int i = 0; i < items; i++)
            {
                kept = Compress(tileCodes, tileAnnotators, i * _annotators, _annotators, kept);
                offsets[start + i + 1] = at + kept;
            }

            tileCodes[..kept].CopyTo(codes.AsSpan(at));
            tileAnnotators[..kept].CopyTo(annotators.AsSpan(at));
            at += kept;
        }

        ImmutableArray<double> values = coder.Finish(codes);
        return RatingTable.Sparse(values, _annotators, offsets, annotators, codes);
    }

    /// <summary>Moves a row's ratings together. It writes every cell and keeps the ratings, as missing ones cannot be foreseen by a branch.</summary>
    private static int Compress(Span<int> codes, Span<int> annotators, int row, int length, int kept)
    {
        for (int a = 0; a < length; a++)
        {
            int code = codes[row + a];
            codes[kept] = code;
            annotators[kept] = a;
            kept += code == ValueCoder.Missing ? 0 : 1;
        }

        return kept;
    }

    private int ItemsPerTile() => Math.Max(1, CellsPerTile / Math.Max(1, _annotators));

    /// <summary>Codes some items, item after item.</summary>
    private void Encode(ValueCoder coder, int start, int items, Span<int> codes)
    {
        if (_byItem)
        {
            int first = start * _annotators;
            int done = coder.Encode(_cells.Slice(first, items * _annotators), codes);
            if (done < items * _annotators)
            {
                throw Uncoded((first + done) / _annotators, done % _annotators, _cells[first + done]);
            }

            return;
        }

        for (int a = 0; a < _annotators; a++)
        {
            ReadOnlySpan<double> run = _cells.Slice((a * _items) + start, items);
            int done = coder.Encode(run, codes[a..], _annotators);
            if (done < items)
            {
                throw Uncoded(start + done, a, run[done]);
            }
        }
    }

    private static ArgumentException Uncoded(int item, int annotator, double value, string parameter = "ratings") => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The rating {value} of item {item} by annotator {annotator} is {(double.IsFinite(value) ? "not among the declared categories" : "not a finite number")}."),
        parameter);
}
