using System.Collections.Immutable;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Diffs;

/// <summary>An item that has another id on the head, and the same content.</summary>
/// <param name="Before">The id on the base.</param>
/// <param name="After">The id on the head.</param>
public sealed record RenamedItem(string Before, string After);

/// <summary>
/// Finds items that were renamed: an id that is gone and an id that is new with the same content. Where several gone or several new items have one content, which
/// became which is open, and none of them is taken as renamed.
/// </summary>
internal static class RenamedItems
{
    /// <summary>The renamed items, by their new id.</summary>
    /// <param name="baseline">The base.</param>
    /// <param name="head">The head.</param>
    public static ImmutableArray<RenamedItem> Find(JudgeBaseline baseline, AlignmentRecord head)
    {
        if (baseline.Items is not { } before)
        {
            return [];
        }

        HashSet<string> after = [.. head.Items.Select(i => i.Item.Id)];
        ILookup<string, string> gone = before.Where(i => !after.Contains(i.Key)).ToLookup(i => i.Value.Fingerprint, i => i.Key, StringComparer.Ordinal);
        ILookup<string, string> come = head.Items.Where(i => !before.ContainsKey(i.Item.Id)).ToLookup(i => ItemFingerprint.Of(i.Item), i => i.Item.Id, StringComparer.Ordinal);
        return
        [
            .. come.Where(same => same.Count() == 1 && gone[same.Key].Count() == 1)
                .Select(same => new RenamedItem(gone[same.Key].Single(), same.Single()))
                .OrderBy(r => r.After, StringComparer.Ordinal),
        ];
    }

    /// <summary>The new id of each renamed item, by its old one.</summary>
    /// <param name="renamed">The renamed items.</param>
    public static Dictionary<string, string> Names(ImmutableArray<RenamedItem> renamed) => renamed.ToDictionary(r => r.Before, r => r.After, StringComparer.Ordinal);

    /// <summary>The base under the names of the head.</summary>
    /// <param name="baseline">The base.</param>
    /// <param name="renamed">The renamed items.</param>
    public static JudgeBaseline Apply(JudgeBaseline baseline, ImmutableArray<RenamedItem> renamed)
    {
        if (renamed.IsEmpty)
        {
            return baseline;
        }

        Dictionary<string, string> names = Names(renamed);
        VerdictSet verdicts = baseline.Verdicts;
        return baseline with
        {
            Verdicts = new VerdictSet(verdicts.Judge, verdicts.Dataset, verdicts.DatasetHash, verdicts.Judgements.Select(j => j with { Item = Name(j.Item) })) { Path = verdicts.Path, Partial = verdicts.Partial },
            Items = baseline.Items!.ToImmutableSortedDictionary(i => Name(i.Key), i => i.Value, StringComparer.Ordinal),
        };

        string Name(string id) => names.GetValueOrDefault(id, id);
    }
}
