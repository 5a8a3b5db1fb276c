using System.Collections.Immutable;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>
/// What the folder reader and the builder share: numbers ids, holds items, people and rows as they come, finds what only
/// the whole can show (duplicates, emptiness) and makes the sorted dataset of it.
/// </summary>
internal sealed class DatasetAssembler(ItemTable items)
{
    private static readonly ImmutableSortedDictionary<string, string> NoAttributes =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Dictionary<int, (ImmutableSortedDictionary<string, string> Attributes, SourceLocation At)> _profiles = [];
    private readonly AnnotationRows _rows = new();
    private readonly IdTable _files = new();

    public DiagnosticList HeadErrors { get; } = new();

    public DiagnosticList ItemErrors { get; } = new();

    public DiagnosticList AnnotationErrors { get; } = new();

    public DiagnosticList AnnotatorErrors { get; } = new();

    public NearestName Nearest { get; } = new();

    /// <summary>The items in the order of appearance, faulty ones included.</summary>
    public ItemTable Items { get; } = items;

    public IdTable AnnotatorIds { get; } = new();

    public int RowCount => _rows.Count;

    /// <summary>A person by the position of the id, with the profile where one was given.</summary>
    public Annotator AnnotatorAt(int position) =>
        new(AnnotatorIds[position], _profiles.TryGetValue(position, out var profile) ? profile.Attributes : NoAttributes);

    /// <summary>Takes a person's profile in; an empty value is an absent attribute.</summary>
    public void AddAnnotator(string id, IEnumerable<KeyValuePair<string, string>> attributes, SourceLocation at)
    {
        ImmutableSortedDictionary<string, string> kept = NoAttributes.AddRange(
            attributes.Where(a => a.Value.Length > 0).Select(a => KeyValuePair.Create(a.Key, Texts.WithLineFeeds(a.Value))));
        int person = AnnotatorIds.FindOrAdd(id);
        if (!_profiles.TryAdd(person, (kept, at)))
        {
            AnnotatorErrors.Add(DatasetErrors.DuplicateAnnotator(at, id, _profiles[person].At));
        }
    }

    public int NumberOfFile(string? file) => _files.FindOrAdd(file ?? "");

    public void AddRow(in AnnotationRow row, string? explanation, string? time, in AnnotationMark mark = default) => _rows.Add(row, explanation, time, mark);

    public void ReportUnknownLabel(SourceLocation at, string label, LabelScale scale) => AnnotationErrors.Add(
        scale.TryClip(label, out _) || (scale.IsNumeric && FiniteNumber.TryRead(label, out _))
            ? DatasetErrors.LabelOutOfRange(at, label, scale)
            : DatasetErrors.UnknownLabel(at, label, NearestLabel(label, scale), scale));

    public void ReportUnknownItem(SourceLocation at, string item) =>
        AnnotationErrors.Add(DatasetErrors.UnknownItem(at, item, Nearest.Of(item, Items.Ids)));

    /// <summary>Sorts people and annotations, or refuses the dataset with everything that was found.</summary>
    /// <param name="head">What <c>dataset.yaml</c> says; <see langword="null"/> when errors were found in it.</param>
    /// <exception cref="JudgeEvalException">Something was found.</exception>
    public SortedDataset Sort(DatasetHead? head)
    {
        int[] itemOrder = Items.SortedOrder();
        int[] annotatorOrder = AnnotatorIds.SortedOrder();
        AnnotationSorter sorter = new(_rows, Inverse(itemOrder), Inverse(annotatorOrder));
        foreach ((int first, int again) in sorter.Duplicates())
        {
            AnnotationRow row = _rows[again];
            AnnotationErrors.Add(DatasetErrors.DuplicateAnnotation(
                LocationOf(row), AnnotatorIds[row.Annotator], Items[row.Item], LocationOf(_rows[first])));
        }

        ThrowIfAny();
        ImmutableArray<Annotator> annotators =
        [
            .. annotatorOrder.Select(AnnotatorAt),
        ];
        return new SortedDataset(
            head ?? throw new InvalidOperationException("A head without errors is a head."), itemOrder, annotators, sorter.ToTable());
    }

    /// <summary>Refuses when anything was found so far.</summary>
    public void ThrowIfAny()
    {
        ImmutableArray<Diagnostic>.Builder all = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (DiagnosticList list in new[] { HeadErrors, ItemErrors, AnnotationErrors, AnnotatorErrors })
        {
            list.AppendTo(all);
        }

        if (all.Count > 0)
        {
            throw new JudgeEvalException(all.ToImmutable());
        }
    }

    private string? NearestLabel(string label, LabelScale scale)
    {
        if (FiniteNumber.TryRead(label, out double number))
        {
            return scale.Labels.FirstOrDefault(l => FiniteNumber.TryRead(l, out double value) && value.Equals(number));
        }

        return Nearest.Of(label, scale.Labels.AddRange(scale.Missing));
    }

    private SourceLocation LocationOf(AnnotationRow row) =>
        _files[row.File].Length == 0 ? SourceLocation.None : new SourceLocation(_files[row.File], row.Line, row.Column);

    private static int[] Inverse(int[] order)
    {
        int[] ranks = new int[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return ranks;
    }
}

/// <summary>What is known of a dataset beside its items.</summary>
/// <param name="Head">What <c>dataset.yaml</c> says.</param>
/// <param name="ItemOrder">The items' positions in the order of appearance, sorted by id.</param>
/// <param name="Annotators">The people, sorted by id.</param>
/// <param name="Table">The annotations, sorted.</param>
internal sealed record SortedDataset(DatasetHead Head, int[] ItemOrder, ImmutableArray<Annotator> Annotators, AnnotationTable Table)
{
    /// <summary>Makes the dataset.</summary>
    /// <param name="held">The items.</param>
    /// <param name="folder">The folder, when there is one.</param>
    public AnnotatedDataset With(HeldItems held, string? folder)
    {
        ImmutableArray<JudgeItem> items = [.. ItemOrder.Select(i => held.ItemAt(i)!)];
        int[] lines = folder is null ? [] : [.. ItemOrder.Select(held.LineOf)];
        return new AnnotatedDataset(Head.Info, Head.Shape, Head.Scale, Head.Subjectivity, items, Annotators, Table, Identity(items), folder, lines);
    }

    /// <summary>The content's hashes.</summary>
    /// <param name="items">The items, sorted by id; enumerated once, and once more when labels are missing.</param>
    public DatasetIdentity Identity(IEnumerable<JudgeItem> items) => DatasetHash.Of(Head.Shape, Head.Scale, ItemOrder.Length, items, Annotators, Table);
}
