using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reviews;

/// <summary>
/// The verified snapshot with the decided lines of the received one: what may stay is taken, what people are right about and what is open is left as it was
/// accepted, so that the next run names these alone.
/// </summary>
internal static class PartialAcceptance
{
    /// <summary>Whether a decision lets the disagreement stay.</summary>
    public static bool MayStay(ReviewDecision? decision) =>
        decision is { Action: ReviewAction.KnownDisagreement or ReviewAction.JudgeIsRight or ReviewAction.UnclearItem };

    /// <summary>The lines, in the order of a snapshot. Lines of items that no longer disagree go; those of unstable items stay, for they may come back.</summary>
    /// <param name="verified">The accepted lines.</param>
    /// <param name="received">Today's lines.</param>
    /// <param name="items">The items that wait.</param>
    /// <param name="unstable">The items whose repeats differ, then or today, by their ids.</param>
    /// <param name="decisionOn">What was decided.</param>
    public static ImmutableArray<SnapshotEntry> Entries(
        ImmutableArray<SnapshotEntry> verified, ImmutableArray<SnapshotEntry> received, ImmutableArray<ReviewItem> items, IReadOnlySet<string> unstable, Func<ReviewItem, ReviewDecision?> decisionOn)
    {
        var before = verified.ToDictionary(e => e.Item, StringComparer.Ordinal);
        var waiting = items.ToDictionary(i => i.Entry.Item, StringComparer.Ordinal);
        IEnumerable<SnapshotEntry?> now = received.Select(e => !waiting.TryGetValue(e.Item, out ReviewItem? item) || MayStay(decisionOn(item)) ? e : before.GetValueOrDefault(e.Item));
        var today = received.Select(e => e.Item).ToHashSet(StringComparer.Ordinal);
        IEnumerable<SnapshotEntry> gone = verified.Where(e => !today.Contains(e.Item) && unstable.Contains(e.Item));
        return [.. now.OfType<SnapshotEntry>().Concat(gone).Order(Comparer<SnapshotEntry>.Create(SnapshotEntry.Compare))];
    }

    /// <summary>Writes a snapshot: whoever is interrupted leaves the old one or the new one.</summary>
    public static void Write(ImmutableArray<SnapshotEntry> entries, string path)
    {
        LineFile.WriteWhole(path, stream => stream.Write(Encoding.UTF8.GetBytes(DisagreementSnapshot.Render(entries))), toDisk: true);
        FolderFlush.Of(path);
    }
}
