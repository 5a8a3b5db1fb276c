using System.Collections.Immutable;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>A dataset's figures by the value of a tag.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Slices">The slices, sorted by value; empty where no item has the tag.</param>
/// <param name="Without">How many items have no value of the tag and stand in no slice.</param>
public sealed record LeaderboardSlices(string Tag, ImmutableArray<LeaderboardSlice> Slices, int Without);

/// <summary>The items with one value of a tag.</summary>
/// <param name="Value">The value.</param>
/// <param name="Items">How many items people labelled in it.</param>
/// <param name="Units">How many clusters, or items where the dataset has no clusters, they come from.</param>
/// <param name="Ceiling">What people reach against the other people within the slice.</param>
/// <param name="Figures">The figure of each judge of the leaderboard, in its order.</param>
public sealed record LeaderboardSlice(string Value, int Items, int Units, Estimate Ceiling, ImmutableArray<Estimate> Figures)
{
    /// <summary>Below as many independent items or clusters a slice is called too small to tell judges apart.</summary>
    public const int Small = 30;

    /// <summary>Whether the slice is too small to conclude anything from.</summary>
    public bool IsSmall => Units < Small;
}
