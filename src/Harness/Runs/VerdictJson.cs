using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>A verdict's fields in JSON, shared by every file that holds verdicts.</summary>
internal static class VerdictJson
{
    /// <summary>Writes which judgement of the item it is: its repeat and its order.</summary>
    public static void WritePlace(Utf8JsonWriter json, int repeat, PresentationOrder order)
    {
        json.WriteNumber("repeat", repeat);
        json.WriteString("order", order == PresentationOrder.Original ? "original" : "swapped");
    }

    /// <summary>Writes a failure: its kind, and what is said of it where it is told.</summary>
    public static void WriteFailure(Utf8JsonWriter json, JudgeFailure failure, bool told)
    {
        json.WriteStartObject("failure");
        json.WriteString("kind", VerdictFields.FailureKinds[(int)failure.Kind]);
        if (told)
        {
            json.WriteString("detail", failure.Detail);
        }

        Optional(json, "value", failure.Value);
        if (told)
        {
            Optional(json, "rawReply", failure.RawReply);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes what stands beside the label: probabilities, candidates and votes.</summary>
    public static void WriteSpread(Utf8JsonWriter json, RecordedVerdict verdict)
    {
        if (verdict.Probabilities is { } probabilities)
        {
            json.WriteStartObject("probabilities");
            foreach ((string label, double probability) in probabilities.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(label, probability);
            }

            json.WriteEndObject();
        }

        if (!verdict.Candidates.IsDefaultOrEmpty)
        {
            json.WriteStartArray("candidates");
            foreach (string candidate in verdict.Candidates)
            {
                json.WriteStringValue(candidate);
            }

            json.WriteEndArray();
        }

        if (verdict.Votes is { } votes)
        {
            json.WriteStartObject("votes");
            foreach ((string member, string label) in votes.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                json.WriteString(member, label);
            }

            json.WriteEndObject();
        }
    }

    /// <summary>Writes a judge as the header of a file names it: its identity, and the scale of one that predicts difficulty.</summary>
    public static void WriteJudge(Utf8JsonWriter json, JudgeIdentity judge)
    {
        json.WriteStartObject("judge");
        IdentityJson.WriteFields(json, judge);
        if (judge.DifficultyScale is { } scale)
        {
            json.WriteString("target", VerdictFile.DifficultyTarget);
            json.WritePropertyName("scale");
            ScaleJson.Write(json, scale);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a text where there is one.</summary>
    public static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
