using System.Text.Json;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>The hash of a request's options, with the values it was made of, so that it can be told whether other options have the same.</summary>
internal sealed class OptionsHash
{
    private readonly Values? _values;

    private OptionsHash(ChatOptions options)
    {
        Model = options.ModelId ?? throw new InvalidOperationException("A recorded request must name its model in ChatOptions.ModelId.");
        SecretGuard.Check(options);
        QuotedModel = [(byte)'"', .. JsonEncodedText.Encode(Model, JsonLine.WriterOptions.Encoder).EncodedUtf8Bytes, (byte)'"'];
        using JsonScratch scratch = JsonScratch.Rent();
        Hash = ContentKey.Of(JsonLine.WriteTo(scratch, writer => Write(writer, options)));

        _values = Values.Of(options);
    }

    /// <summary>The model id, which is no part of the hash.</summary>
    public string Model { get; }

    /// <summary>The model id as a JSON string.</summary>
    public byte[] QuotedModel { get; }

    public ContentKey Hash { get; }

    public static OptionsHash Of(ChatOptions options) => new(options);

    /// <summary>Whether these options are certainly equal; options with lists or objects in them are hashed anew.</summary>
    public bool IsOf(ChatOptions options) => _values is { } values && Values.Of(options) is { } other && values == other;

    private static void Write(Utf8JsonWriter writer, ChatOptions options)
    {
        if (options.Tools is { Count: > 0 })
        {
            throw new NotSupportedException("Requests with tools are not recorded.");
        }

        Text("instructions", options.Instructions);
        Number("temperature", options.Temperature);
        Number("topP", options.TopP);
        Number("topK", options.TopK);
        Number("frequencyPenalty", options.FrequencyPenalty);
        Number("presencePenalty", options.PresencePenalty);
        Number("maxOutputTokens", options.MaxOutputTokens);
        if (options.Seed is { } seed)
        {
            writer.WriteNumber("seed", seed);
        }

        Text("reasoning", options.Reasoning?.Effort?.ToString());
        Format(writer, options.ResponseFormat);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            writer.WriteStartArray("stop");
            foreach (string stop in stops)
            {
                writer.WriteStringValue(stop);
            }

            writer.WriteEndArray();
        }

        Additional(writer, options.AdditionalProperties);

        void Text(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        void Number(string name, float? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
        }
    }

    private static void Format(Utf8JsonWriter writer, ChatResponseFormat? format)
    {
        if (format is ChatResponseFormatJson json)
        {
            writer.WriteString("format", "json");
            if (json.Schema is { } schema)
            {
                writer.WritePropertyName("schema");
                schema.WriteTo(writer);
            }
        }
    }

    private static void Additional(Utf8JsonWriter writer, AdditionalPropertiesDictionary? properties)
    {
        foreach ((string name, object? value) in (properties ?? []).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (name != RecordingContext.PropertyName)
            {
                writer.WritePropertyName("additional." + name);
                JsonSerializer.SerializeToElement(value).WriteTo(writer);
            }
        }
    }

    /// <summary>What is hashed, where all of it is plain or immutable. Numbers are compared by their bits: 0 and -0 are written differently.</summary>
    private readonly record struct Values(
        string? Model, string? Instructions, int? Temperature, int? TopP, int? TopK, int? FrequencyPenalty, int? PresencePenalty,
        int? MaxOutputTokens, long? Seed, ChatResponseFormat? Format)
    {
        public static Values? Of(ChatOptions options) =>
            options.Reasoning is not null || options.Tools is { Count: > 0 } || options.StopSequences is { Count: > 0 } || HasAdditional(options)
                ? null
                : new Values(
                    options.ModelId, options.Instructions, Bits(options.Temperature), Bits(options.TopP), options.TopK, Bits(options.FrequencyPenalty),
                    Bits(options.PresencePenalty), options.MaxOutputTokens, options.Seed, options.ResponseFormat);

        private static int? Bits(float? value) => value is { } number ? BitConverter.SingleToInt32Bits(number) : null;

        private static bool HasAdditional(ChatOptions options) =>
            options.AdditionalProperties is { } properties
            && properties.Count > (properties.ContainsKey(RecordingContext.PropertyName) ? 1 : 0);
    }
}
