namespace JudgeEval.Statistics;

/// <summary>A statistic of two raters.</summary>
public enum PairStatistic
{
    /// <summary>The share of items with the same number, 0..1.</summary>
    PercentAgreement,

    /// <summary>Cohen's kappa (1960, doi:10.1177/001316446002000104), at most 1. Undefined when both raters gave one and the same number throughout.</summary>
    CohenKappa,

    /// <summary>Cohen's kappa with weights linear in the difference of the values (Cohen, 1968, doi:10.1037/h0026256).</summary>
    CohenKappaLinear,

    /// <summary>Cohen's kappa with weights quadratic in the difference of the values (Cohen, 1968, doi:10.1037/h0026256).</summary>
    CohenKappaQuadratic,

    /// <summary>Scott's pi (1955, doi:10.1086/266577), at most 1. Undefined when both raters gave one and the same number throughout.</summary>
    ScottPi,

    /// <summary>Krippendorff's alpha (2011, "Computing Krippendorff's alpha-reliability") with the distance of the level, at most 1.</summary>
    KrippendorffAlpha,

    /// <summary>Pearson's correlation (1895, doi:10.1098/rspl.1895.0041), -1..1. Undefined when a rater's numbers do not vary.</summary>
    Pearson,

    /// <summary>Spearman's rank correlation (1904, doi:10.2307/1412159) with mean ranks for ties, -1..1. Undefined when a rater's numbers do not vary.</summary>
    Spearman,

    /// <summary>Kendall's tau-b (1945, doi:10.1093/biomet/33.3.239), -1..1. Undefined when a rater's numbers do not vary.</summary>
    KendallTauB,

    /// <summary>The mean absolute difference, in units of the numbers, at least 0.</summary>
    MeanAbsoluteError,
}
