using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>A result of promptfoo: one output to one prompt with the grades of its assertions.</summary>
/// <param name="json">The result, or a cell of the table of version 2.</param>
internal sealed class PromptfooResult(SourceJson json)
{
    /// <summary>The question of a person's thumbs.</summary>
    public const string Pass = "pass";

    /// <summary>The question of a person's scores.</summary>
    public const string Score = "score";

    private const string Person = "reviewer";

    // https://www.promptfoo.dev/docs/configuration/expected-outputs/model-graded/
    private static readonly string[] ModelGraded =
    [
        "llm-rubric", "search-rubric", "agent-rubric", "model-graded-closedqa", "model-graded-factuality", "factuality", "g-eval", "answer-relevance",
        "context-faithfulness", "context-recall", "context-relevance", "conversation-relevance", "pi",
    ];

    // How a grader's failure reads where the file does not say that it is one.
    private static readonly string[] GraderFailures = ["Could not extract JSON", "No output", "API error", "llm-rubric produced malformed response"];

    /// <summary>The row and the column of a cell of the table.</summary>
    public (int Row, int Column)? Cell { get; init; }

    /// <summary>Whether a person rated it.</summary>
    public bool IsRated => json.Kind == JsonValueKind.Object && Components().Any(IsHuman);

    /// <summary>Adds the output, the person's rating and the models' grades.</summary>
    /// <param name="sheet">Takes them.</param>
    /// <param name="number">The number of the result in the file, from 1.</param>
    /// <exception cref="JudgeEvalException">The result is not as promptfoo writes it.</exception>
    public string AddTo(LabelSheet sheet, int number)
    {
        string id = Id(number);
        sheet.Add(new ExportItem(id, [KeyValuePair.Create("context", Prompt()), KeyValuePair.Create("response", Output())], json.Location)
        {
            Cluster = Test() is { } test ? $"test-{test}" : null, Tags = Tags(),
        });
        SourceJson[] components = [.. Components()];

        // The last rating counts, as in promptfoo.
        string? comment = json.Optional("gradingResult")?.Optional("comment") is { Kind: JsonValueKind.String } text ? text.Text() : null;
        foreach (SourceJson human in components.Where(IsHuman))
        {
            Annotate(sheet, id, human, comment);
        }

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (SourceJson component in components.Where(c => !IsHuman(c)))
        {
            Judge(sheet, id, component, names);
        }

        if (components.Length == 0)
        {
            sheet.Skip(json.Location, "an output without assertions or a rating");
        }

        return id;
    }

    /// <summary>Says what a person has to know.</summary>
    /// <param name="sheet">Takes it.</param>
    public static void Tell(LabelSheet sheet)
    {
        if (sheet.LabelsOf(Score).All(s => s is "0" or "1"))
        {
            // Scores that only repeat the thumbs are no question of their own.
            sheet.Forget(Score);
        }

        sheet.Note($"promptfoo does not tell who rated; all ratings are written as the annotator '{Person}'");
    }

    private static void Annotate(LabelSheet sheet, string id, SourceJson human, string? comment)
    {
        SourceJson pass = human.Required("pass");
        sheet.Annotate(Pass, new SheetLabel(id, Person, Truth(pass), pass.Location) { Explanation = comment });
        if (human.Optional("score") is { } score)
        {
            sheet.Annotate(Score, new SheetLabel(id, Person, LabelText.Of(score.Number()), score.Location) { Explanation = comment, Repeats = true });
        }
    }

    private static void Judge(LabelSheet sheet, string id, SourceJson component, Dictionary<string, int> names)
    {
        SourceJson? assertion = component.Optional("assertion");
        if (assertion?.Optional("type")?.Scalar() is not { } type)
        {
            sheet.Skip(component.Location, "a grade without an assertion");
            return;
        }

        if (!ModelGraded.Contains(type.StartsWith("not-", StringComparison.Ordinal) ? type[4..] : type, StringComparer.Ordinal))
        {
            sheet.Skip(component.Location, $"an assertion of the type '{type}' is not graded by a model");
            return;
        }

        string name = assertion.Optional("metric")?.Scalar() is { Length: > 0 } metric ? metric : type;
        int times = names[name] = names.GetValueOrDefault(name) + 1;
        string judge = times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {times}");
        string? reason = component.Optional("reason") is { Kind: JsonValueKind.String } text ? text.Text() : null;
        SourceJson pass = component.Required("pass");
        if (IsFailure(component, reason))
        {
            var failure = new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Unparsable, reason ?? "the grader failed") };
            sheet.Judge(Pass, judge, id, failure, component.Location);
            sheet.Judge(Score, judge, id, failure, component.Location);
            return;
        }

        sheet.Judge(Pass, judge, id, new RecordedVerdict { Label = Truth(pass), Rationale = reason, Score = component.Optional("score")?.Number() }, pass.Location);
        if (component.Optional("score") is { } score)
        {
            sheet.Judge(Score, judge, id, new RecordedVerdict { Label = LabelText.Of(score.Number()), Rationale = reason }, score.Location);
        }
    }

    private static bool IsFailure(SourceJson component, string? reason) =>
        component.Optional("metadata")?.Optional("graderError")?.Kind == JsonValueKind.True
        || (component.Required("pass").Kind == JsonValueKind.False && reason is not null && Array.Exists(GraderFailures, f => reason.StartsWith(f, StringComparison.Ordinal)));

    private static bool IsHuman(SourceJson component) =>
        component.Optional("assertion")?.Optional("type") is { Kind: JsonValueKind.String } type && type.Text() == "human";

    private static string Truth(SourceJson pass) => pass.Kind switch
    {
        JsonValueKind.True => PassFail.Pass,
        JsonValueKind.False => PassFail.Fail,
        _ => throw pass.Wrong("true or false is expected", "an output passes or fails"),
    };

    private IEnumerable<SourceJson> Components() => (json.Optional("gradingResult")?.Optional("componentResults"))?.Elements("a list of grades").Where(c => !c.IsNull) ?? [];

    private string Id(int number) => json.Optional("id")?.Scalar() is { Length: > 0 } id ? id
        : Cell is { } cell ? string.Create(CultureInfo.InvariantCulture, $"t{cell.Row}-p{cell.Column}")
        : ExportIds.Row(number);

    private string? Test() => Cell is { } cell ? cell.Row.ToString(CultureInfo.InvariantCulture) : json.Optional("testIdx")?.Scalar();

    private string Prompt()
    {
        SourceJson? prompt = json.Optional("prompt");
        return prompt is null ? "" : ExportText.Of(prompt.Optional("raw") ?? prompt);
    }

    private string Output() => (json.Optional("response")?.Optional("output") ?? json.Optional("text") ?? json.Optional("output")) is { } output ? ExportText.Of(output) : "";

    private ImmutableSortedDictionary<string, string> Tags()
    {
        SourceJson? provider = json.Optional("provider");
        string? name = (provider?.Optional("label") ?? provider?.Optional("id") ?? provider) is { Kind: JsonValueKind.String } text ? text.Text() : null;
        return string.IsNullOrEmpty(name)
            ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("provider", name);
    }
}
