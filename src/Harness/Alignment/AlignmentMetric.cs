using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Alignment;

/// <summary>The measures of agreement between a judge and people. Their names in files and on the command line are <see cref="AlignmentMetrics.Name"/>.</summary>
public enum AlignmentMetric
{
    /// <summary>Share of items with the same label, 0..1.</summary>
    PercentAgreement,

    /// <summary>Cohen's kappa, at most 1.</summary>
    CohenKappa,

    /// <summary>Cohen's kappa with linear weights on the scale's values.</summary>
    CohenKappaLinear,

    /// <summary>Cohen's kappa with quadratic weights on the scale's values.</summary>
    CohenKappaQuadratic,

    /// <summary>Scott's pi, at most 1.</summary>
    ScottPi,

    /// <summary>Krippendorff's alpha with the distance of the scale's level, at most 1.</summary>
    KrippendorffAlpha,

    /// <summary>Pearson's correlation with the mean of people's labels, -1..1.</summary>
    Pearson,

    /// <summary>Spearman's rank correlation with the mean of people's labels, -1..1.</summary>
    Spearman,

    /// <summary>Kendall's tau-b with the mean of people's labels, -1..1.</summary>
    KendallTauB,

    /// <summary>Mean absolute error against the reference, in units of the scale; lower is better.</summary>
    MeanAbsoluteError,

    /// <summary>Mean Jensen-Shannon divergence (base 2) from people's label distribution, 0..1; lower is better.</summary>
    JensenShannon,
}

/// <summary>Names and directions of the metrics.</summary>
public static class AlignmentMetrics
{
    /// <summary>Every metric, in the order of reports.</summary>
    public static ImmutableArray<AlignmentMetric> All { get; } = [.. Enum.GetValues<AlignmentMetric>()];

    /// <summary>The metric's name in files and on the command line, for example <c>cohenKappaQuadratic</c>.</summary>
    /// <param name="metric">A metric.</param>
    public static string Name(this AlignmentMetric metric) => CamelCase.Of(metric);

    /// <summary>Whether more is better.</summary>
    /// <param name="metric">A metric.</param>
    public static bool HigherIsBetter(this AlignmentMetric metric) =>
        metric is not (AlignmentMetric.MeanAbsoluteError or AlignmentMetric.JensenShannon);

    /// <summary>Finds a metric by its name.</summary>
    /// <param name="name">A name as <see cref="Name"/> gives it.</param>
    /// <param name="metric">The metric.</param>
    public static bool TryParse(string name, out AlignmentMetric metric)
    {
        foreach (AlignmentMetric candidate in All)
        {
            if (candidate.Name() == name)
            {
                metric = candidate;
                return true;
            }
        }

        metric = default;
        return false;
    }
}
