namespace JudgeEval.Harness.Reviews;

/// <summary>What a reviewer wants to decide on an item, before it is checked and written.</summary>
public sealed record DecisionDraft
{
    /// <summary>What is decided.</summary>
    public required ReviewAction Action { get; init; }

    /// <summary>Why people and judge disagree.</summary>
    public required DisagreementSource Source { get; init; }

    /// <summary>What they disagree about.</summary>
    public required DisagreementTopic Topic { get; init; }

    /// <summary>The reason in the reviewer's words.</summary>
    public required string Why { get; init; }

    /// <summary>The label that is proposed where the judge is right.</summary>
    /// <value>The default value is <see langword="null"/>: the judge's own.</value>
    public string? Label { get; init; }

    /// <summary>How many lines the corrections file had on the item when the reviewer looked at it, so that a decision made meanwhile is not covered up.</summary>
    /// <value>The default value is <see langword="null"/>: it is not checked.</value>
    public int? Seen { get; init; }
}
