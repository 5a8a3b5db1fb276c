using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Tool.Output;

/// <summary>Alignments in JSON.</summary>
internal static class AlignmentJson
{
    /// <summary>Writes <c>"dataset"</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="dataset">The dataset.</param>
    public static void WriteDataset(Utf8JsonWriter json, AnnotatedDataset dataset)
    {
        json.WriteStartObject("dataset");
        json.WriteString("name", dataset.Info.Name);
        json.WriteString("hash", dataset.Identity.Hash);
        json.WriteEndObject();
    }

    /// <summary>Writes one judge as an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The judge's name among the others.</param>
    /// <param name="alignment">Its alignment.</param>
    /// <param name="rows">The disagreeing items with their lines in the user's table, where there is one; by default the alignment's own, without lines.</param>
    /// <param name="gates">What its gates decided and their level, where gates were stated.</param>
    public static void WriteJudge(
        Utf8JsonWriter json, string name, AlignmentResult alignment, IEnumerable<(ItemAlignment Item, int Line)>? rows = null, (GateReport Report, double Level)? gates = null)
    {
        json.WriteStartObject();
        json.WriteString("judge", name);
        WriteIdentity(json, alignment.Judge);
        json.WriteString("level", CamelCase.Of(alignment.Level));
        json.WriteString("reference", alignment.Reference.ToString());
        json.WriteNumber("items", alignment.ItemCount);
        json.WriteNumber("verdicts", alignment.VerdictCount);
        if (alignment.NotAsked is int notAsked)
        {
            json.WriteNumber("notAsked", notAsked);
        }

        json.WriteNumber("coverage", alignment.Coverage);
        WriteFailures(json, alignment);
        WriteStability(json, alignment.Stability);
        WriteExcluded(json, alignment.Excluded);
        json.WriteString("metric", alignment.Metric.Name());
        WriteEstimates(json, "statistics", alignment.Statistics);
        WriteHuman(json, alignment);
        BaselineJson.Write(json, alignment);
        JudgeKindJson.Write(json, alignment);
        WriteConfusion(json, alignment.Confusion);
        if (gates is var (report, level))
        {
            json.WriteStartObject("gates");
            ExplanationJson.WriteReport(json, report, level, "results");
            json.WriteEndObject();
        }

        json.WriteStartArray("disagreements");
        foreach ((ItemAlignment item, int line) in rows ?? alignment.Disagreements.Select(item => (item, 0)))
        {
            WriteDisagreement(json, item, line);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, JudgeIdentity identity)
    {
        json.WriteStartObject("identity");
        json.WriteString("name", identity.Name);
        foreach ((string key, string? value) in new[]
        {
            ("model", identity.Model), ("prompt", identity.Prompt), ("promptHash", identity.PromptHash),
            ("optionsHash", identity.OptionsHash), ("outputContract", identity.OutputContract), ("group", identity.Group), ("criteria", identity.Criteria),
        })
        {
            if (value is not null)
            {
                json.WriteString(key, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteFailures(Utf8JsonWriter json, AlignmentResult alignment)
    {
        json.WriteStartObject("failures");
        foreach ((FailureKind kind, int count) in alignment.Failures)
        {
            json.WriteNumber(CamelCase.Of(kind), count);
        }

        json.WriteEndObject();
        json.WriteStartArray("outOfScale");
        foreach (OutOfScaleVerdict verdict in alignment.OutOfScale)
        {
            json.WriteStartObject();
            json.WriteString("item", verdict.Item);
            json.WriteString("value", verdict.Value);
            if (verdict.ClippedTo is not null)
            {
                json.WriteString("clippedTo", verdict.ClippedTo);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStability(Utf8JsonWriter json, JudgeStability? stability)
    {
        if (stability is null)
        {
            json.WriteNull("stability");
            return;
        }

        json.WriteStartObject("stability");
        json.WriteNumber("repeats", stability.Repeats);
        foreach ((string name, double? share) in new[]
        {
            ("flipRate", stability.FlipRate), ("selfAgreement", stability.SelfAgreement),
            ("orderFlipRate", stability.OrderFlipRate), ("firstPositionShare", stability.FirstPositionShare),
        })
        {
            if (share is { } given)
            {
                json.WriteNumber(name, given);
            }
            else
            {
                json.WriteNull(name);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteExcluded(Utf8JsonWriter json, AlignmentExclusions excluded)
    {
        json.WriteStartObject("excluded");
        json.WriteNumber("itemsWithoutVerdict", excluded.WithoutVerdict);
        json.WriteNumber("itemsWithoutLabel", excluded.WithoutLabel);
        json.WriteNumber("itemsWithTiedReference", excluded.TiedReference);
        json.WriteEndObject();
    }

    private static void WriteEstimates(Utf8JsonWriter json, string key, ImmutableSortedDictionary<AlignmentMetric, Estimate> estimates)
    {
        json.WriteStartObject(key);
        foreach (AlignmentMetric metric in AlignmentMetrics.All.Where(estimates.ContainsKey))
        {
            json.WritePropertyName(metric.Name());
            EstimateJson.Write(json, estimates[metric]);
        }

        json.WriteEndObject();
    }

    private static void WriteHuman(Utf8JsonWriter json, AlignmentResult alignment)
    {
        HumanBaseline human = alignment.Human;
        json.WriteStartObject("human");
        json.WritePropertyName("ceiling");
        Estimate ceiling = human.Ceiling.TryGetValue(alignment.Metric, out Estimate found)
            ? found
            : Estimate.Undefined("the ceiling of this metric was not computed", 0);
        EstimateJson.Write(json, ceiling, alignment.Metric.Name());
        WriteEstimates(json, "ceilings", human.Ceiling);
        json.WritePropertyName("percentileAmongAnnotators");
        EstimateJson.WriteNumber(json, human.PercentileAmongAnnotators);
        json.WritePropertyName("worthKAnnotators");
        EstimateJson.WriteNumber(json, human.WorthKAnnotators);
        json.WriteStartObject("altTest");
        if (human.AltTest is { } test)
        {
            json.WriteNumber("winningRate", test.WinningRate);
            json.WriteNumber("advantageProbability", test.AdvantageProbability);
            json.WriteNumber("epsilon", test.Epsilon);
            json.WriteNumber("annotators", test.Annotators);
        }
        else
        {
            json.WriteString("undefined", human.AltTestUndefined ?? "not computed");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteConfusion(Utf8JsonWriter json, ConfusionTable confusion)
    {
        json.WriteStartObject("confusion");
        json.WriteStartArray("labels");
        foreach (string label in confusion.Labels)
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
        json.WriteStartArray("counts");
        foreach (ImmutableArray<int> row in confusion.Counts)
        {
            json.WriteStartArray();
            foreach (int count in row)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDisagreement(Utf8JsonWriter json, ItemAlignment item, int line)
    {
        json.WriteStartObject();
        json.WriteString("item", item.Item);
        if (line > 0)
        {
            json.WriteNumber("line", line);
        }

        json.WriteStartObject("human");
        foreach (LabelCount label in item.People)
        {
            json.WriteNumber(label.Label, label.Count);
        }

        json.WriteEndObject();
        json.WriteString("judge", item.Judge);
        if (item.Delta is { } delta)
        {
            json.WriteNumber("delta", delta);
        }
        else
        {
            json.WriteNull("delta");
        }

        json.WriteEndObject();
    }
}
