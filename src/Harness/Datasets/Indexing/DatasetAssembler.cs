using System.Collections.Immutable;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>
/// What the folder reader and the builder share: numbers ids, holds items, people and rows as they come, finds what only
/// the whole can show (duplicates, emptiness) and makes the sorted dataset of it.
/// </summary>
internal sealed class DatasetAssembler
{
    private static readonly ImmutableSortedDictionary<string, string> NoAttributes =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly List<(JudgeItem? Item, SourceLocation At)> _items = [];
    private readonly Dictionary<int, (ImmutableSortedDictionary<string, string> Attributes, SourceLocation At)> _profiles = [];
    private readonly AnnotationRows _rows = new();
    private readonly IdTable _files = new();

    public DiagnosticList HeadErrors { get; } = new();

    public DiagnosticList ItemErrors { get; } = new();

    public DiagnosticList AnnotationErrors { get; } = new();

    public DiagnosticList AnnotatorErrors { get; } = new();

    public NearestName Nearest { get; } = new();

    /// <summary>The ids of items in the order of appearance, those of faulty items included.</summary>
    public IdTable ItemIds { get; } = new();

    public IdTable AnnotatorIds { get; } = new();

    public int RowCount => _rows.Count;

    /// <summary>Takes an item in; of two with one id the first stays.</summary>
    /// <param name="id">A usable id.</param>
    /// <param name="item">The item, or <see langword="null"/> when only its id can be used.</param>
    /// <param name="start">Where the item starts.</param>
    /// <param name="first">Where the first item with this id starts.</param>
    /// <returns>Whether the id is new.</returns>
    public bool TryAddItem(string id, JudgeItem? item, SourceLocation start, out SourceLocation first)
    {
        bool isNew = ItemIds.TryAdd(id, out int position);
        if (isNew)
        {
            _items.Add((item, start));
        }

        first = _items[position].At;
        return isNew;
    }

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

    public void AddRow(in AnnotationRow row, string? explanation, string? time) => _rows.Add(row, explanation, time);

    public void ReportUnknownLabel(SourceLocation at, string label, LabelScale scale) => AnnotationErrors.Add(
        scale.TryClip(label, out _) || (scale.IsNumeric && FiniteNumber.TryRead(label, out _))
            ? DatasetErrors.LabelOutOfRange(at, label, scale)
            : DatasetErrors.UnknownLabel(at, label, NearestLabel(label, scale), scale));

    public void ReportUnknownItem(SourceLocation at, string item) =>
        AnnotationErrors.Add(DatasetErrors.UnknownItem(at, item, Nearest.Of(item, ItemIds.Texts)));

    /// <summary>Makes the dataset, or refuses it with everything that was found.</summary>
    /// <param name="head">What <c>dataset.yaml</c> says; <see langword="null"/> when errors were found in it.</param>
    /// <param name="folder">The folder, when there is one.</param>
    /// <exception cref="JudgeEvalException">Something was found.</exception>
    public AnnotatedDataset Assemble(DatasetHead? head, string? folder)
    {
        int[] itemOrder = SortedOrder(ItemIds);
        int[] annotatorOrder = SortedOrder(AnnotatorIds);
        AnnotationSorter sorter = new(_rows, Inverse(itemOrder), Inverse(annotatorOrder));
        foreach ((int first, int again) in sorter.Duplicates())
        {
            AnnotationRow row = _rows[again];
            AnnotationErrors.Add(DatasetErrors.DuplicateAnnotation(
                LocationOf(row), AnnotatorIds[row.Annotator], ItemIds[row.Item], LocationOf(_rows[first])));
        }

        ThrowIfAny();
        DatasetHead complete = head ?? throw new InvalidOperationException("A head without errors is a head.");
        ImmutableArray<JudgeItem> items = [.. itemOrder.Select(i => _items[i].Item!)];
        ImmutableArray<Annotator> annotators =
        [
            .. annotatorOrder.Select(i => new Annotator(AnnotatorIds[i], _profiles.TryGetValue(i, out var profile) ? profile.Attributes : NoAttributes)),
        ];
        int[] lines = folder is null ? [] : [.. itemOrder.Select(i => _items[i].At.Line)];
        AnnotationTable table = sorter.ToTable();
        DatasetIdentity identity = DatasetHash.Of(complete.Shape, complete.Scale, items, annotators, table);
        return new AnnotatedDataset(
            complete.Info, complete.Shape, complete.Scale, complete.Subjectivity, items, annotators, table, identity, folder, lines);
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

    private static int[] SortedOrder(IdTable ids)
    {
        int[] order = [.. Enumerable.Range(0, ids.Count)];
        bool sorted = true;
        for (int i = 1; i < order.Length && sorted; i++)
        {
            sorted = string.CompareOrdinal(ids[i - 1], ids[i]) < 0;
        }

        if (!sorted)
        {
            string[] texts = [.. ids.Texts];
            Array.Sort(texts, order, StringComparer.Ordinal);
        }

        return order;
    }

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
