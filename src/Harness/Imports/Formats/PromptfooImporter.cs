using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Imports.Exports;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Results of promptfoo, whose viewer lets a person rate each output. The ratings become labels, <c>pass</c> and <c>fail</c>, and scores
/// where a person gave others than 0 and 1; the assertions that a model graded become verdicts. Output files of the versions 2 to 4 are
/// read, and the records of JSON Lines.
/// </summary>
internal sealed class PromptfooImporter : IDatasetImporter
{
    private const string Instead = "rate outputs with the thumbs of `promptfoo view`, and export the eval then: `promptfoo export eval ID -o results.json`";

    /// <inheritdoc/>
    public string Format => "promptfoo";

    /// <inheritdoc/>
    public string Description => "promptfoo: people's ratings, model-graded assertions";

    /// <inheritdoc/>
    public string Source => "results of promptfoo as JSON or JSON Lines (also .gz) with a person's ratings; assertions that a model graded become verdicts";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds => ExportItem.Heeds;

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string path = ImportSources.One(request, Format);
        var sheet = new LabelSheet();
        int number = 0;
        foreach (SourceJson value in ExportRecords.Values(path, target))
        {
            foreach (PromptfooResult result in target.Try(() => Results(value)) ?? [])
            {
                number++;
                target.Try(() => result.AddTo(sheet, number));
            }
        }

        PromptfooResult.Tell(sheet);
        WantedQuestions.Write(
            sheet, request, target, path, Instead, question => WantedQuestions.Head(
                request, path, scale: question == PromptfooResult.Pass ? PassFail.Scale : PassFail.ScoreScale(sheet.LabelsOf(question))));
    }

    // {"results":{"version":3,"results":[…]}}, the inner part alone, a list of results, or a single result.
    private static List<PromptfooResult> Results(SourceJson value)
    {
        if (value.Kind == JsonValueKind.Array)
        {
            return [.. value.Elements("results").Select(r => new PromptfooResult(r))];
        }

        SourceJson summary = value.Optional("results") is { Kind: JsonValueKind.Object } inner ? inner : value;
        if (summary.Optional("results") is { } results)
        {
            List<PromptfooResult> list = [.. results.Elements("a list of results").Select(r => new PromptfooResult(r))];

            // Version 2 keeps what a person rated in the table alone.
            return list.Exists(r => r.IsRated) || summary.Optional("table") is not { } table ? list : Table(table);
        }

        return summary.Optional("table") is { } alone ? Table(alone)
            : value.TryGet("gradingResult", out _) || value.TryGet("success", out _) ? [new PromptfooResult(value)]
            : throw ImportErrors.Fatal(
                "JE1650", value.Location, "these are no results of promptfoo",
                value.Properties.Count == 0 ? "the object is empty" : $"the keys are {string.Join(", ", value.Properties.Select(p => $"'{p.Key}'"))}",
                "give the file that `promptfoo eval -o results.json` or `promptfoo export eval ID -o results.json` writes");
    }

    private static List<PromptfooResult> Table(SourceJson table)
    {
        var results = new List<PromptfooResult>();
        int row = 0;
        foreach (SourceJson line in table.Required("body").Elements("the rows of the table"))
        {
            int column = 0;
            IReadOnlyList<SourceJson> outputs = line.Required("outputs").Elements("the outputs of a row");
            if (outputs.Count == 0)
            {
                throw line.Wrong("the row has no outputs", "each prompt gives one");
            }

            foreach (SourceJson output in outputs)
            {
                results.Add(new PromptfooResult(output) { Cell = (row, column++) });
            }

            row++;
        }

        return results;
    }
}
