using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Writing;

/// <summary>Writes items as JSON Lines, the fields always in the same order.</summary>
internal static class ItemWriter
{
    // The file is read by people and in reviews, not inside HTML: letters stay letters
    // (only what lies beyond the basic plane, such as emoji, is escaped).
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(ImmutableArray<JudgeItem> items, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, Options);
        foreach (JudgeItem item in items)
        {
            Write(item, json);
            json.Flush();
            stream.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    /// <summary>Writes one item.</summary>
    public static void Write(JudgeItem item, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteString("context", item.Context);
        WriteOptional(json, "response", item.Response);
        WriteOptional(json, "responseA", item.ResponseA);
        WriteOptional(json, "responseB", item.ResponseB);
        WriteOptional(json, "cluster", item.Cluster);
        WriteOptional(json, "split", item.Split);
        if (!item.Tags.IsEmpty)
        {
            json.WriteStartObject("tags");
            foreach ((string name, string value) in item.Tags)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
