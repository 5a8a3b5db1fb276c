using System.Collections.Immutable;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Reports;

/// <summary>A snapshot that does not match, as people read it: what is the matter, the two files, the lines that changed.</summary>
internal static class SnapshotSectionText
{
    private const int Limit = 20;

    /// <summary>The lines; none where the snapshot matches or there is none. The files' lines are never broken: they are there to be opened.</summary>
    /// <param name="record">The record.</param>
    /// <param name="snapshot">The comparison, for the changed lines; without it the items are named.</param>
    /// <param name="width">The width to wrap at.</param>
    public static IEnumerable<string> Lines(AlignmentRecord record, SnapshotComparison? snapshot, int width)
    {
        if (record.Snapshot is not { Matches: false } outcome)
        {
            return [];
        }

        string code = snapshot?.Diagnostic is { } diagnostic ? $" ({diagnostic.Code})" : "";
        ImmutableArray<string> changed = snapshot?.Difference.Lines(Limit)
            ?? [.. outcome.Added.Select(i => "+ " + i), .. outcome.Changed.Select(i => "~ " + i), .. outcome.Removed.Select(i => "- " + i)];
        string verified = Outcome.InRepository(record, outcome.Path);
        string received = verified.EndsWith(SnapshotNaming.VerifiedEnding, StringComparison.Ordinal)
            ? verified[..^SnapshotNaming.VerifiedEnding.Length] + SnapshotNaming.ReceivedEnding
            : verified;
        return
        [
            .. TextLayout.Hang(FailureReport.Heading("snapshot"), Outcome.Snapshot(outcome) + code, width),
            .. outcome.IsNew ? ImmutableArray<string>.Empty : [FailureReport.Heading("  verified") + verified],
            FailureReport.Heading("  received") + received,
            .. changed.Select(line => TextLayout.Cut("  " + TextLayout.OneLine(line), width)),
            .. snapshot?.DiffToolNote is { } note ? TextLayout.Hang("  ", note, width) : [],
        ];
    }
}
