using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Judgements;

/// <summary>One line of a log of judgements, as <c>docs/schemas/judgement.schema.json</c> has it.</summary>
internal sealed record JudgementLine
{
    private static readonly ImmutableArray<string> Known =
    [
        "item", "context", "response", "responseA", "responseB", "cluster", "split", "tags", "annotator", "judge", "label", "failure", "explanation", "rationale",
        "at", "repeat", "order", "score", "probabilities",
    ];

    private static readonly ImmutableSortedDictionary<string, string> NoTags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private static readonly ImmutableArray<string> Orders = ["original", "swapped"];
    private static readonly ImmutableArray<string> OfJudges = ["failure", "repeat", "order", "score", "probabilities"];

    /// <summary>The item; nothing but its id where the line tells nothing else.</summary>
    public required JudgeItem Item { get; init; }

    /// <summary>Where the item's id stands.</summary>
    public required SourceLocation ItemAt { get; init; }

    /// <summary>The person; <see langword="null"/> for a judge.</summary>
    public required string? Annotator { get; init; }

    /// <summary>The judge; <see langword="null"/> for a person.</summary>
    public required string? Judge { get; init; }

    /// <summary>What was said, of a person only the label and the rationale.</summary>
    public required RecordedVerdict Verdict { get; init; }

    /// <summary>Where the label or the failure stands.</summary>
    public required SourceLocation VerdictAt { get; init; }

    /// <summary>The repeat of a judge.</summary>
    public required int Repeat { get; init; }

    /// <summary>The order in which a judge saw a pair.</summary>
    public required PresentationOrder Order { get; init; }

    /// <summary>When it was.</summary>
    public required string? Time { get; init; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="target">Takes every error.</param>
    /// <param name="nearest">Finds what was meant; one for all lines bounds that work.</param>
    /// <returns>The judgement; <see langword="null"/> when something is wrong with it.</returns>
    public static JudgementLine? Read(SourceJson line, ImportTarget target, NearestName? nearest = null)
    {
        if (line.Kind != JsonValueKind.Object)
        {
            target.Error("JE1616", line.Location, "the line is no JSON object", "each line is one judgement, an object", "write an object with 'item', 'annotator' or 'judge', and 'label'");
            return null;
        }

        var fields = new JudgementFields(line, target, nearest ?? new NearestName());
        fields.Refuse(line, Known);
        CheckTogether(fields);
        var read = new JudgementLine
        {
            Item = ReadItem(fields),
            ItemAt = fields.At("item"),
            Annotator = fields.Name("annotator"),
            Judge = fields.Name("judge"),
            Verdict = new RecordedVerdict
            {
                Label = fields.Label(),
                Failure = fields.Failure(VerdictFields.FailureKinds),
                Rationale = NullIfEmpty(fields.Text("rationale") ?? fields.Text("explanation")),
                Score = fields.Number("score"),
                Probabilities = fields.Map("probabilities", Probability, "a number from 0 to 1"),
            },
            VerdictAt = fields.At(fields.Has("failure") ? "failure" : "label"),
            Repeat = fields.Repeat(),
            Order = fields.Word("order", Orders) == "swapped" ? PresentationOrder.Swapped : PresentationOrder.Original,
            Time = fields.Text("at"),
        };
        return fields.IsFaulty ? null : read;
    }

    private static JudgeItem ReadItem(JudgementFields fields)
    {
        string? id = fields.Name("item");
        var item = new JudgeItem
        {
            Id = id ?? "",
            Context = fields.Text("context") ?? "",
            Response = fields.Text("response", nullable: false),
            ResponseA = fields.Text("responseA", nullable: false),
            ResponseB = fields.Text("responseB", nullable: false),
            Cluster = fields.Name("cluster", nullable: true),
            Split = fields.Name("split", nullable: true),
            Tags = fields.Map("tags", Tag, "a text, a number, true or false") ?? NoTags,
        };
        bool hasTexts = ItemName.IsAllOf(item) || item.Response is not null || item.ResponseA is not null;
        return hasTexts ? item : item with { Response = item.Id };
    }

    private static void CheckTogether(JudgementFields fields)
    {
        if (!fields.Has("item"))
        {
            fields.Missing("the line has no 'item'", "every judgement is of an item", "add 'item', the id of what was judged");
        }

        fields.Exclude("response", "responseA", "an item is one response or a pair of them");
        fields.Exclude("response", "responseB", "an item is one response or a pair of them");
        fields.Exclude("explanation", "rationale", "they are two names of one field");
        if (fields.Has("responseA") != fields.Has("responseB"))
        {
            string absent = fields.Has("responseA") ? "responseB" : "responseA";
            fields.Missing($"the line has no '{absent}'", "a pair has two responses", $"add '{absent}'");
        }

        fields.Exclude("annotator", "judge", "a line is the judgement of one of them");
        fields.Exclude("label", "failure", "a verdict is one of the two");
        if (!fields.Has("annotator") && !fields.Has("judge"))
        {
            fields.Missing("the line has neither 'annotator' nor 'judge'", "somebody judged", "add 'annotator' for a person, 'judge' for a judge");
        }

        if (!fields.Has("judge"))
        {
            foreach (string ofJudge in OfJudges.Where(fields.Has))
            {
                fields.Exclude("annotator", ofJudge, $"'{ofJudge}' is of judges");
            }
        }

        if (!fields.Has("label") && !fields.Has("failure"))
        {
            fields.Missing("the line has no 'label'", "it is what was said", "add 'label', or 'failure' where a judge has none");
        }
    }

    private static (bool IsRight, double Value) Probability(SourceJson value) =>
        value.Kind == JsonValueKind.Number && FiniteNumber.TryRead(value.Scalar(), out double number) ? (number is >= 0 and <= 1, number) : (false, 0);

    private static (bool IsRight, string Value) Tag(SourceJson value) => value.Kind switch
    {
        JsonValueKind.String => (true, value.Text()),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => (true, value.Scalar()),
        _ => (false, ""),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
