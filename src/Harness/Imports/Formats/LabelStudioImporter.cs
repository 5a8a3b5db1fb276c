using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Imports.Exports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Exports of Label Studio: JSON with every annotation of every task; JSON_MIN, CSV and TSV, which hold one row an annotation. Each control of
/// the labelling interface (<c>from_name</c>) becomes a dataset, since it has a scale of its own; predictions become verdicts.
/// </summary>
internal sealed class LabelStudioImporter : IDatasetImporter
{
    private const string Instead = "label tasks, and export the project as JSON with annotations: its controls are Choices, Rating, Number, Pairwise or Taxonomy";

    private static readonly string[] TableEndings = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];

    /// <inheritdoc/>
    public string Format => "label-studio";

    /// <inheritdoc/>
    public string Description => "Label Studio: annotations and predictions";

    /// <inheritdoc/>
    public string Source => "an export of Label Studio as JSON, or as JSON_MIN, CSV or TSV with --label NAME (also .gz); each control becomes a dataset, predictions become verdicts";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds => ExportItem.Heeds;

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string path = ImportSources.One(request, Format);
        var sheet = new LabelSheet();
        PairControls pairs = sheet.Pairs;
        if (IsTable(path))
        {
            LabelStudioRows.ReadTable(path, request.Columns, sheet, pairs, target);
        }
        else
        {
            foreach (SourceJson task in ExportRecords.Of(path, target, "tasks"))
            {
                target.Try(() => Add(task, request.Columns, sheet, pairs));
            }
        }

        WantedQuestions.Write(
            sheet, request, target, path, Instead, question => WantedQuestions.Head(
                request, path, pairs.Contains(question) ? TaskShape.Preference : TaskShape.Single, pairs.Contains(question) ? LabelScale.Preference(withMagnitude: false) : null));
    }

    private static bool IsTable(string path) => Array.Exists(TableEndings, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static string Add(SourceJson task, ImportColumns columns, LabelSheet sheet, PairControls pairs)
    {
        // Before version 1.0 annotations were called completions.
        SourceJson? annotations = task.Optional("annotations") ?? task.Optional("completions");
        if (annotations is null && !task.TryGet("data", out _))
        {
            return LabelStudioRows.Add(task, columns, sheet, pairs);
        }

        string id = task.Required("id").Scalar();
        sheet.Add(new ExportItem(id, [.. Texts(task.Required("data"))], task.Location));
        int person = 0;
        foreach (SourceJson annotation in annotations?.Elements("a list of annotations") ?? [])
        {
            AddAnnotation(id, annotation, ++person, sheet, pairs);
        }

        foreach (SourceJson prediction in task.Optional("predictions")?.Elements("a list of predictions") ?? [])
        {
            AddPrediction(id, prediction, sheet, pairs);
        }

        foreach (SourceJson draft in task.Optional("drafts")?.Elements("a list of drafts") ?? [])
        {
            sheet.Skip(draft.Location, "a draft");
        }

        return id;
    }

    private static void AddAnnotation(string id, SourceJson annotation, int person, LabelSheet sheet, PairControls pairs)
    {
        if (annotation.Kind is JsonValueKind.Number or JsonValueKind.String)
        {
            sheet.Skip(annotation.Location, "an annotation of which only the id is exported");
            return;
        }

        IReadOnlyList<SourceJson> results = annotation.Required("result").Elements("a list of results");
        if (IsTrue(annotation, "was_cancelled") || IsTrue(annotation, "skipped"))
        {
            sheet.Skip(annotation.Location, "the annotator skipped the task");
            return;
        }

        if (results.Count == 0)
        {
            sheet.Skip(annotation.Location, "an annotation without a result");
            return;
        }

        if (results.All(IsTextArea))
        {
            sheet.Skip(annotation.Location, "an annotation of free text alone");
            return;
        }

        string? annotator = LabelStudioValue.Person(annotation.Optional("completed_by"));
        string? explanation = Explanation(results);
        string? time = (annotation.Optional("updated_at") ?? annotation.Optional("created_at"))?.Scalar();
        foreach (SourceJson result in results)
        {
            if (LabelStudioValue.Of(result, sheet, pairs) is { } label)
            {
                sheet.Annotate(label.Control, new SheetLabel(id, annotator ?? ExportIds.Person(person), label.Text, result.Location)
                {
                    Explanation = explanation, Time = time,
                });
            }
        }
    }

    private static void AddPrediction(string id, SourceJson prediction, LabelSheet sheet, PairControls pairs)
    {
        if (prediction.Kind is JsonValueKind.Number or JsonValueKind.String)
        {
            sheet.Skip(prediction.Location, "a prediction of which only the id is exported");
            return;
        }

        string judge = prediction.Optional("model_version")?.Scalar() is { Length: > 0 } version ? version : "prediction";
        IReadOnlyList<SourceJson> results = prediction.Required("result").Elements("a list of results");
        if (results.Count == 0)
        {
            sheet.Skip(prediction.Location, "a prediction without a result");
        }
        else if (results.All(IsTextArea))
        {
            sheet.Skip(prediction.Location, "a prediction of free text alone");
        }

        foreach (SourceJson result in results)
        {
            if (LabelStudioValue.Of(result, sheet, pairs) is { } label)
            {
                sheet.Judge(label.Control, judge, id, new RecordedVerdict { Label = label.Text }, result.Location);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Texts(SourceJson data) =>
        data.Members("the texts of a task").Where(m => !m.Value.IsNull).Select(m => KeyValuePair.Create(m.Key, ExportText.Of(m.Value)));

    // A text area beside a label is where people write why.
    private static string? Explanation(IReadOnlyList<SourceJson> results)
    {
        string[] texts =
        [
            .. from result in results
               where IsTextArea(result)
               let text = result.Optional("value")?.Optional("text")
               where text is not null
               select text.Kind == JsonValueKind.Array ? string.Join("\n", text.Elements("lines").Select(ExportText.Of)) : ExportText.Of(text),
        ];
        return texts.Length > 0 ? string.Join("\n", texts) : null;
    }

    private static bool IsTextArea(SourceJson result) => result.Optional("type") is { Kind: JsonValueKind.String } type && type.Text() == "textarea";

    private static bool IsTrue(SourceJson value, string key) => value.Optional(key)?.Kind == JsonValueKind.True;
}
