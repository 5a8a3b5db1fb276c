using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Tool.Output;

/// <summary>The JSON of <c>summary</c>.</summary>
internal static class SummaryJson
{
    /// <summary>Writes the properties.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="summary">The summary.</param>
    public static void Write(Utf8JsonWriter json, BuildSummary summary)
    {
        json.WriteString("format", "judgeeval.summary/1");
        json.WriteString("decision", Word(summary.Decision));
        json.WriteStartObject("counts");
        json.WriteNumber("passed", summary.Count(BuildOutcome.Passed));
        json.WriteNumber("warned", summary.Count(BuildOutcome.Warned));
        json.WriteNumber("failed", summary.Count(BuildOutcome.Failed));
        json.WriteNumber("broken", summary.Count(BuildOutcome.Broken));
        json.WriteEndObject();
        json.WriteStartArray("cases");
        foreach (BuildCase one in summary.Cases)
        {
            Write(json, one);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BuildCase one)
    {
        json.WriteStartObject();
        json.WriteString("suite", one.Suite);
        json.WriteString("case", one.Case);
        if (one.Test is { } test)
        {
            json.WriteString("test", test);
        }

        json.WriteString("outcome", one.Outcome.ToString().ToLowerInvariant());
        json.WriteString("decision", one.Record is null ? "notRun" : Word(one.Decision));
        json.WriteStartArray("reasons");
        foreach (string reason in one.Reasons)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
        if (one.Record is { } record)
        {
            Figures(json, record);
        }

        json.WriteEndObject();
    }

    private static void Figures(Utf8JsonWriter json, AlignmentRecord record)
    {
        AlignmentResult alignment = record.Alignment;
        json.WritePropertyName("identity");
        IdentityJson.Write(json, alignment.Judge);
        json.WriteString("dataset", record.Dataset);
        json.WriteString("metric", alignment.Metric.Name());
        Estimate("value", BuildFigures.Of(record));
        Estimate("ceiling", BuildFigures.CeilingOf(record));
        json.WriteNumber("coverage", alignment.Coverage);
        if (BuildFigures.ComparisonOf(record) is { } comparison)
        {
            Estimate("delta", comparison.Delta);
        }

        json.WriteNumber("disagreements", alignment.Disagreements.Length);
        if (record.Snapshot is { } snapshot)
        {
            json.WriteStartObject("snapshot");
            json.WriteBoolean("matches", snapshot.Matches);
            json.WriteNumber("added", snapshot.Added.Length);
            json.WriteNumber("removed", snapshot.Removed.Length);
            json.WriteNumber("changed", snapshot.Changed.Length);
            json.WriteNumber("unstable", snapshot.Unstable.Length);
            json.WriteEndObject();
        }

        void Estimate(string name, Estimate estimate)
        {
            json.WritePropertyName(name);
            EstimateJson.Write(json, estimate);
        }
    }

    private static string Word(GateDecision? decision) => decision is { } known ? known.ToString().ToLowerInvariant() : "ungated";
}
