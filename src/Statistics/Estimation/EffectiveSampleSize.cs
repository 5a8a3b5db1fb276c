namespace JudgeEval.Statistics;

/// <summary>
/// How much human labelling a judge replaces (Boyeau, Angelopoulos, Yosef, Malik and Jordan, 2024, arXiv:2403.07008): the number of
/// human labels whose plain mean would be as sharp as the estimate at hand.
/// </summary>
public static class EffectiveSampleSize
{
    /// <summary>The effective sample size, n · (plain standard error / standard error)².</summary>
    /// <param name="labelled">How many items people labelled, at least 1.</param>
    /// <param name="classicalError">The standard error of the plain mean of those labels.</param>
    /// <param name="error">The standard error of the estimate with the judge.</param>
    /// <returns>
    /// A number of labels, above 0; below <paramref name="labelled"/> where the judge made the estimate worse. Undefined when a
    /// standard error is undefined or the estimate's is 0.
    /// </returns>
    public static Estimate Of(int labelled, Estimate classicalError, Estimate error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelled, 1);
        if (!classicalError.IsDefined || !error.IsDefined)
        {
            return Estimate.Undefined((error.IsDefined ? classicalError : error).UndefinedReason ?? "there is no standard error", labelled);
        }

        double ratio = classicalError.Value / error.Value;
        return double.IsFinite(labelled * ratio * ratio)
            ? Estimate.Of(labelled * ratio * ratio, labelled)
            : Estimate.Undefined("the standard error is 0, so no number of labels matches it", labelled);
    }

    /// <summary>The labels saved: the effective sample size less the labels at hand. Negative where the judge made the estimate worse.</summary>
    /// <param name="labelled">How many items people labelled, at least 1.</param>
    /// <param name="effective">The effective sample size.</param>
    /// <returns>A number of labels of either sign; undefined where the effective sample size is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no labelled item.</exception>
    public static Estimate LabelsSaved(int labelled, Estimate effective)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelled, 1);
        return effective.IsDefined ? Estimate.Of(effective.Value - labelled, labelled) : effective;
    }
}
