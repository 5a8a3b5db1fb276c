using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>Agreement among people, as JSON and as text.</summary>
internal static class AgreementOutput
{
    /// <summary>Writes the JSON of <c>agree</c>.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="assumption">What was assumed of the scale, or nothing.</param>
    public static void WriteJson(ToolConsole console, AnnotatedDataset dataset, HumanAgreementResult agreement, string? assumption) => JsonOutput.Write(console, json =>
    {
        json.WriteNumber("items", agreement.Items);
        json.WriteNumber("annotators", agreement.Annotators);
        json.WriteNumber("annotations", agreement.Annotations);
        json.WriteString("level", CamelCase.Of(agreement.Level));
        if (assumption is not null)
        {
            json.WriteString("levelAssumed", assumption);
        }

        json.WriteStartObject("excluded");
        json.WriteNumber("itemsWithOneLabel", agreement.ItemsWithOneLabel);
        json.WriteNumber("itemsWithoutLabel", agreement.ItemsWithoutLabel);
        LintJson.WriteExcluded(json, dataset.Excluded);
        json.WriteEndObject();
        json.WriteStartObject("statistics");
        foreach ((string name, Estimate estimate) in agreement.Statistics)
        {
            json.WritePropertyName(name);
            EstimateJson.Write(json, estimate);
        }

        json.WriteEndObject();
    });

    /// <summary>Writes the text of <c>agree</c>.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="assumption">What was assumed of the scale, or nothing.</param>
    public static void WriteText(ToolConsole console, AnnotatedDataset dataset, HumanAgreementResult agreement, string? assumption)
    {
        console.Text(
            $"{dataset.Info.Name}: {NumberText.Count(agreement.Items, "item")}, {NumberText.Count(agreement.Annotators, "annotator")}, "
            + $"{NumberText.Count(agreement.Annotations, "annotation")}; labels {dataset.Scale}; {CamelCase.Of(agreement.Level)} level");
        if (assumption is not null)
        {
            console.Text($"Note: {assumption}.");
        }

        if (agreement.ItemsWithOneLabel + agreement.ItemsWithoutLabel > 0)
        {
            console.Text(
                $"Left out of all statistics: {NumberText.Count(agreement.ItemsWithOneLabel, "item")} with one label, "
                + $"{NumberText.Count(agreement.ItemsWithoutLabel, "item")} without any.");
        }

        if (ExcludedText.Of(dataset) is { } excluded)
        {
            console.Text($"Excluded: {excluded}.");
        }

        console.Line();
        ConfidenceInterval? interval = agreement.Statistics.Select(s => s.Value.Interval).FirstOrDefault(i => i is not null);
        bool intervals = interval is not null;
        ImmutableArray<TextColumn> columns =
            [new("statistic"), new("value") { AlignRight = true }, .. intervals ? [new TextColumn("interval")] : ImmutableArray<TextColumn>.Empty, new("n") { AlignRight = true }];
        console.Table(columns, [.. agreement.Statistics.Where(s => s.Value.IsDefined).Select(s => Row(s.Key, s.Value, intervals))]);

        // Statistics share reasons: each stands once, with all that it explains.
        IEnumerable<(string Heading, string Text)> undefined = agreement.Statistics
            .Where(s => !s.Value.IsDefined)
            .GroupBy(s => NumberText.ReasonOf(s.Value), StringComparer.Ordinal)
            .Select(g => ("Undefined", $"{string.Join(", ", g.Select(s => s.Key))}: {g.Key}"));
        foreach (string line in TextLayout.Notes(undefined, console.Width))
        {
            console.Line(line);
        }

        console.Line();
        console.Line(interval is null
            ? "No intervals: --bootstrap 2000 computes them."
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Intervals: {interval.Method}, {interval.Level * 100:0.##} %, {interval.Resamples} resamples of whole {interval.Cluster}s, seed {interval.Seed}."));
    }

    private static ImmutableArray<TextCell> Row(string name, Estimate estimate, bool interval) =>
    [
        new(name),
        new(NumberText.ValueOf(estimate)),
        .. interval ? [new TextCell(NumberText.IntervalOf(estimate))] : ImmutableArray<TextCell>.Empty,
        new(NumberText.Of(estimate.N)),
    ];
}
