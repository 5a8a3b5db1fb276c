using System.Text.Json.Serialization;

namespace JudgeEval.Tool.Review;

/// <summary>What the page sends.</summary>
internal sealed record ReviewRequest
{
    public string Case { get; init; } = "";

    public string Item { get; init; } = "";

    public string Action { get; init; } = "";

    public string Source { get; init; } = "";

    public string Topic { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? Label { get; init; }

    public int? Seen { get; init; }

    public bool Blind { get; init; }

    public bool Part { get; init; }
}

/// <summary>The whole queue, without texts.</summary>
internal sealed record ReviewState(
    bool Blind, string Reviewer, IReadOnlyList<ReviewStateCase> Cases, IReadOnlyList<ReviewStateItem> Items, IReadOnlyList<ReviewFault> Problems, ReviewPlace? Latest);

/// <summary>What a decision, a label or an undo changed: the line of one item, and the counts.</summary>
internal sealed record ReviewChange(ReviewStateItem Item, IReadOnlyList<ReviewStateCase> Cases, ReviewPlace? Latest);

/// <summary>Which item.</summary>
internal sealed record ReviewPlace(string Case, string Item);

/// <summary>A case that waits. What would tell a blind reviewer of verdicts is absent until every item of the case is labelled.</summary>
internal sealed record ReviewStateCase(string Id, string Name, int Items, int Open, bool HasRecord)
{
    public int? Resolved { get; init; }

    public int? Unstable { get; init; }

    public int? Staying { get; init; }

    public int? Rejected { get; init; }

    public ReviewFault? Obstacle { get; init; }
}

/// <summary>An item of the queue. While it is hidden, that it is decided by somebody is all that is told of the decision.</summary>
internal sealed record ReviewStateItem(string Case, string Item, bool Hidden, bool Unanimous, bool Unstable, string? Action);

/// <summary>Serialization code made at build time; the default encoder, so that no answer holds a character that is markup.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(ReviewFault))]
[JsonSerializable(typeof(ReviewState))]
[JsonSerializable(typeof(ReviewChange))]
[JsonSerializable(typeof(ReviewDetail))]
internal sealed partial class ReviewJson : JsonSerializerContext;
