using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Records of Argilla flattened to columns, as data sets on a hub have them.</summary>
internal static class ArgillaColumns
{
    /// <summary>The end of the name of a column that holds answers.</summary>
    public const string Responses = ".responses";

    private const string Users = ".responses.users";
    private const string Status = ".responses.status";
    private const string Suggestion = ".suggestion";

    private static readonly string[] Reserved = ["id", "external_id", "_server_id", "status", "inserted_at", "updated_at", "metadata", "vectors"];

    /// <summary>Whether a value is a list of answers as version 1 writes them.</summary>
    /// <param name="value">The value of a column.</param>
    public static bool IsQuestion(SourceJson value) => value.Kind switch
    {
        JsonValueKind.Array => value.Elements("answers") is [{ Kind: JsonValueKind.Object } first, ..] && first.TryGet("user_id", out _) && first.TryGet("value", out _),
        JsonValueKind.Object => value.TryGet("user_id", out SourceJson? users) && users.Kind == JsonValueKind.Array && value.TryGet("value", out _),
        _ => false,
    };

    /// <summary>Adds a record with the columns <c>q.responses</c>, <c>q.responses.users</c>, <c>q.responses.status</c> and <c>q.suggestion</c>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="sheet">Takes the answers.</param>
    /// <exception cref="JudgeEvalException">The columns do not belong together.</exception>
    public static void Add(SourceJson record, string id, LabelSheet sheet)
    {
        sheet.Add(new ExportItem(id, [.. Texts(record)], record.Location));
        foreach ((string name, SourceJson values) in record.Properties.Where(p => p.Key.EndsWith(Responses, StringComparison.Ordinal) && !p.Value.IsNull))
        {
            AddAnswers(name[..^Responses.Length], id, values, record.Optional(name[..^Responses.Length] + Users), record.Optional(name[..^Responses.Length] + Status), sheet);
        }

        foreach ((string name, SourceJson value) in record.Properties.Where(p => p.Key.EndsWith(Suggestion, StringComparison.Ordinal) && !p.Value.IsNull))
        {
            ArgillaAnswer.Suggest(name[..^Suggestion.Length], id, record.Optional(name + ".agent"), value, sheet);
        }
    }

    /// <summary>Adds a record of version 1, whose questions are columns of answers beside <c>q-suggestion</c> and <c>q-suggestion-metadata</c>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="sheet">Takes the answers.</param>
    /// <exception cref="JudgeEvalException">The columns are not as Argilla writes them.</exception>
    public static void AddLists(SourceJson record, string id, LabelSheet sheet)
    {
        sheet.Add(new ExportItem(id, [.. Texts(record)], record.Location));
        foreach ((string question, SourceJson value) in record.Properties.Where(p => IsQuestion(p.Value)))
        {
            if (value.Kind == JsonValueKind.Array)
            {
                ArgillaAnswer.AddList(question, id, value, sheet);
            }
            else
            {
                AddAnswers(question, id, value.Required("value"), value.Optional("user_id"), value.Optional("status"), sheet);
            }

            if (record.Optional(question + "-suggestion") is { } suggestion)
            {
                ArgillaAnswer.Suggest(question, id, record.Optional(question + "-suggestion-metadata")?.Optional("agent"), suggestion, sheet);
            }
        }
    }

    private static void AddAnswers(string question, string id, SourceJson values, SourceJson? users, SourceJson? status, LabelSheet sheet)
    {
        IReadOnlyList<SourceJson> answers = values.Elements("a list of answers");
        IReadOnlyList<SourceJson>? people = users?.Elements("a list of people");
        IReadOnlyList<SourceJson>? states = status?.Elements("a list of statuses");
        if ((people ?? answers).Count != answers.Count || (states ?? answers).Count != answers.Count)
        {
            throw values.Wrong($"the answers to '{question}' and their people or statuses are not the same number", "each answer has a person and a status");
        }

        for (int i = 0; i < answers.Count; i++)
        {
            SourceJson? state = states?[i] is { IsNull: false } stated ? stated : null;
            if (ArgillaAnswer.IsSubmitted(answers[i], state, sheet))
            {
                ArgillaAnswer.Add(question, id, people?[i] is { IsNull: false } user ? user : null, i + 1, answers[i], sheet);
            }
        }
    }

    // What is left beside the questions are fields, metadata and vectors in one row: the texts among them are what people saw.
    private static IEnumerable<KeyValuePair<string, string>> Texts(SourceJson record) =>
        from property in record.Properties
        where !Reserved.Contains(property.Key, StringComparer.Ordinal) && !IsQuestion(property.Value)
            && !property.Key.Contains(Responses, StringComparison.Ordinal) && !property.Key.Contains(Suggestion, StringComparison.Ordinal)
            && !property.Key.Contains("-suggestion", StringComparison.Ordinal)
            && (property.Value.Kind == JsonValueKind.String || ExportText.Messages(property.Value) is { Count: > 0 })
        select KeyValuePair.Create(property.Key, ExportText.Of(property.Value));
}
