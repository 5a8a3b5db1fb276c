using System.Text.Json.Serialization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>The texts of some items: each text stands once, and is named by a number from 1. What is empty is left out.</summary>
/// <param name="Strings">The texts.</param>
/// <param name="Items">The items.</param>
internal sealed record ItemTexts(IReadOnlyList<string> Strings, TextsOfItem[] Items)
{
    /// <summary>Takes the texts of some items together.</summary>
    /// <param name="items">All items of the case.</param>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    public static ItemTexts Of(CaseItems items, int start, int count)
    {
        CodeTable strings = new([]);
        TextsOfItem[] rows = [.. items.Record.Items.Skip(start).Take(count).Select(i => Row(items, strings, i))];
        return new ItemTexts(strings.Texts, rows);
    }

    private static TextsOfItem Row(CaseItems items, CodeTable strings, RecordedItem recorded)
    {
        JudgeItem item = recorded.Item;
        ItemAlignment? now = items.Now(recorded), was = items.Was(recorded);
        return new TextsOfItem
        {
            Context = Text(strings, item.Context),
            Response = Text(strings, item.Response),
            ResponseA = Text(strings, item.ResponseA),
            ResponseB = Text(strings, item.ResponseB),
            Why = recorded.Explanations.IsEmpty ? null : [.. recorded.Explanations.Select(e => new[] { items.PersonOf[e.Key], strings.Add(e.Value) })],
            Missing = recorded.Missing.IsEmpty ? null : [.. recorded.Missing.Select(p => items.PersonOf[p])],
            Verdicts = recorded.Judgements.IsEmpty ? Single(strings, now) : [.. recorded.Judgements.Select(j => Said(strings, j))],
            Before = was?.Rationale is { } why ? strings.Add(why) : 0,
        };
    }

    // Records of a time before judgements were kept have what they came to.
    private static TextsOfVerdict[]? Single(CodeTable strings, ItemAlignment? now) => now?.Rationale is null && now?.Failure is null ? null
        : [new TextsOfVerdict { Label = strings.Add(now.Judge), Failure = now.Failure?.Kind.ToString(), Detail = Text(strings, now.Failure?.Detail), Why = strings.Add(now.Rationale) }];

    private static TextsOfVerdict Said(CodeTable strings, RecordedJudgement judgement)
    {
        RecordedVerdict verdict = judgement.Verdict;
        return new TextsOfVerdict
        {
            Repeat = judgement.Repeat,
            Swapped = judgement.Order == PresentationOrder.Swapped,
            Label = strings.Add(verdict.Label),
            Failure = verdict.Failure?.Kind.ToString(),
            Detail = Text(strings, verdict.Failure?.Detail),
            Why = Text(strings, verdict.Rationale),
            Score = verdict.Score is { } score && double.IsFinite(score) ? score : null,
            Probabilities = verdict.Probabilities?.Where(p => double.IsFinite(p.Value)).ToDictionary(p => p.Key, p => Math.Round(p.Value, 6), StringComparer.Ordinal),
            Votes = verdict.Votes,
            Candidates = verdict.Candidates.IsDefaultOrEmpty ? null : verdict.Candidates,
        };
    }

    private static int Text(CodeTable strings, string? text) => string.IsNullOrEmpty(text) ? 0 : strings.Add(text);
}

/// <summary>The texts of one item, by number.</summary>
internal sealed record TextsOfItem
{
    [JsonPropertyName("c")]
    public int Context { get; init; }

    [JsonPropertyName("r")]
    public int Response { get; init; }

    [JsonPropertyName("a")]
    public int ResponseA { get; init; }

    [JsonPropertyName("b")]
    public int ResponseB { get; init; }

    /// <summary>Person and reason.</summary>
    [JsonPropertyName("e")]
    public int[][]? Why { get; init; }

    /// <summary>The people who were asked and gave no label.</summary>
    [JsonPropertyName("m")]
    public int[]? Missing { get; init; }

    [JsonPropertyName("v")]
    public TextsOfVerdict[]? Verdicts { get; init; }

    /// <summary>The reason the judge gave before.</summary>
    [JsonPropertyName("w")]
    public int Before { get; init; }
}

/// <summary>One verdict on an item.</summary>
internal sealed record TextsOfVerdict
{
    [JsonPropertyName("n")]
    public int Repeat { get; init; }

    [JsonPropertyName("o")]
    public bool Swapped { get; init; }

    [JsonPropertyName("l")]
    public int Label { get; init; }

    [JsonPropertyName("f")]
    public string? Failure { get; init; }

    [JsonPropertyName("d")]
    public int Detail { get; init; }

    [JsonPropertyName("y")]
    public int Why { get; init; }

    [JsonPropertyName("s")]
    public double? Score { get; init; }

    [JsonPropertyName("p")]
    public IReadOnlyDictionary<string, double>? Probabilities { get; init; }

    [JsonPropertyName("t")]
    public IReadOnlyDictionary<string, string>? Votes { get; init; }

    [JsonPropertyName("k")]
    public IReadOnlyList<string>? Candidates { get; init; }
}
