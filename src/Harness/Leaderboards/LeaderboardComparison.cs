using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// Judges held against each other with one metric, over the datasets that all of them share and on the items that all of them answered, so that
/// nobody gains by an easier dataset or item. Figures of different metrics are never averaged.
/// </summary>
public sealed record LeaderboardComparison
{
    /// <summary>The metric.</summary>
    public required AlignmentMetric Metric { get; init; }

    /// <summary>The datasets that every compared judge shares, with the items that every one of them answered.</summary>
    public required ImmutableArray<SharedDataset> Datasets { get; init; }

    /// <summary>Datasets with this metric that take no part, because a compared judge has no figure there.</summary>
    public required ImmutableArray<string> OtherDatasets { get; init; }

    /// <summary>Judges that are not compared, with the reason.</summary>
    public required ImmutableArray<LeftOutJudge> LeftOut { get; init; }

    /// <summary>The compared judges, the best first; those without a figure last.</summary>
    public required ImmutableArray<LeaderboardEntry> Entries { get; init; }

    /// <summary>The difference of every two judges, in the order of the entries; empty without resamples.</summary>
    public required ImmutableArray<JudgeDifference> Differences { get; init; }

    /// <summary>The longest runs of the order within which no difference is real, of two judges or more.</summary>
    public required ImmutableArray<OrderRun> Runs { get; init; }

    /// <summary>How many resamples had no value for some judge and count for no rank.</summary>
    public required int UndefinedResamples { get; init; }

    /// <summary>How the order bears errors in people's labels.</summary>
    /// <value>The default value is <see langword="null"/>: it was not asked for.</value>
    public LabelErrorStability? LabelErrors { get; init; }

    /// <summary>What corrections of people's labels do to the order.</summary>
    /// <value>The default value is <see langword="null"/>: none are known of the compared datasets.</value>
    public CorrectedOrder? Corrected { get; init; }

    /// <summary>Those of <see cref="OtherDatasets"/> that have corrections, which therefore count nowhere.</summary>
    /// <value>The default value is none.</value>
    public ImmutableArray<string> UnusedCorrections { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>A dataset that all compared judges share.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="Items">How many items all of them answered.</param>
/// <param name="Labelled">How many items people labelled.</param>
/// <param name="Tied">How many of these have no reference for the metric, because people tie.</param>
/// <param name="Units">How many clusters, or items where the dataset has no clusters, a resample draws from.</param>
public sealed record SharedDataset(string Name, int Items, int Labelled, int Tied, int Units);

/// <summary>A judge that is not compared.</summary>
/// <param name="Judge">The judge.</param>
/// <param name="Reason">Why, without a full stop.</param>
public sealed record LeftOutJudge(string Judge, string Reason);

/// <summary>A judge's place among others.</summary>
public sealed record LeaderboardEntry
{
    /// <summary>The judge.</summary>
    public required string Judge { get; init; }

    /// <summary>The mean of its figures on the shared datasets and items; its interval is that of these very datasets. Of one dataset it is the figure.</summary>
    public required Estimate Mean { get; init; }

    /// <summary>Its figure on each shared dataset, on the shared items, in the order of <see cref="LeaderboardComparison.Datasets"/>.</summary>
    public required ImmutableArray<Estimate> Figures { get; init; }

    /// <summary>How its figures differ from dataset to dataset; <see langword="null"/> with fewer than two.</summary>
    public required DatasetSpread? Spread { get; init; }

    /// <summary>The place by the mean, from 1; tied judges have the same.</summary>
    public required int Rank { get; init; }

    /// <summary>The probability of each rank, the first first, over resamples; empty without them. Tied judges share their ranks' probability.</summary>
    public required ImmutableArray<double> RankProbabilities { get; init; }

    /// <summary>The ranks that hold the confidence level of <see cref="RankProbabilities"/>; <see langword="null"/> without resamples.</summary>
    public required RankRange? Likely { get; init; }

    /// <summary>
    /// The ranks that no real difference speaks against, for all judges at once: from one more than the judges that are really better to all but those
    /// that are really worse; <see langword="null"/> without resamples.
    /// </summary>
    public required RankRange? Possible { get; init; }
}

/// <summary>Ranks from the best to the worst.</summary>
/// <param name="Best">The best, at least 1.</param>
/// <param name="Worst">The worst.</param>
public readonly record struct RankRange(int Best, int Worst);

/// <summary>How a judge's figures differ from dataset to dataset.</summary>
/// <param name="StandardDeviation">Between the figures, with n - 1.</param>
/// <param name="Lowest">The smallest figure.</param>
/// <param name="Highest">The largest figure.</param>
/// <param name="Worst">The dataset on which the judge is worst; the smallest figure where more is better.</param>
/// <param name="Between">
/// The part of the standard deviation that sampling of items does not explain: the root of the figures' variance less the mean of their squared
/// standard errors, or 0; <see langword="null"/> without resamples.
/// </param>
/// <param name="Prediction">Where the figure on another such dataset may lie, at the confidence level; <see langword="null"/> with fewer than three datasets or without resamples.</param>
public sealed record DatasetSpread(double StandardDeviation, double Lowest, double Highest, string Worst, double? Between, ConfidenceInterval? Prediction);

/// <summary>Two judges held against each other on the same items.</summary>
/// <param name="First">The judge that stands higher.</param>
/// <param name="Second">The other.</param>
/// <param name="Difference">The first's mean less the second's, with its interval, for this pair alone.</param>
/// <param name="PValue">The two-sided p-value; <see langword="null"/> where the difference is undefined.</param>
/// <param name="AdjustedPValue">Corrected for all pairs by Holm's procedure.</param>
/// <param name="IsReal">Whether the data bear out that the two differ, all pairs considered.</param>
public sealed record JudgeDifference(string First, string Second, Estimate Difference, double? PValue, double? AdjustedPValue, bool IsReal);

/// <summary>Neighbours in the order of which no two really differ.</summary>
/// <param name="From">The place of the first in <see cref="LeaderboardComparison.Entries"/>, from 0.</param>
/// <param name="To">The place of the last.</param>
public readonly record struct OrderRun(int From, int To);
