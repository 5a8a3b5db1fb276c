using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Cases;

/// <summary>What a revision commits about a case: the baseline that was accepted, and around it what of dataset, prompt and snapshot can be found.</summary>
/// <param name="Path">The baseline's file, from the root of the repository.</param>
/// <param name="Baseline">The baseline.</param>
public sealed record CommittedCase(string Path, BaselineRecord Baseline)
{
    /// <summary>The dataset of the same name in the same revision; <see langword="null"/> where there is none.</summary>
    public AnnotatedDataset? Dataset { get; init; }

    /// <summary>The dataset's folder, from the root of the repository.</summary>
    public string? DatasetPath { get; init; }

    /// <summary>The prompt file with the hash that the baseline names, from the root of the repository; <see langword="null"/> where there is none.</summary>
    public string? PromptPath { get; init; }

    /// <summary>The prompt's text, with line feeds.</summary>
    public string? PromptText { get; init; }

    /// <summary>The prompt files of the judge's prompt name with another text, from the root of the repository, sorted (ordinal).</summary>
    public ImmutableArray<string> OtherPrompts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The snapshot's file, from the root of the repository; <see langword="null"/> where there is none.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>The lines of the snapshot.</summary>
    public ImmutableArray<SnapshotEntry> Snapshot { get; init => field = value.IsDefault ? [] : value; } = [];
}
