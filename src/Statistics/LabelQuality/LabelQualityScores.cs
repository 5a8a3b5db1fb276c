using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>How well a given label fits probabilities, from 0 (likely wrong) to 1.</summary>
public enum LabelQualityScore
{
    /// <summary>The probability of the given label. Finds items that fit no label well, too.</summary>
    SelfConfidence,

    /// <summary>(p(given) - highest other p + 1) / 2: finds items that fit another label better. ½ where the two are equal.</summary>
    NormalizedMargin,

    /// <summary>
    /// log(1 + x) / x with x the entropy of the probabilities (in units of the largest possible) over p(given); p(given) and the
    /// divisor x count as at least 1e-6. Where one probability is exactly 1 the entropy is 0 and so, by that bound, is the score.
    /// </summary>
    ConfidenceWeightedEntropy,
}

/// <summary>Scores of given labels by a judge's or a model's probabilities (Northcutt, Jiang and Chuang, 2021, doi:10.1613/jair.1.12125; Kuan and Mueller, 2022).</summary>
public static class LabelQualityScores
{
    private const double Smallest = 1e-6;

    /// <summary>Scores each item's label.</summary>
    /// <param name="labels">The given label of each item, a position in the table's categories.</param>
    /// <param name="probabilities">The probabilities, of at least two categories. They should not have seen the labels.</param>
    /// <param name="score">Which score.</param>
    /// <returns>A score for each item, 0..1.</returns>
    /// <exception cref="ArgumentException">There is not one label for each item, a label is no category, or there is one category.</exception>
    public static ImmutableArray<double> Compute(ReadOnlySpan<int> labels, ProbabilityTable probabilities, LabelQualityScore score)
    {
        Validate(labels, probabilities);
        Guard.Known(score);
        if (probabilities.CategoryCount < 2)
        {
            throw new ArgumentException("With one category no label can be wrong.", nameof(probabilities));
        }

        double[] scores = new double[labels.Length];
        for (int item = 0; item < scores.Length; item++)
        {
            scores[item] = Of(labels[item], probabilities[item], score);
        }

        return ImmutableArray.Create(scores);
    }

    /// <summary>The score of one label.</summary>
    internal static double Of(int label, ReadOnlySpan<double> probabilities, LabelQualityScore score) => score switch
    {
        LabelQualityScore.SelfConfidence => probabilities[label],
        LabelQualityScore.NormalizedMargin => (probabilities[label] - HighestOther(label, probabilities) + 1) / 2,
        LabelQualityScore.ConfidenceWeightedEntropy => WeightedEntropy(label, probabilities),
        _ => throw new ArgumentOutOfRangeException(nameof(score), score, "There is no such score."),
    };

    internal static void Validate(ReadOnlySpan<int> labels, ProbabilityTable probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (labels.Length != probabilities.ItemCount)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {labels.Length} labels for {probabilities.ItemCount} items."), nameof(labels));
        }

        for (int item = 0; item < labels.Length; item++)
        {
            if ((uint)labels[item] >= (uint)probabilities.CategoryCount)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The label {labels[item]} of item {item} is not one of {probabilities.CategoryCount} categories."),
                    nameof(labels));
            }
        }
    }

    private static double HighestOther(int label, ReadOnlySpan<double> probabilities)
    {
        double highest = 0;
        for (int c = 0; c < probabilities.Length; c++)
        {
            highest = c == label ? highest : Math.Max(highest, probabilities[c]);
        }

        return highest;
    }

    private static double WeightedEntropy(int label, ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        foreach (double p in probabilities)
        {
            sum += p == 0 ? 0 : p * Math.Log(p);
        }

        double x = -sum / Math.Log(probabilities.Length) / Math.Max(probabilities[label], Smallest);
        return Math.Log(x + 1) / Math.Max(x, Smallest);
    }
}
