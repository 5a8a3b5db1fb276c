using System.Collections.Immutable;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// The systems whose responses a dataset holds, ranked by people and by judges: the mean score of each system by the judge beside the mean by people, on
/// the same items.
/// </summary>
/// <param name="Tag">What names an item's system.</param>
/// <param name="Systems">The systems with people's mean score, sorted by name.</param>
/// <param name="WithoutSystem">How many labelled items name no system.</param>
/// <param name="Outliers">
/// The systems whose mean score by people is an outlier: farther from the median than 2.5 times 1.483 times the median absolute deviation
/// (Mathur, Baldwin and Cohn, 2020, doi:10.18653/v1/2020.acl-main.448).
/// </param>
/// <param name="NoOutlierRule">Why outliers cannot be told; <see langword="null"/> where they can.</param>
/// <param name="Judges">Each judge that has verdicts on the dataset, in the leaderboard's order.</param>
/// <param name="Undefined">Why there is no system level; <see langword="null"/> where there is.</param>
public sealed record SystemLevel(
    string Tag,
    ImmutableArray<SystemScore> Systems,
    int WithoutSystem,
    ImmutableArray<string> Outliers,
    string? NoOutlierRule,
    ImmutableArray<SystemCorrelations> Judges,
    string? Undefined)
{
    /// <summary>Below as many systems the intervals are called wide.</summary>
    public const int Few = 20;
}

/// <summary>A system with people's mean score.</summary>
/// <param name="Name">The system.</param>
/// <param name="Items">How many of its items people labelled.</param>
/// <param name="Score">The mean of the items' mean labels.</param>
public sealed record SystemScore(string Name, int Items, double Score);

/// <summary>A judge at the level of systems.</summary>
/// <param name="Judge">The judge.</param>
/// <param name="All">The correlations over all systems.</param>
/// <param name="WithoutOutliers">The correlations without outliers; <see langword="null"/> where there are none.</param>
/// <param name="Influence">The system that moves Pearson's correlation most.</param>
public sealed record SystemCorrelations(string Judge, CorrelationTriple All, CorrelationTriple? WithoutOutliers, Influence Influence);

/// <summary>Three correlations of the same points; the count of each is that of the points.</summary>
/// <param name="Pearson">Pearson's correlation.</param>
/// <param name="Spearman">Spearman's rank correlation.</param>
/// <param name="KendallTauB">Kendall's tau-b.</param>
public sealed record CorrelationTriple(Estimate Pearson, Estimate Spearman, Estimate KendallTauB);
