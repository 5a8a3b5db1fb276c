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

    /// <summary>Gwet's AC2 with weights linear in the difference of the categories' values, at most 1.</summary>
    GwetAc2Linear,

    /// <summary>The coefficient of Brennan and Prediger (1981, doi:10.1177/001316448104100307), at most 1. It depends on how many categories are declared.</summary>
    BrennanPrediger,

    /// <summary>Randolph's free-marginal kappa (2005, ERIC ED490661): the coefficient of Brennan and Prediger under the name it has for several annotators.</summary>
    RandolphKappa,
}
