using System.Text.Json;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Output;

/// <summary>The result of <c>explain</c> in JSON.</summary>
internal static class ExplanationJson
{
    /// <summary>Writes the gates of a record.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="record">The record.</param>
    public static void Write(Utf8JsonWriter json, AlignmentRecord record)
    {
        Case(json, record.Suite, record.Case, record.Test);
        json.WriteString("judge", record.Alignment.Judge.Name);
        json.WriteString("dataset", record.Dataset);
        if (record.Gates is not { } gates)
        {
            json.WriteNull("decision");
            json.WriteString("note", "no gate was stated, so there is no decision to explain");
            json.WriteStartArray("gates");
            json.WriteEndArray();
            return;
        }

        WriteReport(json, gates, (1 - record.Options.Confidence) / 2, "gates");
    }

    /// <summary>Writes the decision of a report, its level and correction, and every gate.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="gates">The report.</param>
    /// <param name="level">The one-sided level, where no gate was corrected.</param>
    /// <param name="key">What the array of gates is called.</param>
    public static void WriteReport(Utf8JsonWriter json, GateReport gates, double level, string key)
    {
        json.WriteString("decision", CamelCase.Of(gates.Decision));
        json.WriteNumber("level", gates.Correction?.Level ?? level);
        if (gates.Correction is { } correction)
        {
            json.WriteStartObject("correction");
            json.WriteString("method", correction.Method);
            json.WriteNumber("gates", correction.Gates);
            json.WriteNumber("cases", correction.Cases);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("correction");
        }

        json.WriteStartArray(key);
        foreach (GateResult gate in gates.Results)
        {
            json.WriteStartObject();
            Gate(json, gate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what a baseline was accepted with.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="record">The baseline.</param>
    public static void Write(Utf8JsonWriter json, BaselineRecord record)
    {
        Case(json, record.Suite, record.Case, record.Test);
        json.WriteString("judge", record.Baseline.Verdicts.Judge.Name);
        json.WriteString("dataset", record.Dataset);
        json.WriteNumber("items", record.Baseline.Items?.Count ?? 0);
        json.WriteNumber("verdicts", record.Baseline.Verdicts.Judgements.Length);
        if (record.Acceptance is { } acceptance)
        {
            json.WriteString("decision", CamelCase.Of(acceptance.Decision));
            Optional(json, "reason", acceptance.Reason);
        }
        else
        {
            json.WriteNull("decision");
            json.WriteNull("reason");
        }

        json.WriteStartArray("gates");
        foreach (AcceptedGate gate in record.Gates)
        {
            json.WriteStartObject();
            json.WriteString("gate", gate.Gate);
            json.WriteString("decision", CamelCase.Of(gate.Decision));
            Optional(json, "code", gate.Code);
            json.WriteNumber("threshold", gate.Threshold);
            Optional(json, "estimate", gate.Estimate);
            Optional(json, "reason", gate.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Case(Utf8JsonWriter json, string suite, string name, string? test)
    {
        json.WriteString("suite", suite);
        json.WriteString("case", name);
        Optional(json, "test", test);
    }

    private static void Gate(Utf8JsonWriter json, GateResult gate)
    {
        json.WriteString("gate", gate.Gate);
        json.WriteString("decision", CamelCase.Of(gate.Decision));
        Optional(json, "code", gate.Code);
        Optional(json, "alone", gate.Alone is { } alone ? CamelCase.Of(alone) : null);
        json.WriteString("reason", gate.Reason);
        json.WritePropertyName("estimate");
        EstimateJson.Write(json, gate.Estimate);
        json.WriteNumber("threshold", gate.Threshold);
        if (gate.Estimate is { IsDefined: true, Interval: { } interval })
        {
            // Above 0 where the interval's end is above the threshold.
            json.WriteStartObject("distance");
            json.WriteNumber("lower", interval.Lower - gate.Threshold);
            json.WriteNumber("upper", interval.Upper - gate.Threshold);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("distance");
        }

        Optional(json, "failureP", gate.FailureP);
        Optional(json, "adjustedFailureP", gate.AdjustedFailureP);
        Optional(json, "passP", gate.PassP);
        Optional(json, "itemsNeeded", gate.ItemsNeeded);
        json.WriteStartArray("facts");
        foreach (GateFact fact in gate.Facts)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteString("text", fact.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("slices");
        foreach (SliceResult slice in gate.Slices)
        {
            json.WriteStartObject();
            json.WriteString("slice", slice.Slice);
            json.WriteNumber("items", slice.Items);
            Gate(json, slice.Result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (gate.Comparison is not { } comparison)
        {
            json.WriteNull("comparison");
            return;
        }

        json.WriteStartObject("comparison");
        json.WriteString("baselineJudge", comparison.BaselineJudge);
        ComparisonJson.WriteFigures(json, comparison);
        ComparisonJson.WriteDetails(json, comparison);
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string key, string? value)
    {
        if (value is null)
        {
            json.WriteNull(key);
        }
        else
        {
            json.WriteString(key, value);
        }
    }

    private static void Optional(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(key, number);
        }
        else
        {
            json.WriteNull(key);
        }
    }
}
