namespace JudgeEval.Statistics;

/// <summary>
/// The mean of people's labels over many items, from people's labels of a few items and a judge's labels of all
/// (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic, 2023, doi:10.1126/science.adi6000; tuned weight: Angelopoulos, Duchi and Zrnic,
/// 2023, arXiv:2311.01453). The judge may be biased: its mean error on the labelled items is taken off.
/// </summary>
/// <remarks>
/// With n labelled and N other items, labels y, judge f and weight λ the estimate is mean(y) - λ (mean(f labelled) - mean(f other)),
/// and its variance var(y - λf) / n + λ² var(f other) / N, with variances divided by n and N. The tuned weight is
/// cov(y, f) / ((1 + n / N) var(f)), its covariance divided by n and its variance over all items by n + N - 1, held within 0..1. Both
/// sets of items are random draws of the same kind of items, and no item is in both.
/// </remarks>
public static class PredictionPoweredMean
{
    /// <summary>Estimates the mean.</summary>
    /// <param name="labels">People's label for each labelled item, finite, in any unit.</param>
    /// <param name="judge">The judge's label for the same items in the same order and unit.</param>
    /// <param name="judgeElsewhere">The judge's label for the items without people's labels.</param>
    /// <param name="options">Weight and level.</param>
    /// <returns>
    /// The estimate. Undefined when either set of items is empty, when the weight is to be tuned and neither labels nor judge vary,
    /// and when the numbers are too large to square.
    /// </returns>
    /// <exception cref="ArgumentException">The lists have other lengths, hold a number that is not finite, or an option is out of range.</exception>
    public static PredictionPoweredResult Compute(
        ReadOnlySpan<double> labels, ReadOnlySpan<double> judge, ReadOnlySpan<double> judgeElsewhere, PredictionPoweredOptions options)
    {
        PredictionPowered.Validate(labels, judge, options);
        PredictionPoweredResult result = PredictionPowered.Compute(labels, judge, Moments.Of(judgeElsewhere), options);
        if (!result.Point.IsDefined)
        {
            // Only now, so that the fast path reads the numbers once: a number that is not finite shows as no estimate.
            PredictionPowered.RequireFinite(labels, nameof(labels));
            PredictionPowered.RequireFinite(judge, nameof(judge));
            PredictionPowered.RequireFinite(judgeElsewhere, nameof(judgeElsewhere));
        }

        return result;
    }

    /// <summary>The plain mean of labels with the interval of the central limit theorem, its variance divided by n.</summary>
    /// <param name="labels">The labels, finite.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <returns>The mean; undefined without labels, and without an interval for one.</returns>
    /// <exception cref="ArgumentException">A label is not finite or the level is out of range.</exception>
    public static Estimate Classical(ReadOnlySpan<double> labels, double level)
    {
        NormalInference.ValidateLevel(level);
        PredictionPowered.RequireFinite(labels, nameof(labels));
        return labels.IsEmpty
            ? Estimate.Undefined("there are no labels", 0)
            : PredictionPowered.Classical(Moments.Of(labels), level).Mean;
    }
}
