namespace JudgeEval.Statistics;

/// <summary>What the numbers of a rating mean (Stevens, 1946, doi:10.1126/science.103.2684.677).</summary>
public enum MeasurementLevel
{
    /// <summary>Names of categories.</summary>
    Nominal,

    /// <summary>Categories in order.</summary>
    Ordinal,

    /// <summary>Numbers whose differences mean something.</summary>
    Interval,

    /// <summary>Numbers, none negative, whose ratios mean something.</summary>
    Ratio,
}
