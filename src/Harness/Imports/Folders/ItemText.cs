using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Items as <see cref="Datasets.Writing.ItemWriter"/> writes them, read back to say in what two of them differ.</summary>
internal static class ItemText
{
    /// <summary>Reads a line.</summary>
    public static JudgeItem Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        JsonElement item = JsonElement.ParseValue(ref reader);
        string? Text(string name) => item.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
        return new JudgeItem
        {
            Id = Text("id")!,
            Context = Text("context") ?? "",
            Response = Text("response"),
            ResponseA = Text("responseA"),
            ResponseB = Text("responseB"),
            Cluster = Text("cluster"),
            Split = Text("split"),
            Tags = item.TryGetProperty("tags", out JsonElement tags)
                ? tags.EnumerateObject().ToImmutableSortedDictionary(t => t.Name, t => t.Value.GetString()!, StringComparer.Ordinal)
                : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        };
    }
}
