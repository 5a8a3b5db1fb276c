using System.Collections.Immutable;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Cases;

/// <summary>The cases of one run or revision: those that ran, those that could not, and the files that cannot be read. Immutable.</summary>
public sealed record CaseSet
{
    /// <summary>A set without a case.</summary>
    public static CaseSet Empty { get; } = new();

    /// <summary>The record of each case that ran, each case once; as read from files sorted by suite and case (ordinal).</summary>
    public ImmutableArray<AlignmentRecord> Records { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// The cases of which a revision has a committed baseline but no dataset that it could be held against: the judge, its verdicts and people's labels are
    /// known, the items' texts are not. None of them has a record. Sorted by suite and case (ordinal).
    /// </summary>
    public ImmutableArray<BaselineRecord> Baselines { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The cases that came to no record; as read from files sorted by suite and case (ordinal).</summary>
    public ImmutableArray<CaseProblem> Problems { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The files that cannot be used, sorted by file. Such a file hides no other.</summary>
    public ImmutableArray<BrokenFile> Broken { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Where each case was read from; empty where the cases are of no file.</summary>
    public ImmutableDictionary<(string Suite, string Case), CaseOrigin> Origins { get; init => field = value ?? NoOrigins; } = NoOrigins;

    /// <summary>The whole hash of the commit that the cases are of; <see langword="null"/> where they are of files on the disk.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether nothing at all was found.</summary>
    public bool IsEmpty => Records.IsEmpty && Baselines.IsEmpty && Problems.IsEmpty && Broken.IsEmpty;

    private static ImmutableDictionary<(string Suite, string Case), CaseOrigin> NoOrigins { get; } = ImmutableDictionary<(string Suite, string Case), CaseOrigin>.Empty;
}

/// <summary>Where a case was read from, and what could not be known of it.</summary>
/// <param name="Path">The file, named as <see cref="BrokenFile.Path"/> names files.</param>
public sealed record CaseOrigin(string Path)
{
    /// <summary>Whether it was put together from a committed baseline, which keeps no rationale, usage or figure. The default is no: a record has all.</summary>
    public bool OfBaseline { get; init; }

    /// <summary>What could not be known, or was left out, in sentences without a full stop.</summary>
    public ImmutableArray<string> Notes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The items of the committed snapshot: disagreements that a person accepted.</summary>
    public ImmutableHashSet<string> Known { get; init => field = value ?? NoItems; } = NoItems;

    /// <summary>The demands that compare with a baseline, in words. What was decided at acceptance was decided against an older one, so they are decided anew.</summary>
    public ImmutableArray<string> ComparingGates { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The prompt file with the accepted text, from the root of the repository; <see langword="null"/> where the revision has none, or no baseline was read.</summary>
    public string? AcceptedPrompt { get; init; }

    /// <summary>The prompt files of the same name with another text, from the root of the repository, sorted (ordinal).</summary>
    public ImmutableArray<string> OtherPrompts { get; init => field = value.IsDefault ? [] : value; } = [];

    private static ImmutableHashSet<string> NoItems { get; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
}

/// <summary>A file that cannot be used.</summary>
/// <param name="Path">The file, with forward slashes and relative to the folder that was read; where several were read, with the folder's name as it was given.</param>
/// <param name="Diagnostics">Why; never empty.</param>
public sealed record BrokenFile(string Path, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The same, with messages that name the file as <see cref="Path"/> does: where it stands on the machine that read it is nobody else's business.</summary>
    internal BrokenFile Named() => this with { Diagnostics = [.. Diagnostics.Select(Named)] };

    private Diagnostic Named(Diagnostic diagnostic) => diagnostic.Location.File is not { Length: > 0 } file || !file.Replace('\\', '/').EndsWith(Path, StringComparison.Ordinal)
        ? diagnostic
        : diagnostic with
        {
            What = diagnostic.What.Replace(file, Path, StringComparison.Ordinal),
            Why = diagnostic.Why.Replace(file, Path, StringComparison.Ordinal),
            Location = diagnostic.Location with { File = Path },
        };
}
