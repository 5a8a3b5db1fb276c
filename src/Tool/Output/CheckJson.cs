using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Tables;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>check</c> as JSON: that of <c>align</c>, with the line of each disagreeing row, and what was not mapped.</summary>
internal static class CheckJson
{
    /// <summary>Writes it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="table">The table.</param>
    public static void Write(ToolConsole console, CheckedTable table) => JsonOutput.Write(console, json =>
    {
        json.WriteStartObject("dataset");
        json.WriteString("name", table.Name);
        json.WriteString("hash", table.Hash);
        json.WriteEndObject();
        json.WriteString("separator", table.Separator.ToString());
        json.WriteString("scale", table.Scale.ToString());
        if (table.Assumption is not null)
        {
            json.WriteString("levelAssumed", table.Assumption);
        }

        json.WriteStartArray("notes");
        foreach (string note in table.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteNumber("lintedItems", table.LintedItems);
        LintJson.WriteFindings(json, "lint", table.Lint);
        json.WriteStartArray("unmapped");
        foreach (UnmappedValue value in table.Unmapped)
        {
            json.WriteStartObject();
            json.WriteString("judge", value.Column);
            json.WriteString("value", value.Value);
            json.WriteNumber("count", value.Count);
            json.WriteNumber("line", value.Line);
            json.WriteString("option", value.Option);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("conclusions");
        foreach (CheckedJudge judge in table.Judges)
        {
            WriteVerdict(json, judge);
        }

        json.WriteEndArray();
        json.WriteStartArray("judges");
        foreach (CheckedJudge judge in table.Judges)
        {
            AlignmentJson.WriteJudge(json, judge.Result.Judge.Name, judge.Result, judge.Disagreements());
        }

        json.WriteEndArray();
    });

    private static void WriteVerdict(Utf8JsonWriter json, CheckedJudge judge)
    {
        DataVerdict verdict = judge.Verdict;
        json.WriteStartObject();
        json.WriteString("judge", judge.Result.Judge.Name);
        json.WriteString("metric", judge.Result.Metric.Name());
        json.WriteNumber("items", verdict.Items);
        json.WritePropertyName("aboveChance");
        if (verdict.AboveChance is { } above)
        {
            json.WriteBooleanValue(above);
        }
        else
        {
            json.WriteNullValue();
        }

        WriteNumber(json, "moreItemsForChance", verdict.MoreForChance);
        WriteNumber(json, "halfWidth", verdict.HalfWidth);
        WriteNumber(json, "moreItemsForPrecision", verdict.MoreForPrecision);
        json.WriteNumber("precision", DataVerdict.Precision);
        json.WriteStartArray("sentences");
        foreach (string sentence in verdict.Sentences)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
