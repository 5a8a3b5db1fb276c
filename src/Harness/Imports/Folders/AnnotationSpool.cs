using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Takes the annotations of a source in any order and sorts them by item and annotator.</summary>
internal sealed class AnnotationSpool(RecordSort sort, PlaceRecord places, DatasetAssembler assembler) : IDisposable
{
    /// <summary>The record holds an explanation.</summary>
    public const byte Explained = 1;

    /// <summary>The record holds a time.</summary>
    public const byte Timed = 2;

    /// <summary>The record holds the label's text instead of its number.</summary>
    public const byte Spelled = 4;

    /// <summary>Something is wrong with the annotation for itself; its item and label are checked all the same.</summary>
    public const byte Unusable = 8;

    private readonly RecordWriter _key = new();
    private readonly RecordWriter _value = new();
    private readonly List<bool> _labelled = [];

    /// <summary>The labels.</summary>
    public LabelsSeen Labels { get; } = new();

    /// <summary>The labels that are empty.</summary>
    public EmptyLabels Empty { get; } = new();

    /// <summary>How many annotations came.</summary>
    public int Count { get; private set; }

    /// <summary>Whether anybody explained a label.</summary>
    public bool HasExplanations { get; private set; }

    /// <summary>Whether any label has a time.</summary>
    public bool HasTimes { get; private set; }

    /// <summary>Takes an annotation; one without a label is none.</summary>
    public void Add(string item, string annotator, string label, SourceLocation at, string? explanation, string? time)
    {
        if (label.Length == 0)
        {
            Empty.Add(at);
            return;
        }

        int number = Labels.Take(label, at);
        Count++;
        explanation = string.IsNullOrEmpty(explanation) ? null : Texts.WithLineFeeds(explanation);
        time = string.IsNullOrEmpty(time) ? null : Texts.WithLineFeeds(time);
        bool usable = IsUsable(annotator, at, explanation, time);
        if (Texts.ProblemOfName(item) is not null)
        {
            assembler.ReportUnknownItem(at, item);
            return;
        }

        HasExplanations |= explanation is not null;
        HasTimes |= time is not null;
        _key.Clear().Key(item).Byte(OrdinalKey.End).Key(annotator);
        _value.Clear().Byte((byte)((explanation is null ? 0 : Explained) | (time is null ? 0 : Timed) | (number < 0 ? Spelled : 0) | (usable ? 0 : Unusable)));
        places.Write(_value, at);
        if (number < 0)
        {
            _value.Text(label);
        }
        else
        {
            _value.Number(number);
        }

        if (explanation is not null)
        {
            _value.Text(explanation);
        }

        if (time is not null)
        {
            _value.Text(time);
        }

        sort.Add(_key.Written, _value.Written);
    }

    /// <summary>Whether a person labelled anything.</summary>
    /// <param name="annotator">The position of the person's id.</param>
    public bool IsLabelled(int annotator) => annotator < _labelled.Count && _labelled[annotator];

    /// <summary>Goes through the annotations in order.</summary>
    public RecordCursor Read() => sort.Read();

    /// <inheritdoc/>
    public void Dispose() => sort.Dispose();

    private bool IsUsable(string annotator, SourceLocation at, string? explanation, string? time)
    {
        DiagnosticList errors = assembler.AnnotationErrors;
        int before = errors.Count;
        if (!IsUsableName(annotator))
        {
            TextRules.CheckName(errors, at, "'annotator'", annotator);
        }

        TextRules.CheckText(errors, at, ("'explanation'", explanation), ("'at'", time));
        return errors.Count == before;
    }

    private bool IsUsableName(string annotator)
    {
        int position = assembler.AnnotatorIds.Find(annotator);
        if (position < 0)
        {
            if (Texts.ProblemOfName(annotator) is not null)
            {
                return false;
            }

            position = assembler.AnnotatorIds.FindOrAdd(annotator);
        }

        while (_labelled.Count <= position)
        {
            _labelled.Add(item: false);
        }

        _labelled[position] = true;
        return true;
    }
}
