using System.Text.Json.Serialization;

namespace JudgeEval.Tool.Review;

/// <summary>What the page sends.</summary>
internal sealed record ReviewRequest
{
    public string Case { get; init; } = "";

    public string Item { get; init; } = "";

    public string Action { get; init; } = "";

    public string Source { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? Label { get; init; }

    public bool Blind { get; init; }
}

/// <summary>Why something was not done.</summary>
internal sealed record ReviewFault(string Code, string Message);

/// <summary>The whole queue, without texts.</summary>
internal sealed record ReviewState(bool Blind, IReadOnlyList<ReviewStateCase> Cases, IReadOnlyList<ReviewStateItem> Items, IReadOnlyList<string> Problems);

/// <summary>A case that waits.</summary>
internal sealed record ReviewStateCase(string Id, string Name, int Items, int Open, int Resolved, bool HasRecord);

/// <summary>An item of the queue.</summary>
internal sealed record ReviewStateItem(string Case, string Item, bool Unanimous, string? Action);

/// <summary>A person's label.</summary>
internal sealed record ReviewPerson(string Annotator, string Label, string? Explanation);

/// <summary>An item with its texts; what a blind reviewer may not see is absent.</summary>
internal sealed record ReviewDetail
{
    public required string Case { get; init; }

    public required string Item { get; init; }

    public required bool Hidden { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public string? Scale { get; init; }

    public string? Context { get; init; }

    public string? Response { get; init; }

    public string? ResponseA { get; init; }

    public string? ResponseB { get; init; }

    public bool HasTexts { get; init; }

    public string? Own { get; init; }

    public string? Judge { get; init; }

    public string? Delta { get; init; }

    public string? Before { get; init; }

    public string? Repeats { get; init; }

    public string? Rationale { get; init; }

    public bool? Unanimous { get; init; }

    public IReadOnlyList<string>? Counts { get; init; }

    public IReadOnlyList<ReviewPerson>? People { get; init; }

    public string? Action { get; init; }

    public string? Source { get; init; }

    public string? Why { get; init; }

    public string? By { get; init; }

    public string? Proposed { get; init; }
}

/// <summary>What was undone, or accepted.</summary>
internal sealed record ReviewDone(string Case, string Item);

/// <summary>Serialization code made at build time; the default encoder, so that no answer holds a character that is markup.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(ReviewFault))]
[JsonSerializable(typeof(ReviewState))]
[JsonSerializable(typeof(ReviewDetail))]
[JsonSerializable(typeof(ReviewDone))]
internal sealed partial class ReviewJson : JsonSerializerContext;
