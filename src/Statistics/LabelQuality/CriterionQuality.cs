using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// Scores of annotations with several yes-or-no criteria for each item: one for each criterion, and one for the item as a whole
/// (Thyagarajan, Snorrason, Northcutt and Mueller, 2022, arXiv:2211.13895).
/// </summary>
public static class CriterionQuality
{
    /// <summary>The weight of the next lower score in <see cref="Pool"/> by default.</summary>
    public const double DefaultForgetting = 0.8;

    /// <summary>Scores each criterion of each item by itself, as a label of two categories.</summary>
    /// <param name="met">Whether each criterion is annotated as met, item after item.</param>
    /// <param name="probabilities">The judge's probability that it is, in the same order, 0..1. Criteria of an item need not sum to anything.</param>
    /// <param name="score">Which score.</param>
    /// <returns>The scores in the same order, 0..1; low where the annotation is likely wrong.</returns>
    /// <exception cref="ArgumentException">The lengths differ or a number is no probability.</exception>
    public static ImmutableArray<double> Scores(ReadOnlySpan<bool> met, ReadOnlySpan<double> probabilities, LabelQualityScore score = LabelQualityScore.SelfConfidence)
    {
        Guard.Known(score);
        if (met.Length != probabilities.Length)
        {
            throw new ArgumentException("There is one probability for each annotated criterion.", nameof(probabilities));
        }

        double[] scores = new double[met.Length];
        Span<double> both = stackalloc double[2];
        for (int i = 0; i < scores.Length; i++)
        {
            if (probabilities[i] is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(probabilities), probabilities[i], "A probability is between 0 and 1.");
            }

            both[0] = 1 - probabilities[i];
            both[1] = probabilities[i];
            scores[i] = LabelQualityScores.Of(met[i] ? 1 : 0, both, score);
        }

        return ImmutableArray.Create(scores);
    }

    /// <summary>
    /// Pools the scores of one item: an exponential moving average from the highest score down to the lowest, so that the lowest
    /// weigh most and one bad criterion shows among many good ones. The order of the criteria does not matter.
    /// </summary>
    /// <param name="scores">The item's scores; leave out criteria that were not annotated.</param>
    /// <param name="forgetting">The weight of each lower score against all above it, 0..1: 0 gives the highest score, 1 the lowest.</param>
    /// <returns>A score between the lowest and the highest; undefined without scores.</returns>
    /// <exception cref="ArgumentException">A score or the weight is out of range.</exception>
    public static Estimate Pool(ReadOnlySpan<double> scores, double forgetting = DefaultForgetting)
    {
        if (forgetting is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(forgetting), forgetting, "The weight of a lower score is between 0 and 1.");
        }

        if (scores.IsEmpty)
        {
            return Estimate.Undefined("the item has no annotated criterion", 0);
        }

        double[] ascending = scores.ToArray();
        Array.Sort(ascending);
        if (!(ascending[0] >= 0 && ascending[^1] <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(scores), "A score is between 0 and 1.");
        }

        double pooled = ascending[^1];
        for (int i = ascending.Length - 2; i >= 0; i--)
        {
            pooled = (forgetting * ascending[i]) + ((1 - forgetting) * pooled);
        }

        return Estimate.Of(pooled, ascending.Length);
    }
}
