using System.Collections.Immutable;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>The cases of one revision: those that ran, those that could not, and the files that cannot be read. Immutable, each list in the order of its files.</summary>
public sealed record CaseSet
{
    /// <summary>A set without a case.</summary>
    public static CaseSet Empty { get; } = new();

    /// <summary>The record of each case that ran.</summary>
    public ImmutableArray<AlignmentRecord> Records { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The cases that came to no record.</summary>
    public ImmutableArray<CaseProblem> Problems { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The files that cannot be used.</summary>
    public ImmutableArray<BrokenFile> Broken { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether nothing at all was found.</summary>
    public bool IsEmpty => Records.IsEmpty && Problems.IsEmpty && Broken.IsEmpty;
}

/// <summary>A file that cannot be used.</summary>
/// <param name="Path">The file, relative to the folder that was read and with forward slashes.</param>
/// <param name="Diagnostics">Why; never empty.</param>
public sealed record BrokenFile(string Path, ImmutableArray<Diagnostic> Diagnostics);
