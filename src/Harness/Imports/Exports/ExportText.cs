using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Texts of JSON values, for people and judges to read.</summary>
internal static class ExportText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text as it is, messages of a chat as a transcript, one message as its text, anything else as JSON.</summary>
    /// <param name="value">Any value.</param>
    public static string Of(SourceJson value) => value.Kind switch
    {
        JsonValueKind.String => value.Text(),
        JsonValueKind.Null => "",
        JsonValueKind.Array when Messages(value) is { Count: > 0 } messages => Transcript(messages),
        JsonValueKind.Object when value.Properties is [("messages", var inner)] && Messages(inner) is { Count: > 0 } messages => Transcript(messages),
        JsonValueKind.Object when value.Optional("role")?.Kind == JsonValueKind.String && value.Optional("content") is { Kind: JsonValueKind.String } content => content.Text(),
        JsonValueKind.Array or JsonValueKind.Object => Json(value),
        _ => value.Scalar(),
    };

    /// <summary>The messages of a chat as it was shown: a single message of the user alone without its role.</summary>
    /// <param name="messages">The messages in their order.</param>
    public static string Transcript(IReadOnlyList<ChatText> messages) =>
        messages is [{ Role: "user" or "human" or "Human" }] ? messages[0].Text : string.Join("\n\n", messages.Select(m => $"{m.Role}: {m.Text}"));

    /// <summary>The messages of an array of <c>{"role","content"}</c> or <c>{"from","value"}</c>; <see langword="null"/> when it is none.</summary>
    /// <param name="value">Any value.</param>
    public static List<ChatText>? Messages(SourceJson value)
    {
        if (value.Kind != JsonValueKind.Array)
        {
            return null;
        }

        var messages = new List<ChatText>();
        foreach (SourceJson element in value.Elements("messages"))
        {
            SourceJson? role = element.Optional("role") ?? element.Optional("from");
            SourceJson? content = element.Optional("content") ?? element.Optional("value");
            if (role?.Kind != JsonValueKind.String || content is null)
            {
                return null;
            }

            messages.Add(new ChatText(role.Text(), Content(content)));
        }

        return messages;
    }

    // A message may be a list of parts, of which the texts are read one after the other.
    private static string Content(SourceJson content) =>
        content.Kind == JsonValueKind.Array && content.Elements("parts").All(p => p.Optional("text")?.Kind == JsonValueKind.String)
            ? string.Join("\n", content.Elements("parts").Select(p => p.Required("text").Text()))
            : Of(content);

    private static string Json(SourceJson value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void Write(Utf8JsonWriter writer, SourceJson value)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach ((string name, SourceJson property) in value.Properties)
                {
                    writer.WritePropertyName(name);
                    Write(writer, property);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (SourceJson element in value.Elements("elements"))
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.Text());
                break;
            case JsonValueKind.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteRawValue(value.Scalar());
                break;
        }
    }
}

/// <summary>A message of a chat.</summary>
/// <param name="Role">Who says it.</param>
/// <param name="Text">What is said.</param>
internal readonly record struct ChatText(string Role, string Text);
