using System.Collections.Immutable;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>The cases of one run or revision: those that ran, those that could not, and the files that cannot be read. Immutable.</summary>
public sealed record CaseSet
{
    /// <summary>A set without a case.</summary>
    public static CaseSet Empty { get; } = new();

    /// <summary>The record of each case that ran, each case once; as read from files sorted by suite and case (ordinal).</summary>
    public ImmutableArray<AlignmentRecord> Records { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The cases that came to no record; as read from files sorted by suite and case (ordinal).</summary>
    public ImmutableArray<CaseProblem> Problems { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The files that cannot be used, sorted by file. Such a file hides no other.</summary>
    public ImmutableArray<BrokenFile> Broken { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The file of each record, as <see cref="BrokenFile.Path"/> names files; empty where the records are of no file.</summary>
    public ImmutableDictionary<(string Suite, string Case), string> Files { get; init => field = value ?? NoFiles; } = NoFiles;

    /// <summary>Whether nothing at all was found.</summary>
    public bool IsEmpty => Records.IsEmpty && Problems.IsEmpty && Broken.IsEmpty;

    private static ImmutableDictionary<(string Suite, string Case), string> NoFiles { get; } = ImmutableDictionary<(string Suite, string Case), string>.Empty;
}

/// <summary>A file that cannot be used.</summary>
/// <param name="Path">The file, with forward slashes and relative to the folder that was read; where several were read, with the folder's name as it was given.</param>
/// <param name="Diagnostics">Why; never empty.</param>
public sealed record BrokenFile(string Path, ImmutableArray<Diagnostic> Diagnostics);
