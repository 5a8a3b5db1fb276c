using System.Text.Json;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Answers and suggestions as Argilla writes them.</summary>
internal static class ArgillaAnswer
{
    /// <summary>The texts of a record; vectors and other numbers are none.</summary>
    /// <param name="fields">The fields.</param>
    /// <exception cref="JudgeEvalException">It is no object.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Texts(SourceJson fields) =>
        fields.Members("the fields of a record").Where(f => !f.Value.IsNull).Select(f => KeyValuePair.Create(f.Key, ExportText.Of(f.Value)));

    /// <summary>Adds the answers to one question, one for each person.</summary>
    /// <param name="question">The question.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="answers">A list of <c>{"value","user_id"[,"status"]}</c>.</param>
    /// <param name="sheet">Takes them.</param>
    /// <exception cref="JudgeEvalException">The list is not as Argilla writes it.</exception>
    public static void AddList(string question, string id, SourceJson answers, LabelSheet sheet)
    {
        if (answers.IsNull)
        {
            return;
        }

        int person = 0;
        foreach (SourceJson answer in answers.Elements("a list of answers"))
        {
            person++;
            if (IsSubmitted(answer, answer.Optional("status"), sheet))
            {
                Add(question, id, answer.Optional("user_id"), person, answer.Required("value"), sheet);
            }
        }
    }

    /// <summary>Whether an answer counts: drafts and discarded ones do not, and are counted.</summary>
    /// <param name="answer">The answer, for its place.</param>
    /// <param name="status">Its status; one without is submitted.</param>
    /// <param name="sheet">Takes what is left out.</param>
    /// <exception cref="JudgeEvalException">The status is no text.</exception>
    public static bool IsSubmitted(SourceJson answer, SourceJson? status, LabelSheet sheet)
    {
        string text = status?.Scalar() ?? "submitted";
        if (!string.Equals(text, "submitted", StringComparison.Ordinal))
        {
            sheet.Skip(answer.Location, $"a response with the status '{text}'");
            return false;
        }

        return true;
    }

    /// <summary>Adds one person's answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="user">The person's id, where it is told.</param>
    /// <param name="person">The place of the answer among those of the item, from 1.</param>
    /// <param name="value">The answer.</param>
    /// <param name="sheet">Takes it.</param>
    /// <exception cref="JudgeEvalException">The person's id is no text.</exception>
    public static void Add(string question, string id, SourceJson? user, int person, SourceJson value, LabelSheet sheet)
    {
        if (Label(value, sheet) is { } label)
        {
            string annotator = user?.Scalar() is { Length: > 0 } name ? name : ExportIds.Person(person);
            sheet.Annotate(question, new SheetLabel(id, annotator, label, value.Location));
        }
    }

    /// <summary>Adds a suggestion as the verdict of who made it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="agent">Who made it.</param>
    /// <param name="value">The suggestion.</param>
    /// <param name="sheet">Takes it.</param>
    /// <exception cref="JudgeEvalException">Who made it is no text.</exception>
    public static void Suggest(string question, string id, SourceJson? agent, SourceJson value, LabelSheet sheet)
    {
        if (Label(value, sheet) is { Length: > 0 } label)
        {
            string judge = agent?.Scalar() is { Length: > 0 } name ? name : "suggestion";
            sheet.Judge(question, judge, id, new RecordedVerdict { Label = label }, value.Location);
        }
    }

    private static string? Label(SourceJson value, LabelSheet sheet)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Array when value.Elements("labels") is [{ Kind: JsonValueKind.String } only]:
                return only.Scalar();
            case JsonValueKind.Array:
                sheet.Skip(value.Location, value.Elements("labels").Any(e => e.Kind == JsonValueKind.Object) ? "a ranking or spans, not a label" : "several labels at once, or none");
                return null;
            case JsonValueKind.Object or JsonValueKind.Null:
                sheet.Skip(value.Location, "an answer that is no label");
                return null;
            default:
                return value.Scalar();
        }
    }
}
