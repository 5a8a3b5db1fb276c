using System.Globalization;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Reviews;

/// <summary>An item on which the judge newly disagrees, or disagrees otherwise than was accepted.</summary>
/// <param name="Case">The case that it belongs to.</param>
/// <param name="Entry">Its line in the received snapshot.</param>
/// <param name="Accepted">Its line in the verified snapshot; <see langword="null"/> where it has none.</param>
public sealed record ReviewItem(ReviewCase Case, SnapshotEntry Entry, SnapshotEntry? Accepted)
{
    /// <summary>Texts, every person's label and every judgement; <see langword="null"/> where no record of the run was found.</summary>
    public RecordedItem? Recorded { get; init; }

    /// <summary>The judge's reason; <see langword="null"/> where it gave none, or where the record is of another run than the received snapshot.</summary>
    public string? Rationale { get; init; }

    /// <summary>What the judge of the committed baseline said, its repeats apart; <see langword="null"/> where there is none.</summary>
    public string? Before { get; init; }

    /// <summary>Whether the judge's repeats differ, so that the disagreement may be chance. Such an item needs no decision.</summary>
    public bool Unstable { get; init; }

    /// <summary>How far the judge is from people in steps of the item's own scale, without its sign; 0 where the scale has no distance.</summary>
    public double Distance { get; } =
        double.TryParse(Entry.Delta, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double delta) ? Math.Abs(delta) : 0;

    /// <summary>The share of people who gave the judge's label, from 0 to 1; 0 where nobody labelled.</summary>
    public double Supporters { get; } = Entry.People.Sum(p => p.Count) is > 0 and int all
        ? (double)Entry.People.Where(p => p.Label == Entry.Judge).Sum(p => p.Count) / all
        : 0;

    /// <summary>
    /// Worst first: stable before unstable; unanimous people before split ones; the larger distance; fewer people who said what the judge says; the id;
    /// the case. No two items are equal in it.
    /// </summary>
    /// <param name="left">One item.</param>
    /// <param name="right">Another.</param>
    public static int CompareWorstFirst(ReviewItem left, ReviewItem right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int order = left.Unstable.CompareTo(right.Unstable);
        order = order != 0 ? order : right.Entry.Unanimous.CompareTo(left.Entry.Unanimous);
        order = order != 0 ? order : right.Distance.CompareTo(left.Distance);
        order = order != 0 ? order : left.Supporters.CompareTo(right.Supporters);
        return order != 0 ? order : CompareById(left, right);
    }

    /// <summary>By id, then case: an order that tells nothing of the verdict, for blind reviewers.</summary>
    /// <param name="left">One item.</param>
    /// <param name="right">Another.</param>
    public static int CompareById(ReviewItem left, ReviewItem right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int order = string.CompareOrdinal(left.Entry.Item, right.Entry.Item);
        return order != 0 ? order : string.CompareOrdinal(left.Case.Id, right.Case.Id);
    }

    /// <summary>Whether it is the same item with the same lines; what else is known of it follows from these.</summary>
    /// <param name="other">Another item.</param>
    public bool Equals(ReviewItem? other) => other is not null && Case.Id == other.Case.Id && Entry.Equals(other.Entry) && Equals(Accepted, other.Accepted);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Case.Id, Entry, Accepted);
}
