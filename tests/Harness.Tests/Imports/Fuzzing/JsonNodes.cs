using System.Text.Json;

namespace JudgeEval.Harness.Tests.Imports.Fuzzing;

/// <summary>Where the values of a JSON text stand, in bytes.</summary>
internal static class JsonNodes
{
    /// <summary>Every value, the whole first.</summary>
    public static List<JsonNode> Of(ReadOnlySpan<byte> json, int offset)
    {
        var reader = new Utf8JsonReader(json);
        var nodes = new List<JsonNode>();
        var open = new Stack<int>();
        while (reader.Read())
        {
            int start = offset + (int)reader.TokenStartIndex;
            int end = offset + (int)reader.BytesConsumed;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(nodes.Count);
                    nodes.Add(new JsonNode(start, end, reader.TokenType));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    int container = open.Pop();
                    nodes[container] = nodes[container] with { End = end };
                    break;
                case JsonTokenType.PropertyName:
                    break;
                default:
                    nodes.Add(new JsonNode(start, end, reader.TokenType));
                    break;
            }
        }

        return nodes;
    }
}

/// <summary>A value.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Behind its end.</param>
/// <param name="Kind">Its first token.</param>
internal readonly record struct JsonNode(int Start, int End, JsonTokenType Kind);
