using System.Buffers;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Goes through the sorted annotations beside the items, checks and writes them.</summary>
internal sealed class AnnotationMerge(
    RecordCursor annotations, AnnotationFile file, SpelledLabels labels, LabelScale scale, PlaceRecord places, DatasetAssembler assembler)
{
    private readonly ArrayBufferWriter<byte> _lastAnnotator = new();
    private SourceLocation _first;
    private bool _more = annotations.Next();

    /// <summary>Whether every row of the source could be read; else what is not there is no mistake of its own.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>How many annotations have a label.</summary>
    public int Count { get; private set; }

    /// <summary>How many have a label that the scale lists as missing.</summary>
    public int Missing { get; private set; }

    /// <summary>Takes the annotations of an item; those of items before it are of items that do not exist.</summary>
    /// <param name="item">The item's key.</param>
    public void Take(ReadOnlySpan<byte> item)
    {
        _lastAnnotator.ResetWrittenCount();
        while (_more)
        {
            ReadOnlySpan<byte> key = annotations.Key;
            int end = key.IndexOf(OrdinalKey.End);
            int order = key[..end].SequenceCompareTo(item);
            if (order > 0)
            {
                return;
            }

            if (order < 0)
            {
                RefuseUnknown();
            }
            else
            {
                Take(item, key[(end + 1)..]);
            }

            _more = annotations.Next();
        }
    }

    /// <summary>Refuses annotations of items behind the last one.</summary>
    public void RefuseRest()
    {
        for (; _more; _more = annotations.Next())
        {
            RefuseUnknown();
        }

        if (IsWhole && Count == 0 && assembler.AnnotationErrors.Count == 0)
        {
            assembler.AnnotationErrors.Add(DatasetErrors.NoAnnotations(SourceLocation.None, Missing));
        }
    }

    private void Take(ReadOnlySpan<byte> item, ReadOnlySpan<byte> annotator)
    {
        var record = new RecordReader(annotations.Value);
        byte has = record.Byte();
        SourceLocation at = places.Read(ref record);
        SpelledLabel label = (has & AnnotationSpool.Spelled) != 0 ? labels.Spell(record.Text()) : labels[record.Number()];
        if (label.Code == LabelTable.Unknown)
        {
            assembler.ReportUnknownLabel(at, label.Canonical, scale);
            return;
        }

        if ((has & AnnotationSpool.Unusable) != 0)
        {
            return;
        }

        if (_lastAnnotator.WrittenCount > 0 && annotator.SequenceEqual(_lastAnnotator.WrittenSpan))
        {
            assembler.AnnotationErrors.Add(DatasetErrors.DuplicateAnnotation(at, OrdinalKey.Read(annotator), OrdinalKey.Read(item), _first));
            return;
        }

        _first = at;
        _lastAnnotator.ResetWrittenCount();
        _lastAnnotator.Write(annotator);
        ReadOnlySpan<byte> explanation = (has & AnnotationSpool.Explained) != 0 ? record.Bytes() : default;
        ReadOnlySpan<byte> time = (has & AnnotationSpool.Timed) != 0 ? record.Bytes() : default;
        file.Write(item, annotator, label.Written, explanation, time);
        if (label.Code == LabelTable.Missing)
        {
            Missing++;
        }
        else
        {
            Count++;
        }
    }

    private void RefuseUnknown()
    {
        if (!IsWhole)
        {
            return;
        }

        var record = new RecordReader(annotations.Value);
        record.Byte();
        ReadOnlySpan<byte> key = annotations.Key;
        assembler.ReportUnknownItem(places.Read(ref record), OrdinalKey.Read(key[..key.IndexOf(OrdinalKey.End)]));
    }
}
