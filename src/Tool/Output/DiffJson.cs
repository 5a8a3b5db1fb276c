using System.Text.Json;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Reports.Comments;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Output;

/// <summary>A diff in JSON.</summary>
internal static class DiffJson
{
    /// <summary>Writes the decision, every case and what is broken on the base.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="diff">The diff.</param>
    public static void Write(Utf8JsonWriter json, AlignmentDiff diff)
    {
        json.WriteString("decision", CamelCase.Of(diff.Decision));
        json.WriteString("verdict", AlignmentComment.Verdict(diff));
        Optional(json, "baseRevision", diff.BaseRevision);
        Optional(json, "headRevision", diff.HeadRevision);
        Optional(json, "command", diff.Command);
        json.WriteStartArray("cases");
        foreach (CaseDiff item in diff.Cases)
        {
            json.WriteStartObject();
            Case(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("brokenBase");
        foreach (BrokenFile broken in diff.BrokenBase)
        {
            json.WriteStartObject();
            json.WriteString("file", broken.Path);
            json.WriteString("problem", string.Join('\n', broken.Diagnostics));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Case(Utf8JsonWriter json, CaseDiff item)
    {
        json.WriteString("kind", CamelCase.Of(item.Kind));
        json.WriteString("suite", item.Suite);
        json.WriteString("case", item.Case);
        json.WriteString("decision", item.Decision is { } decision ? CamelCase.Of(decision) : null);
        if (item.Problem.Length > 0)
        {
            json.WriteString("problem", item.Problem);
        }

        if (item.PromptUnaccepted)
        {
            json.WriteBoolean("promptUnaccepted", value: true);
        }

        if (item.DefaultGate is { } gate)
        {
            json.WriteString("gate", gate.Gate);
            json.WriteString("reason", gate.Reason);
        }

        Origin(json, "base", item.BaseOrigin);
        Origin(json, "head", item.HeadOrigin);
        DiffPlaces places = new(item);
        if (places.Prompt is { } prompt)
        {
            json.WriteStartObject("prompt");
            json.WriteString("file", prompt.File);
            json.WriteNumber("line", prompt.Line);
            json.WriteEndObject();
        }

        if (item.Comparison is not { } comparison)
        {
            return;
        }

        ComparisonJson.WriteFigures(json, comparison);
        json.WriteNumber("compared", comparison.Items.Common);
        json.WriteStartArray("newlyDisagreeing");
        foreach (string id in comparison.NewlyDisagreeing)
        {
            json.WriteStartObject();
            json.WriteString("item", id);
            if (places.Of(id) is { } place)
            {
                json.WriteString("file", place.File);
                json.WriteNumber("line", place.Line);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("renamed");
        foreach (RenamedItem renamed in item.Renamed)
        {
            json.WriteStartObject();
            json.WriteString("before", renamed.Before);
            json.WriteString("after", renamed.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Ids(json, "known", item.KnownDisagreements);
        Ids(json, "resolved", comparison.Resolved);
        Ids(json, "unstable", comparison.Unstable);
        json.WriteStartArray("changes");
        foreach (JudgeChange change in comparison.Changes)
        {
            json.WriteStartObject();
            json.WriteString("kind", CamelCase.Of(change.Kind));
            json.WriteString("code", change.Code);
            json.WriteString("text", change.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    // A whole record lacks nothing, so there is nothing to say of it.
    private static void Origin(Utf8JsonWriter json, string name, CaseOrigin? origin)
    {
        if (origin is not { OfBaseline: true })
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("file", origin.Path);
        json.WriteBoolean("ofBaseline", value: true);
        Ids(json, "notes", origin.Notes);
        json.WriteEndObject();
    }

    private static void Ids(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (string id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }
}
