using System.Globalization;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reviews;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Review;

/// <summary>A person's label.</summary>
internal sealed record ReviewPerson(string Annotator, string Label, string? Explanation);

/// <summary>How many people gave a label.</summary>
internal sealed record ReviewCount(string Label, int Count);

/// <summary>What the judge said in one repeat and order.</summary>
internal sealed record ReviewRepeat(string Name, string Label, string? Rationale);

/// <summary>An item with its texts.</summary>
internal sealed record ReviewDetail
{
    public required string Case { get; init; }

    public required string Item { get; init; }

    public required bool Hidden { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public string? Scale { get; init; }

    public string? Line { get; init; }

    public string? Context { get; init; }

    public string? Response { get; init; }

    public string? ResponseA { get; init; }

    public string? ResponseB { get; init; }

    public bool HasTexts { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What a blind reviewer may not see; absent until that reviewer has labelled.</summary>
    public ReviewVerdict? Verdict { get; init; }

    /// <summary>Makes the answer; of a hidden item nothing that the judge or people said is in it.</summary>
    /// <param name="session">The review.</param>
    /// <param name="item">The item.</param>
    public static ReviewDetail Of(ReviewSession session, ReviewItem item)
    {
        JudgeItem? texts = item.Recorded?.Item;
        LabelScale? scale = item.Case.Scale;
        bool hidden = session.Hides(item);
        return new ReviewDetail
        {
            Case = item.Case.Id,
            Item = item.Entry.Item,
            Hidden = hidden,
            Labels = scale?.Labels ?? [],
            Scale = scale?.ToString(),
            Line = item.Recorded is { Line: > 0 and int line } ? string.Create(CultureInfo.InvariantCulture, $"items.jsonl, line {line}") : null,
            HasTexts = texts is not null,
            Context = texts?.Context,
            Response = texts?.Response,
            ResponseA = texts?.ResponseA,
            ResponseB = texts?.ResponseB,
            Tags = texts is null ? [] : [.. texts.Tags.Select(tag => $"{tag.Key}: {tag.Value}")],
            Verdict = hidden ? null : ReviewVerdict.Of(session, item),
        };
    }
}

/// <summary>What people and the judge said of an item, and what was decided.</summary>
internal sealed record ReviewVerdict
{
    public string? Own { get; init; }

    public string? Judge { get; init; }

    public required string Delta { get; init; }

    public string? Before { get; init; }

    public string? Accepted { get; init; }

    public string? Rationale { get; init; }

    public bool Unanimous { get; init; }

    public bool Unstable { get; init; }

    public required IReadOnlyList<ReviewCount> Counts { get; init; }

    public required IReadOnlyList<ReviewPerson> People { get; init; }

    public required IReadOnlyList<ReviewRepeat> Repeats { get; init; }

    /// <summary>How many lines the corrections file has on the item, which the page sends back so that no decision of another tab is covered up.</summary>
    public int Seen { get; init; }

    public string? Action { get; init; }

    public string? Source { get; init; }

    public string? Topic { get; init; }

    public string? Why { get; init; }

    public string? By { get; init; }

    public string? Proposed { get; init; }

    public static ReviewVerdict Of(ReviewSession session, ReviewItem item)
    {
        session.NoteShown(item);
        ReviewDecision? decision = item.Case.DecisionOn(item);
        RecordedItem? recorded = item.Recorded;
        return new ReviewVerdict
        {
            Own = session.OwnLabel(item),
            Judge = item.Entry.Judge,
            Delta = item.Entry.Delta,
            Before = item.Before,
            Accepted = item.Accepted?.Judge,
            Rationale = item.Rationale,
            Unanimous = item.Entry.Unanimous,
            Unstable = item.Unstable,
            Counts = [.. item.Entry.People.Select(p => new ReviewCount(p.Label, p.Count))],
            People = recorded is null ? [] : [.. recorded.Labels.Select(l => new ReviewPerson(l.Key, l.Value, recorded.Explanations.GetValueOrDefault(l.Key)))],
            Repeats = recorded is { Judgements.Length: > 1 } ? [.. recorded.Judgements.Select(Repeat)] : [],
            Seen = item.Case.Corrections.LinesOn(item.Entry.Item),
            Action = decision is null ? null : ReviewWords.Of(decision.Action),
            Source = decision?.Source is { } source ? ReviewWords.Of(source) : null,
            Topic = decision?.Topic is { } topic ? ReviewWords.Of(topic) : null,
            Why = decision?.Why,
            By = decision?.By,
            Proposed = decision?.New,
        };
    }

    private static ReviewRepeat Repeat(RecordedJudgement said) => new(
        string.Create(CultureInfo.InvariantCulture, $"{said.Repeat + 1}{(said.Order == PresentationOrder.Swapped ? ", swapped" : "")}"),
        said.Verdict.Label ?? said.Verdict.Failure?.Kind.ToString() ?? "no label",
        said.Verdict.Rationale);
}
