using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Alignment;

/// <summary>A slice of the items with the judge held against the people of these items alone.</summary>
/// <param name="Name">The value of the tag.</param>
/// <param name="Items">How many items it has, those without a label included.</param>
/// <param name="Judge">The judge on the slice; <see langword="null"/> where nobody labelled an item of it.</param>
internal sealed record AlignmentSlice(string Name, int Items, AlignedJudge? Judge);

/// <summary>A judge by slices.</summary>
/// <param name="Slices">The slices, sorted by name.</param>
/// <param name="Without">How many items have no value of the tag.</param>
/// <param name="Known">The names that items can be sliced by, sorted.</param>
internal sealed record AlignmentSlices(ImmutableArray<AlignmentSlice> Slices, int Without, ImmutableArray<string> Known)
{
    private const string Split = "split";
    private const string Cluster = "cluster";

    /// <summary>Slices by a tag, or, where no item has such a tag, by <c>split</c> or <c>cluster</c>.</summary>
    /// <param name="judge">The judge on all items.</param>
    /// <param name="tag">The tag.</param>
    public static AlignmentSlices Of(AlignedJudge judge, string tag)
    {
        ImmutableArray<JudgeItem> items = judge.Dataset.Items;
        bool isTag = items.Any(item => item.Tags.ContainsKey(tag)), byCluster = !isTag && tag == Cluster;
        Func<JudgeItem, string?> valueOf = isTag ? item => item.Tags.GetValueOrDefault(tag)
            : tag == Split ? item => item.Split
            : byCluster ? item => item.Cluster
            : _ => null;
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string value in items.Select(valueOf).OfType<string>().Where(value => value.Length > 0))
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        ILookup<string, Judgement> judgements = judge.Verdicts.Judgements
            .Where(j => judge.Dataset.TryFindItem(j.Item, out int at) && valueOf(items[at]) is { Length: > 0 })
            .ToLookup(j => valueOf(items[Position(judge.Dataset, j.Item)])!, StringComparer.Ordinal);
        return new AlignmentSlices(
            [.. counts.Select(slice => new AlignmentSlice(slice.Key, slice.Value, Part(judge, item => valueOf(item) == slice.Key, judgements[slice.Key], byCluster)))],
            items.Length - counts.Values.Sum(),
            [.. Names(items).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Names(ImmutableArray<JudgeItem> items) => items.SelectMany(item => item.Tags.Keys)
        .Concat(items.Any(item => item.Split is not null) ? [Split] : [])
        .Concat(items.Any(item => item.Cluster is not null) ? [Cluster] : []);

    private static int Position(AnnotatedDataset dataset, string id) => dataset.TryFindItem(id, out int at) ? at : -1;

    // Within one cluster there is nothing to draw but its items.
    private static AlignedJudge? Part(AlignedJudge judge, Func<JudgeItem, bool> keep, IEnumerable<Judgement> judgements, bool byItem)
    {
        if (DatasetPart.Of(judge.Dataset, keep) is not { } part)
        {
            return null;
        }

        // The part has another content hash than the whole, so the verdicts are held against it without one. Items nobody labelled are not in it.
        VerdictSet verdicts = new(judge.Verdicts.Judge, null, null, judgements.Where(j => part.TryFindItem(j.Item, out _)));
        return new AlignmentBasis(part, judge.Options with { Metric = judge.Plan.Metric }, byItem).Examine(verdicts);
    }
}
