namespace JudgeEval.Statistics;

/// <summary>
/// How reliable the mean of several annotators is, and how many are needed, from the reliability of one (an intraclass correlation, or
/// the mean correlation between annotators): Spearman (1910, doi:10.1111/j.2044-8295.1910.tb00206.x) and Brown (1910,
/// doi:10.1111/j.2044-8295.1910.tb00207.x).
/// </summary>
public static class AnnotatorReliability
{
    /// <summary>The reliability of the mean of <paramref name="annotators"/>: m r / (1 + (m - 1) r).</summary>
    /// <param name="single">The reliability of one annotator, more than 0 and at most 1.</param>
    /// <param name="annotators">How many annotators, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double OfMean(double single, int annotators)
    {
        Validate(single);
        ArgumentOutOfRangeException.ThrowIfLessThan(annotators, 1);
        return annotators * single / (1 + ((annotators - 1) * single));
    }

    /// <summary>The smallest number of annotators whose mean reaches a reliability.</summary>
    /// <param name="single">The reliability of one annotator, more than 0 and at most 1.</param>
    /// <param name="wanted">The reliability of the mean, more than 0 and below 1.</param>
    /// <returns>The number of annotators; <see langword="null"/> when a hundred million do not suffice.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static int? NeededAnnotators(double single, double wanted)
    {
        Validate(single);
        if (wanted is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "The wanted reliability lies between 0 and 1.");
        }

        return NeededCount.Find(1, m => OfMean(single, m) >= wanted);
    }

    private static void Validate(double single)
    {
        if (!(single > 0 && single <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(single), single, "The reliability of one annotator is more than 0 and at most 1.");
        }
    }
}
