using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>
/// Intraclass correlations of a complete table, with the F tests and intervals of Shrout and Fleiss (1979,
/// doi:10.1037/0033-2909.86.2.420) and McGraw and Wong (1996, doi:10.1037/1082-989X.1.1.30).
/// </summary>
public static class IntraclassCorrelation
{
    private const string Interval = "shrout-fleiss";
    private const string Method = "anova-f";

    /// <summary>All six forms.</summary>
    /// <param name="ratings">
    /// Every item rated by every annotator, on an interval scale: at least two items and two annotators. A missing rating makes
    /// the forms undefined, because these formulas need complete data.
    /// </param>
    /// <param name="level">The confidence level of the intervals, between 0 and 1. The default value is 0.95.</param>
    /// <returns>
    /// The forms, at most 1 and possibly negative: single forms are at least -1 / (annotators - 1), average forms have no lower
    /// bound. All are undefined when all ratings are the same, or when an item lacks a rating.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static IntraclassCorrelations Compute(RatingTable ratings, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ConfidenceLevel.Check(level);
        if (WhyUndefined(ratings) is string reason)
        {
            return Undefined(reason, ratings.ItemCount);
        }

        return new IntraclassForms(new(ratings), level, Interval, Method).All();
    }

    private static string? WhyUndefined(RatingTable ratings)
    {
        if (ratings.ItemCount < 2 || ratings.AnnotatorCount < 2)
        {
            return ratings.ItemCount < 2 ? "an intraclass correlation needs at least two items" : "an intraclass correlation needs at least two annotators";
        }

        for (int i = 0; i < ratings.ItemCount; i++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(i);
            if (annotators.Length < ratings.AnnotatorCount)
            {
                int missing = 0;
                while (missing < annotators.Length && annotators[missing] == missing)
                {
                    missing++;
                }

                return string.Create(CultureInfo.InvariantCulture, $"item {i} has no rating by annotator {missing}, and an intraclass correlation needs complete data");
            }
        }

        return null;
    }

    private static IntraclassCorrelations Undefined(string reason, int n)
    {
        Estimate none = Estimate.Undefined(reason, n);
        IntraclassCoefficient form = new(none, TestResult.Undefined(reason, n, Method), 0, 0);
        return new(form, form, form, form, form, form, new(none, none, none, none));
    }
}
