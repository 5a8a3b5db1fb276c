using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>An item that disagrees otherwise than before.</summary>
/// <param name="Verified">The line as it was accepted.</param>
/// <param name="Received">The line of today.</param>
public sealed record SnapshotChange(SnapshotEntry Verified, SnapshotEntry Received);

/// <summary>What changed between two snapshots, by item; each list is in the order of the snapshot.</summary>
/// <param name="Added">Items that newly disagree.</param>
/// <param name="Removed">Items that no longer disagree.</param>
/// <param name="Changed">Items that disagree otherwise than before.</param>
public sealed record SnapshotDifference(
    ImmutableArray<SnapshotEntry> Added, ImmutableArray<SnapshotEntry> Removed, ImmutableArray<SnapshotChange> Changed)
{
    /// <summary>How many lines <see cref="Lines"/> gives by default.</summary>
    public const int DefaultLineLimit = 40;

    /// <summary>Whether nothing changed.</summary>
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty;

    /// <summary>For people: how many items were added, removed and changed, for example <c>2 new, 1 resolved</c>.</summary>
    public string Summary => IsEmpty
        ? "nothing changed"
        : string.Join(", ", new[] { (Added.Length, "new"), (Removed.Length, "resolved"), (Changed.Length, "changed") }
            .Where(part => part.Item1 > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}")));

    /// <summary>What the record keeps.</summary>
    /// <param name="path">The verified file, relative to the project and with forward slashes.</param>
    public SnapshotOutcome ToOutcome(string path) =>
        new(path, IsEmpty, [.. Added.Select(e => e.Item)], [.. Removed.Select(e => e.Item)], [.. Changed.Select(c => c.Received.Item)]);

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
        return all.Length <= limit
            ? all
            : [.. all.Take(limit), string.Create(CultureInfo.InvariantCulture, $"… and {all.Length - limit} more changed {(all.Length - limit == 1 ? "line" : "lines")}")];
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
