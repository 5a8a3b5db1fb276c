using System.Text.Json;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>A request's content as a recording knows it: hashes of the messages and of the options, the model and the repeat.</summary>
/// <param name="Model">The model id.</param>
/// <param name="Messages">SHA-256 over roles and texts of the messages.</param>
/// <param name="Options">SHA-256 over the options that reach the model.</param>
/// <param name="Repeat">The repeat, from 0.</param>
internal readonly record struct RequestContent(string Model, string Messages, string Options, int Repeat)
{
    /// <summary>The key: SHA-256 over the canonical JSON of the four. A stored line can be checked against its own key.</summary>
    public string Key()
    {
        (string model, string messages, string options, int repeat) = this;
        return Sha256Hex.Of(JsonLine.Write(writer =>
        {
            writer.WriteString("model", model);
            writer.WriteString("messages", messages);
            writer.WriteString("options", options);
            writer.WriteNumber("repeat", repeat);
        }));
    }

    public static RequestContent Of(IEnumerable<ChatMessage> messages, ChatOptions options, int repeat) => new(
        options.ModelId ?? throw new InvalidOperationException("A recorded request must name its model in ChatOptions.ModelId."),
        Sha256Hex.Of(JsonLine.Write(writer => WriteMessages(writer, messages))),
        Sha256Hex.Of(JsonLine.Write(writer => WriteOptions(writer, options))),
        repeat);

    private static void WriteMessages(Utf8JsonWriter writer, IEnumerable<ChatMessage> messages)
    {
        writer.WriteStartArray("messages");
        foreach (ChatMessage message in messages)
        {
            if (message.Contents.Any(content => content is not TextContent))
            {
                throw new NotSupportedException("Only requests of text are recorded.");
            }

            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            writer.WriteString("text", message.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ChatOptions options)
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
}
