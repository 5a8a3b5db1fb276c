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
            ? target.Try(() => CsvTable.Read(path)) is { } table ? table.Rows.Select(r => OfRow(table, r)) : []
            : ExportRecords.Of(path, target, "data").Select(r => target.Try(() => OfJson(r))).OfType<LangfuseRecord>();

    /// <summary>A value that is there and not empty, or <see langword="null"/>.</summary>
    /// <param name="name">Its name.</param>
    public string? Text(string name) => Values.TryGetValue(name, out LangfuseValue value) && value.Text.Length > 0 ? value.Text : null;

    /// <summary>Where a value stands; the row's own place where it has none.</summary>
    /// <param name="name">Its name.</param>
    public SourceLocation Place(string name) => Values.TryGetValue(name, out LangfuseValue value) ? value.At : At;

    private static LangfuseRecord OfRow(CsvTable table, CsvRow row)
    {
        var values = new Dictionary<string, LangfuseValue>(StringComparer.Ordinal);
        for (int i = 0; i < row.Cells.Length; i++)
        {
            values[Camel(table.Columns[i])] = new LangfuseValue(row.Cells[i], table.At(row, i));
        }

        return new LangfuseRecord(table.At(row), values);
    }

    private static LangfuseRecord OfJson(SourceJson record)
    {
        var values = new Dictionary<string, LangfuseValue>(StringComparer.Ordinal);
        foreach ((string name, SourceJson value) in record.Members("a score, a trace or an observation"))
        {
            string key = Camel(name);
            bool isText = key is "input" or "output" or "metadata" || value.Kind is not (JsonValueKind.Array or JsonValueKind.Object);
            if (isText || !LangfuseScores.Read.Contains(key, StringComparer.Ordinal))
            {
                values[key] = new LangfuseValue(value.Kind is JsonValueKind.String ? value.Text() : ExportText.Of(value), value.Location);
            }
            else
            {
                throw value.Wrong($"'{name}' is neither a text nor a number", "it is one value");
            }
        }

        return new LangfuseRecord(record.Location, values);
    }

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
