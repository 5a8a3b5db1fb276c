using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// What a candidate is compared with: an earlier judge's verdicts, and what is known of the items and labels it was held against then. A verdict
/// file knows its judge and its verdicts alone; a committed baseline knows all. Immutable.
/// </summary>
public sealed record JudgeBaseline
{
    /// <summary>The verdicts, and which judge it was.</summary>
    public required VerdictSet Verdicts { get; init; }

    /// <summary>The dataset's content then; <see langword="null"/> where it is not known.</summary>
    public DatasetIdentity? DatasetIdentity { get; init; }

    /// <summary>The scale then, in words as <see cref="LabelScale.ToString"/> has it; <see langword="null"/> where it is not known.</summary>
    public string? Scale { get; init; }

    /// <summary>Every item then, by id; <see langword="null"/> where they are not known.</summary>
    public ImmutableSortedDictionary<string, BaselineItem>? Items { get; init; }

    /// <summary>The file it was read from, for messages; <see langword="null"/> where it is of no file.</summary>
    public string? Path { get; init; }
}

/// <summary>An item as it was when the baseline was accepted.</summary>
/// <param name="Fingerprint">A hash of the item's content (texts, cluster, split, tags), as <see cref="ItemFingerprint"/> makes it.</param>
/// <param name="Labels">Every person's label then, by annotator, sorted.</param>
public sealed record BaselineItem(string Fingerprint, ImmutableSortedDictionary<string, string> Labels);
