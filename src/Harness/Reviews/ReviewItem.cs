using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Reviews;

/// <summary>An item on which the judge newly disagrees, or disagrees otherwise than was accepted.</summary>
/// <param name="Case">The case that it belongs to.</param>
/// <param name="Entry">Its line in the received snapshot.</param>
/// <param name="Accepted">Its line in the verified snapshot; <see langword="null"/> where it has none.</param>
public sealed record ReviewItem(ReviewCase Case, SnapshotEntry Entry, SnapshotEntry? Accepted)
{
    /// <summary>Texts and every person's label; <see langword="null"/> where no record of the run was found.</summary>
    public RecordedItem? Recorded { get; init; }

    /// <summary>The judge's reason; <see langword="null"/> where it gave none, or where the record is of another run than the received snapshot.</summary>
    public string? Rationale { get; init; }

    /// <summary>How far the judge is from people, without its sign; 0 where the scale has no distance.</summary>
    public double Distance => double.TryParse(Entry.Delta, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double delta)
        ? Math.Abs(delta)
        : 0;

    /// <summary>Worst first: unanimous people, then the larger distance, then the id, then the case.</summary>
    /// <param name="left">One item.</param>
    /// <param name="right">Another.</param>
    public static int CompareWorstFirst(ReviewItem left, ReviewItem right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int order = right.Entry.Unanimous.CompareTo(left.Entry.Unanimous);
        order = order != 0 ? order : right.Distance.CompareTo(left.Distance);
        order = order != 0 ? order : string.CompareOrdinal(left.Entry.Item, right.Entry.Item);
        return order != 0 ? order : string.CompareOrdinal(left.Case.Id, right.Case.Id);
    }

    internal static ReviewItem Of(ReviewCase owner, SnapshotEntry entry, SnapshotEntry? accepted, AlignmentRecord? record)
    {
        ItemAlignment? aligned = record?.Alignment.Items.FirstOrDefault(i => i.Item == entry.Item);
        return new ReviewItem(owner, entry, accepted)
        {
            Recorded = record?.Items.FirstOrDefault(i => i.Item.Id == entry.Item),
            Rationale = aligned is not null && SnapshotEntry.Of(aligned).Equals(entry) ? aligned.Rationale : null,
        };
    }
}
