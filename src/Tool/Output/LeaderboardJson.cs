using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>A leaderboard as one JSON object.</summary>
internal static class LeaderboardJson
{
    /// <summary>Writes the object.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="board">The leaderboard.</param>
    public static void Write(ToolConsole console, Leaderboard board) => JsonOutput.Write(console, json =>
    {
        LeaderboardOptions options = board.Options;
        json.WriteStartObject("options");
        json.WriteNumber("resamples", options.Resamples);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("confidence", options.Confidence);
        json.WriteNumber("leastCoverage", options.LeastCoverage);
        json.WriteEndObject();
        Strings(json, "judges", board.Judges);
        json.WriteStartArray("datasets");
        foreach (LeaderboardDataset dataset in board.Datasets)
        {
            Dataset(json, board, dataset);
        }

        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (LeaderboardComparison comparison in board.Comparisons)
        {
            LeaderboardOrderJson.Write(json, comparison);
        }

        json.WriteEndArray();
    });

    /// <summary>Writes an array of texts.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="texts">The texts.</param>
    public static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a named statistic.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The name.</param>
    /// <param name="estimate">The statistic.</param>
    public static void Named(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WritePropertyName(name);
        EstimateJson.Write(json, estimate);
    }

    private static void Dataset(Utf8JsonWriter json, Leaderboard board, LeaderboardDataset dataset)
    {
        json.WriteStartObject();
        json.WriteString("name", dataset.Name);
        json.WriteString("hash", dataset.Hash);
        json.WriteNumber("items", dataset.Items);
        json.WriteNumber("labelled", dataset.Labelled);
        json.WriteString("unit", dataset.Unit);
        json.WriteNumber("units", dataset.Units);
        json.WriteString("level", CamelCase.Of(dataset.Level));
        json.WriteString("metric", dataset.Metric.Name());
        Named(json, "ceiling", dataset.Ceiling);
        json.WriteStartArray("figures");
        foreach (LeaderboardCell cell in dataset.Cells)
        {
            json.WriteStartObject();
            json.WriteString("judge", cell.Judge);
            json.WriteBoolean("missing", cell.IsMissing);
            Named(json, "figure", cell.Figure);
            json.WriteNumber("answered", cell.Answered);
            json.WriteNumber("coverage", cell.Coverage);
            json.WriteNumber("outOfScale", cell.OutOfScale);
            Influence(json, "itemInfluence", "item", cell.Items);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (dataset.Systems is { } systems)
        {
            Systems(json, systems);
        }

        if (dataset.Slices is { } slices)
        {
            Slices(json, board, slices);
        }

        json.WriteEndObject();
    }

    private static void Influence(Utf8JsonWriter json, string name, string point, Influence influence)
    {
        json.WriteStartObject(name);
        Named(json, "pearson", influence.Pearson);
        if (influence.Point is not null)
        {
            json.WriteString(point, influence.Point);
            Named(json, "without", influence.Without);
        }

        if (influence.Change is double change)
        {
            json.WriteNumber("change", change);
        }

        json.WriteEndObject();
    }

    private static void Systems(Utf8JsonWriter json, SystemLevel systems)
    {
        json.WriteStartObject("systemLevel");
        json.WriteString("tag", systems.Tag);
        if (systems.Undefined is not null)
        {
            json.WriteString("undefined", systems.Undefined);
            json.WriteEndObject();
            return;
        }

        json.WriteNumber("withoutSystem", systems.WithoutSystem);
        json.WriteStartArray("systems");
        foreach (SystemScore system in systems.Systems)
        {
            json.WriteStartObject();
            json.WriteString("name", system.Name);
            json.WriteNumber("items", system.Items);
            json.WriteNumber("score", system.Score);
            json.WriteBoolean("outlier", systems.Outliers.Contains(system.Name, StringComparer.Ordinal));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (systems.NoOutlierRule is not null)
        {
            json.WriteString("outliersUndefined", systems.NoOutlierRule);
        }

        json.WriteStartArray("judges");
        foreach (SystemCorrelations judge in systems.Judges)
        {
            json.WriteStartObject();
            json.WriteString("judge", judge.Judge);
            Correlations(json, "all", judge.All);
            if (judge.WithoutOutliers is not null)
            {
                Correlations(json, "withoutOutliers", judge.WithoutOutliers);
            }

            Influence(json, "systemInfluence", "system", judge.Influence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Correlations(Utf8JsonWriter json, string name, CorrelationTriple triple)
    {
        json.WriteStartObject(name);
        Named(json, "pearson", triple.Pearson);
        Named(json, "spearman", triple.Spearman);
        Named(json, "kendallTauB", triple.KendallTauB);
        json.WriteEndObject();
    }

    private static void Slices(Utf8JsonWriter json, Leaderboard board, LeaderboardSlices slices)
    {
        json.WriteStartObject("by");
        json.WriteString("tag", slices.Tag);
        json.WriteNumber("without", slices.Without);
        json.WriteStartArray("slices");
        foreach (LeaderboardSlice slice in slices.Slices)
        {
            json.WriteStartObject();
            json.WriteString("value", slice.Value);
            json.WriteNumber("items", slice.Items);
            json.WriteNumber("units", slice.Units);
            json.WriteBoolean("small", slice.IsSmall);
            Named(json, "ceiling", slice.Ceiling);
            json.WriteStartArray("figures");
            for (int j = 0; j < slice.Figures.Length; j++)
            {
                json.WriteStartObject();
                json.WriteString("judge", board.Judges[j]);
                Named(json, "figure", slice.Figures[j]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
