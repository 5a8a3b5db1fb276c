using System.Collections.Immutable;

namespace JudgeEval.Harness.Reviews;

/// <summary>What a reviewer says of an item on which the judge newly disagrees with people.</summary>
public enum ReviewAction
{
    /// <summary>Not a decision yet: the label that a blind reviewer gave before the verdict was shown.</summary>
    Labelled,

    /// <summary>The disagreement is known and may stay.</summary>
    KnownDisagreement,

    /// <summary>The judge is right: a correction of people's label is proposed.</summary>
    JudgeIsRight,

    /// <summary>People are right: the judge has a bug.</summary>
    PeopleAreRight,

    /// <summary>The item cannot be decided as it stands.</summary>
    UnclearItem,
}

/// <summary>A decision on an item, or the label of a blind reviewer before it. It changes no annotation by itself.</summary>
public sealed record ReviewDecision
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it.</summary>
    public required string By { get; init; }

    /// <summary>The item's id.</summary>
    public required string Item { get; init; }

    /// <summary>The item's line in the received snapshot. Where the judge says something else later, the decision no longer holds.</summary>
    public required string Line { get; init; }

    /// <summary>What was decided.</summary>
    public required ReviewAction Action { get; init; }

    /// <summary>Why people and judge disagree.</summary>
    /// <value>The default value is <see langword="null"/>: a blind label has none.</value>
    public DisagreementSource? Source { get; init; }

    /// <summary>What people and judge disagree about.</summary>
    /// <value>The default value is <see langword="null"/>: a blind label has none, and decisions of a time before topics were asked for.</value>
    public DisagreementTopic? Topic { get; init; }

    /// <summary>Whether the verdict had been shown to the reviewer before, as before blind mode was turned on, so that the label is not quite blind.</summary>
    /// <value>The default value is <see langword="false"/>; only a label says it.</value>
    public bool Shown { get; init; }

    /// <summary>The reason in the reviewer's words.</summary>
    /// <value>The default value is <see langword="null"/>: a blind label has none.</value>
    public string? Why { get; init; }

    /// <summary>People's labels by annotator as they were then; empty where no record of the run was found.</summary>
    public ImmutableSortedDictionary<string, string> Old { get; init => field = value ?? None; } = None;

    /// <summary>The label that the reviewer gave or proposes.</summary>
    /// <value>The default value is <see langword="null"/>: the decision proposes none.</value>
    public string? New { get; init; }

    private static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
