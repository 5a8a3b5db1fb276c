using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>Token usage as files state it: <c>{"input":n,"output":n}</c>, a number that the provider did not say left out.</summary>
internal static class TokenUsageJson
{
    public static bool TryRead(JsonField field, out TokenUsage? usage)
    {
        usage = null;
        if (field.Kind != JsonValueKind.Object)
        {
            return false;
        }

        long? input = null;
        long? output = null;
        foreach (JsonProperty property in field.Element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt64(out long count) || count < 0)
            {
                return false;
            }

            switch (property.Name)
            {
                case "input":
                    input = count;
                    break;
                case "output":
                    output = count;
                    break;
                default:
                    return false;
            }
        }

        usage = new TokenUsage(input, output);
        return true;
    }

    public static void Write(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage");
        if (usage.InputTokens is { } input)
        {
            writer.WriteNumber("input", input);
        }

        if (usage.OutputTokens is { } output)
        {
            writer.WriteNumber("output", output);
        }

        writer.WriteEndObject();
    }
}
