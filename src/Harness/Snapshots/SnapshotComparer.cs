using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>An item that disagrees otherwise than before.</summary>
/// <param name="Verified">The line as it was accepted.</param>
/// <param name="Received">The line of today.</param>
public sealed record SnapshotChange(SnapshotEntry Verified, SnapshotEntry Received);

/// <summary>An item that disagrees on one side alone, or otherwise than before, but whose repeats do not all say the same, so that the change may be chance.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Verified">The line as it was accepted; <see langword="null"/> where there was none.</param>
/// <param name="Received">The line of today; <see langword="null"/> where there is none.</param>
public sealed record UnstableItem(string Item, SnapshotEntry? Verified, SnapshotEntry? Received);

/// <summary>What changed between two snapshots, by item; each list is in the order of the snapshot.</summary>
/// <param name="Added">Items that newly disagree.</param>
/// <param name="Removed">Items that no longer disagree.</param>
/// <param name="Changed">Items that disagree otherwise than before.</param>
public sealed record SnapshotDifference(
    ImmutableArray<SnapshotEntry> Added, ImmutableArray<SnapshotEntry> Removed, ImmutableArray<SnapshotChange> Changed)
{
    /// <summary>How many lines <see cref="Lines"/> gives by default.</summary>
    public const int DefaultLineLimit = 40;

    /// <summary>Items whose line changed, but perhaps by chance; they are in no other list. Empty until <see cref="SetUnstableApart"/> finds them.</summary>
    public ImmutableArray<UnstableItem> Unstable { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether nothing changed, lines of unstable items not counted.</summary>
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty;

    /// <summary>For people: how many items were added, removed and changed, for example <c>2 new, 1 resolved, 3 unstable</c>.</summary>
    public string Summary => IsEmpty && Unstable.IsEmpty
        ? "nothing changed"
        : string.Join(", ", new[] { (Added.Length, "new"), (Removed.Length, "resolved"), (Changed.Length, "changed"), (Unstable.Length, "unstable") }
            .Where(part => part.Item1 > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}")));

    /// <summary>What the record keeps.</summary>
    /// <param name="path">The verified file, relative to the project and with forward slashes.</param>
    public SnapshotOutcome ToOutcome(string path) =>
        new(path, IsEmpty, [.. Added.Select(e => e.Item)], [.. Removed.Select(e => e.Item)], [.. Changed.Select(c => c.Received.Item)])
        {
            Unstable = [.. Unstable.Select(u => u.Item)],
        };

    /// <summary>
    /// The same difference with the items listed apart whose repeats do not all say the same, by the line of either side or by what is known of the item today:
    /// asked again, they may disagree or not.
    /// </summary>
    /// <param name="isUnstable">Whether today's repeats of an item differ, for items that have no line today; by its id.</param>
    public SnapshotDifference SetUnstableApart(Func<string, bool> isUnstable)
    {
        ArgumentNullException.ThrowIfNull(isUnstable);
        IEnumerable<UnstableItem> all =
        [
            .. Added.Select(e => new UnstableItem(e.Item, null, e)),
            .. Changed.Select(c => new UnstableItem(c.Received.Item, c.Verified, c.Received)),
            .. Removed.Select(e => new UnstableItem(e.Item, e, null)),
        ];
        ImmutableArray<UnstableItem> unstable =
        [
            .. all.Where(u => Flips(u.Verified) || Flips(u.Received) || isUnstable(u.Item))
                .Order(Comparer<UnstableItem>.Create((a, b) => SnapshotEntry.Compare(a.Received ?? a.Verified!, b.Received ?? b.Verified!))),
        ];
        var apart = unstable.Select(u => u.Item).ToHashSet(StringComparer.Ordinal);
        return new SnapshotDifference(
            [.. Added.Where(e => !apart.Contains(e.Item))],
            [.. Removed.Where(e => !apart.Contains(e.Item))],
            [.. Changed.Where(c => !apart.Contains(c.Received.Item))])
        {
            Unstable = [.. Unstable, .. unstable],
        };
    }

    /// <summary>
    /// The changed lines: <c>+ line</c> for an added one, <c>- line</c> for a removed one, both for a changed one, in the
    /// order added, changed, removed; a last line says how many are not shown.
    /// </summary>
    /// <param name="limit">How many lines at most, at least 1, the last one not counted. The default is 40.</param>
    public ImmutableArray<string> Lines(int limit = DefaultLineLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ImmutableArray<string> all =
        [
            .. Added.Select(e => "+ " + e.Line),
            .. Changed.SelectMany(c => new[] { "- " + c.Verified.Line, "+ " + c.Received.Line }),
            .. Removed.Select(e => "- " + e.Line),
        ];
        return Limited(all, limit, "changed");
    }

    /// <summary>The lines of unstable items: <c>? + line</c> for one that only today has, <c>? - line</c> for one that only was accepted, both where there are both.</summary>
    /// <param name="limit">How many lines at most, at least 1, a last one that says how many are not shown not counted. The default is 40.</param>
    public ImmutableArray<string> UnstableLines(int limit = DefaultLineLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Limited(
            [.. Unstable.SelectMany(u => new[] { u.Verified is null ? null : "? - " + u.Verified.Line, u.Received is null ? null : "? + " + u.Received.Line }).OfType<string>()],
            limit,
            "unstable");
    }

    private static bool Flips(SnapshotEntry? entry) => entry is not null && entry.StableRepeats < entry.Repeats;

    private static ImmutableArray<string> Limited(ImmutableArray<string> lines, int limit, string what)
    {
        int more = lines.Length - limit;
        return more <= 0 ? lines : [.. lines.Take(limit), string.Create(CultureInfo.InvariantCulture, $"… and {more} more {what} {(more == 1 ? "line" : "lines")}")];
    }
}

/// <summary>Compares snapshots by item.</summary>
public static class SnapshotComparer
{
    /// <summary>What changed from the verified to the received snapshot.</summary>
    /// <param name="verified">The accepted entries; no item twice.</param>
    /// <param name="received">Today's entries; no item twice.</param>
    public static SnapshotDifference Compare(ImmutableArray<SnapshotEntry> verified, ImmutableArray<SnapshotEntry> received)
    {
        var before = verified.ToDictionary(e => e.Item, StringComparer.Ordinal);
        var after = received.Select(e => e.Item).ToHashSet(StringComparer.Ordinal);
        return new SnapshotDifference(
            [.. received.Where(e => !before.ContainsKey(e.Item))],
            [.. verified.Where(e => !after.Contains(e.Item))],
            [.. received.Where(e => before.TryGetValue(e.Item, out SnapshotEntry? old) && !old.Equals(e)).Select(e => new SnapshotChange(before[e.Item], e))]);
    }
}
