using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>
/// Reads a reply that is a JSON object with <c>label</c> (a string or a number) and, optionally, <c>rationale</c>. One code
/// fence around the object is tolerated; text around it is not.
/// </summary>
internal static class JsonReply
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static ParsedReply Parse(string reply, AnswerScale answers)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(WithoutFence(reply.Trim()), Strict);
        }
        catch (JsonException exception)
        {
            return ParsedReply.Unparsable($"the reply is not a JSON object: {exception.Message}");
        }

        using (document)
        {
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return ParsedReply.Unparsable("the reply is JSON, but not an object");
            }

            if (!root.TryGetProperty("label", out JsonElement value))
            {
                return ParsedReply.Unparsable("the reply's object has no 'label'");
            }

            string? said = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!.Trim(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
            if (string.IsNullOrEmpty(said))
            {
                return ParsedReply.Unparsable("the reply's 'label' is neither a text nor a number");
            }

            string? rationale = root.TryGetProperty("rationale", out JsonElement words) && words.ValueKind == JsonValueKind.String ? words.GetString() : null;
            LabelMatch match = answers.Match(said, out Label label);

            // The contract names the field, so whatever stands in it has the form of a label, however many words it has.
            return match == LabelMatch.None && !answers.IsNumeric
                ? ParsedReply.OffScale(said, answers)
                : ParsedReply.From(match, label, said, answers, rationale);
        }
    }

    private static string WithoutFence(string reply)
    {
        int firstBreak = reply.IndexOf('\n', StringComparison.Ordinal);
        if (!reply.StartsWith("```", StringComparison.Ordinal) || firstBreak < 0 || !reply.EndsWith("```", StringComparison.Ordinal))
        {
            return reply;
        }

        string language = reply[3..firstBreak].Trim();
        return language.Length == 0 || string.Equals(language, "json", StringComparison.OrdinalIgnoreCase)
            ? reply[(firstBreak + 1)..^3]
            : reply;
    }
}
