using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Records;

/// <summary>
/// The one thing that is written down about a suite case. Reports, diffs and summaries are pure functions of one or two
/// records, so it holds everything they show, item texts and every person's label among it.
/// </summary>
public sealed record AlignmentRecord
{
    /// <summary>The format's name and version.</summary>
    public const string FormatName = "judgeeval.record/1";

    /// <summary>The suite, for example <c>support-answers</c>.</summary>
    public required string Suite { get; init; }

    /// <summary>The case within the suite, unique in a run: judge, prompt and dataset.</summary>
    public required string Case { get; init; }

    /// <summary>The fully qualified name of the test that wrote it; <see langword="null"/> when a tool did.</summary>
    public string? Test { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>
    /// The project's folder, relative to the root of its repository and with forward slashes; <c>.</c> where the project stands at
    /// the root or in no repository, <see langword="null"/> when no project wrote the record.
    /// </summary>
    public string? ProjectPath { get; init; }

    /// <summary>The dataset's folder, relative to the project and with forward slashes.</summary>
    public string? DatasetPath { get; init; }

    /// <summary>The dataset's content hashes.</summary>
    public required DatasetIdentity DatasetIdentity { get; init; }

    /// <summary>The scale, in words.</summary>
    public required string Scale { get; init; }

    /// <summary>What the dataset is, and by whom it was labelled; <see langword="null"/> in records of a time before it was kept.</summary>
    public DatasetCard? Card { get; init; }

    /// <summary>The prompt file, relative to the project and with forward slashes.</summary>
    public string? PromptPath { get; init; }

    /// <summary>The whole text of the prompt file, with line feeds; <see langword="null"/> where there is none.</summary>
    public string? PromptText { get; init; }

    /// <summary>What the judgements used; <see langword="null"/> where no provider said.</summary>
    public RecordedUsage? Usage { get; init; }

    /// <summary>What lint found of the dataset and of the judge on it; empty where nothing was, and in records of a time before it was looked for.</summary>
    public ImmutableArray<RecordedFinding> Lint { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How the alignment was computed.</summary>
    public required AlignmentOptions Options { get; init; }

    /// <summary>The alignment.</summary>
    public required AlignmentResult Alignment { get; init; }

    /// <summary>The gates; <see langword="null"/> when none was stated.</summary>
    public GateReport? Gates { get; init; }

    /// <summary>What is done where a gate cannot decide, and who says so; <see langword="null"/> when no suite wrote the record.</summary>
    public GatePolicy? Policy { get; init; }

    /// <summary>What was found of the committed baseline; <see langword="null"/> when none was looked for.</summary>
    public BaselineOutcome? Baseline { get; init; }

    /// <summary>The disagreement snapshot's outcome; <see langword="null"/> when none was taken.</summary>
    public SnapshotOutcome? Snapshot { get; init; }

    /// <summary>The texts and labels of every item, sorted by id.</summary>
    public required ImmutableArray<RecordedItem> Items { get; init; }

    /// <summary>The command that computes the record again, for the root of the repository; <see langword="null"/> when there is none.</summary>
    public string? Command { get; init; }
}

/// <summary>What the comparison with the verified snapshot found.</summary>
/// <param name="Path">The verified file, relative to the project and with forward slashes.</param>
/// <param name="Matches">Whether nothing changed.</param>
/// <param name="Added">Items that newly disagree.</param>
/// <param name="Removed">Items that no longer disagree.</param>
/// <param name="Changed">Items that disagree otherwise than before.</param>
public sealed record SnapshotOutcome(
    string Path, bool Matches, ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Changed)
{
    /// <summary>Whether there was no verified snapshot, so that everything is added. The default is no.</summary>
    public bool IsNew { get; init; }

    /// <summary>Items whose line changed, but whose repeats do not all say the same, so that the change may be chance; they do not keep it from matching.</summary>
    public ImmutableArray<string> Unstable { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Why there was no comparison, code first; <see langword="null"/> when there was one. It does not match then.</summary>
    public string? Problem { get; init; }
}

/// <summary>What was found of the committed baseline.</summary>
/// <param name="Path">The committed file, relative to the project and with forward slashes.</param>
/// <param name="IsNew">Whether there is none.</param>
public sealed record BaselineOutcome(string Path, bool IsNew)
{
    /// <summary>What changed since it was accepted, in the order of <see cref="ChangeKind"/>; empty when nothing did.</summary>
    public ImmutableArray<JudgeChange> Changes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether the run wrote a baseline that waits to be accepted. The default is no.</summary>
    public bool IsReceived { get; init; }

    /// <summary>Why it could not be read or compared with, code first; <see langword="null"/> when it could, or there is none.</summary>
    public string? Problem { get; init; }
}
