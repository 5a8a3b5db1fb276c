using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>What the user says of the scale of a source that does not declare one.</summary>
/// <param name="Level">The level; <see langword="null"/> lets the labels decide, and the choice is told.</param>
/// <param name="Labels">The labels from low to high; empty when the labels found are the scale.</param>
public readonly record struct ScaleRequest(ScaleLevel? Level, ImmutableArray<string> Labels)
{
    /// <summary>Nothing is said; the labels decide.</summary>
    public static ScaleRequest Unstated => new(null, []);

    /// <summary>What has to be told where a format has a scale of its own: a sentence, or none.</summary>
    /// <param name="own">The format's scale; <see langword="null"/> where it has none.</param>
    internal ImmutableArray<string> NotHeeded(LabelScale? own) => own is null || (Level is null && Labels.IsDefaultOrEmpty)
        ? []
        : [$"the scale is the format's own, {own}: --level and --labels say nothing to it"];
}

/// <summary>A scale for a source that declares none.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Assumption">What was assumed, why, and how to choose otherwise, in a sentence; <see langword="null"/> when nothing was assumed.</param>
/// <param name="NumbersAreCanonical">Whether every label is a number and is spelled the shortest way: <c>4.0</c> is <c>4</c>.</param>
internal sealed record InferredScale(LabelScale Scale, string? Assumption, bool NumbersAreCanonical)
{
    /// <summary>A label of the source as the scale spells it.</summary>
    /// <param name="text">The label, trimmed.</param>
    public string Canonical(string text) => NumbersAreCanonical ? LabelText.Canonical(text) : text;
}
