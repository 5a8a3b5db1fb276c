using System.Buffers;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Datasets.Writing;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// Goes once through the sorted items, annotations and verdicts of a dataset side by side, checks what only all of them can show (duplicates, unknown items,
/// labels off the scale), and writes them.
/// </summary>
internal sealed class FolderMerge : IDisposable
{
    private readonly ImportTarget _target;
    private readonly DatasetAssembler _assembler;
    private readonly PlaceRecord _places;
    private readonly TaskShape _shape;
    private readonly FileStream _itemsFile;
    private readonly ArrayBufferWriter<byte> _key = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly CancellationToken _cancellationToken;

    public FolderMerge(string folder, ImportTarget target, DatasetAssembler assembler, PlaceRecord places, TaskShape shape, CancellationToken cancellationToken)
    {
        _target = target;
        _assembler = assembler;
        _places = places;
        _shape = shape;
        _cancellationToken = cancellationToken;
        _itemsFile = new FileStream(Path.Combine(folder, DatasetFiles.Items), FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024);
    }

    /// <summary>Whether every row of the source could be read; else what is not there is no mistake of its own.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>How many items there are.</summary>
    public int Items { get; private set; }

    /// <summary>Goes through everything.</summary>
    public void Run(RecordCursor items, AnnotationMerge annotations, VerdictMerge verdicts)
    {
        bool more = items.Next();
        while (more)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _key.ResetWrittenCount();
            _key.Write(items.Key);
            more = TakeItem(items);
            annotations.Take(_key.WrittenSpan);
            verdicts.Take(_key.WrittenSpan);
        }

        annotations.RefuseRest();
        verdicts.RefuseRest();
        if (IsWhole && Items == 0 && _assembler.ItemErrors.Count == 0)
        {
            _assembler.ItemErrors.Add(DatasetErrors.NoItems(SourceLocation.None));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _itemsFile.Dispose();

    /// <summary>Takes all records of one id, of which the first that tells more than the id is the item.</summary>
    /// <returns>Whether there are more records.</returns>
    private bool TakeItem(RecordCursor items)
    {
        SourceLocation? first = null;
        SourceLocation? named = null;
        SourceLocation mentioned = default;
        bool isMentioned = false;
        bool more = true;
        _line.ResetWrittenCount();
        for (; more && items.Key.SequenceEqual(_key.WrittenSpan); more = items.Next())
        {
            var record = new RecordReader(items.Value);
            var speech = (ItemSpeech)record.Byte();
            SourceLocation at = _places.Read(ref record);
            ReadOnlySpan<byte> line = record.Bytes();
            if (speech == ItemSpeech.Named)
            {
                named ??= at;
            }
            else if (speech == ItemSpeech.Mentioned && isMentioned)
            {
                Compare(line, at, mentioned);
            }
            else if (first is null)
            {
                first = at;
                _line.Write(line);
            }
            else
            {
                _assembler.ItemErrors.Add(DatasetErrors.DuplicateItem(at, Id(), first.Value));
            }

            if (speech == ItemSpeech.Mentioned && !isMentioned)
            {
                (isMentioned, mentioned) = (true, at);
            }
        }

        if (first is null)
        {
            WriteNamed(named!.Value);
        }

        _itemsFile.Write(_line.WrittenSpan);
        _itemsFile.WriteByte((byte)'\n');
        Items++;
        return more;
    }

    private string Id() => OrdinalKey.Read(_key.WrittenSpan);

    private void WriteNamed(SourceLocation at)
    {
        JudgeItem item = ItemName.WithoutTexts(Id(), _shape);
        new ItemRules(_shape, [], _assembler.Nearest, _assembler.ItemErrors).Check(item, new ItemPlace(at));
        using var json = new Utf8JsonWriter(_line, ItemWriter.Options);
        ItemWriter.Write(item, json);
    }

    private void Compare(ReadOnlySpan<byte> line, SourceLocation at, SourceLocation mentioned)
    {
        if (!line.SequenceEqual(_line.WrittenSpan))
        {
            string field = ItemDifference.Between(ItemText.Read(_line.WrittenSpan), ItemText.Read(line)) ?? "text";
            ItemDifference.Report(_target, Id(), field, at, mentioned);
        }
    }
}
