using System.Collections.Immutable;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>How disagreement among people is to be read (declared by the dataset, never inferred).</summary>
public enum Subjectivity
{
    /// <summary>The answer can be observed; disagreement is noise. Hard labels.</summary>
    Manifest,

    /// <summary>The answer is defined but ambiguous in places; disagreement is mostly noise. Hard labels.</summary>
    LatentPattern,

    /// <summary>The answer depends on who answers; disagreement is signal. Label distributions.</summary>
    LatentProjective,
}

/// <summary>A person who labels.</summary>
/// <param name="Id">The id, unique within the dataset.</param>
/// <param name="Attributes">Group attributes and quality-control fields by name; empty when <c>annotators.csv</c> does not name the person.</param>
public sealed record Annotator(string Id, ImmutableSortedDictionary<string, string> Attributes);

/// <summary>One label by one person on one item.</summary>
/// <param name="Annotator">The position of the person in <see cref="AnnotatedDataset.Annotators"/>.</param>
/// <param name="Code">The position of the label in the scale's labels; -1 on a numeric scale.</param>
/// <param name="Value">The label's number.</param>
public readonly record struct Annotation(int Annotator, int Code, double Value);

/// <summary>A row whose label is missing: the person was asked, or the table has a place for it, and gave none.</summary>
/// <param name="Item">The position of the item in <see cref="AnnotatedDataset.Items"/>.</param>
/// <param name="Annotator">The position of the person in <see cref="AnnotatedDataset.Annotators"/>.</param>
/// <param name="Explanation">The reason the person gave, where there is one.</param>
/// <param name="At">When it was, as the file states it, where it does.</param>
public readonly record struct MissingAnnotation(int Item, int Annotator, string? Explanation, string? At)
{
    /// <summary>What the file says of it in the columns <c>phase</c> and <c>attention</c>.</summary>
    public AnnotationMark Mark { get; init; }
}

/// <summary>The content of a dataset, named by hashes that row order, line ends and key order do not change.</summary>
/// <param name="Hash">SHA-256 over items, labels, annotators, task and scale, in lower-case hexadecimal.</param>
/// <param name="ItemsHash">SHA-256 over the items alone: ids, texts, clusters, splits and tags.</param>
/// <param name="LabelsHash">
/// SHA-256 over the annotations with their explanations, the missing annotations, the annotators with their attributes and
/// the scale alone.
/// </param>
/// <remarks>
/// No part of it: name, version and the other fields of <see cref="DatasetInfo"/>, the subjectivity, when an annotation was
/// made, row order, line ends, key order, byte order marks and quoting. An item whose cluster is stated as its own id is
/// another content than one without a cluster; a tag <c>1</c> is the same content as a tag <c>"1"</c>; an absent context is
/// the same as an empty one.
/// </remarks>
public sealed record DatasetIdentity(string Hash, string ItemsHash, string LabelsHash);

/// <summary>What <c>dataset.yaml</c> says beside the task and the scale. It is no part of the dataset's identity.</summary>
public sealed record DatasetInfo
{
    /// <summary>The dataset's name; not empty.</summary>
    public required string Name { get; init; }

    /// <summary>The version in the owner's own numbering.</summary>
    public string? Version { get; init; }

    /// <summary>What the dataset is, in the owner's words.</summary>
    public string? Description { get; init; }

    /// <summary>The licence.</summary>
    public string? Licence { get; init; }

    /// <summary>Where it comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The splits it declares.</summary>
    public ImmutableArray<string> Splits { get; init; } = [];

