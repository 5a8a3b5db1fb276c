using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>
/// Makes a dataset in memory by the same rules as <see cref="DatasetReader"/>. Mistakes are collected and reported together
/// by <see cref="Build"/>. Not safe for use by several threads.
/// </summary>
public sealed class DatasetBuilder
{
    private readonly DatasetHead _head;
    private readonly HeldItems _items = new();
    private readonly DatasetAssembler _assembler;
    private readonly ItemRules _rules;
    private readonly LabelTable _labels;
    private readonly List<(string Item, string Annotator, string Label, string? Explanation, string? Time, SourceLocation At, AnnotationMark Mark)> _annotations = [];

    /// <summary>Starts a dataset without items.</summary>
    /// <param name="info">What the dataset says of itself.</param>
    /// <param name="shape">The shape of the task.</param>
    /// <param name="scale">The scale of people's labels.</param>
    /// <param name="subjectivity">How disagreement is to be read. The default value is <see cref="Subjectivity.LatentPattern"/>.</param>
    public DatasetBuilder(DatasetInfo info, TaskShape shape, LabelScale scale, Subjectivity subjectivity = Subjectivity.LatentPattern)
    {
        _head = new DatasetHead(info, shape, scale, subjectivity);
        _assembler = new DatasetAssembler(_items);
        _rules = new ItemRules(shape, info.Splits, _assembler.Nearest, _assembler.ItemErrors);
        _labels = new LabelTable(scale);
    }

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item; its id is unique in the dataset.</param>
    /// <param name="location">Where it comes from, for error messages.</param>
    /// <returns>This builder.</returns>
    public DatasetBuilder AddItem(JudgeItem item, SourceLocation location = default)
    {
        TextRules.CheckTexts(_assembler.ItemErrors, location, item);
        ItemPlace place = new(location);
        _rules.Check(item, place);
        if (_rules.CheckId(item.Id, place) && !_items.TryAdd(item.Id, item, location, out SourceLocation first))
        {
            _assembler.ItemErrors.Add(DatasetErrors.DuplicateItem(location, item.Id, first));
        }

        return this;
    }

    /// <summary>Adds one person's label on one item. The item may be added later.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="annotator">The person's id.</param>
    /// <param name="label">
    /// The label as the scale spells it. An empty text, or one that the scale lists as missing, is counted in
    /// <see cref="AnnotatedDataset.MissingAnnotationCount"/>.
    /// </param>
    /// <param name="explanation">The reason the person gave; an empty one counts as none. Line ends become LF.</param>
    /// <param name="at">When it was, in any notation; an empty text counts as none.</param>
    /// <param name="location">Where it comes from, for error messages.</param>
    /// <param name="mark">Whether it is of a practice round or an attention check; by default neither.</param>
    /// <returns>This builder.</returns>
    public DatasetBuilder AddAnnotation(
        string item, string annotator, string label, string? explanation = null, string? at = null, SourceLocation location = default, AnnotationMark mark = default)
    {
        _annotations.Add((item, annotator, label, NullIfEmpty(explanation), NullIfEmpty(at), location, mark));
        return this;
    }

    /// <summary>Adds a person's profile. People without a profile need no call.</summary>
    /// <param name="id">The person's id.</param>
    /// <param name="attributes">Group attributes and quality-control fields by name; an empty value counts as none.</param>
    /// <param name="location">Where it comes from, for error messages.</param>
    /// <returns>This builder.</returns>
    public DatasetBuilder AddAnnotator(string id, IReadOnlyDictionary<string, string> attributes, SourceLocation location = default)
    {
        if (TextRules.CheckProfile(_assembler.AnnotatorErrors, location, id, attributes, AnnotatorsFile.IdColumn))
        {
            _assembler.AddAnnotator(id, attributes, location);
        }

        return this;
    }

    /// <summary>Makes the dataset of everything added. May be called once.</summary>
    /// <returns>The dataset, without a folder.</returns>
    /// <exception cref="JudgeEvalException">
    /// Something is wrong: an unknown label or item, a duplicate, no items, no annotations, and the like; with every mistake.
    /// </exception>
    public AnnotatedDataset Build()
    {
        if (string.IsNullOrWhiteSpace(_head.Info.Name))
        {
            _assembler.HeadErrors.Add(DatasetErrors.MissingYamlField(SourceLocation.None, "name", "name: my-dataset"));
        }

        int missing = 0;
        foreach ((string item, string annotator, string label, string? explanation, string? time, SourceLocation at, AnnotationMark mark) in _annotations)
        {
            missing += TakeAnnotation(item, annotator, label, explanation, time, at, mark) ? 1 : 0;
        }

        if (_items.Count == 0 && _assembler.ItemErrors.Count == 0)
        {
            _assembler.ItemErrors.Add(DatasetErrors.NoItems(SourceLocation.None));
        }

        if (_assembler.RowCount == missing && _assembler.AnnotationErrors.Count == 0)
        {
            _assembler.AnnotationErrors.Add(DatasetErrors.NoAnnotations(SourceLocation.None, missing));
        }

        _annotations.Clear();
        return _assembler.Sort(_head).With(_items, folder: null);
    }

    private bool TakeAnnotation(string item, string annotator, string label, string? explanation, string? time, SourceLocation at, AnnotationMark mark)
    {
        DiagnosticList errors = _assembler.AnnotationErrors;
        int before = errors.Count;
        TextRules.CheckName(errors, at, "'annotator'", annotator);
        TextRules.CheckText(errors, at, ("'explanation'", explanation), ("'at'", time));
        int position = _items.Find(item);
        if (position < 0)
        {
            _assembler.ReportUnknownItem(at, item);
        }

        int code = _labels.Read(label, out double value);
        if (code == LabelTable.Unknown)
        {
            _assembler.ReportUnknownLabel(at, label, _head.Scale);
        }

        if (errors.Count > before)
        {
            return false;
        }

        AnnotationRow row = new(position, _assembler.AnnotatorIds.FindOrAdd(annotator), code, _assembler.NumberOfFile(at.File), at.Line, at.Column, value);
        _assembler.AddRow(row, explanation, time, mark);
        return code == LabelTable.Missing;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : Texts.WithLineFeeds(text);
}
