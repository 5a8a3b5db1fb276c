using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>The shape of the task.</summary>
public enum TaskShape
{
    /// <summary>Rate one response in its context.</summary>
    Single,

    /// <summary>Choose between two responses, A and B, in one context.</summary>
    Preference,
}

/// <summary>What is judged: one response in its context, or a pair of responses in one context. Its texts are data, never instructions.</summary>
public sealed record JudgeItem
{
    // One object for all items without tags: datasets have hundreds of thousands of them.
    private static readonly ImmutableSortedDictionary<string, string> NoTags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The id, unique within its dataset; not empty.</summary>
    public required string Id { get; init; }

    /// <summary>What the response answers; may be empty.</summary>
    public string Context { get; init; } = "";

    /// <summary>The response of a single task.</summary>
    public string? Response { get; init; }

    /// <summary>The first response of a preference task.</summary>
    public string? ResponseA { get; init; }

    /// <summary>The second response of a preference task.</summary>
    public string? ResponseB { get; init; }

    /// <summary>What the item hangs together with (a conversation, a query); resampling takes clusters whole. By default the item itself.</summary>
    public string? Cluster { get; init; }

    /// <summary>The split it belongs to, or <see langword="null"/>.</summary>
    public string? Split { get; init; }

    /// <summary>Tags by name, sorted by name.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = NoTags;
}
