namespace JudgeEval.Statistics;

/// <summary>A statistic of any number of annotators, which does not care who gave a rating.</summary>
public enum GroupStatistic
{
    /// <summary>The mean over items with two or more ratings of the share of agreeing pairs of annotators, 0..1.</summary>
    PercentAgreement,

    /// <summary>Fleiss' kappa (1971, doi:10.1037/h0031619), at most 1. Undefined when only one category is used.</summary>
    FleissKappa,

    /// <summary>Gwet's AC1 (2008, doi:10.1348/000711006X126600), at most 1. It depends on how many categories are declared, used or not.</summary>
    GwetAc1,

    /// <summary>Gwet's AC2 with weights quadratic in the difference of the categories' values (Gwet, 2014, "Handbook of Inter-Rater Reliability"), at most 1.</summary>
    GwetAc2,

    /// <summary>Krippendorff's alpha with the distance of the level (2011, "Computing Krippendorff's alpha-reliability"), at most 1. Missing ratings are allowed; items with one rating count for nothing.</summary>
    KrippendorffAlpha,
}
