using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Judges on datasets: a figure for each pair, the order of the judges, and what the order rests on. Immutable.</summary>
/// <param name="Judges">The judges' names, sorted (ordinal).</param>
/// <param name="Datasets">The datasets, sorted by name (ordinal).</param>
/// <param name="Comparisons">The judges held against each other, once for each metric that datasets have.</param>
/// <param name="Options">How it was computed.</param>
public sealed record Leaderboard(
    ImmutableArray<string> Judges, ImmutableArray<LeaderboardDataset> Datasets, ImmutableArray<LeaderboardComparison> Comparisons, LeaderboardOptions Options)
{
    /// <summary>Computes a leaderboard. The order of datasets and of judges changes nothing.</summary>
    /// <param name="sources">The datasets, one or more, each under a name of its own, with their judges.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="JudgeEvalException">
    /// Two datasets have one name (<c>JE1830</c>), a judge stands twice on a dataset (<c>JE1831</c>), corrections do not fit their dataset, or verdicts or
    /// options do not fit a dataset as for an alignment.
    /// </exception>
    public static Leaderboard Compute(IEnumerable<LeaderboardSource> sources, LeaderboardOptions options) => LeaderboardCalculator.Compute(sources, options);
}

/// <summary>A dataset's column of the leaderboard.</summary>
public sealed record LeaderboardDataset
{
    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>The content's hash.</summary>
    public required string Hash { get; init; }

    /// <summary>How many items it has.</summary>
    public required int Items { get; init; }

    /// <summary>How many of them people labelled.</summary>
    public required int Labelled { get; init; }

    /// <summary>What a resample draws whole.</summary>
    public required string Unit { get; init; }

    /// <summary>How many of these there are among the labelled items.</summary>
    public required int Units { get; init; }

    /// <summary>The level at which labels are compared.</summary>
    public required MeasurementLevel Level { get; init; }

    /// <summary>The metric of its figures.</summary>
    public required AlignmentMetric Metric { get; init; }

    /// <summary>What people reach against the other people.</summary>
    public required Estimate Ceiling { get; init; }

    /// <summary>A figure for each judge of the leaderboard, in its order.</summary>
    public required ImmutableArray<LeaderboardCell> Cells { get; init; }

    /// <summary>Figures by slice.</summary>
    /// <value>The default value is <see langword="null"/>: none were asked for.</value>
    public LeaderboardSlices? Slices { get; init; }

    /// <summary>Judges and people by the systems whose responses were judged.</summary>
    /// <value>The default value is <see langword="null"/>: it was not asked for.</value>
    public SystemLevel? Systems { get; init; }
}

/// <summary>A judge on a dataset.</summary>
public sealed record LeaderboardCell
{
    /// <summary>The judge.</summary>
    public required string Judge { get; init; }

    /// <summary>The figure with its interval; undefined, with the reason, where there is none.</summary>
    public required Estimate Figure { get; init; }

    /// <summary>Whether the judge has no verdicts on the dataset at all: its cell is empty, which is no figure of 0.</summary>
    public required bool IsMissing { get; init; }

    /// <summary>How many of the items that people labelled the judge gave a usable label.</summary>
    public required int Answered { get; init; }

    /// <summary>That as a share of the items that people labelled; 0 where it is missing.</summary>
    public required double Coverage { get; init; }

    /// <summary>How many labels were off the scale, clipped or left out as the dataset says.</summary>
    public required int OutOfScale { get; init; }

    /// <summary>How far a single item moves Pearson's correlation with people's means.</summary>
    public required Influence Items { get; init; }
}

/// <summary>A correlation and how far leaving out a single point moves it.</summary>
/// <param name="Pearson">Pearson's correlation of all points.</param>
/// <param name="Point">The point that moves it most: an item's id or a system's name; <see langword="null"/> where there is none.</param>
/// <param name="Without">The correlation without it; undefined where nothing varies without it.</param>
public sealed record Influence(Estimate Pearson, string? Point, Estimate Without)
{
    /// <summary>The correlation without the point less the correlation with it; <see langword="null"/> where either is undefined.</summary>
    public double? Change => Pearson.IsDefined && Without.IsDefined ? Without.Value - Pearson.Value : null;
}
