using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// Finds labels that are likely wrong, from the given labels and a judge's probabilities that have not seen them: confident
/// learning (Northcutt, Jiang and Chuang, 2021, doi:10.1613/jair.1.12125). Ties and rounding follow the authors' library cleanlab.
/// </summary>
public static class ConfidentLearning
{
    /// <summary>A probability this little below a threshold still reaches it.</summary>
    private const double Slack = 1e-6;

    private const double SmallestThreshold = 2 * Slack;

    /// <summary>Counts confident disagreements.</summary>
    /// <param name="labels">The given label of each item, a position in the table's categories. A category may have no label.</param>
    /// <param name="probabilities">The probability of each category for each item, for example a committee's vote shares.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>The result; <see langword="null"/> without items and with a single category.</returns>
    /// <exception cref="ArgumentException">There is not one label for each item, or a label is no category.</exception>
    public static ConfidentLearningResult? Run(ReadOnlySpan<int> labels, ProbabilityTable probabilities, out string? undefined)
    {
        LabelQualityScores.Validate(labels, probabilities);
        int categories = probabilities.CategoryCount;
        undefined = labels.IsEmpty ? "there are no labelled items"
            : categories < 2 ? "there is one category, so no label can be wrong"
            : null;
        if (undefined is not null)
        {
            return null;
        }

        Estimate[] thresholds = Thresholds(labels, probabilities);
        int[] joint = new int[categories * categories];
        bool[] confidentlyOther = new bool[labels.Length];
        for (int item = 0; item < labels.Length; item++)
        {
            if (ConfidentCategory(probabilities[item], thresholds) is int category)
            {
                joint[(labels[item] * categories) + category]++;
                confidentlyOther[item] = category != labels[item];
            }
        }

        // No category is left without a correct label: later steps divide by the counts of a category.
        for (int c = 0; c < categories; c++)
        {
            joint[(c * categories) + c] = Math.Max(1, joint[(c * categories) + c]);
        }

        return new(
            ImmutableArray.Create(labels), probabilities, ImmutableArray.Create(thresholds), ImmutableArray.Create(joint), ImmutableArray.Create(confidentlyOther));
    }

    /// <summary>The mean probability of each category over the items labelled so.</summary>
    private static Estimate[] Thresholds(ReadOnlySpan<int> labels, ProbabilityTable probabilities)
    {
        double[] sums = new double[probabilities.CategoryCount];
        int[] counts = new int[sums.Length];
        for (int item = 0; item < labels.Length; item++)
        {
            sums[labels[item]] += probabilities[item][labels[item]];
            counts[labels[item]]++;
        }

        return [.. sums.Select((sum, c) => counts[c] == 0
            ? Estimate.Undefined("no item has this label", 0)
            : Estimate.Of(Math.Max(SmallestThreshold, sum / counts[c]), counts[c]))];
    }

    /// <summary>
    /// The one category whose probability reaches its threshold; where several do, the most probable category of all. A
    /// category without labels has no threshold and is never reached.
    /// </summary>
    private static int? ConfidentCategory(ReadOnlySpan<double> probabilities, Estimate[] thresholds)
    {
        int reached = 0, first = -1;
        for (int c = 0; c < probabilities.Length; c++)
        {
            if (thresholds[c].IsDefined && probabilities[c] >= thresholds[c].Value - Slack)
            {
                reached++;
                first = first < 0 ? c : first;
            }
        }

        return reached switch
        {
            0 => null,
            1 => first,
            _ => MostProbable(probabilities),
        };
    }

    /// <summary>The first of the most probable categories.</summary>
    internal static int MostProbable(ReadOnlySpan<double> probabilities)
    {
        int best = 0;
        for (int c = 1; c < probabilities.Length; c++)
        {
            best = probabilities[c] > probabilities[best] ? c : best;
        }

        return best;
    }

    /// <summary>Whether the given label is the most probable one or within a hair of it; such a label is never an issue by the joint.</summary>
    internal static bool IsPredicted(int label, ReadOnlySpan<double> probabilities)
    {
        double raised = probabilities[label] + Slack;
        for (int c = 0; c < probabilities.Length; c++)
        {
            if (c != label && (c < label ? probabilities[c] >= raised : probabilities[c] > raised))
            {
                return false;
            }
        }

        return true;
    }
}