    /// <summary>Further fields of the dataset card, by name.</summary>
    public ImmutableSortedDictionary<string, string> Card { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>
/// Items with several people's labels. Immutable. Items and annotators are sorted by id (ordinal), so that nothing
/// computed from a dataset depends on the order of rows in a file.
/// </summary>
public sealed class AnnotatedDataset : IItemSource
{
    private readonly AnnotationTable _table;
    private readonly Dictionary<string, int> _itemPositions;
    private readonly int[] _itemLines;

    internal AnnotatedDataset(
        DatasetInfo info,
        TaskShape shape,
        LabelScale scale,
        Subjectivity subjectivity,
        ImmutableArray<JudgeItem> items,
        ImmutableArray<Annotator> annotators,
        AnnotationTable table,
        DatasetIdentity identity,
        string? folder,
        int[] itemLines)
    {
        Info = info;
        Shape = shape;
        Scale = scale;
        Subjectivity = subjectivity;
        Items = items;
        Annotators = annotators;
        Identity = identity;
        Folder = folder;
        _table = table;
        _itemLines = itemLines;
        _itemPositions = new Dictionary<string, int>(items.Length, StringComparer.Ordinal);
        for (int i = 0; i < items.Length; i++)
        {
            _itemPositions.Add(items[i].Id, i);
        }
    }

    /// <summary>What the dataset says of itself.</summary>
    public DatasetInfo Info { get; }

    /// <summary>The shape of the task.</summary>
    public TaskShape Shape { get; }

    /// <summary>The scale of people's labels.</summary>
    public LabelScale Scale { get; }

    /// <summary>How disagreement among people is to be read.</summary>
    public Subjectivity Subjectivity { get; }

    /// <summary>The items, sorted by id.</summary>
    public ImmutableArray<JudgeItem> Items { get; }

    /// <summary>The people, sorted by id.</summary>
    public ImmutableArray<Annotator> Annotators { get; }

    /// <summary>The content's hashes.</summary>
    public DatasetIdentity Identity { get; }

    /// <summary>What an exclusion log left out; <see langword="null"/> where none was applied.</summary>
    public ExcludedAnnotations? Excluded { get; private init; }

    /// <summary>Whether any annotation has a time.</summary>
    internal bool HasTimes => _table.Times.Length > 0;

    /// <summary>Whether any annotation is of a practice round or an attention check.</summary>
    internal bool HasMarks => _table.Marks.Length > 0 || _table.Missing.Any(m => !m.Mark.IsOrdinary);

    /// <summary>The folder it was read from, as the user gave it; <see langword="null"/> for a dataset made in memory.</summary>
    public string? Folder { get; }

    /// <summary>How many like it each item stands for; <see langword="null"/> where every item stands for itself, as in every dataset that is read from a folder.</summary>
    internal ItemCounts? Counts { get; init; }

    string IItemSource.Name => Info.Name;

    string IItemSource.Hash => Identity.Hash;

    int? IItemSource.Count => Items.Length;

    IEnumerable<JudgeItem> IItemSource.Items => Items;

    /// <summary>How many annotations there are; missing ones are not among them.</summary>
    public int AnnotationCount => _table.Annotations.Length;

    /// <summary>How many rows have an empty label or one that the scale lists as missing. They take part in no statistic.</summary>
    public int MissingAnnotationCount => _table.Missing.Length;

    /// <summary>The rows whose label is missing, sorted by item, then by annotator.</summary>
    public ImmutableArray<MissingAnnotation> MissingAnnotations => _table.Missing;

    /// <summary>The annotations of one item, sorted by annotator.</summary>
    /// <param name="item">The position in <see cref="Items"/>.</param>
    public ReadOnlySpan<Annotation> AnnotationsOf(int item) =>
        _table.Annotations.AsSpan(_table.Offsets[item], _table.Offsets[item + 1] - _table.Offsets[item]);

    /// <summary>The reason the annotator gave for a label, where there is one.</summary>
    /// <param name="item">The position in <see cref="Items"/>.</param>
    /// <param name="index">The index within <see cref="AnnotationsOf"/>.</param>
    public string? ExplanationOf(int item, int index) => _table.Explanations.Length == 0 ? null : _table.Explanations[_table.Offsets[item] + index];

    /// <summary>When an annotation was made, as the file states it, where it does.</summary>
    /// <param name="item">The position in <see cref="Items"/>.</param>
    /// <param name="index">The index within <see cref="AnnotationsOf"/>.</param>
    public string? TimeOf(int item, int index) => _table.Times.Length == 0 ? null : _table.Times[_table.Offsets[item] + index];

    /// <summary>What the file says of an annotation in the columns <c>phase</c> and <c>attention</c>.</summary>
    /// <param name="item">The position in <see cref="Items"/>.</param>
    /// <param name="index">The index within <see cref="AnnotationsOf"/>.</param>
    public AnnotationMark MarkOf(int item, int index) => _table.Marks.Length == 0 ? default : _table.Marks[_table.Offsets[item] + index];

    /// <summary>The position of an item.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="item">The position in <see cref="Items"/>.</param>
    public bool TryFindItem(string id, out int item) => _itemPositions.TryGetValue(id, out item);

    /// <summary>The line of an item in <c>items.jsonl</c>, from 1; 0 for a dataset made in memory.</summary>
    /// <param name="item">The position in <see cref="Items"/>.</param>
    public int LineOf(int item) => _itemLines.Length == 0 ? 0 : _itemLines[item];

    /// <summary>The label of an annotation, as the scale spells it.</summary>
    /// <param name="annotation">An annotation of this dataset.</param>
    public Label LabelOf(Annotation annotation) => annotation.Code >= 0
        ? Scale.At(annotation.Code)
        : new Label(annotation.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), annotation.Value);

    /// <summary>Every person's label of one item as the scale spells it, by annotator, sorted (ordinal); missing ones are not among them.</summary>
    /// <param name="item">The position in <see cref="Items"/>.</param>
    public ImmutableSortedDictionary<string, string> LabelsOf(int item)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (Annotation annotation in AnnotationsOf(item))
        {
            labels.Add(Annotators[annotation.Annotator].Id, LabelOf(annotation).Text);
        }

        return labels.ToImmutable();
    }

