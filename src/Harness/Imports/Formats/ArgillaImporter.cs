using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Imports.Exports;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Exports of Argilla: records with <c>fields</c>, <c>responses</c> and <c>suggestions</c> (version 2, and feedback datasets of version 1),
/// the same flattened to columns as data sets on a hub have them, and the classification records of version 1. Each question becomes a
/// dataset; suggestions become verdicts.
/// </summary>
internal sealed class ArgillaImporter : IDatasetImporter
{
    private const string Instead = "submit responses, and export the records with them: dataset.records.to_json(\"records.json\")";

    /// <inheritdoc/>
    public string Format => "argilla";

    /// <inheritdoc/>
    public string Description => "Argilla 1 or 2: responses and suggestions";

    /// <inheritdoc/>
    public string Source => "records of Argilla 1 or 2 as JSON or JSON Lines (also .gz); each question becomes a dataset, suggestions become verdicts";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds => ExportItem.Heeds;

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string path = ImportSources.One(request, Format);
        var sheet = new LabelSheet();
        int number = 0;
        foreach (SourceJson record in ExportRecords.Of(path, target, "records"))
        {
            number++;
            target.Try(() => Add(record, number, sheet));
        }

        WantedQuestions.Write(sheet, request, target, path, Instead, _ => WantedQuestions.Head(request, path));
    }

    private static string Add(SourceJson record, int number, LabelSheet sheet)
    {
        IReadOnlyList<KeyValuePair<string, SourceJson>> members = record.Members("a record");
        string id = (record.Optional("id") ?? record.Optional("external_id") ?? record.Optional("_server_id"))?.Scalar() is { Length: > 0 } stated
            ? stated
            : ExportIds.Row(number);
        if (record.TryGet("annotation", out SourceJson? annotation) || record.TryGet("prediction", out _))
        {
            ArgillaClassification.Add(record, id, annotation, sheet);
            return id;
        }

        if (members.Any(m => m.Key.EndsWith(ArgillaColumns.Responses, StringComparison.Ordinal)))
        {
            ArgillaColumns.Add(record, id, sheet);
            return id;
        }

        if (record.Optional("fields") is { } fields)
        {
            sheet.Add(new ExportItem(id, [.. ArgillaAnswer.Texts(fields)], record.Location));
            AddResponses(id, record, sheet);
            AddSuggestions(id, record.Optional("suggestions"), sheet);
            return id;
        }

        if (members.Any(m => ArgillaColumns.IsQuestion(m.Value)))
        {
            ArgillaColumns.AddLists(record, id, sheet);
            return id;
        }

        throw ImportErrors.Fatal(
            "JE1650", record.Location, "this is no record of Argilla with responses",
            members.Count == 0 ? "the object is empty" : $"the keys are {string.Join(", ", members.Select(m => $"'{m.Key}'"))}",
            "export records one by one, with their responses: dataset.records.to_json(\"records.json\")");
    }

    private static void AddResponses(string id, SourceJson record, LabelSheet sheet)
    {
        if (record.Optional("responses") is not { } responses)
        {
            sheet.Skip(record.Location, "a record without responses");
            return;
        }

        if (responses.Kind == JsonValueKind.Array)
        {
            int person = 0;
            foreach (SourceJson response in responses.Elements("a list of responses"))
            {
                AddResponse(id, response, ++person, sheet);
            }

            return;
        }

        foreach ((string question, SourceJson answers) in responses.Members("responses by question"))
        {
            ArgillaAnswer.AddList(question, id, answers, sheet);
        }
    }

    // Version 1 keeps one person's answers to all questions together.
    private static void AddResponse(string id, SourceJson response, int person, LabelSheet sheet)
    {
        if (ArgillaAnswer.IsSubmitted(response, response.Optional("status"), sheet) && response.Optional("values") is { } values)
        {
            foreach ((string question, SourceJson answer) in values.Members("answers by question"))
            {
                ArgillaAnswer.Add(question, id, response.Optional("user_id"), person, answer.Optional("value") ?? answer, sheet);
            }
        }
    }

    private static void AddSuggestions(string id, SourceJson? suggestions, LabelSheet sheet)
    {
        if (suggestions is { Kind: JsonValueKind.Array })
        {
            foreach (SourceJson suggestion in suggestions.Elements("a list of suggestions"))
            {
                ArgillaAnswer.Suggest(suggestion.Required("question_name").Scalar(), id, suggestion.Optional("agent"), suggestion.Required("value"), sheet);
            }
        }
        else if (suggestions is not null)
        {
            foreach ((string question, SourceJson suggestion) in suggestions.Members("suggestions by question").Where(s => !s.Value.IsNull))
            {
                ArgillaAnswer.Suggest(question, id, suggestion.Optional("agent"), suggestion.Required("value"), sheet);
            }
        }
    }
}
