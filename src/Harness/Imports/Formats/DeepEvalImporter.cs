using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Imports.Exports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Test runs and datasets of DeepEval. A metric's score becomes a verdict. DeepEval has no place of its own for what a person says of an
/// output, so that a label is read from the test case's metadata or custom columns, under the key that <c>--label</c> names, and from the
/// annotations that Confident AI adds to a trace.
/// </summary>
internal sealed class DeepEvalImporter : IDatasetImporter
{
    private const string Instead =
        "write each person's label into the test case's metadata, {\"label\": \"pass\"} or {\"label\": {\"ana\": \"pass\", \"ben\": \"fail\"}}, or name its key with --label; "
        + "or export the annotated traces of Confident AI";

    private static readonly string[] Lists = ["testCases", "conversationalTestCases", "test_results", "testResults", "goldens"];

    /// <inheritdoc/>
    public string Format => "deepeval";

    /// <inheritdoc/>
    public string Description => "DeepEval: metrics, and people's labels in metadata";

    /// <inheritdoc/>
    public string Source => "a test run or dataset of DeepEval as JSON or JSON Lines (also .gz) with people's labels in metadata (--label KEY); metrics become verdicts";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds => ExportItem.Heeds;

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string path = ImportSources.One(request, Format);
        var sheet = new LabelSheet();
        var cases = new DeepEvalCases(request.Columns.Label ?? ImportColumns.UsualLabel, request.Scale.Level is ScaleLevel.Interval or ScaleLevel.Ratio, sheet);
        foreach (SourceJson value in ExportRecords.Values(path, target))
        {
            foreach (SourceJson testCase in target.Try(() => Cases(value)) ?? [])
            {
                target.Try(() => cases.Add(testCase));
            }
        }

        cases.Judge(target);
        WantedQuestions.Write(
            sheet, request with { Columns = request.Columns with { Label = null } }, target, path, Instead,
            question => WantedQuestions.Head(request, path, scale: cases.ScaleOf(question)));
    }

    private static List<SourceJson> Cases(SourceJson value)
    {
        SourceJson run = value.Optional("testRunData") ?? value.Optional("data") ?? value;
        if (run.Kind == JsonValueKind.Array)
        {
            return [.. run.Elements("a list of test cases")];
        }

        SourceJson[] lists = [.. Lists.Select(run.Optional).OfType<SourceJson>()];
        return lists.Length > 0 ? [.. lists.SelectMany(l => l.Elements("a list of test cases"))]
            : run.TryGet("input", out _) || run.TryGet("turns", out _) ? [run]
            : throw ImportErrors.Fatal(
                "JE1650", value.Location, "this is no test run of DeepEval",
                run.Properties.Count == 0 ? "the object is empty" : $"the keys are {string.Join(", ", run.Properties.Select(p => $"'{p.Key}'"))}",
                "give the JSON of a test run (DEEPEVAL_RESULTS_FOLDER, or .deepeval/.latest_test_run.json) or of a dataset (dataset.save_as)");
    }
}
