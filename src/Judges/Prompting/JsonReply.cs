using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>
/// Reads a reply that is a JSON object by its schema: <c>label</c>, and beside it <c>rationale</c> where the prompt asks for one.
/// A rationale may be absent, but nothing may be there that the schema does not have. One code fence around the object is
/// tolerated; text around it is not.
/// </summary>
internal static class JsonReply
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly string[] WithRationale = ["label", "rationale"];
    private static readonly string[] LabelAlone = ["label"];

    public static ParsedReply Parse(string reply, PromptFile prompt, AnswerScale answers)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(WithoutFence(reply.Trim()), Strict);
            return Read(document.RootElement, prompt, answers);
        }
        catch (JsonException exception)
        {
            return ParsedReply.Unparsable($"the reply is not a JSON object: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // What the reader throws for half a surrogate pair, escaped or as it is, which is no text.
            return ParsedReply.Unparsable("the reply holds half a surrogate pair");
        }
    }

    private static ParsedReply Read(JsonElement root, PromptFile prompt, AnswerScale answers)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return ParsedReply.Unparsable("the reply is JSON, but not an object");
        }

        string[] known = prompt.Output == PromptOutput.Json ? WithRationale : LabelAlone;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                return ParsedReply.Unparsable($"the reply's object has the unknown field '{ParsedReply.Short(property.Name)}'");
            }
        }

        string? rationale = null;
        if (root.TryGetProperty("rationale", out JsonElement words))
        {
            if (words.ValueKind != JsonValueKind.String)
            {
                return ParsedReply.Unparsable("the reply's 'rationale' is no text");
            }

            rationale = words.GetString();
        }

        return root.TryGetProperty("label", out JsonElement value)
            ? Label(value, prompt, answers, rationale)
            : ParsedReply.Unparsable("the reply's object has no 'label'");
    }

    private static ParsedReply Label(JsonElement value, PromptFile prompt, AnswerScale answers, string? rationale)
    {
        bool isNumber = value.ValueKind == JsonValueKind.Number;
        if (prompt.Output == PromptOutput.Number && !isNumber)
        {
            return ParsedReply.Unparsable("the reply's 'label' is no number");
        }

        string said = isNumber ? value.GetRawText() : value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        if (said.Length == 0)
        {
            return ParsedReply.Unparsable("the reply's 'label' is neither a text nor a number");
        }

        LabelMatch match = prompt.Output == PromptOutput.Number ? answers.MatchNumber(said, out Label label)
            : isNumber ? answers.MatchJsonNumber(said, out label)
            : answers.Match(said, out label);

        // The contract names the field, so whatever stands in it has the form of a label, however many words it has.
        return match == LabelMatch.None && !answers.IsNumeric
            ? ParsedReply.OffScale(said, answers)
            : ParsedReply.From(match, label, said, answers, rationale);
    }

    private static string WithoutFence(string reply)
    {
        int firstBreak = reply.IndexOf('\n', StringComparison.Ordinal);
        bool fenced = reply.StartsWith("```", StringComparison.Ordinal) && reply.EndsWith("```", StringComparison.Ordinal);
        if (!fenced || firstBreak < 0 || firstBreak > reply.Length - 4)
        {
            return reply;
        }

        string language = reply[3..firstBreak].Trim();
        return language.Length == 0 || string.Equals(language, "json", StringComparison.OrdinalIgnoreCase)
            ? reply[(firstBreak + 1)..^3]
            : reply;
    }
}
