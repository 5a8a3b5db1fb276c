using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Records;

/// <summary>A statistic as <c>{"value","n","interval"}</c> or <c>{"undefined","n"}</c>.</summary>
internal sealed class EstimateConverter : JsonConverter<Estimate>
{
    public override Estimate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        int n = root.GetProperty("n").GetInt32();
        if (root.TryGetProperty("undefined", out JsonElement reason))
        {
            return Estimate.Undefined(reason.GetString() ?? throw new JsonException("An undefined statistic needs a reason."), n);
        }

        ConfidenceInterval? interval = root.TryGetProperty("interval", out JsonElement given)
            ? given.Deserialize<ConfidenceInterval>(options)
            : null;
        return Estimate.Of(root.GetProperty("value").GetDouble(), n).WithInterval(interval);
    }

    public override void Write(Utf8JsonWriter writer, Estimate value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.IsDefined)
        {
            writer.WriteNumber("value", value.Value);
            writer.WriteNumber("n", value.N);
            if (value.Interval is not null)
            {
                writer.WritePropertyName("interval");
                JsonSerializer.Serialize(writer, value.Interval, options);
            }
        }
        else
        {
            writer.WriteString("undefined", value.UndefinedReason ?? "no data");
            writer.WriteNumber("n", value.N);
        }

        writer.WriteEndObject();
    }
}

/// <summary>The scale of a judge that predicts difficulty, as in the header of a verdict file.</summary>
internal sealed class ScaleConverter : JsonConverter<LabelScale>
{
    public override LabelScale Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return ScaleJson.TryRead(document.RootElement, out LabelScale? scale) ? scale : throw new JsonException($"The scale must be {ScaleJson.Expected}.");
    }

    public override void Write(Utf8JsonWriter writer, LabelScale value, JsonSerializerOptions options) => ScaleJson.Write(writer, value);
}

/// <summary>Sorted dictionaries keep the ordinal order of their keys when they are read back: the default order depends on the culture.</summary>
internal sealed class OrdinalDictionaryConverter<T> : JsonConverter<ImmutableSortedDictionary<string, T>>
{
    public override ImmutableSortedDictionary<string, T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Dictionary<string, T> plain = JsonSerializer.Deserialize<Dictionary<string, T>>(ref reader) ?? [];
        return plain.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string key, T item) in value)
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, item);
        }

        writer.WriteEndObject();
    }
}
