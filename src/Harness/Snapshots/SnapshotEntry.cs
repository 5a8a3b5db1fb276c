using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Snapshots;

/// <summary>One line of a disagreement snapshot: an item on which the judge disagrees with people. Equal when the lines are.</summary>
public sealed class SnapshotEntry : IEquatable<SnapshotEntry>
{
    private const string UnanimousWord = "unanimous";
    private const string SplitWord = "split";
    private const int Columns = 6;

    private SnapshotEntry(
        string item, ImmutableArray<LabelCount> people, string? judge, string delta, bool unanimous, int stableRepeats, int repeats)
    {
        Item = item;
        People = people;
        Judge = judge;
        Delta = delta;
        Unanimous = unanimous;
        StableRepeats = stableRepeats;
        Repeats = repeats;
        Line = string.Join(
            SnapshotText.Separator,
            SnapshotText.Escape(item),
            Counts(people),
            judge is null ? SnapshotText.Nothing : SnapshotText.Escape(judge),
            delta,
            unanimous ? UnanimousWord : SplitWord,
            string.Create(CultureInfo.InvariantCulture, $"{stableRepeats}/{repeats}"));
    }

    /// <summary>The item's id.</summary>
    public string Item { get; }

    /// <summary>People's labels with their counts, in the order of the scale.</summary>
    public ImmutableArray<LabelCount> People { get; }

    /// <summary>The judge's label; <see langword="null"/> when there is none.</summary>
    public string? Judge { get; }

    /// <summary>The judge's label minus the reference in units of the scale, signed, at most three decimals; <c>·</c> where there is none.</summary>
    public string Delta { get; }

    /// <summary>Whether all people gave the same label.</summary>
    public bool Unanimous { get; }

    /// <summary>How many judgements of the item gave the judge's label.</summary>
    public int StableRepeats { get; }

    /// <summary>How many judgements of the item there are.</summary>
    public int Repeats { get; }

    /// <summary>The line, for example <c>support-017 | 1×2 2×3 | 4 | +2 | split | 3/3</c>.</summary>
    public string Line { get; }

    /// <summary>The line of an aligned item.</summary>
    /// <param name="item">The item.</param>
    public static SnapshotEntry Of(ItemAlignment item) => new(
        item.Item, item.People, item.Judge, Signed(item.Delta), item.Unanimous, item.StableRepeats, item.Repeats);

    /// <summary>Reads a line.</summary>
    /// <param name="line">A line without its line feed.</param>
    /// <param name="entry">The entry; its <see cref="Line"/> is <paramref name="line"/>.</param>
    /// <returns>Whether the line is exactly as <see cref="Of"/> writes it.</returns>
    public static bool TryParse(string line, out SnapshotEntry? entry)
    {
        entry = null;
        string[] fields = Split(line);
        if (fields.Length != Columns
            || !SnapshotText.TryUnescape(fields[0], out string item)
            || !TryParseCounts(fields[1], out ImmutableArray<LabelCount> people)
            || !SnapshotText.TryUnescape(fields[2], out string judge)
            || fields[4] is not (UnanimousWord or SplitWord)
            || fields[5].Split('/') is not [var stable, var repeats]
            || !TryParseCount(stable, out int stableRepeats)
            || !TryParseCount(repeats, out int repeatCount)
            || !IsDelta(fields[3]))
        {
            return false;
        }

        var parsed = new SnapshotEntry(
            item, people, fields[2] == SnapshotText.Nothing ? null : judge, fields[3], fields[4] == UnanimousWord, stableRepeats, repeatCount);
        entry = parsed.Line == line && item.Length > 0 ? parsed : null;
        return entry is not null;
    }

    /// <summary>The order of lines in a snapshot: unanimous people first, then by id (ordinal).</summary>
    /// <param name="left">One entry.</param>
    /// <param name="right">Another.</param>
    public static int Compare(SnapshotEntry left, SnapshotEntry right) =>
        left.Unanimous == right.Unanimous ? string.CompareOrdinal(left.Item, right.Item) : left.Unanimous ? -1 : 1;

    /// <inheritdoc/>
    public bool Equals(SnapshotEntry? other) => other is not null && Line == other.Line;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SnapshotEntry);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Line);

    /// <summary>The line.</summary>
    public override string ToString() => Line;

    private static string Signed(double? delta) =>
        delta is { } value ? value.ToString("+0.###;-0.###;0", CultureInfo.InvariantCulture) : SnapshotText.Nothing;

    private static bool IsDelta(string text) =>
        text == SnapshotText.Nothing
        || (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && Signed(value) == text);

    private static string Counts(ImmutableArray<LabelCount> people) => people.IsEmpty
        ? SnapshotText.Nothing
        : string.Join(' ', people.Select(p => string.Create(CultureInfo.InvariantCulture, $"{SnapshotText.Escape(p.Label)}{SnapshotText.Times}{p.Count}")));

    private static string[] Split(string line)
    {
        var fields = new List<string>(Columns);
        int start = 0;
        while (SnapshotText.IndexOfUnescaped(line, SnapshotText.Separator, start) is >= 0 and var end)
        {
            fields.Add(line[start..end]);
            start = end + SnapshotText.Separator.Length;
        }

        fields.Add(line[start..]);
        return [.. fields];
    }

    private static bool TryParseCounts(string field, out ImmutableArray<LabelCount> people)
    {
        people = [];
        if (field == SnapshotText.Nothing)
        {
            return true;
        }

        ImmutableArray<LabelCount>.Builder counts = ImmutableArray.CreateBuilder<LabelCount>();
        int start = 0;
        while (start < field.Length)
        {
            int times = SnapshotText.IndexOfUnescaped(field, "×", start);
            int space = times < 0 ? -1 : field.IndexOf(' ', times);
            int end = space < 0 ? field.Length : space;
            if (times < 0 || !SnapshotText.TryUnescape(field[start..times], out string label) || !TryParseCount(field[(times + 1)..end], out int count))
            {
                return false;
            }

            counts.Add(new LabelCount(label, count));
            start = end + 1;
        }

        people = counts.ToImmutable();
        return people.Length > 0;
    }

    private static bool TryParseCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
