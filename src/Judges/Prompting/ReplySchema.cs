using System.Text.Json;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>The JSON schema that the model is asked to answer by. The rationale comes first, so that the model reasons before it labels.</summary>
internal static class ReplySchema
{
    /// <summary>The schema; null where the answer is asked for in words.</summary>
    public static ChatResponseFormat? For(PromptFile prompt, AnswerScale answers)
    {
        bool rationale = prompt.Output == PromptOutput.Json;
        if (!rationale && !prompt.Structured)
        {
            return null;
        }

        byte[] json = JsonLine.Write(writer =>
        {
            writer.WriteString("type", "object");
            writer.WriteStartObject("properties");
            if (rationale)
            {
                writer.WriteStartObject("rationale");
                writer.WriteString("type", "string");
                writer.WriteEndObject();
            }

            writer.WriteStartObject("label");
            WriteLabel(writer, answers, asNumber: answers.IsNumeric || prompt.Output == PromptOutput.Number);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteStartArray("required");
            if (rationale)
            {
                writer.WriteStringValue("rationale");
            }

            writer.WriteStringValue("label");
            writer.WriteEndArray();
            writer.WriteBoolean("additionalProperties", false);
        });
        using JsonDocument schema = JsonDocument.Parse(json);
        return ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), "verdict");
    }

    private static void WriteLabel(Utf8JsonWriter writer, AnswerScale answers, bool asNumber)
    {
        writer.WriteString("type", asNumber ? "number" : "string");
        if (!answers.IsNumeric)
        {
            writer.WriteStartArray("enum");
            for (int i = 0; i < answers.Shown.Length; i++)
            {
                if (asNumber)
                {
                    writer.WriteNumberValue(answers.Values[i]);
                }
                else
                {
                    writer.WriteStringValue(answers.Shown[i]);
                }
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
