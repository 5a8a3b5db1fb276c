using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// One JSON object a line:
/// <c>{"id","context","response" | "responseA","responseB","cluster","split","tags":{name:text},"labels":{annotator:label},"judges":{name:label}}</c>.
/// Labels are texts or numbers; <c>null</c> and the empty text are missing.
/// </summary>
internal sealed class JsonLinesImporter : IDatasetImporter
{
    private static readonly string[] Texts = ["id", "context", "response", "responseA", "responseB", "cluster", "split"];
    private static readonly string[] Known = [.. Texts, "tags", "labels", "judges"];

    /// <inheritdoc/>
    public string Format => "jsonl";

    /// <inheritdoc/>
    public string Description =>
        "a JSON Lines file (also .gz) of {\"id\",\"context\",\"response\" or \"responseA\",\"responseB\",\"labels\":{annotator:label},\"judges\":{name:label}}";

    /// <inheritdoc/>
    public ImmutableArray<ImportedDataset> Import(ImportRequest request)
    {
        string path = ImportSources.One(request, Format);
        var errors = new ImportErrors();
        var draft = new DatasetDraft();
        var judges = new SortedDictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var shapes = new HashSet<TaskShape>();
        int number = 0;
        foreach (string line in SourceFile.ReadText(path).Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                ReadLine(line, new SourceLocation(path, number, 1), new Target(draft, judges, shapes, errors));
            }
        }

        if (shapes.Count > 1)
        {
            errors.Add(
                "JE1603", SourceLocation.InFile(path), "some items have one response and some have two", "a dataset has one task",
                "import the two kinds from two files");
        }

        errors.ThrowIfAny();
        bool pairs = shapes.Contains(TaskShape.Preference);
        InferredScale inferred = ImportedScale.Of(draft, pairs, request.Scale, judges.Values.SelectMany(j => j.Values), path);
        AnnotatedDataset dataset = draft.Build(
            new DatasetInfo { Name = request.Name ?? ImportNames.OfFile(path), Source = Path.GetFileName(path) },
            pairs ? TaskShape.Preference : TaskShape.Single, inferred.Scale, Subjectivity.LatentPattern, inferred.Canonical);
        return
        [
            new ImportedDataset(
                dataset, [.. judges.Select(j => ImportedScale.Verdicts(j.Key, j.Value, inferred))],
                inferred.Assumption is { } assumption ? [assumption] : []),
        ];
    }

    private static void ReadLine(string line, SourceLocation location, Target target)
    {
        if (!JsonLine.TryRead(Encoding.UTF8.GetBytes(line), out List<JsonField> fields, out string? error, out int column))
        {
            target.Errors.Add("JE1603", location with { Column = column }, error, "each line is one item, a JSON object", "mend the line");
            return;
        }

        using JsonDocument document = JsonDocument.Parse(line);
        ReadItem(document.RootElement, location, fields, target);
    }

    private static void ReadItem(JsonElement element, SourceLocation location, List<JsonField> fields, Target target)
    {
        SourceLocation At(string name) => fields.Find(f => f.Name == name) is { Name: not null } field ? location with { Column = field.Column } : location;
        foreach (JsonField field in fields.Where(f => !Known.Contains(f.Name, StringComparer.Ordinal)))
        {
            target.Errors.Add(
                "JE1603", location with { Column = field.NameColumn }, $"the key '{field.Name}' is not known", $"the keys are {string.Join(", ", Known)}",
                "rename or remove it");
        }

        foreach (JsonField field in fields.Where(f => Texts.Contains(f.Name, StringComparer.Ordinal) && f.Kind is JsonValueKind.Object or JsonValueKind.Array))
        {
            target.Errors.Add(
                "JE1603", location with { Column = field.Column }, $"'{field.Name}' is neither a text nor a number", "it is one value",
                "write a text");
        }

        string id = Text(element, "id") ?? "";
        bool pair = element.TryGetProperty("responseA", out _) || element.TryGetProperty("responseB", out _);
        target.Shapes.Add(pair ? TaskShape.Preference : TaskShape.Single);
        var item = new JudgeItem
        {
            Id = id,
            Context = Text(element, "context") ?? "",
            Response = pair ? null : Text(element, "response") ?? id,
            ResponseA = pair ? Text(element, "responseA") ?? "" : null,
            ResponseB = pair ? Text(element, "responseB") ?? "" : null,
            Cluster = Text(element, "cluster"),
            Split = Text(element, "split"),
            Tags = Map(element, "tags", At("tags"), target.Errors).ToImmutableSortedDictionary(
                t => t.Key, t => t.Value, StringComparer.Ordinal),
        };
        target.Draft.AddItem(item, At("id"));
        foreach ((string annotator, string label) in Map(element, "labels", At("labels"), target.Errors))
        {
            target.Draft.Annotate(id, annotator, label, At("labels"));
        }

        foreach ((string judge, string label) in Map(element, "judges", At("judges"), target.Errors))
        {
            if (!target.Judges.TryGetValue(judge, out Dictionary<string, string>? verdicts))
            {
                target.Judges.Add(judge, verdicts = new Dictionary<string, string>(StringComparer.Ordinal));
            }

            verdicts[id] = label;
        }
    }

    private static List<KeyValuePair<string, string>> Map(JsonElement element, string key, SourceLocation location, ImportErrors errors)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (!element.TryGetProperty(key, out JsonElement map) || map.ValueKind == JsonValueKind.Null)
        {
            return pairs;
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            errors.Add("JE1603", location, $"'{key}' is not an object", "it maps names to labels", $"write \"{key}\": {{\"name\": label}}");
            return pairs;
        }

        foreach (JsonProperty property in map.EnumerateObject())
        {
            if (Scalar(property.Value) is not { } text)
            {
                errors.Add(
                    "JE1603", location, $"'{property.Name}' in '{key}' is neither a text nor a number", "a label is one value",
                    "write a text or a number");
            }
            else if (text.Length > 0)
            {
                pairs.Add(KeyValuePair.Create(property.Name, text));
            }
        }

        return pairs;
    }

    // A text keeps its surrounding space; only labels are trimmed.
    private static string? Text(JsonElement element, string key) => !element.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null
        ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : Scalar(value);

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Null => "",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private sealed record Target(
        DatasetDraft Draft, SortedDictionary<string, Dictionary<string, string>> Judges, HashSet<TaskShape> Shapes, ImportErrors Errors);
}
