using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// One JSON object a line:
/// <c>{"id","context","response" | "responseA","responseB","cluster","split","tags":{name:text},"labels":{annotator:label},"judges":{name:label}}</c>.
/// Labels are texts or numbers; <c>null</c> and the empty text are missing. The options of columns name other keys, and keys that become tags.
/// </summary>
internal sealed class JsonLinesImporter : IDatasetImporter
{
    /// <inheritdoc/>
    public string Format => "jsonl";

    /// <inheritdoc/>
    public string Description => "an item a line, with its texts, labels and verdicts";

    /// <inheritdoc/>
    public string Source =>
        "JSON Lines (.gz too), one item a line: {\"id\",\"context\",\"response\" or \"responseA\",\"responseB\",\"labels\":{annotator:label},\"judges\":{name:label}}";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds =>
    [
        nameof(ImportColumns.Item), nameof(ImportColumns.Context), nameof(ImportColumns.Response), nameof(ImportColumns.ResponseA), nameof(ImportColumns.ResponseB),
        nameof(ImportColumns.Cluster), nameof(ImportColumns.Split), nameof(ImportColumns.Tags),
    ];

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string path = ImportSources.One(request, Format);
        var keys = new Keys(request.Columns);
        DatasetTarget? dataset = null;
        bool pairs = false;
        SortedSet<string> unseen = new(keys.Stated, StringComparer.Ordinal);
        foreach (SourceJson line in SourceJson.ReadLines(path, target))
        {
            unseen.ExceptWith(line.Properties.Select(p => p.Key));
            bool pair = line.TryGet(keys.ResponseA, out _) || line.TryGet(keys.ResponseB, out _);
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

            if (pair != pairs)
            {
                target.Error(
                    "JE1603", line.Location, pair ? "the item has two responses, and the first item has one" : "the item has one response, and the first item has two",
                    "a dataset has one task", "import the two kinds from two files");
                continue;
            }

            target.Try(() => ReadItem(line, keys, pair, dataset, target));
        }

        foreach (string key in unseen.Where(_ => dataset is not null))
        {
            target.Error("JE1602", SourceLocation.InFile(path), $"no item has the key '{key}'", $"an option names it; the keys of an item are {string.Join(", ", keys.Known)}", "name the key as it is in the file");
        }

        if (dataset is null && !target.HasErrors)
        {
            target.Error("JE1608", SourceLocation.InFile(path), "there is no label in the source", "it has no rows, or every label is empty", "add people's labels");
        }
    }

    private static string ReadItem(SourceJson line, Keys keys, bool pair, DatasetTarget dataset, ImportTarget target)
    {
        foreach ((string key, SourceJson value) in line.Members("an object for each item"))
        {
            if (!keys.Known.Contains(key, StringComparer.Ordinal))
            {
                target.Error("JE1603", value.KeyLocation, $"the key '{key}' is not known", $"the keys are {string.Join(", ", keys.Known)}", "rename or remove it, or make it a tag with --tag");
            }
        }

        string id = Text(line, keys.Id) ?? throw line.Wrong($"the key '{keys.Id}' is missing", "it is the item's id; --item names another key");
        var item = new JudgeItem
        {
            Id = id,
            Context = Text(line, keys.Context) ?? "",
            Response = pair ? null : Text(line, keys.Response) ?? id,
            ResponseA = pair ? Text(line, keys.ResponseA) ?? "" : null,
            ResponseB = pair ? Text(line, keys.ResponseB) ?? "" : null,
            Cluster = Text(line, keys.Cluster),
            Split = Text(line, keys.Split),
            Tags = Tags(line, keys),
        };
        dataset.AddItem(item, line.Required(keys.Id).Location);
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

    private static ImmutableSortedDictionary<string, string> Tags(SourceJson line, Keys keys)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        tags.AddRange(Map(line, "tags").Select(t => KeyValuePair.Create(t.Name, t.Value.Scalar())));
        foreach (string key in keys.Tags)
        {
            if (line.Optional(key) is { } value && !tags.TryAdd(key, value.Scalar()))
            {
                throw value.Wrong($"the tag '{key}' stands in 'tags', too", "which of the two counts cannot be known");
            }
        }

        return tags.ToImmutable();
    }

    private static IEnumerable<(string Name, SourceJson Value)> Map(SourceJson line, string key) =>
        line.Optional(key) is { } map ? map.Members("an object that maps names to labels").Where(m => !m.Value.IsNull).Select(m => (m.Key, m.Value)) : [];

    // A text keeps its surrounding space; only labels are trimmed.
    private static string? Text(SourceJson line, string key) => line.Optional(key) is not { } value ? null
        : value.Kind == JsonValueKind.String ? value.Text()
        : value.Scalar();

    /// <summary>What the keys of an item are called.</summary>
    private sealed class Keys(ImportColumns columns)
    {
        private static readonly ImportColumns Usual = new();

        // A table's column is 'item' unless somebody says otherwise, an item's key is 'id'.
        public string Id { get; } = columns.Item ?? "id";

        public string Context => columns.Context;

        public string Response => columns.Response;

        public string ResponseA => columns.ResponseA;

        public string ResponseB => columns.ResponseB;

        public string Cluster => columns.Cluster;

        public string Split => columns.Split;

        public ImmutableArray<string> Tags => columns.Tags;

        /// <summary>The keys that the user names beside the id, which every item has.</summary>
        public IEnumerable<string> Stated => new[]
        {
            (columns.Context, Usual.Context), (columns.Response, Usual.Response), (columns.ResponseA, Usual.ResponseA), (columns.ResponseB, Usual.ResponseB),
            (columns.Cluster, Usual.Cluster), (columns.Split, Usual.Split),
        }.Where(k => k.Item1 != k.Item2).Select(k => k.Item1).Concat(columns.Tags);

        public ImmutableArray<string> Known { get; } =
        [
            columns.Item ?? "id", columns.Context, columns.Response, columns.ResponseA, columns.ResponseB, columns.Cluster,
            columns.Split, .. columns.Tags, "tags", "labels", "judges",
        ];
    }
}
