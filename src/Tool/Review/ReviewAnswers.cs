using System.Globalization;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reviews;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Review;

/// <summary>What the page asks and tells, in terms of the review.</summary>
/// <param name="session">The review.</param>
internal sealed class ReviewAnswers(ReviewSession session)
{
    /// <summary>Answers a question; <see langword="null"/> where there is no such one.</summary>
    /// <param name="path">The address.</param>
    /// <param name="caseId">The case asked for.</param>
    /// <param name="item">The item asked for.</param>
    public object? Get(string path, string caseId, string item) => path switch
    {
        "/api/state" => State(),
        "/api/item" => Detail(session.Find(caseId, item)),
        _ => null,
    };

    /// <summary>Does what the page asks for; <see langword="null"/> where there is no such thing.</summary>
    /// <param name="path">The address.</param>
    /// <param name="request">What is asked.</param>
    public object? Post(string path, ReviewRequest request)
    {
        switch (path)
        {
            case "/api/decide":
                session.Decide(session.Find(request.Case, request.Item), Parse<ReviewAction>(request.Action), Parse<DisagreementSource>(request.Source), request.Reason, request.Label);
                return new ReviewDone(request.Case, request.Item);
            case "/api/label":
                session.Label(session.Find(request.Case, request.Item), request.Label ?? "");
                return new ReviewDone(request.Case, request.Item);
            case "/api/undo":
                ReviewItem undone = session.Undo();
                return new ReviewDone(undone.Case.Id, undone.Entry.Item);
            case "/api/accept":
                session.Accept(request.Case, request.Reason);
                return new ReviewDone(request.Case, "");
            case "/api/blind":
                session.SetBlind(request.Blind);
                return State();
            case "/api/reload":
                session.Reload();
                return State();
            default:
                return null;
        }
    }

    // An unknown or absent word is a value that is not defined, which the review refuses in its own words.
    private static T Parse<T>(string word)
        where T : struct, Enum =>
        word.Length > 0 && !char.IsAsciiDigit(word[0]) && Enum.TryParse(word, ignoreCase: true, out T value) ? value : (T)Enum.ToObject(typeof(T), -1);

    private static string Word<T>(T value)
        where T : struct, Enum =>
        char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    // In blind mode the order of the queue is known, but not whether people are unanimous.
    private ReviewState State() => new(
        session.Blind,
        [.. session.Cases.Select(c => new ReviewStateCase(c.Id, c.Name, c.Items.Length, c.Open, c.Resolved, c.HasRecord))],
        [
            .. session.Queue.Select(i => new ReviewStateItem(
                i.Case.Id, i.Entry.Item, i.Entry.Unanimous && !session.Hides(i), i.Case.DecisionOn(i) is { } decision ? Word(decision.Action) : null)),
        ],
        [.. session.Problems.Select(p => p.ToString())]);

    private ReviewDetail Detail(ReviewItem item)
    {
        JudgeItem? texts = item.Recorded?.Item;
        LabelScale? scale = item.Case.Scale;
        bool hidden = session.Hides(item);
        var shown = new ReviewDetail
        {
            Case = item.Case.Id,
            Item = item.Entry.Item,
            Hidden = hidden,
            Labels = scale?.Labels ?? [],
            Scale = scale?.ToString(),
            HasTexts = texts is not null,
            Context = texts?.Context,
            Response = texts?.Response,
            ResponseA = texts?.ResponseA,
            ResponseB = texts?.ResponseB,
        };
        return hidden ? shown : Full(shown, item);
    }

    private static ReviewDetail Full(ReviewDetail shown, ReviewItem item)
    {
        ReviewDecision? decision = item.Case.DecisionOn(item);
        RecordedItem? recorded = item.Recorded;
        return shown with
        {
            Own = item.Case.Corrections.BlindLabelOf(item.Entry.Item, item.Entry.Line),
            Judge = item.Entry.Judge,
            Delta = item.Entry.Delta,
            Before = item.Accepted?.Judge,
            Repeats = string.Create(CultureInfo.InvariantCulture, $"{item.Entry.StableRepeats}/{item.Entry.Repeats}"),
            Rationale = item.Rationale,
            Unanimous = item.Entry.Unanimous,
            Counts = [.. item.Entry.People.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Label} × {p.Count}"))],
            People = recorded is null ? [] : [.. recorded.Labels.Select(l => new ReviewPerson(l.Key, l.Value, recorded.Explanations.GetValueOrDefault(l.Key)))],
            Action = decision is null ? null : Word(decision.Action),
            Source = decision?.Source is { } source ? Word(source) : null,
            Why = decision?.Why,
            By = decision?.By,
            Proposed = decision?.New,
        };
    }
}
