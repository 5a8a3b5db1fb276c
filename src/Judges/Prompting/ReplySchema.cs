using System.Text.Json;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>The JSON schema that the model is asked to answer by. The rationale comes first, so that the model reasons before it labels.</summary>
internal static class ReplySchema
{
    public static ChatResponseFormat For(AnswerScale answers)
    {
        byte[] json = JsonLine.Write(writer =>
        {
            writer.WriteString("type", "object");
            writer.WriteStartObject("properties");
            writer.WriteStartObject("rationale");
            writer.WriteString("type", "string");
            writer.WriteEndObject();
            writer.WriteStartObject("label");
            WriteLabel(writer, answers);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteStartArray("required");
            writer.WriteStringValue("rationale");
            writer.WriteStringValue("label");
            writer.WriteEndArray();
            writer.WriteBoolean("additionalProperties", false);
        });
        using JsonDocument schema = JsonDocument.Parse(json);
        return ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), "verdict");
    }

    private static void WriteLabel(Utf8JsonWriter writer, AnswerScale answers)
    {
        writer.WriteString("type", answers.IsNumeric ? "number" : "string");
        if (!answers.IsNumeric)
        {
            writer.WriteStartArray("enum");
            foreach (string label in answers.Shown)
            {
                writer.WriteStringValue(label);
            }

            writer.WriteEndArray();
            return;
        }

        if (double.IsFinite(answers.Minimum))
        {
            writer.WriteNumber("minimum", answers.Minimum);
        }

        if (double.IsFinite(answers.Maximum))
        {
            writer.WriteNumber("maximum", answers.Maximum);
        }
    }
}