    /// <summary>The same, as what an exclusion log left of another dataset.</summary>
    /// <param name="whole">The identity of the whole, which verdicts name.</param>
    /// <param name="excluded">What was left out.</param>
    internal AnnotatedDataset AsRestOf(DatasetIdentity whole, ExcludedAnnotations excluded) =>
        new(Info, Shape, Scale, Subjectivity, Items, Annotators, _table, whole, Folder, _itemLines) { Excluded = excluded };

    /// <summary>The same dataset without some annotations; items and people stay, and so does the identity.</summary>
    /// <param name="ruleOf">The rule that excludes the annotation of an item by a person, both by position; <see langword="null"/> for one that stays.</param>
    internal AnnotatedDataset Without(Func<int, int, string?> ruleOf)
    {
        int[] offsets = new int[_table.Offsets.Length];
        List<int> kept = new(_table.Annotations.Length);
        SortedDictionary<string, int> byRule = new(StringComparer.Ordinal);
        for (int item = 0; item < Items.Length; item++)
        {
            for (int i = _table.Offsets[item]; i < _table.Offsets[item + 1]; i++)
            {
                if (ruleOf(item, _table.Annotations[i].Annotator) is { } rule)
                {
                    byRule[rule] = byRule.GetValueOrDefault(rule) + 1;
                }
                else
                {
                    kept.Add(i);
                }
            }

            offsets[item + 1] = kept.Count;
        }

        AnnotationTable table = new(
            offsets, Of(_table.Annotations), Of(_table.Explanations), Of(_table.Times), [.. _table.Missing.Where(m => ruleOf(m.Item, m.Annotator) is null)]) { Marks = Of(_table.Marks) };
        return new AnnotatedDataset(Info, Shape, Scale, Subjectivity, Items, Annotators, table, Identity, Folder, _itemLines)
        {
            Excluded = new ExcludedAnnotations(_table.Annotations.Length - kept.Count, byRule.ToImmutableSortedDictionary(StringComparer.Ordinal)),
        };

        T[] Of<T>(T[] all) => all.Length == 0 ? [] : [.. kept.Select(i => all[i])];
    }
}
