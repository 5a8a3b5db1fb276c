using System.Collections.Immutable;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Reports;

/// <summary>A snapshot that does not match, as people read it: what is the matter, the two files, the lines that changed, and apart those of unstable items.</summary>
internal static class SnapshotSectionText
{
    private const int Limit = 20;

    /// <summary>The lines; none where nothing changed or there is no snapshot. The files' lines are never broken: they are there to be opened.</summary>
    /// <param name="record">The record.</param>
    /// <param name="snapshot">The comparison, for the changed lines; without it the items are named.</param>
    /// <param name="width">The width to wrap at.</param>
    public static IEnumerable<string> Lines(AlignmentRecord record, SnapshotComparison? snapshot, int width)
    {
        if (record.Snapshot is not { } outcome)
        {
            return [];
        }

        ImmutableArray<string> unstable = Unstable(outcome, snapshot, width);
        if (outcome.Matches)
        {
            return unstable;
        }

        string code = snapshot?.Diagnostic is { } diagnostic ? $" ({diagnostic.Code})" : "";
        ImmutableArray<string> changed = snapshot?.Difference.Lines(Limit)
            ?? [.. outcome.Added.Select(i => "+ " + i), .. outcome.Changed.Select(i => "~ " + i), .. outcome.Removed.Select(i => "- " + i)];
        string verified = RecordDecision.InRepository(record, outcome.Path);
        string received = verified.EndsWith(SnapshotNaming.VerifiedEnding, StringComparison.Ordinal)
            ? verified[..^SnapshotNaming.VerifiedEnding.Length] + SnapshotNaming.ReceivedEnding
            : verified;
        return
        [
            .. TextLayout.Hang(FailureReport.Heading("snapshot"), Outcome.Snapshot(outcome) + code, width),
            .. outcome.IsNew ? ImmutableArray<string>.Empty : [FailureReport.Heading("  verified") + verified],
            FailureReport.Heading("  received") + received,
            .. changed.Select(line => TextLayout.Cut("  " + TextLayout.OneLine(line), width)),
            .. unstable,
            .. snapshot?.DiffToolNote is { } note ? TextLayout.Hang("  ", note, width) : [],
        ];
    }

    private static ImmutableArray<string> Unstable(SnapshotOutcome outcome, SnapshotComparison? snapshot, int width) => outcome.Unstable.IsEmpty ? [] :
    [
        .. TextLayout.Hang(
            FailureReport.Heading("unstable"),
            $"{NumberText.Count(outcome.Unstable.Length, "item")} whose repeats differ, so that the change may be chance; not counted",
            width),
        .. (snapshot?.Difference.UnstableLines(Limit) ?? [.. outcome.Unstable.Select(i => "? " + i)]).Select(line => TextLayout.Cut("  " + TextLayout.OneLine(line), width)),
    ];
}
