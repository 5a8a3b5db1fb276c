using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;

namespace JudgeEval.Tool.Output;

/// <summary>The order of judges by one metric in JSON.</summary>
internal static class LeaderboardOrderJson
{
    /// <summary>Writes a comparison as an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    public static void Write(Utf8JsonWriter json, LeaderboardComparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("metric", comparison.Metric.Name());
        json.WriteStartArray("datasets");
        foreach (SharedDataset dataset in comparison.Datasets)
        {
            json.WriteStartObject();
            json.WriteString("name", dataset.Name);
            json.WriteNumber("items", dataset.Items);
            json.WriteNumber("labelled", dataset.Labelled);
            json.WriteNumber("tied", dataset.Tied);
            json.WriteNumber("units", dataset.Units);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        LeaderboardJson.Strings(json, "otherDatasets", comparison.OtherDatasets);
        json.WriteStartArray("leftOut");
        foreach (LeftOutJudge judge in comparison.LeftOut)
        {
            json.WriteStartObject();
            json.WriteString("judge", judge.Judge);
            json.WriteString("reason", judge.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("order");
        foreach (LeaderboardEntry entry in comparison.Entries)
        {
            Entry(json, comparison, entry);
        }

        json.WriteEndArray();
        json.WriteNumber("undefinedResamples", comparison.UndefinedResamples);
        Differences(json, comparison);
        if (comparison.LabelErrors is { } errors)
        {
            LabelErrors(json, errors);
        }

        if (comparison.Corrected is { } corrected)
        {
            Corrected(json, corrected);
        }

        if (!comparison.UnusedCorrections.IsEmpty)
        {
            LeaderboardJson.Strings(json, "unusedCorrections", comparison.UnusedCorrections);
        }

        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, LeaderboardComparison comparison, LeaderboardEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("rank", entry.Rank);
        json.WriteString("judge", entry.Judge);
        LeaderboardJson.Named(json, "mean", entry.Mean);
        json.WriteStartArray("figures");
        for (int d = 0; d < entry.Figures.Length; d++)
        {
            json.WriteStartObject();
            json.WriteString("dataset", comparison.Datasets[d].Name);
            LeaderboardJson.Named(json, "figure", entry.Figures[d]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (entry.Spread is { } spread)
        {
            json.WriteStartObject("spread");
            json.WriteNumber("standardDeviation", spread.StandardDeviation);
            json.WriteNumber("lowest", spread.Lowest);
            json.WriteNumber("highest", spread.Highest);
            json.WriteString("worst", spread.Worst);
            if (spread.Between is double between)
            {
                json.WriteNumber("between", between);
            }

            if (spread.Prediction is { } prediction)
            {
                json.WriteStartObject("prediction");
                json.WriteNumber("lower", prediction.Lower);
                json.WriteNumber("upper", prediction.Upper);
                json.WriteNumber("level", prediction.Level);
                json.WriteString("method", prediction.Method);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        if (!entry.RankProbabilities.IsEmpty)
        {
            json.WriteStartArray("rankProbabilities");
            foreach (double probability in entry.RankProbabilities)
            {
                json.WriteNumberValue(probability);
            }

            json.WriteEndArray();
        }

        Range(json, "likely", entry.Likely);
        Range(json, "possible", entry.Possible);
        json.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter json, string name, RankRange? range)
    {
        if (range is { } found)
        {
            json.WriteStartObject(name);
            json.WriteNumber("best", found.Best);
            json.WriteNumber("worst", found.Worst);
            json.WriteEndObject();
        }
    }

    private static void Differences(Utf8JsonWriter json, LeaderboardComparison comparison)
    {
        json.WriteStartArray("differences");
        foreach (JudgeDifference difference in comparison.Differences)
        {
            json.WriteStartObject();
            json.WriteString("first", difference.First);
            json.WriteString("second", difference.Second);
            LeaderboardJson.Named(json, "difference", difference.Difference);
            if (difference.PValue is double p)
            {
                json.WriteNumber("p", p);
                json.WriteNumber("adjustedP", difference.AdjustedPValue!.Value);
            }

            json.WriteBoolean("real", difference.IsReal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("alike");
        foreach (OrderRun run in comparison.Runs)
        {
            json.WriteStartArray();
            for (int place = run.From; place <= run.To; place++)
            {
                json.WriteStringValue(comparison.Entries[place].Judge);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void LabelErrors(Utf8JsonWriter json, LabelErrorStability errors)
    {
        json.WriteStartObject("labelErrors");
        if (errors.Undefined is not null)
        {
            json.WriteString("undefined", errors.Undefined);
            json.WriteEndObject();
            return;
        }

        json.WriteNumber("draws", errors.Draws);
        json.WriteStartArray("rates");
        foreach (LabelErrorRate rate in errors.Rates)
        {
            json.WriteStartObject();
            json.WriteNumber("rate", rate.Rate);
            LeaderboardJson.Named(json, "winnerFlips", rate.Winner);
            LeaderboardJson.Named(json, "orderChanges", rate.Order);
            LeaderboardJson.Named(json, "pairsSwapped", rate.Pairs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("searched", errors.IsSearched);
        if (errors.IsSearched)
        {
            Rate(json, "winnerFlipsFrom", errors.WinnerFlip);
            Rate(json, "orderChangesFrom", errors.OrderFlip);
        }

        json.WriteEndObject();
    }

    private static void Rate(Utf8JsonWriter json, string name, double? rate)
    {
        if (rate is double found)
        {
            json.WriteNumber(name, found);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Corrected(Utf8JsonWriter json, CorrectedOrder corrected)
    {
        json.WriteStartObject("corrected");
        LeaderboardJson.Strings(json, "datasets", corrected.Datasets);
        json.WriteNumber("corrections", corrected.Corrections);
        json.WriteNumber("changed", corrected.Changed);
        json.WriteBoolean("winnerChanged", corrected.WinnerChanged);
        json.WriteBoolean("orderChanged", corrected.OrderChanged);
        json.WriteStartArray("order");
        foreach (CorrectedJudge judge in corrected.Judges)
        {
            json.WriteStartObject();
            json.WriteString("judge", judge.Judge);
            json.WriteNumber("rankBefore", judge.RankBefore);
            json.WriteNumber("rankAfter", judge.RankAfter);
            LeaderboardJson.Named(json, "before", judge.Before);
            LeaderboardJson.Named(json, "after", judge.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
