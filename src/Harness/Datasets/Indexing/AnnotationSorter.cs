using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>Sorts rows by item and annotator in linear time: rows are counted per item, then each item's few are sorted.</summary>
internal sealed class AnnotationSorter
{
    private readonly AnnotationRows _rows;
    private readonly int[] _starts;

    // The annotator's rank in the upper half, the row's number in the lower: sorting the numbers sorts the rows.
    private readonly long[] _keys;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AnnotationSorter(AnnotationRows rows, int[] itemRanks, int[] annotatorRanks)
    {
        _rows = rows;
        _starts = new int[itemRanks.Length + 1];
        _keys = new long[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            _starts[itemRanks[rows[row].Item] + 1]++;
        }

        for (int item = 1; item < _starts.Length; item++)
        {
            _starts[item] += _starts[item - 1];
        }

        int[] next = _starts.AsSpan(0, itemRanks.Length).ToArray();
        for (int row = 0; row < rows.Count; row++)
        {
            ref readonly AnnotationRow annotation = ref rows[row];
            _keys[next[itemRanks[annotation.Item]]++] = ((long)annotatorRanks[annotation.Annotator] << 32) | (uint)row;
        }

        for (int item = 0; item < itemRanks.Length; item++)
        {
            _keys.AsSpan(_starts[item].._starts[item + 1]).Sort();
        }
    }

    /// <summary>Rows by which an annotator labels an item again, with the row of the first time.</summary>
    public IEnumerable<(int First, int Again)> Duplicates()
    {
        for (int item = 0; item + 1 < _starts.Length; item++)
        {
            int first = _starts[item];
            for (int at = first + 1; at < _starts[item + 1]; at++)
            {
                if (_keys[at] >> 32 == _keys[first] >> 32)
                {
                    yield return ((int)_keys[first], (int)_keys[at]);
                }
                else
                {
                    first = at;
                }
            }
        }
    }

    /// <summary>The sorted table; missing labels stand apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AnnotationTable ToTable()
    {
        int missingCount = 0;
        for (int row = 0; row < _rows.Count; row++)
        {
            missingCount += _rows[row].Code == LabelTable.Missing ? 1 : 0;
        }

        int count = _rows.Count - missingCount;
        int[] offsets = new int[_starts.Length];
        var annotations = new Annotation[count];
        string?[] explanations = _rows.HasExplanations ? new string?[count] : [];
        string?[] times = _rows.HasTimes ? new string?[count] : [];
        AnnotationMark[] marks = _rows.HasMarks ? new AnnotationMark[count] : [];
        ImmutableArray<MissingAnnotation>.Builder missing = ImmutableArray.CreateBuilder<MissingAnnotation>(missingCount);
        int filled = 0;
        for (int item = 0; item + 1 < _starts.Length; item++)
        {
            for (int at = _starts[item]; at < _starts[item + 1]; at++)
            {
                int row = (int)_keys[at];
                int annotator = (int)(_keys[at] >> 32);
                ref readonly AnnotationRow annotation = ref _rows[row];
                if (annotation.Code == LabelTable.Missing)
                {
                    missing.Add(new MissingAnnotation(item, annotator, _rows.ExplanationOf(row), _rows.TimeOf(row)) { Mark = _rows.MarkOf(row) });
                    continue;
                }

                annotations[filled] = new Annotation(annotator, annotation.Code, annotation.Value);
                if (explanations.Length > 0)
                {
                    explanations[filled] = _rows.ExplanationOf(row);
                }

                if (times.Length > 0)
                {
                    times[filled] = _rows.TimeOf(row);
                }

                if (marks.Length > 0)
                {
                    marks[filled] = _rows.MarkOf(row);
                }

                filled++;
            }

            offsets[item + 1] = filled;
        }

        return new AnnotationTable(offsets, annotations, explanations, times, missing.MoveToImmutable()) { Marks = marks };
    }
}
