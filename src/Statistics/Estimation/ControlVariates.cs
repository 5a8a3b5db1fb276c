namespace JudgeEval.Statistics;

/// <summary>A mean with a judge as control variate. Every member's N is the number of labelled items.</summary>
/// <param name="Point">The estimate with its interval.</param>
/// <param name="StandardError">Its standard error; undefined with one labelled item.</param>
/// <param name="Classical">The plain mean of people's labels with its interval.</param>
/// <param name="Coefficient">The weight of the control, cov(y, f) / var(f) on the labelled items. Any sign and size.</param>
/// <param name="Correlation">The correlation of people's labels and the judge's, -1..1. Undefined when either does not vary.</param>
/// <param name="VarianceReduction">By which share the variance is below that of the plain mean: correlation² · N / (n + N), 0..1.</param>
/// <param name="PredictedSaving">The share of labels that could be saved with unlimited judge labels: correlation², 0..1.</param>
/// <param name="EffectiveSampleSize">How many labels would make the plain mean as sharp.</param>
/// <param name="LabelsSaved">The effective sample size less the labels at hand.</param>
public sealed record ControlVariatesResult(
    Estimate Point,
    Estimate StandardError,
    Estimate Classical,
    Estimate Coefficient,
    Estimate Correlation,
    Estimate VarianceReduction,
    Estimate PredictedSaving,
    Estimate EffectiveSampleSize,
    Estimate LabelsSaved);

/// <summary>
/// The mean of people's labels, above all a win rate, with a judge as control variate (Zhou, Song and Zanette, 2025,
/// arXiv:2502.10563). The judge may be biased; the more it correlates with people, the fewer labels are needed, and that saving is
/// known in advance: the square of the correlation.
/// </summary>
/// <remarks>
/// With n labelled and N other items the estimate is mean(y) - a (mean(f labelled) - mean(f of all n + N items)), where
/// a = cov(y, f) / var(f) on the labelled items. It equals <see cref="PredictionPoweredMean"/> with the weight a N / (n + N).
/// </remarks>
public static class ControlVariates
{
    /// <summary>Estimates a mean.</summary>
    /// <param name="labels">People's label for each labelled item, finite, in any unit.</param>
    /// <param name="judge">The judge's label for the same items in the same order; its unit may be another.</param>
    /// <param name="judgeElsewhere">The judge's label for the items without people's labels.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <returns>
    /// The estimate; undefined when either set of items is empty or the numbers are too large to square. When the judge's labels of
    /// the labelled items are all equal, it is the plain mean and the coefficient is undefined.
    /// </returns>
    /// <exception cref="ArgumentException">The lists have other lengths, hold a number that is not finite, or the level is out of range.</exception>
    public static ControlVariatesResult Compute(
        ReadOnlySpan<double> labels, ReadOnlySpan<double> judge, ReadOnlySpan<double> judgeElsewhere, double level = 0.95)
    {
        int n = labels.Length;
        PairMoments labelled = PairMoments.Of(labels[..Math.Min(n, judge.Length)], judge[..Math.Min(n, judge.Length)]);
        Estimate coefficient = Ratio(labelled.Products, labelled.Second.Deviations, n, "the judge's labels of the labelled items are all equal");
        Estimate correlation = Ratio(
            labelled.Products,
            Math.Sqrt(labelled.First.Deviations) * Math.Sqrt(labelled.Second.Deviations),
            n,
            "people's labels or the judge's labels of the same items are all equal");
        double share = (double)judgeElsewhere.Length / Math.Max(1, n + judgeElsewhere.Length);
        PredictionPoweredOptions options = new() { Lambda = coefficient.IsDefined ? coefficient.Value * share : 0, Level = level };
        PredictionPoweredResult powered = PredictionPoweredMean.Compute(labels, judge, judgeElsewhere, options);
        Estimate saving = correlation.IsDefined ? Estimate.Of(Math.Min(1, correlation.Value * correlation.Value), n) : correlation;
        return new(
            powered.Point,
            powered.StandardError,
            powered.Classical,
            coefficient,
            correlation.IsDefined ? Estimate.Of(Math.Clamp(correlation.Value, -1, 1), n) : correlation,
            saving.IsDefined ? Estimate.Of(saving.Value * share, n) : saving,
            saving,
            powered.EffectiveSampleSize,
            powered.LabelsSaved);
    }

    /// <summary>
    /// The win rate of a system: the mean of outcomes 1 (win), ½ (tie) and 0 (loss), or of any number between. The interval is
    /// not cut at 0 and 1.
    /// </summary>
    /// <param name="outcomes">People's outcome for each labelled comparison, 0..1.</param>
    /// <param name="judge">The judge's outcome, or its probability of a win, for the same comparisons, 0..1.</param>
    /// <param name="judgeElsewhere">The judge's for the comparisons without people's outcomes, 0..1.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    /// <returns>As for <see cref="Compute"/>.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Compute"/>, or a number is outside 0..1.</exception>
    public static ControlVariatesResult WinRate(
        ReadOnlySpan<double> outcomes, ReadOnlySpan<double> judge, ReadOnlySpan<double> judgeElsewhere, double level = 0.95)
    {
        RequireOutcomes(outcomes, nameof(outcomes));
        RequireOutcomes(judge, nameof(judge));
        RequireOutcomes(judgeElsewhere, nameof(judgeElsewhere));
        return Compute(outcomes, judge, judgeElsewhere, level);
    }

    private static Estimate Ratio(double products, double deviations, int n, string reason) =>
        deviations != 0 && double.IsFinite(products / deviations) ? Estimate.Of(products / deviations, n) : Estimate.Undefined(reason, n);

    private static void RequireOutcomes(ReadOnlySpan<double> values, string name)
    {
        foreach (double value in values)
        {
            if (value is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(name, value, "An outcome is between 0 (loss) and 1 (win).");
            }
        }
    }
}
