using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>
/// Reads one line of <c>items.jsonl</c>. A field that is <c>null</c> counts as absent. Reading goes on after a mistake as
/// long as the line is JSON.
/// </summary>
internal sealed class ItemLine(string file, ItemRules rules, DatasetAssembler assembler)
{
    /// <summary>The fields an item may have, in the order of <see cref="ItemField"/>.</summary>
    public static readonly ImmutableArray<string> FieldNames = ["id", "context", "response", "responseA", "responseB", "cluster", "tags", "split"];

    private static readonly byte[][] Names = [.. FieldNames.Select(Encoding.UTF8.GetBytes)];
    private static readonly ImmutableSortedDictionary<string, string> NoTags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly DiagnosticList _errors = assembler.ItemErrors;
    private readonly IdTable _clustersAndSplits = new();
    private readonly string?[] _texts = new string?[FieldNames.Length];
    private readonly int[] _offsets = new int[FieldNames.Length];
    private ImmutableSortedDictionary<string, string> _tags = NoTags;
    private int _seen;
    private int _start;
    private int _line;
    private int _valueOffset;

    /// <summary>Reads a line and hands its item to the assembler.</summary>
    /// <param name="line">Well-formed UTF-8, not blank.</param>
    /// <param name="number">The number of the line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<byte> line, int number)
    {
        Array.Clear(_texts);
        _tags = NoTags;
        _seen = 0;
        _start = 0;
        _line = number;
        _valueOffset = 0;
        int before = _errors.Count;
        bool isObject = false;
        try
        {
            isObject = ReadObject(line);
        }
        catch (JsonException error)
        {
            ReportMalformed(line, (int)Math.Min(error.BytePositionInLine ?? 0, line.Length));
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to an escape like \ud800 without its other half.
            _errors.Add(DatasetErrors.MalformedJson(At(line, _valueOffset), "the text holds half a surrogate pair"));
        }

        HandOver(line, isObject, before);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadObject(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader json = new(line);
        json.Read();
        _start = (int)json.TokenStartIndex;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            _errors.Add(DatasetErrors.WrongJsonType(At(line, _start), "the line", KindOf(json.TokenType), "an object"));
            json.Skip();
            json.Read();
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref json, line);
        }

        // Reads on to the end of the line: text behind the object is an error.
        json.Read();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadField(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        int nameOffset = (int)json.TokenStartIndex;
        _valueOffset = nameOffset;
        int field = FieldOf(ref json);
        if (field < 0)
        {
            string name = json.GetString()!;
            _errors.Add(DatasetErrors.UnknownItemField(At(line, nameOffset), name, assembler.Nearest.Of(name, FieldNames)));
            json.Skip();
            return;
        }

        if ((_seen & (1 << field)) != 0)
        {
            _errors.Add(DatasetErrors.DuplicateKey(At(line, nameOffset), FieldNames[field]));
            json.Skip();
            return;
        }

        _seen |= 1 << field;
        json.Read();
        _valueOffset = (int)json.TokenStartIndex;
        _offsets[field] = _valueOffset;
        if ((ItemField)field == ItemField.Tags)
        {
            ReadTags(ref json, line);
        }
        else
        {
            ReadText(ref json, line, (ItemField)field);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadText(ref Utf8JsonReader json, ReadOnlySpan<byte> line, ItemField field)
    {
        bool isOptional = field != ItemField.Id;
        if (json.TokenType == JsonTokenType.String)
        {
            bool repeats = field is ItemField.Cluster or ItemField.Split;
            _texts[(int)field] = repeats && !json.ValueIsEscaped
                ? _clustersAndSplits[_clustersAndSplits.FindOrAdd(json.ValueSpan)]
                : json.GetString();
        }
        else if (json.TokenType != JsonTokenType.Null || !isOptional)
        {
            _errors.Add(DatasetErrors.WrongJsonType(At(line, _valueOffset), $"'{FieldNames[(int)field]}'", KindOf(json.TokenType), "a text"));
            json.Skip();

            // A response is there, only wrong: it must not be called missing as well.
            _texts[(int)field] = field is ItemField.Response or ItemField.ResponseA or ItemField.ResponseB ? "" : null;
        }
    }

    private void ReadTags(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            if (json.TokenType != JsonTokenType.Null)
            {
                _errors.Add(DatasetErrors.WrongJsonType(At(line, _valueOffset), "'tags'", KindOf(json.TokenType), "an object"));
                json.Skip();
            }

            return;
        }

        ImmutableSortedDictionary<string, string>.Builder tags = NoTags.ToBuilder();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int nameOffset = (int)json.TokenStartIndex;
            _valueOffset = nameOffset;
            string name = json.GetString()!;
            if (tags.ContainsKey(name))
            {
                _errors.Add(DatasetErrors.DuplicateKey(At(line, nameOffset), name));
            }

            json.Read();
            _valueOffset = (int)json.TokenStartIndex;
            string? value = json.TokenType switch
            {
                JsonTokenType.String => json.GetString(),
                JsonTokenType.Number => Encoding.UTF8.GetString(json.ValueSpan),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => null,
            };
            if (value is null)
            {
                _errors.Add(DatasetErrors.WrongJsonType(
                    At(line, _valueOffset), $"the tag {DatasetErrors.Quote(name)}", KindOf(json.TokenType), "a text, a number, true or false"));
                json.Skip();
            }

            tags[name] = value ?? "";
        }

        _tags = tags.ToImmutable();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void HandOver(ReadOnlySpan<byte> line, bool isObject, int errorsBefore)
    {
        SourceLocation start = At(line, _start);
        ItemPlace place = new(start, line, _offsets);
        string? id = _texts[(int)ItemField.Id];
        JudgeItem item = NewItem(id ?? "");
        if (isObject)
        {
            if ((_seen & (1 << (int)ItemField.Id)) == 0)
            {
                _errors.Add(DatasetErrors.MissingItemField(start, null, "id", shape: null));
            }

            rules.Check(item, place);
        }

        if (id is null || !rules.CheckId(id, place))
        {
            return;
        }

        // The id of a faulty line is still known, so that its annotations are not called into question too.
        if (!assembler.Items.TryAdd(id, _errors.Count == errorsBefore ? item : null, start, out SourceLocation first))
        {
            _errors.Add(DatasetErrors.DuplicateItem(place.Of(ItemField.Id), id, first));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private JudgeItem NewItem(string id) => new()
    {
        Id = id,
        Context = _texts[(int)ItemField.Context] ?? "",
        Response = _texts[(int)ItemField.Response],
        ResponseA = _texts[(int)ItemField.ResponseA],
        ResponseB = _texts[(int)ItemField.ResponseB],
        Cluster = _texts[(int)ItemField.Cluster],
        Split = _texts[(int)ItemField.Split],
        Tags = _tags,
    };

    private void ReportMalformed(ReadOnlySpan<byte> line, int offset)
    {
        string reason = "the line ends within the object";
        if (offset < line.Length)
        {
            Rune.DecodeFromUtf8(line[offset..], out Rune found, out _);
            reason = $"{DatasetErrors.Quote(found.ToString())} is not expected here";
        }

        _errors.Add(DatasetErrors.MalformedJson(At(line, offset), reason));
    }

    private SourceLocation At(ReadOnlySpan<byte> line, int offset) => new(file, _line, Utf8Position.Of(line, offset, _line).Column);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FieldOf(ref Utf8JsonReader json)
    {
        for (int field = 0; field < Names.Length; field++)
        {
            if (json.ValueTextEquals(Names[field]))
            {
                return field;
            }
        }

        return -1;
    }

    private static string KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
