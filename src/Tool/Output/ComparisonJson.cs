using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Output;

/// <summary>A comparison in JSON.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes both figures and their difference.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    public static void WriteFigures(Utf8JsonWriter json, JudgeComparison comparison)
    {
        json.WriteString("metric", comparison.Metric.Name());
        json.WriteBoolean("higherIsBetter", comparison.Metric.HigherIsBetter());
        json.WritePropertyName("baseline");
        EstimateJson.Write(json, comparison.Baseline);
        json.WritePropertyName("candidate");
        EstimateJson.Write(json, comparison.Candidate);
        json.WritePropertyName("delta");
        EstimateJson.Write(json, comparison.Delta);
    }

    /// <summary>Writes the items, who hits, the tests, what moved and the labels of then.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    public static void WriteDetails(Utf8JsonWriter json, JudgeComparison comparison)
    {
        Dictionary<string, MovedItem> moved = comparison.Moved.ToDictionary(m => m.Item, StringComparer.Ordinal);
        WriteItems(json, "newlyDisagreeing", comparison.NewlyDisagreeing, moved);
        WriteItems(json, "resolved", comparison.Resolved, moved);
        WriteItems(json, "unstable", comparison.Unstable, moved);
        WriteHits(json, comparison.Hits);
        WriteTests(json, comparison);
        json.WriteBoolean("sameJudge", comparison.SameJudge);
        WriteChanges(json, comparison.Changes);
        ComparedItems items = comparison.Items;
        json.WriteStartObject("items");
        json.WriteNumber("common", items.Common);
        json.WriteNumber("onlyBaseline", items.OnlyBaseline);
        json.WriteNumber("onlyCandidate", items.OnlyCandidate);
        json.WriteNumber("otherContent", items.OtherContent);
        json.WriteNumber("withoutVerdict", items.WithoutVerdict);
        json.WriteNumber("withoutReference", items.WithoutReference);
        json.WriteEndObject();
        if (comparison.OldLabels is not { } old)
        {
            json.WriteNull("oldLabels");
            return;
        }

        json.WriteStartObject("oldLabels");
        json.WritePropertyName("baseline");
        EstimateJson.Write(json, old.Baseline);
        json.WritePropertyName("candidate");
        EstimateJson.Write(json, old.Candidate);
        json.WritePropertyName("delta");
        EstimateJson.Write(json, old.Delta);
        WriteHits(json, old.Hits);
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, string key, ImmutableArray<string> ids, Dictionary<string, MovedItem> moved)
    {
        json.WriteStartArray(key);
        foreach (string id in ids)
        {
            json.WriteStartObject();
            json.WriteString("item", id);
            if (moved.TryGetValue(id, out MovedItem? item))
            {
                json.WriteStartObject("human");
                foreach (LabelCount label in item.People)
                {
                    json.WriteNumber(label.Label, label.Count);
                }

                json.WriteEndObject();
                json.WriteString("baseline", item.Baseline.Label);
                json.WriteString("candidate", item.Candidate.Label);
                json.WriteBoolean("disagrees", item.Disagrees);
                WriteRepeats(json, "baselineRepeats", item.Baseline);
                WriteRepeats(json, "candidateRepeats", item.Candidate);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRepeats(Utf8JsonWriter json, string key, SideVerdict side)
    {
        if (side.Judgements > 1)
        {
            json.WriteStartObject(key);
            json.WriteNumber("same", side.Stable);
            json.WriteNumber("of", side.Judgements);
            json.WriteEndObject();
        }
    }

    private static void WriteHits(Utf8JsonWriter json, HitTable hits)
    {
        json.WriteStartObject("hits");
        json.WriteNumber("both", hits.Both);
        json.WriteNumber("onlyBaseline", hits.OnlyBaseline);
        json.WriteNumber("onlyCandidate", hits.OnlyCandidate);
        json.WriteNumber("neither", hits.Neither);
        json.WriteEndObject();
    }

    private static void WriteTests(Utf8JsonWriter json, JudgeComparison comparison)
    {
        if (comparison.HitTests is { } tests)
        {
            json.WriteStartObject("mcnemar");
            json.WriteNumber("onlyBaseline", comparison.Hits.OnlyBaseline);
            json.WriteNumber("onlyCandidate", comparison.Hits.OnlyCandidate);
            WriteTest(json, tests.Exact);
            json.WriteStartObject("midP");
            WriteTest(json, tests.MidP);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("mcnemar");
        }

        if (comparison.Errors is { } errors)
        {
            json.WriteStartObject("wilcoxon");
            json.WriteNumber("farther", errors.Farther);
            json.WriteNumber("nearer", errors.Nearer);
            json.WriteNumber("same", errors.Same);
            WriteTest(json, errors.Test);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("wilcoxon");
        }
    }

    private static void WriteTest(Utf8JsonWriter json, ComparisonTest test)
    {
        json.WriteString("method", test.Method);
        json.WriteNumber("n", test.N);
        if (test.PValue is { } p)
        {
            json.WriteNumber("statistic", test.Statistic ?? 0);
            json.WriteNumber("p", p);
        }
        else
        {
            json.WriteString("undefined", test.Undefined);
        }
    }

    private static void WriteChanges(Utf8JsonWriter json, ImmutableArray<JudgeChange> changes)
    {
        json.WriteStartArray("changes");
        foreach (JudgeChange change in changes)
        {
            json.WriteStartObject();
            json.WriteString("code", change.Code);
            json.WriteString("kind", CamelCase.Of(change.Kind));
            json.WriteString("text", change.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
