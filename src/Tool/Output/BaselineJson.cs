using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Output;

/// <summary>The baselines beside a judge in JSON.</summary>
internal static class BaselineJson
{
    /// <summary>
    /// Writes <c>"baseline":{"metric","best","statistic","difference","standing","all":{name:…}}</c>; the middle three and a name under
    /// <c>best</c> stand only where a baseline has a value, and the whole only where baselines were computed.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="alignment">The judge's alignment.</param>
    public static void Write(Utf8JsonWriter json, AlignmentResult alignment)
    {
        if (alignment.Baselines.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("baseline");
        json.WriteString("metric", alignment.Metric.Name());
        json.WriteString("best", alignment.BestBaseline?.Name);
        if (alignment.BestBaseline is { } best)
        {
            json.WritePropertyName("statistic");
            EstimateJson.Write(json, best.Statistic);
            json.WritePropertyName("difference");
            EstimateJson.Write(json, best.Difference);
            json.WriteString("standing", CamelCase.Of(best.Standing));
        }

        json.WriteStartObject("all");
        foreach (BaselineAlignment baseline in alignment.Baselines)
        {
            json.WritePropertyName(baseline.Name);
            EstimateJson.Write(json, baseline.Statistic);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
