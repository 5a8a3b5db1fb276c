using System.Runtime.CompilerServices;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>One row as it came.</summary>
/// <param name="Item">The item's number in the order of appearance.</param>
/// <param name="Annotator">The annotator's number in the order of appearance.</param>
/// <param name="Code">The label's code, see <see cref="LabelTable"/>.</param>
/// <param name="File">The number of the file it stands in.</param>
/// <param name="Line">Its line.</param>
/// <param name="Column">The column of its annotator.</param>
/// <param name="Value">The label's number.</param>
internal readonly record struct AnnotationRow(int Item, int Annotator, int Code, int File, int Line, int Column, double Value);

/// <summary>Rows as they came, in pieces, so that growing never copies what is there.</summary>
internal sealed class AnnotationRows
{
    private const int PieceBits = 15;
    private const int PieceSize = 1 << PieceBits;

    private readonly List<AnnotationRow[]> _rows = [];
    private readonly List<string?[]?> _explanations = [];
    private readonly List<string?[]?> _times = [];
    private readonly List<AnnotationMark[]?> _marks = [];

    public int Count { get; private set; }

    public bool HasExplanations { get; private set; }

    public bool HasTimes { get; private set; }

    public bool HasMarks { get; private set; }

    public ref readonly AnnotationRow this[int row] => ref _rows[row >> PieceBits][row & (PieceSize - 1)];

    public string? ExplanationOf(int row) => _explanations[row >> PieceBits]?[row & (PieceSize - 1)];

    public string? TimeOf(int row) => _times[row >> PieceBits]?[row & (PieceSize - 1)];

    public AnnotationMark MarkOf(int row) => _marks[row >> PieceBits]?[row & (PieceSize - 1)] ?? default;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in AnnotationRow row, string? explanation, string? time, in AnnotationMark mark = default)
    {
        int piece = Count >> PieceBits;
        int index = Count & (PieceSize - 1);
        if (piece == _rows.Count)
        {
            _rows.Add(new AnnotationRow[PieceSize]);
            _explanations.Add(null);
            _times.Add(null);
            _marks.Add(null);
        }

        _rows[piece][index] = row;
        if (explanation is not null)
        {
            (_explanations[piece] ??= new string?[PieceSize])[index] = explanation;
            HasExplanations = true;
        }

        if (time is not null)
        {
            (_times[piece] ??= new string?[PieceSize])[index] = time;
            HasTimes = true;
        }

        if (!mark.IsOrdinary)
        {
            (_marks[piece] ??= new AnnotationMark[PieceSize])[index] = mark;
            HasMarks = true;
        }

        Count++;
    }
}
