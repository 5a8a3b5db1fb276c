using JudgeEval.Harness.Reviews;

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
        "/api/item" => ReviewDetail.Of(session, session.Find(caseId, item)),
        _ => null,
    };

    /// <summary>Does what the page asks for; <see langword="null"/> where there is no such thing.</summary>
    /// <param name="path">The address.</param>
    /// <param name="request">What is asked.</param>
    public object? Post(string path, ReviewRequest request) => path switch
    {
        "/api/decide" => Decide(request),
        "/api/label" => Label(request),
        "/api/undo" => Changed(session.Undo()),
        "/api/accept" => Accept(request),
        "/api/blind" => Blind(request.Blind),
        "/api/reload" => Reload(),
        _ => null,
    };

    private ReviewChange Decide(ReviewRequest request)
    {
        ReviewItem item = session.Find(request.Case, request.Item);
        session.Decide(item, new DecisionDraft
        {
            Action = ReviewWords.Parse<ReviewAction>(request.Action),
            Source = ReviewWords.Parse<DisagreementSource>(request.Source),
            Topic = ReviewWords.Parse<DisagreementTopic>(request.Topic),
            Why = request.Reason,
            Label = request.Label,
            Seen = request.Seen,
        });
        return Changed(item);
    }

    private ReviewChange Label(ReviewRequest request)
    {
        ReviewItem item = session.Find(request.Case, request.Item);
        session.Label(item, request.Label ?? "");
        return Changed(item);
    }

    private ReviewState Accept(ReviewRequest request)
    {
        if (request.Part)
        {
            session.AcceptDecided(request.Case);
        }
        else
        {
            session.Accept(request.Case, request.Reason);
        }

        return State();
    }

    private ReviewState Blind(bool blind)
    {
        session.SetBlind(blind);
        return State();
    }

    private ReviewState Reload()
    {
        session.Reload();
        return State();
    }

    private ReviewChange Changed(ReviewItem item) => new(Row(item), Cases(), Latest());

    private ReviewState State() => new(
        session.Blind, session.Reviewer, Cases(), [.. session.Queue.Select(Row)], [.. session.Problems.Select(ReviewFault.Of)], Latest());

    private ReviewPlace? Latest() => session.Latest is { } item ? new ReviewPlace(item.Case.Id, item.Entry.Item) : null;

    private ReviewStateItem Row(ReviewItem item)
    {
        bool hidden = session.Hides(item);
        string? action = item.Case.DecisionOn(item) is not { } decision ? null : hidden ? "decided" : ReviewWords.Of(decision.Action);
        return new ReviewStateItem(item.Case.Id, item.Entry.Item, hidden, !hidden && item.Entry.Unanimous, !hidden && item.Unstable, action);
    }

    private List<ReviewStateCase> Cases() => [.. session.Cases.Select(Case)];

    private ReviewStateCase Case(ReviewCase one)
    {
        int unstable = one.Items.Count(i => i.Unstable);
        if (session.Blind && one.Items.Any(session.Hides))
        {
            // As though every item needed a decision: how many do not would tell of the judge.
            return new ReviewStateCase(one.Id, one.Name, one.Items.Length, one.Items.Count(i => one.DecisionOn(i) is null), one.HasRecord);
        }

        int rejected = one.Rejected;
        return new ReviewStateCase(one.Id, one.Name, one.Items.Length - unstable, one.Open, one.HasRecord)
        {
            Resolved = one.Resolved,
            Unstable = unstable,
            Rejected = rejected,
            Staying = one.Items.Count(i => one.DecisionOn(i) is not null) - rejected,
            Obstacle = one.Obstacle is { } obstacle ? ReviewFault.Of(obstacle) : null,
        };
    }
}
