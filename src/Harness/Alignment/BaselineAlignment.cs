using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>How far a baseline agrees with people.</summary>
/// <param name="Name">The baseline, for example <c>longer</c>.</param>
/// <param name="Statistic">The metric that stands first, computed as for a judge; undefined with the reason where the baseline does not apply or the metric has no value.</param>
/// <param name="Applies">Whether the baseline applies to the dataset: without texts there is nothing to read.</param>
public sealed record BaselineAlignment(string Name, Estimate Statistic, bool Applies);

/// <summary>A judge beside the baseline that agrees best with people.</summary>
/// <param name="Name">The baseline.</param>
/// <param name="Statistic">The baseline's metric that stands first, on all items it labels.</param>
/// <param name="Difference">
/// The judge's metric less the baseline's on the items that both label, with the interval of the paired difference where intervals
/// were asked for: items are resampled with the labels of both, so what they have in common cancels.
/// </param>
/// <param name="Standing">What the interval says.</param>
public sealed record BaselineComparison(string Name, Estimate Statistic, Estimate Difference, BaselineStanding Standing);

/// <summary>Whether a judge agrees with people better than the best baseline does.</summary>
public enum BaselineStanding
{
    /// <summary>The data cannot tell: the interval of the difference holds 0, or there is none.</summary>
    Undecided,

    /// <summary>The judge is better: the whole interval of the difference is on its side of 0.</summary>
    Beats,

    /// <summary>The judge is worse: the whole interval of the difference is on the other side.</summary>
    Loses,
}
