using System.Runtime.CompilerServices;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>Reads <c>annotations.csv</c>. The columns may stand in any order.</summary>
internal sealed class AnnotationsFile
{
    private static readonly string[] Required = ["item", "annotator", "label"];
    private static readonly string[] Known = ["item", "annotator", "label", "explanation", "at", "phase", "attention"];

    private readonly string _file;
    private readonly LabelScale? _scale;
    private readonly LabelTable? _labels;
    private readonly DatasetAssembler _assembler;
    private readonly bool _itemsAreKnown;
    private readonly int _fileNumber;
    private readonly Dictionary<int, string> _unusableAnnotators = [];
    private int _item;
    private int _annotator;
    private int _label;
    private int _explanation;
    private int _time;
    private MarkColumns? _marks;

    /// <summary>Prepares the reading.</summary>
    /// <param name="file">The file as the user gave it.</param>
    /// <param name="scale">The scale; <see langword="null"/> when it is not known because of another error.</param>
    /// <param name="itemsAreKnown">Whether <c>items.jsonl</c> could be read, so that an id that is not in it is a mistake here.</param>
    /// <param name="assembler">Takes the rows.</param>
    public AnnotationsFile(string file, LabelScale? scale, bool itemsAreKnown, DatasetAssembler assembler)
    {
        _file = file;
        _scale = scale;
        _labels = scale is null ? null : new LabelTable(scale);
        _assembler = assembler;
        _itemsAreKnown = itemsAreKnown;
        _fileNumber = assembler.NumberOfFile(file);
    }

    public void Read(Stream stream)
    {
        DiagnosticList errors = _assembler.AnnotationErrors;
        using CsvFile csv = new(_file, stream, errors);
        int rows = 0;
        int missing = 0;
        if (csv.ReadHeader(Required, Known, _assembler.Nearest))
        {
            _item = csv.Columns.IndexOf("item");
            _annotator = csv.Columns.IndexOf("annotator");
            _label = csv.Columns.IndexOf("label");
            _explanation = csv.Columns.IndexOf("explanation");
            _time = csv.Columns.IndexOf("at");
            _marks = new MarkColumns(csv.Columns.IndexOf("phase"), csv.Columns.IndexOf("attention"), _labels, errors);
            while (csv.Read())
            {
                rows++;
                missing += TakeRow(csv) ? 1 : 0;
            }
        }

        if (rows == missing && errors.Count == 0)
        {
            errors.Add(DatasetErrors.NoAnnotations(SourceLocation.InFile(_file), missing));
        }
    }

    /// <summary>Checks a row and hands it over.</summary>
    /// <returns>Whether its label is a missing one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakeRow(CsvFile csv)
    {
        int item = _item < 0 ? -1 : ItemOf(csv);
        int annotator = _annotator < 0 ? -1 : AnnotatorOf(csv);
        double value = 0;
        int code = LabelTable.Unknown;
        if (_label >= 0 && _labels is not null)
        {
            code = _labels.Read(csv[_label], out value);
            if (code == LabelTable.Unknown)
            {
                _assembler.ReportUnknownLabel(csv.At(_label), csv.TextOf(_label), _scale!);
            }
        }

        if (item >= 0 && annotator >= 0)
        {
            // The row is kept even when its label is wrong: the same person twice on one item is a mistake of its own.
            SourceLocation at = csv.At(_annotator);
            AnnotationRow row = new(item, annotator, code, _fileNumber, at.Line, at.Column, value);
            _assembler.AddRow(row, TextOrNull(csv, _explanation), TextOrNull(csv, _time), _marks!.Read(csv, code, value));
        }

        return code == LabelTable.Missing;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ItemOf(CsvFile csv)
    {
        int item = _assembler.Items.Find(csv[_item]);
        if (item < 0 && _itemsAreKnown)
        {
            _assembler.ReportUnknownItem(csv.At(_item), csv.TextOf(_item));
        }

        return item;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AnnotatorOf(CsvFile csv)
    {
        int known = _assembler.AnnotatorIds.Count;
        int annotator = _assembler.AnnotatorIds.FindOrAdd(csv[_annotator]);
        if (annotator == known && Texts.ProblemOfName(_assembler.AnnotatorIds[annotator]) is { } problem)
        {
            _unusableAnnotators.Add(annotator, problem);
        }

        if (_unusableAnnotators.Count > 0 && _unusableAnnotators.TryGetValue(annotator, out string? why))
        {
            _assembler.AnnotationErrors.Add(DatasetErrors.UnusableText(csv.At(_annotator), "'annotator'", why));
            return -1;
        }

        return annotator;
    }

    private static string? TextOrNull(CsvFile csv, int column) => column < 0 || csv[column].IsEmpty ? null : csv.TextOf(column);
}
