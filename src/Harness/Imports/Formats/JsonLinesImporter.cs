using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// One JSON object a line:
/// <c>{"id","context","response" | "responseA","responseB","cluster","split","tags":{name:text},"labels":{annotator:label},"judges":{name:label}}</c>.
/// Labels are texts or numbers; <c>null</c> and the empty text are missing.
/// </summary>
internal sealed class JsonLinesImporter : IDatasetImporter
{
    private static readonly string[] Known = ["id", "context", "response", "responseA", "responseB", "cluster", "split", "tags", "labels", "judges"];

    /// <inheritdoc/>
    public string Format => "jsonl";

    /// <inheritdoc/>
    public string Description =>
        "a JSON Lines file (also .gz) of {\"id\",\"context\",\"response\" or \"responseA\",\"responseB\",\"labels\":{annotator:label},\"judges\":{name:label}}";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string path = ImportSources.One(request, Format);
        DatasetTarget? dataset = null;
        bool pairs = false;
        bool mixed = false;
        foreach (SourceJson line in SourceJson.ReadLines(path, target))
        {
            bool pair = line.TryGet("responseA", out _) || line.TryGet("responseB", out _);
            if (dataset is null)
            {
                pairs = pair;
                dataset = target.Begin(new ImportHead
                {
                    Info = new DatasetInfo { Name = request.Name ?? ImportNames.OfFile(path), Source = Path.GetFileName(path) },
                    Path = path,
                    Shape = pairs ? TaskShape.Preference : TaskShape.Single,
                });
            }

            if (pair != pairs && !mixed)
            {
                mixed = true;
                target.Error(
                    "JE1603", SourceLocation.InFile(path), "some items have one response and some have two", "a dataset has one task",
                    "import the two kinds from two files");
            }

            target.Try(() => ReadItem(line, pair, dataset, target));
        }

        if (dataset is null && !target.HasErrors)
        {
            target.Error("JE1608", SourceLocation.InFile(path), "there is no label in the source", "it has no rows, or every label is empty", "add people's labels");
        }
    }

    private static string ReadItem(SourceJson line, bool pair, DatasetTarget dataset, ImportTarget target)
    {
        foreach ((string key, SourceJson value) in line.Members("an object for each item"))
        {
            if (!Known.Contains(key, StringComparer.Ordinal))
            {
                target.Error("JE1603", value.KeyLocation, $"the key '{key}' is not known", $"the keys are {string.Join(", ", Known)}", "rename or remove it");
            }
        }

        string id = Text(line, "id") ?? "";
        var item = new JudgeItem
        {
            Id = id,
            Context = Text(line, "context") ?? "",
            Response = pair ? null : Text(line, "response") ?? id,
            ResponseA = pair ? Text(line, "responseA") ?? "" : null,
            ResponseB = pair ? Text(line, "responseB") ?? "" : null,
            Cluster = Text(line, "cluster"),
            Split = Text(line, "split"),
            Tags = Map(line, "tags").ToImmutableSortedDictionary(t => t.Name, t => t.Value.Scalar(), StringComparer.Ordinal),
        };
        dataset.AddItem(item, (line.Optional("id") ?? line).Location);
        foreach ((string annotator, SourceJson label) in Map(line, "labels"))
        {
            dataset.Annotate(id, annotator, label.Scalar(), label.Location);
        }

        foreach ((string judge, SourceJson label) in Map(line, "judges"))
        {
            dataset.AddVerdict(judge, id, label.Scalar(), label.Location);
        }

        return id;
    }

    private static IEnumerable<(string Name, SourceJson Value)> Map(SourceJson line, string key) =>
        line.Optional(key) is { } map ? map.Members("an object that maps names to labels").Where(m => !m.Value.IsNull).Select(m => (m.Key, m.Value)) : [];

    // A text keeps its surrounding space; only labels are trimmed.
    private static string? Text(SourceJson line, string key) => line.Optional(key) is not { } value ? null
        : value.Kind == JsonValueKind.String ? value.Text()
        : value.Scalar();
}
