using System.Collections.Immutable;

namespace JudgeEval.Harness.Lint;

/// <summary>The stable names of the rules, in the order of reports.</summary>
public static class LintRules
{
    /// <summary>The labels rank high what other people rank low.</summary>
    public const string InvertedPolarity = "inverted-polarity";

    /// <summary>People disagree more than chance: the items were chosen for it, or a scale is mixed up.</summary>
    public const string SelectedForDisagreement = "selected-for-disagreement";

    /// <summary>Groups of people, by an attribute, disagree with each other more than within themselves.</summary>
    public const string DisagreeingPools = "disagreeing-pools";

    /// <summary>Blocks of people who never share an item.</summary>
    public const string SeparateBlocks = "separate-blocks";

    /// <summary>One label throughout, where others vary.</summary>
    public const string ConstantAnnotator = "constant-annotator";

    /// <summary>Two people agree far beyond what their agreement with others explains.</summary>
    public const string CopiedAnnotator = "copied-annotator";

    /// <summary>A person's agreement or mean label changes over time.</summary>
    public const string AnnotatorDrift = "annotator-drift";

    /// <summary>A person failed the attention checks.</summary>
    public const string FailedAttention = "failed-attention";

    /// <summary>Annotations that are attention checks.</summary>
    public const string AttentionCheck = "attention-check";

    /// <summary>Annotations of a practice round.</summary>
    public const string PracticeRound = "practice-round";

    /// <summary>Items with the same texts.</summary>
    public const string DuplicateItems = "duplicate-items";

    /// <summary>Items with the same texts on which people's labels differ.</summary>
    public const string ConflictingDuplicates = "conflicting-duplicates";

    /// <summary>A label of the scale that nobody gave.</summary>
    public const string UnusedLabel = "unused-label";

    /// <summary>A judge's labels that the scale does not have.</summary>
    public const string OutOfScale = "out-of-scale";

    /// <summary>A judge that gave one label throughout, where people vary.</summary>
    public const string ConstantJudge = "constant-judge";

    /// <summary>Times that cannot be read, so that drift could not be looked for.</summary>
    public const string UnreadableTimes = "unreadable-times";

    /// <summary>All of them, in the order of reports.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        InvertedPolarity, SelectedForDisagreement, DisagreeingPools, SeparateBlocks, ConstantAnnotator, CopiedAnnotator, AnnotatorDrift, FailedAttention,
        AttentionCheck, PracticeRound, DuplicateItems, ConflictingDuplicates, UnusedLabel, OutOfScale, ConstantJudge, UnreadableTimes,
    ];
}
