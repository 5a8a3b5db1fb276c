using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Values of a tag of items; where no item has such a tag, <c>split</c> and <c>cluster</c> are the fields of these names.</summary>
public static class TagValues
{
    private const string Split = "split";
    private const string Cluster = "cluster";

    /// <summary>What items can be told apart by: their tags, and <c>split</c> and <c>cluster</c> where an item has one.</summary>
    /// <param name="items">The items.</param>
    /// <returns>The names, sorted (ordinal).</returns>
    public static ImmutableArray<string> Names(ImmutableArray<JudgeItem> items) =>
    [
        .. items.SelectMany(item => item.Tags.Keys)
            .Concat(items.Any(item => item.Split is not null) ? [Split] : [])
            .Concat(items.Any(item => item.Cluster is not null) ? [Cluster] : [])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a name is that of the field of clusters, and no tag.</summary>
    internal static bool IsCluster(ImmutableArray<JudgeItem> items, string tag) => tag == Cluster && !items.Any(item => item.Tags.ContainsKey(tag));

    /// <summary>The value of an item.</summary>
    internal static Func<JudgeItem, string?> Of(ImmutableArray<JudgeItem> items, string tag) =>
        items.Any(item => item.Tags.ContainsKey(tag)) ? item => item.Tags.GetValueOrDefault(tag)
        : tag == Split ? item => item.Split
        : tag == Cluster ? item => item.Cluster
        : _ => null;
}
