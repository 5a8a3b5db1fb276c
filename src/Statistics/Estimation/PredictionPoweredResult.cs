namespace JudgeEval.Statistics;

/// <summary>How a prediction-powered estimate is formed.</summary>
public sealed record PredictionPoweredOptions
{
    /// <summary>
    /// The weight of the judge. By default <see langword="null"/>: tuned on the data to the smallest variance, within 0..1. With 0
    /// the judge is not used and the estimate is the plain mean; with 1 it is the original estimate of 2023. Any finite number
    /// fixed in advance leaves the estimate unbiased.
    /// </summary>
    public double? Lambda { get; init; }

    /// <summary>The confidence level, between 0 and 1. The default is 0.95.</summary>
    public double Level { get; init; } = 0.95;
}

/// <summary>A prediction-powered estimate. Every member's N is the number of labelled items.</summary>
/// <param name="Point">The estimate with its interval. It has no interval where <paramref name="StandardError"/> is undefined.</param>
/// <param name="StandardError">
/// The estimate's standard error, at least 0. Undefined with one labelled item, or with one unlabelled item and a weight other than
/// 0: one item has no spread.
/// </param>
/// <param name="Classical">The plain mean of people's labels with its interval, as if there were no judge.</param>
/// <param name="Lambda">The weight that was used. Undefined when it was to be tuned and the judge's numbers are all equal; the judge then adds nothing and the plain mean is given.</param>
/// <param name="OptimalLambda">The weight of the smallest variance before it is held within 0..1. Undefined when the judge's numbers are all equal.</param>
/// <param name="EffectiveSampleSize">How many labels would make the plain mean as sharp; see <see cref="JudgeEval.Statistics.EffectiveSampleSize"/>.</param>
/// <param name="LabelsSaved">The effective sample size less the labels at hand.</param>
public sealed record PredictionPoweredResult(
    Estimate Point,
    Estimate StandardError,
    Estimate Classical,
    Estimate Lambda,
    Estimate OptimalLambda,
    Estimate EffectiveSampleSize,
    Estimate LabelsSaved)
{
    /// <summary>The z-test that the estimated quantity is a given number.</summary>
    /// <param name="nullValue">The number, finite.</param>
    /// <param name="alternative">What counts as evidence against it.</param>
    /// <returns>
    /// The test; undefined with the estimate or its standard error. Data without any spread are certain: a statistic of 10^16 and a
    /// p-value of 0 or 1, unless the estimate is the number itself.
    /// </returns>
    public TestResult Test(double nullValue, Alternative alternative) =>
        NormalInference.Test(Point, StandardError, nullValue, alternative, "prediction-powered-z");
}
