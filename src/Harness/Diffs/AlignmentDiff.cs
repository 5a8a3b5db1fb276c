using System.Collections.Immutable;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>What two revisions have to do with each other, case by case. Immutable.</summary>
/// <param name="Decision">Failed if any case failed, else inconclusive if any is whose policy does not let that pass, else passed. Where no case of the head ran, failed.</param>
/// <param name="Cases">Every case of both sides, sorted by suite and case.</param>
public sealed record AlignmentDiff(GateDecision Decision, ImmutableArray<CaseDiff> Cases)
{
    /// <summary>Files of the base that cannot be used; their cases look new. They decide nothing.</summary>
    public ImmutableArray<BrokenFile> BrokenBase { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The whole hash of the commit that the base is; <see langword="null"/> where it is a folder.</summary>
    public string? BaseRevision { get; init; }

    /// <summary>The whole hash of the commit that the head is; <see langword="null"/> where it is a folder.</summary>
    public string? HeadRevision { get; init; }

    /// <summary>The command that makes the diff again, with revisions by their hashes; <see langword="null"/> where it is not known.</summary>
    public string? Command { get; init; }

    /// <summary>Whether any file of either side is broken.</summary>
    public bool HasBroken => !BrokenBase.IsEmpty || Cases.Any(c => c.Kind == CaseDiffKind.Broken);
}

/// <summary>What became of a case.</summary>
public enum CaseDiffKind
{
    /// <summary>Both sides have it.</summary>
    Compared,

    /// <summary>Only the head has it.</summary>
    Added,

    /// <summary>Only the base has it. It decides nothing, but is told first.</summary>
    Removed,

    /// <summary>It could not run on the head.</summary>
    NotRun,

    /// <summary>Its file cannot be used.</summary>
    Broken,
}

/// <summary>One case on both sides.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Suite">The suite; of a broken file the file.</param>
/// <param name="Case">The case; empty for a broken file.</param>
public sealed record CaseDiff(CaseDiffKind Kind, string Suite, string Case)
{
    /// <summary>The record of the base, where there is one. A base that is compared may have none: a committed baseline without its dataset.</summary>
    public AlignmentRecord? Base { get; init; }

    /// <summary>The record of the head, where there is one.</summary>
    public AlignmentRecord? Head { get; init; }

    /// <summary>Where the base was read from; <see langword="null"/> where that is not known.</summary>
    public CaseOrigin? BaseOrigin { get; init; }

    /// <summary>Where the head was read from; <see langword="null"/> where that is not known.</summary>
    public CaseOrigin? HeadOrigin { get; init; }

    /// <summary>The newly disagreeing items that stand in the accepted snapshot of either side: a person has seen and accepted them. In the order of the comparison.</summary>
    public ImmutableArray<string> KnownDisagreements { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The two judges item by item, both held against the head's labels; <see langword="null"/> where they cannot be compared.</summary>
    public JudgeComparison? Comparison { get; init; }

    /// <summary>Items with another id and the same content; they are compared as one item. Sorted by the new id.</summary>
    public ImmutableArray<RenamedItem> Renamed { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// What the case comes to: on the head its gates and its snapshot decide; without them whether it is shown not to be worse than the base by more than
    /// <see cref="Gate.DefaultMargin"/>. <see langword="null"/> where nothing is demanded.
    /// </summary>
    public GateDecision? Decision { get; init; }

    /// <summary>
    /// Whether the head was read from a committed baseline whose prompt is not, or no longer, the one that stands in the revision: what that prompt would do is not
    /// known, and the case does not pass.
    /// </summary>
    public bool PromptUnaccepted { get; init; }

    /// <summary>
    /// What a case that demands nothing itself came to: whether it is shown not to be worse than the base. <see langword="null"/> where the case demands something,
    /// says the same as the base, or cannot be compared.
    /// </summary>
    public GateResult? DefaultGate { get; init; }

    /// <summary>Why it did not run, is broken or cannot be compared; empty where nothing is the matter.</summary>
    public string Problem { get; init; } = "";

    /// <summary>
    /// The first line of the head's prompt that is another one than in the base's, from 1, line ends apart; its last line where lines were only taken off its end.
    /// <see langword="null"/> where the texts are the same, or not known of both.
    /// </summary>
    public int? ChangedPromptLine => this is { Base.PromptText: { } before, Head.PromptText: { } after } ? FirstChange(Lines(before), Lines(after)) : null;

    /// <summary>Whether an inconclusive decision lets the case pass, as its suite's policy says.</summary>
    public bool Lenient => RecordDecision.IsLenient(Head?.Policy);

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static int? FirstChange(string[] then, string[] now)
    {
        int same = then.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == then.Length && same == now.Length ? null : Math.Min(same + 1, now.Length);
    }
}
