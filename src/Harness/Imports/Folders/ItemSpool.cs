using System.Buffers;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Datasets.Writing;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>In which way a row speaks of an item.</summary>
internal enum ItemSpeech : byte
{
    /// <summary>It is the item; there is no second one.</summary>
    Added,

    /// <summary>It repeats the item.</summary>
    Mentioned,

    /// <summary>It tells the id alone.</summary>
    Named,
}

/// <summary>Takes the items of a source in any order and sorts them by id. What makes an item unusable for itself is found here.</summary>
internal sealed class ItemSpool : IDisposable
{
    private const int Remembered = 1 << 14;
    private const int ShortText = 256;

    private readonly RecordSort _sort;
    private readonly PlaceRecord _places;
    private readonly DiagnosticList _errors;
    private readonly ItemRules _rules;
    private readonly RecordWriter _key = new();
    private readonly RecordWriter _value = new();
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly Utf8JsonWriter _writer;
    private readonly JudgeItem?[] _mentioned = new JudgeItem?[Remembered];
    private readonly HashSet<string> _faulty = new(StringComparer.Ordinal);
    private JudgeItem? _last;

    public ItemSpool(RecordSort sort, PlaceRecord places, ImportHead head, DatasetAssembler assembler)
    {
        _sort = sort;
        _places = places;
        _errors = assembler.ItemErrors;
        _rules = new ItemRules(head.Shape, head.Info.Splits, assembler.Nearest, assembler.ItemErrors);
        _writer = new Utf8JsonWriter(_json, ItemWriter.Options);
    }

    /// <summary>Takes the item.</summary>
    public void Add(JudgeItem item, SourceLocation at) => Take(item, at, ItemSpeech.Added);

    /// <summary>Takes an item that other rows tell, too. One that was just told costs nothing.</summary>
    public void Mention(JudgeItem item, SourceLocation at)
    {
        ref JudgeItem? slot = ref _mentioned[(uint)string.GetHashCode(item.Id, StringComparison.Ordinal) % Remembered];
        if (Same(_last, item) || Same(slot, item))
        {
            return;
        }

        _last = item;
        slot = item.Context.Length + (item.Response ?? "").Length + (item.ResponseA ?? "").Length + (item.ResponseB ?? "").Length <= ShortText && item.Tags.Count <= 4 ? item : slot;
        Take(item, at, ItemName.IsAllOf(item) ? ItemSpeech.Named : ItemSpeech.Mentioned);
    }

    /// <summary>Goes through the items in the order of their ids.</summary>
    public RecordCursor Read() => _sort.Read();

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _sort.Dispose();
    }

    private static bool Same(JudgeItem? known, JudgeItem item) => known is not null && known.Id == item.Id && ItemDifference.Between(known, item) is null;

    private void Take(JudgeItem item, SourceLocation at, ItemSpeech speech)
    {
        // What is wrong with an item that is repeated is told once.
        if (speech != ItemSpeech.Added && _faulty.Contains(item.Id))
        {
            return;
        }

        int before = _errors.Count;
        ItemPlace place = new(at);
        TextRules.CheckTexts(_errors, at, item);
        if (speech != ItemSpeech.Named)
        {
            _rules.Check(item, place);
        }

        bool named = _rules.CheckId(item.Id, place);
        if (_errors.Count > before && _faulty.Count < DiagnosticList.Shown)
        {
            _faulty.Add(item.Id);
        }

        if (!named)
        {
            return;
        }

        _value.Clear().Byte((byte)speech);
        _places.Write(_value, at);
        _value.Bytes(Json(item));
        _sort.Add(_key.Clear().Key(item.Id).Written, _value.Written);
    }

    private ReadOnlySpan<byte> Json(JudgeItem item)
    {
        _json.ResetWrittenCount();
        _writer.Reset();
        ItemWriter.Write(item, _writer);
        _writer.Flush();
        return _json.WrittenSpan;
    }
}
