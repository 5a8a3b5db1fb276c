using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>Reads a baseline file line by line, gathering every error before it gives up.</summary>
internal sealed class BaselineFileReader(string path)
{
    private static readonly string[] Parts = ["format", "judge", "dataset", "gates", "acceptance", "item"];

    // The others may be absent: a case without gates has nothing to accept.
    private static readonly string[] Needed = ["format", "judge", "dataset"];

    private static readonly string[] FormatFields = ["format", "suite", "case", "test"];

    private static readonly string[] DatasetFields = ["name", "scale"];

    private static readonly string[] ItemFields = ["item", "fingerprint", "people", "verdicts"];

    private readonly List<Diagnostic> _errors = [];
    private readonly List<Judgement> _judgements = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<string, BaselineItem>.Builder _items = ImmutableSortedDictionary.CreateBuilder<string, BaselineItem>(StringComparer.Ordinal);
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);
    private bool _foreign;
    private int _conflict;
    private (string Suite, string Case, string? Test) _names;
    private JudgeIdentity? _judge;
    private (string Name, string? Scale) _dataset;
    private ImmutableArray<AcceptedGate> _gates = [];
    private BaselineAcceptance? _acceptance;

    public void Take(ReadOnlySpan<byte> line, int number, bool closed)
    {
        // After a header of another format every line would be wrong, and what follows a conflict may follow from it: neither says anything.
        if (line.IsEmpty || _foreign || _conflict > 0)
        {
            return;
        }

        if (ConflictMarkers.IsMarker(line))
        {
            _conflict = number;
            return;
        }

        if (!JsonLine.TryRead(line, out List<JsonField> fields, out string? error, out int column))
        {
            _errors.Add(BaselineErrors.Malformed(
                error,
                closed ? "a baseline has one JSON object in UTF-8 on each line" : "a baseline has one JSON object in UTF-8 on each line, and this one may have been cut off",
                new SourceLocation(path, number, column)));
            return;
        }

        // What the fields find is told under the one code of a malformed baseline.
        int before = _errors.Count;
        Line(new VerdictFields(path, number, fields, _errors), fields, number);
        for (int i = before; i < _errors.Count; i++)
        {
            _errors[i] = _errors[i] is { Code: ['J', 'E', '1', ..] } found ? BaselineErrors.Malformed(found.What, found.Why, found.Location) : _errors[i];
        }
    }

    public BaselineRecord Finish()
    {
        if (_conflict > 0)
        {
            throw new JudgeEvalException(BaselineErrors.Conflict(path, _conflict));
        }

        foreach (string part in _foreign ? [] : Needed.Where(p => !_parts.Contains(p)))
        {
            _errors.Add(BaselineErrors.Malformed($"the line with '{part}' is missing", "a baseline begins with its format, its judge and its dataset", new SourceLocation(path, 1, 1)));
        }

        if (_errors.Count > 0)
        {
            throw new JudgeEvalException([.. _errors]);
        }

        return new BaselineRecord
        {
            Suite = _names.Suite,
            Case = _names.Case,
            Test = _names.Test,
            Dataset = _dataset.Name,
            Baseline = new JudgeBaseline
            {
                Verdicts = new VerdictSet(_judge!, _dataset.Name, null, _judgements) { Path = path },
                Scale = _dataset.Scale,
                Items = _items.ToImmutable(),
                Path = path,
            },
            Gates = _gates,
            Acceptance = _acceptance,
        };
    }

    private void Line(VerdictFields values, List<JsonField> fields, int number)
    {
        string? part = Parts.FirstOrDefault(name => fields.Exists(f => f.Name == name));
        if (part is not ("item" or null) && !_parts.Add(part))
        {
            values.Error("JE1909", $"the line with '{part}' stands twice", "a merge kept it of both branches", "", 1);
            return;
        }

        switch (part)
        {
            case "format":
                Format(values);
                break;
            case "judge":
                values.Refuse(["judge"]);
                _judge = JudgeFields.Read(values);
                break;
            case "dataset":
                values.Refuse(["dataset"]);
                Dataset(values);
                break;
            case "gates":
                values.Refuse(["gates"]);
                _gates = AcceptanceFields.Gates(values);
                break;
            case "acceptance":
                values.Refuse(["acceptance"]);
                _acceptance = AcceptanceFields.Acceptance(values);
                break;
            case "item":
                Item(values, number);
                break;
            default:
                values.Error("JE1904", "the line is of no known kind", "a line of a baseline holds its format, judge, dataset, gates or acceptance, or an item", "", 1);
                break;
        }
    }

    private void Format(VerdictFields values)
    {
        JsonField format = values.Find("format")!.Value;
        if (format is not { Kind: JsonValueKind.String, Text: BaselineRecord.FormatName })
        {
            _foreign = true;
            _errors.Add(BaselineErrors.OtherFormat(format.Text, new SourceLocation(path, 1, format.Column)));
            return;
        }

        values.Refuse(FormatFields);
        _names = (values.Required("suite") ?? "", values.Required("case") ?? "", values.Text("test"));
    }

    private void Dataset(VerdictFields values)
    {
        if (values.Texts("dataset", DatasetFields) is not { } dataset)
        {
            return;
        }

        _dataset = (dataset.GetValueOrDefault("name") ?? "", dataset.GetValueOrDefault("scale"));
        if (string.IsNullOrWhiteSpace(_dataset.Name))
        {
            values.Error("JE1905", "the dataset has no name", "a baseline names the dataset that was judged", "", values.Find("dataset")!.Value.Column);
        }
    }

    private void Item(VerdictFields values, int number)
    {
        int before = values.ErrorCount;
        values.Refuse(ItemFields);
        string? item = values.Required("item"), fingerprint = values.Required("fingerprint");
        Labels(values, out ImmutableSortedDictionary<string, string> labels);
        List<Judgement> judgements = item is null ? [] : Verdicts(values, item, number);
        if (values.ErrorCount > before)
        {
            return;
        }

        if (!_lines.TryAdd(item!, number))
        {
            _errors.Add(BaselineErrors.Duplicate(item!, _lines[item!], new SourceLocation(path, number, 1)));
            return;
        }

        _items.Add(item!, new BaselineItem(fingerprint!, labels));
        _judgements.AddRange(judgements);
    }

    private static void Labels(VerdictFields values, out ImmutableSortedDictionary<string, string> labels)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        bool sound = values.Find("people") is { Kind: JsonValueKind.Object };
        foreach (JsonProperty property in sound ? values.Find("people")!.Value.Element.EnumerateObject().ToArray() : [])
        {
            sound &= property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { Length: > 0 } label && builder.TryAdd(property.Name, label);
        }

        labels = builder.ToImmutable();
        if (!sound)
        {
            values.Error("JE1906", "the field 'people' has a wrong value", "it must be an object with the label of each annotator", "", values.Find("people")?.Column ?? 1);
        }
    }

    private List<Judgement> Verdicts(VerdictFields values, string item, int number)
    {
        List<Judgement> judgements = [];
        if (values.Find("verdicts") is not { Kind: JsonValueKind.Array } list || list.Element.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
        {
            values.Error("JE1906", "the field 'verdicts' has a wrong value", "it must be a list of objects", "", values.Find("verdicts")?.Column ?? 1);
            return judgements;
        }

        HashSet<(int, PresentationOrder)> seen = [];
        foreach (JsonElement element in list.Element.EnumerateArray())
        {
            List<JsonField> fields = [new JsonField("item", list.NameColumn, list.Column, JsonValueKind.String, item, default), .. Fields(element, list)];
            if (VerdictFileReader.Read(new VerdictFields(path, number, fields, _errors)) is not { } judgement)
            {
                continue;
            }

            if (!seen.Add((judgement.Repeat, judgement.Order)))
            {
                values.Error("JE1909", $"the item '{item}' is judged twice in the same repeat and order", "a verdict counts once", "", list.Column);
            }

            judgements.Add(judgement);
        }

        return judgements;
    }

    // Within a list only the place of the list itself is known.
    private static IEnumerable<JsonField> Fields(JsonElement element, JsonField list) => element.EnumerateObject().Select(property => new JsonField(
        property.Name,
        list.NameColumn,
        list.Column,
        property.Value.ValueKind,
        property.Value.ValueKind switch
        {
            JsonValueKind.String => property.Value.GetString(),
            JsonValueKind.Number => property.Value.GetRawText(),
            _ => null,
        },
        property.Value));
}
