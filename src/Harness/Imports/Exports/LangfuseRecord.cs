using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>A row of an export of Langfuse, whichever way it was written. Blob storages spell <c>trace_id</c> what elsewhere is <c>traceId</c>.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Values">The values that are there, by name.</param>
internal sealed record LangfuseRecord(SourceLocation At, IReadOnlyDictionary<string, LangfuseValue> Values)
{
    /// <summary>Whether it is a trace or an observation.</summary>
    public bool HasTexts => Values.ContainsKey("input") || Values.ContainsKey("output");

    /// <summary>Whether it is a score.</summary>
    public bool IsScore => Values.ContainsKey("name") && Values.ContainsKey("source");

    /// <summary>The rows of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">Takes the errors.</param>
    public static IEnumerable<LangfuseRecord> Read(string path, ImportTarget target) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase)
            ? target.Try(() => OfTable(CsvTable.Read(path))) ?? []
            : ExportRecords.Of(path, target, "data").Select(r => target.Try(() => OfJson(r))).OfType<LangfuseRecord>();

    /// <summary>A value that is there and not empty, or <see langword="null"/>.</summary>
    /// <param name="name">Its name.</param>
    public string? Text(string name) => Values.TryGetValue(name, out LangfuseValue value) && value.Text.Length > 0 ? value.Text : null;

    /// <summary>Where a value stands; the row's own place where it has none.</summary>
    /// <param name="name">Its name.</param>
    public SourceLocation Place(string name) => Values.TryGetValue(name, out LangfuseValue value) ? value.At : At;

    private static IEnumerable<LangfuseRecord> OfTable(CsvTable table)
    {
        string[] keys = [.. table.Columns.Select(Camel)];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < keys.Length; i++)
        {
            if (!places.TryAdd(keys[i], i) && IsRead(keys[i]))
            {
                throw Twice(new SourceLocation(table.Path, 1, 1), keys[i]);
            }
        }

        return table.Rows.Select(row => new LangfuseRecord(
            table.At(row), places.ToDictionary(p => p.Key, p => new LangfuseValue(row.Cells[p.Value], table.At(row, p.Value)), StringComparer.Ordinal)));
    }

    private static LangfuseRecord OfJson(SourceJson record)
    {
        var values = new Dictionary<string, LangfuseValue>(StringComparer.Ordinal);
        foreach ((string name, SourceJson value) in record.Members("a score, a trace or an observation"))
        {
            string key = Camel(name);
            bool isText = key is "input" or "output" or "metadata" || value.Kind is not (JsonValueKind.Array or JsonValueKind.Object);
            if (!isText && IsRead(key))
            {
                throw value.Wrong($"'{name}' is neither a text nor a number", "it is one value");
            }

            if (values.ContainsKey(key) && IsRead(key))
            {
                throw Twice(value.Location, key);
            }

            values[key] = new LangfuseValue(value.Kind is JsonValueKind.String ? value.Text() : ExportText.Of(value), value.Location);
        }

        return new LangfuseRecord(record.Location, values);
    }

    private static bool IsRead(string key) => key is "input" or "output" || LangfuseScores.Read.Contains(key, StringComparer.Ordinal);

    private static JudgeEvalException Twice(SourceLocation at, string key) => ImportErrors.Fatal(
        "JE1653", at, $"'{key}' stands twice", "it is spelled in two ways, with capitals and with underscores, and which of the two counts is not known", "remove one of them");

    private static string Camel(string name)
    {
        string[] words = name.Split('_');
        return string.Concat(words.Select((w, i) => i == 0 || w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
    }
}

/// <summary>A value of a row.</summary>
/// <param name="Text">Its text.</param>
/// <param name="At">Where it stands.</param>
internal readonly record struct LangfuseValue(string Text, SourceLocation At);
