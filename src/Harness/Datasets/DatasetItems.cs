using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>
/// The items of a dataset folder, read again from the file whenever they are wanted, so that no text is held. The folder is checked and named by the
/// same rules, errors and hash as by <see cref="DatasetReader"/>. Safe for concurrent use.
/// </summary>
/// <remarks>
/// While the folder is opened, an item takes its id's bytes and about 45 bytes more, and an annotation about 60 bytes and the text of its
/// explanation. Afterwards an item takes 12 bytes, and none when <c>items.jsonl</c> is sorted by id (ordinal), as this tool writes it.
/// </remarks>
public sealed class DatasetItems : IItemSource
{
    private readonly ItemLines _lines;

    private DatasetItems(string folder, DatasetHead head, int count, ItemLines lines, DatasetIdentity identity)
    {
        Folder = folder;
        Info = head.Info;
        Shape = head.Shape;
        Scale = head.Scale;
        Count = count;
        Identity = identity;
        _lines = lines;
    }

    /// <summary>What the dataset says of itself.</summary>
    public DatasetInfo Info { get; }

    /// <summary>The content's hashes.</summary>
    public DatasetIdentity Identity { get; }

    /// <inheritdoc/>
    public string Name => Info.Name;

    /// <inheritdoc/>
    public string Hash => Identity.Hash;

    /// <inheritdoc/>
    public TaskShape Shape { get; }

    /// <inheritdoc/>
    public LabelScale Scale { get; }

    /// <inheritdoc/>
    public int? Count { get; }

    /// <inheritdoc/>
    public string? Folder { get; }

    /// <inheritdoc/>
    /// <exception cref="JudgeEvalException"><c>JE1006</c>: <c>items.jsonl</c> was changed after the folder was opened.</exception>
    public IEnumerable<JudgeItem> Items => _lines.Read();

    /// <summary>Reads and checks a whole folder.</summary>
    /// <param name="folder">The folder; error messages name its files by this path.</param>
    /// <exception cref="JudgeEvalException">The folder is refused, with every mistake, as <see cref="DatasetReader.Read(string)"/> refuses it.</exception>
    public static DatasetItems Open(string folder)
    {
        string file = Path.Combine(folder, DatasetFiles.Items);
        FileInfo before = new(file);
        before.Refresh();
        SortedDataset sorted = Read(folder, out (long Offset, int Line)[]? places);
        ItemLines lines = new(file, before, sorted.Head, sorted.ItemOrder.Length, places);
        return new DatasetItems(folder, sorted.Head, sorted.ItemOrder.Length, lines, sorted.Identity(lines.Read()));
    }

    // A method of its own, so that the index is gone before the items are read again.
    private static SortedDataset Read(string folder, out (long Offset, int Line)[]? places)
    {
        ItemIndex index = new();
        SortedDataset sorted = DatasetReader.Read(folder, new DatasetAssembler(index));
        int[] order = sorted.ItemOrder;
        bool isSorted = true;
        for (int i = 0; i < order.Length && isSorted; i++)
        {
            isSorted = order[i] == i;
        }

        places = isSorted ? null : [.. order.Select(i => (index.OffsetOf(i), index.LineOf(i)))];
        return sorted;
    }
}
