using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Harness.Imports.Folders;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>An item of an imported folder with what people and judges said of it.</summary>
/// <param name="Item">The item.</param>
/// <param name="People">Each person's label, sorted by person; missing ones are not among them.</param>
/// <param name="Judges">Each judge's labels in the order of repeats; a failure as its kind in brackets.</param>
public sealed record PreviewItem(JudgeItem Item, ImmutableArray<KeyValuePair<string, string>> People, ImmutableArray<KeyValuePair<string, string>> Judges);

/// <summary>The first items of an imported folder, read without reading the rest of it.</summary>
public static class ImportPreview
{
    /// <summary>Reads them.</summary>
    /// <param name="import">The folder.</param>
    /// <param name="count">How many items at most.</param>
    public static ImmutableArray<PreviewItem> Read(ImportedFolder import, int count)
    {
        ArgumentNullException.ThrowIfNull(import);
        JudgeItem[] items = [.. Lines(Path.Combine(import.Folder, DatasetFiles.Items)).Take(count).Select(line => ItemText.Read(line))];
        ILookup<string, KeyValuePair<string, string>> people = People(import.Folder, items).ToLookup(p => p.Item, p => p.Label, StringComparer.Ordinal);
        ILookup<string, KeyValuePair<string, string>> judges = import.Judges
            .SelectMany(j => Verdicts(Path.Combine(import.Folder, j.File), items).Select(v => (v.Item, Label: KeyValuePair.Create(j.Name, v.Label))))
            .ToLookup(p => p.Item, p => p.Label, StringComparer.Ordinal);
        return [.. items.Select(i => new PreviewItem(i, [.. people[i.Id]], [.. judges[i.Id]]))];
    }

    private static IEnumerable<byte[]> Lines(string file)
    {
        using var lines = new Utf8Lines(File.OpenRead(file));
        while (lines.Next())
        {
            yield return lines.Block.ToArray();
        }
    }

    private static IEnumerable<(string Item, KeyValuePair<string, string> Label)> People(string folder, JudgeItem[] items)
    {
        string path = Path.Combine(folder, DatasetFiles.Annotations);
        using var file = new CsvFile(path, File.OpenRead(path), new DiagnosticList());
        bool any = items.Length > 0 && file.ReadHeader([], null, new NearestName());
        while (any && file.Read() && string.CompareOrdinal(file.TextOf(0), items[^1].Id) <= 0)
        {
            if (!file[2].IsEmpty)
            {
                yield return (file.TextOf(0), KeyValuePair.Create(file.TextOf(1), file.TextOf(2)));
            }
        }
    }

    private static IEnumerable<(string Item, string Label)> Verdicts(string file, JudgeItem[] items)
    {
        foreach (byte[] line in items.Length == 0 ? [] : Lines(file).Skip(1))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            string item = json.RootElement.GetProperty("item").GetString()!;
            if (string.CompareOrdinal(item, items[^1].Id) > 0)
            {
                yield break;
            }

            yield return (item, json.RootElement.TryGetProperty("label", out JsonElement label)
                ? label.GetString()!
                : $"({json.RootElement.GetProperty("failure").GetProperty("kind").GetString()})");
        }
    }
}
