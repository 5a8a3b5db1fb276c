namespace JudgeEval.Statistics;

/// <summary>A correlation with its inference.</summary>
/// <param name="Estimate">The coefficient, -1..1, with a confidence interval where the method has one.</param>
/// <param name="Test">The test of no association; its statistic is the coefficient itself.</param>
public sealed record CorrelationResult(Estimate Estimate, TestResult Test);

/// <summary>How the p-value of a rank correlation by Kendall is computed.</summary>
public enum KendallPValue
{
    /// <summary>Exact without ties and up to 33 pairs, or with at most one pair out of order; otherwise asymptotic. The default.</summary>
    Automatic,

    /// <summary>From the normal distribution, with the variance corrected for ties.</summary>
    Asymptotic,

    /// <summary>From all orders. Undefined with ties, and where the computation would be too large.</summary>
    Exact,
}
