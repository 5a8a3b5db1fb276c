using System.Text.Json;

namespace JudgeEval.Harness.Runs;

/// <summary>What differs between the headers of two journals, in words.</summary>
internal static class JournalDifference
{
    public static string Of(ReadOnlySpan<byte> found, ReadOnlySpan<byte> wanted)
    {
        Dictionary<string, string>? before = Fields(found);
        Dictionary<string, string> now = Fields(wanted)!;
        if (before is null)
        {
            return "it has no header that can be read";
        }

        IEnumerable<string> names = before.Keys.Concat(now.Keys).Distinct(StringComparer.Ordinal)
            .Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Order(StringComparer.Ordinal);
        return $"other: {string.Join(", ", names)}";
    }

    private static Dictionary<string, string>? Fields(ReadOnlySpan<byte> header)
    {
        try
        {
            var reader = new Utf8JsonReader(header);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (JsonProperty field in document.RootElement.EnumerateObject())
            {
                foreach ((string name, string value) in Values(field))
                {
                    fields[name] = value;
                }
            }

            return fields;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Name, string Value)> Values(JsonProperty field) => field.Value.ValueKind == JsonValueKind.Object
        ? field.Value.EnumerateObject().Select(inner => ($"{field.Name}.{inner.Name}", inner.Value.GetRawText()))
        : [(field.Name, field.Value.GetRawText())];
}
