using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>Builds a <see cref="RatingTable"/> from a matrix of numbers, tile by tile, so that both orders of the matrix are read and written in cache.</summary>
internal readonly ref struct RatingMatrix
{
    private const int CellsPerTile = 1 << 13;
    private const int BytesPerTile = 1 << 17;

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
        // Each way is tried in turn: most matrices go the first, none but those of many categories the last.
        double[]? declared = new ValueCoder(categories).Declared;
        byte[] bytes = CellCodes.Fit(_cells.Length) ? CellCodes.Allocate(_cells.Length) : [];
        return TryWholeNumbers(declared, bytes, out ImmutableArray<double> values) || TryFewNumbers(declared, bytes, out values)
            ? RatingTable.Of(values, new CellCodes(bytes, _items, _annotators))
            : ManyNumbers(declared);
    }

    /// <summary>The way of small whole numbers: no look-up for any of them.</summary>
    private bool TryWholeNumbers(double[]? declared, byte[] bytes, out ImmutableArray<double> values)
    {
        values = [];
        if (bytes.Length == 0 || declared?.Length > CellCodes.MostCategories)
        {
            return false;
        }

        WholeNumberCoder coder = new();
        Span<byte> cells = CellCodes.Cells(bytes);
        return (_byItem ? coder.TryEncode(_cells, cells) : TryEncodeColumns(coder, cells)) && coder.TryFinish(cells, declared, out values);
    }

    private bool TryEncodeColumns(WholeNumberCoder coder, Span<byte> cells)
    {
        int tile = Math.Min(_items, Math.Max(1, BytesPerTile / Math.Max(1, _annotators)));
        byte[] run = new byte[tile];
        for (int start = 0; start < _items; start += tile)
        {
            int items = Math.Min(tile, _items - start);
            for (int a = 0; a < _annotators; a++)
            {
                if (!coder.TryEncode(_cells.Slice((a * _items) + start, items), run))
                {
                    return false;
                }

                int at = (start * _annotators) + a;
                foreach (byte code in run.AsSpan(0, items))
                {
                    cells[at] = code;
                    at += _annotators;
                }
            }
        }

        return true;
    }

    /// <summary>The way of any numbers, as long as bytes can tell them apart.</summary>
    private bool TryFewNumbers(double[]? declared, byte[] bytes, out ImmutableArray<double> values)
    {
        values = [];
        ValueCoder coder = new(declared);
        int tile = Math.Min(_items, ItemsPerTile());
        int[] codes = new int[tile * _annotators];
        for (int start = 0; start < _items && bytes.Length > 0; start += tile)
        {
            int items = Math.Min(tile, _items - start);
            Encode(coder, start, items, codes);
            if (coder.Count > CellCodes.MostCategories)
            {
                return false;
            }

            // Missing ratings are -1, whose last byte is their code among bytes.
            Span<byte> cells = bytes.AsSpan(start * _annotators, items * _annotators);
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = (byte)codes[i];
            }
        }

        values = coder.FinishBytes(CellCodes.Cells(bytes));
        return bytes.Length > 0;
    }

    private RatingTable ManyNumbers(double[]? declared)
    {
        ValueCoder coder = new(declared);
        int[] codes = GC.AllocateUninitializedArray<int>(_cells.Length);
        int tile = ItemsPerTile();
        for (int start = 0; start < _items; start += tile)
        {
            int items = Math.Min(tile, _items - start);
            Encode(coder, start, items, codes.AsSpan(start * _annotators, items * _annotators));
        }

        ImmutableArray<double> values = coder.Finish(codes);
        int present = codes.Length - codes.AsSpan().Count(ValueCoder.Missing);
        return present == codes.Length
            ? RatingTable.Of(values, _items, _annotators, ItemCodes.Complete(_annotators, codes))
            : RatingTable.Of(values, _items, _annotators, Sparse(codes, present));
    }

    private ItemCodes Sparse(int[] dense, int present)
    {
        int[] offsets = new int[_items + 1];
        int[] annotators = GC.AllocateUninitializedArray<int>(present);
        int[] codes = GC.AllocateUninitializedArray<int>(present);
        int kept = 0;
        for (int i = 0; i < _items; i++)
        {
            ReadOnlySpan<int> row = dense.AsSpan(i * _annotators, _annotators);
            for (int a = 0; a < row.Length && kept < present; a++)
            {
                // Writes every cell and moves on where there is a rating: a branch on what is missing would often be foreseen wrongly.
                codes[kept] = row[a];
                annotators[kept] = a;
                kept += 1 + (row[a] >> 31);
            }

            offsets[i + 1] = kept;
        }

        return ItemCodes.Sparse(offsets, annotators, codes);
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
