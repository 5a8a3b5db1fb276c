using System.Collections.Immutable;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Snapshots;

/// <summary>How to accept.</summary>
public sealed record AcceptanceOptions
{
    /// <summary>Why what waits is right although a gate is red, in a person's words; written into the baseline.</summary>
    /// <value>The default value is <see langword="null"/>: cases with a red gate are refused.</value>
    public string? Reason { get; init; }

    /// <summary>Whether only to say what would be accepted, and to leave every file as it is.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool DryRun { get; init; }
}

/// <summary>A received snapshot that became the verified one.</summary>
/// <param name="VerifiedPath">The verified file, relative to the root and with forward slashes.</param>
/// <param name="Difference">What changed; without a verified snapshot, or where it could not be read, everything is added.</param>
/// <param name="IsNew">Whether there was no readable verified snapshot before.</param>
public sealed record AcceptedSnapshot(string VerifiedPath, SnapshotDifference Difference, bool IsNew);

/// <summary>A received baseline that became the committed one.</summary>
/// <param name="Path">The committed file, relative to the root and with forward slashes.</param>
/// <param name="Decision">What the case's gates decided; <see langword="null"/> where none was stated.</param>
/// <param name="IsNew">Whether there was none before.</param>
public sealed record AcceptedBaseline(string Path, GateDecision? Decision, bool IsNew)
{
    /// <summary>The gates that could not decide, though there was a baseline to compare with; each in words.</summary>
    public ImmutableArray<string> Undecided { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>A case that was accepted: its snapshot, its baseline or both, never one without the other where both wait.</summary>
/// <param name="Name">The name of its files, for example <c>SupportAnswers.Align_prompt=quality-v1</c>.</param>
/// <param name="Snapshot">The snapshot; <see langword="null"/> where only a baseline waits.</param>
/// <param name="Baseline">The baseline; <see langword="null"/> where none waits, as from a run of an older version.</param>
public sealed record AcceptedCase(string Name, AcceptedSnapshot? Snapshot, AcceptedBaseline? Baseline);

/// <summary>A case that was not accepted; its files are as they were.</summary>
/// <param name="Name">The name of its files.</param>
/// <param name="Problem">Why: <c>JE4401</c> for a red gate, or what is wrong with the file.</param>
public sealed record RefusedCase(string Name, Diagnostic Problem);

/// <summary>What an acceptance took.</summary>
/// <param name="Accepted">The cases, sorted by path.</param>
/// <param name="Refused">The cases that were not taken, sorted by path.</param>
/// <param name="Unmatched">The patterns that nothing that waits answers to, in the order given.</param>
/// <param name="Waiting">The names of cases that no pattern chose, sorted by path.</param>
public sealed record SnapshotAcceptanceResult(
    ImmutableArray<AcceptedCase> Accepted, ImmutableArray<RefusedCase> Refused, ImmutableArray<string> Unmatched, ImmutableArray<string> Waiting);
