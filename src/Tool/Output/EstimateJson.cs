using System.Text.Json;
using JudgeEval.Statistics;

namespace JudgeEval.Tool.Output;

/// <summary>A statistic in JSON.</summary>
internal static class EstimateJson
{
    /// <summary>Writes <c>{"value","n","interval"}</c>, or <c>{"undefined","n"}</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="estimate">The statistic.</param>
    /// <param name="metric">The statistic's name, where the key does not tell it.</param>
    public static void Write(Utf8JsonWriter json, Estimate estimate, string? metric = null)
    {
        json.WriteStartObject();
        if (metric is not null)
        {
            json.WriteString("metric", metric);
        }

        if (!estimate.IsDefined)
        {
            json.WriteString("undefined", estimate.UndefinedReason ?? "no data");
            json.WriteNumber("n", estimate.N);
            json.WriteEndObject();
            return;
        }

        json.WriteNumber("value", estimate.Value);
        json.WriteNumber("n", estimate.N);
        if (estimate.Interval is { } interval)
        {
            json.WritePropertyName("interval");
            Write(json, interval);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the bare number, or <c>{"undefined","n"}</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="estimate">The statistic.</param>
    public static void WriteNumber(Utf8JsonWriter json, Estimate estimate)
    {
        if (estimate.IsDefined)
        {
            json.WriteNumberValue(estimate.Value);
        }
        else
        {
            Write(json, estimate);
        }
    }

    private static void Write(Utf8JsonWriter json, ConfidenceInterval interval)
    {
        json.WriteStartObject();
        json.WriteNumber("lower", interval.Lower);
        json.WriteNumber("upper", interval.Upper);
        json.WriteNumber("level", interval.Level);
        json.WriteString("method", interval.Method);
        json.WriteNumber("resamples", interval.Resamples);
        json.WriteNumber("seed", interval.Seed);
        json.WriteString("cluster", interval.Cluster);
        if (interval.UndefinedResamples > 0)
        {
            json.WriteNumber("undefinedResamples", interval.UndefinedResamples);
        }

        json.WriteEndObject();
    }
}
