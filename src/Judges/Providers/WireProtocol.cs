using System.Net;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>What distinguishes the protocols, as far as a reply can be checked before an SDK reads it.</summary>
internal enum WireProtocol
{
    /// <summary>OpenAI's chat completions.</summary>
    OpenAI,

    /// <summary>Anthropic's messages.</summary>
    Anthropic,
}

/// <summary>Checks a reply of success against its protocol.</summary>
internal static class WireReply
{
    /// <summary>What is wrong with the reply, as the end of a sentence; null when nothing is.</summary>
    public static string? Misfit(JsonElement reply, WireProtocol protocol)
    {
        if (reply.ValueKind != JsonValueKind.Object)
        {
            return "it is no JSON object";
        }

        string list = protocol == WireProtocol.OpenAI ? "choices" : "content";
        if (!reply.TryGetProperty(list, out JsonElement items) || items.ValueKind != JsonValueKind.Array)
        {
            return $"it has no list '{list}'";
        }

        return protocol == WireProtocol.OpenAI ? ChoiceMisfit(items) : ContentMisfit(reply, items);
    }

    /// <summary>Some gateways answer 200 and put the error into the reply; its code is then a status.</summary>
    public static bool IsError(JsonElement reply, out HttpStatusCode? status)
    {
        status = null;
        if (reply.ValueKind != JsonValueKind.Object || !reply.TryGetProperty("error", out JsonElement error)
            || error.ValueKind is JsonValueKind.Null or JsonValueKind.False)
        {
            return false;
        }

        if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out JsonElement code)
            && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out int number) && number is >= 400 and <= 599)
        {
            status = (HttpStatusCode)number;
        }

        return true;
    }

    private static string? ChoiceMisfit(JsonElement choices) =>
        choices.GetArrayLength() == 0 ? "it has no choices"
        : choices[0].ValueKind != JsonValueKind.Object || !choices[0].TryGetProperty("message", out JsonElement message) || message.ValueKind != JsonValueKind.Object
            ? "its first choice has no message"
        : null;

    // A refusal may have no content at all.
    private static string? ContentMisfit(JsonElement reply, JsonElement contents) =>
        !reply.TryGetProperty("stop_reason", out JsonElement reason) || reason.ValueKind != JsonValueKind.String ? "it has no stop_reason"
        : contents.EnumerateArray().Any(content => content.ValueKind != JsonValueKind.Object || !content.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
            ? "a content of it has no type"
        : null;
}
