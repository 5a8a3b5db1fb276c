using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>Collects the items and labels of a source until the scale is known; then <see cref="DatasetBuilder"/> checks and makes the dataset.</summary>
internal sealed class DatasetDraft
{
    private readonly List<(JudgeItem Item, SourceLocation At)> _items = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<(string Item, string Annotator, string Label, SourceLocation At, string? Explanation, string? Time)> _labels = [];
    private readonly List<(string Id, IReadOnlyDictionary<string, string> Attributes, SourceLocation At)> _annotators = [];
    private readonly Dictionary<string, SourceLocation> _firstPlaces = new(StringComparer.Ordinal);

    /// <summary>Every label with the place where it first stands.</summary>
    public IReadOnlyDictionary<string, SourceLocation> Labels => _firstPlaces;

    /// <summary>The labels that are empty.</summary>
    public EmptyLabels Empty { get; } = new();

    /// <summary>Whether an item is there.</summary>
    /// <param name="id">The item's id.</param>
    public bool Has(string id) => _ids.Contains(id);

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="location">Where it stands.</param>
    public void AddItem(JudgeItem item, SourceLocation location)
    {
        _ids.Add(item.Id);
        _items.Add((item, location));
    }

    /// <summary>Adds a person's label; an empty label is a missing one.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="annotator">The person.</param>
    /// <param name="label">The label, trimmed.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="explanation">The reason the person gave.</param>
    /// <param name="time">When it was, in the source's notation.</param>
    public void Annotate(string item, string annotator, string label, SourceLocation location, string? explanation = null, string? time = null)
    {
        if (label.Length == 0)
        {
            Empty.Add(location);
            return;
        }

        _firstPlaces.TryAdd(label, location);
        _labels.Add((item, annotator, label, location, explanation, time));
    }

    /// <summary>Adds a person's profile.</summary>
    /// <param name="id">The person.</param>
    /// <param name="attributes">Attributes by name.</param>
    /// <param name="location">Where it stands.</param>
    public void AddAnnotator(string id, IReadOnlyDictionary<string, string> attributes, SourceLocation location) =>
        _annotators.Add((id, attributes, location));

    /// <summary>Makes the dataset.</summary>
    /// <param name="info">What the dataset says of itself.</param>
    /// <param name="shape">The shape of the task.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="subjectivity">How disagreement is to be read.</param>
    /// <param name="canonical">The spelling of labels on the scale.</param>
    /// <exception cref="JudgeEvalException">An item stands twice or has no id, a person labels an item twice, a label is not on the scale; all errors at once.</exception>
    public AnnotatedDataset Build(
        DatasetInfo info, TaskShape shape, LabelScale scale, Subjectivity subjectivity, Func<string, string> canonical)
    {
        var builder = new DatasetBuilder(info, shape, scale, subjectivity);
        foreach ((JudgeItem item, SourceLocation at) in _items)
        {
            builder.AddItem(item, at);
        }

        foreach ((string item, string annotator, string label, SourceLocation at, string? explanation, string? time) in _labels)
        {
            builder.AddAnnotation(item, annotator, canonical(label), explanation, time, at);
        }

        foreach ((string id, IReadOnlyDictionary<string, string> attributes, SourceLocation at) in _annotators)
        {
            builder.AddAnnotator(id, attributes, at);
        }

        return builder.Build();
    }
}
