namespace JudgeEval.Statistics;

/// <summary>
/// The vote of the annotators of each item. Ties are kept: <see cref="ItemDistributions.ModesOf"/> gives every category with the
/// most votes, and <see cref="ItemDistributions.TiedItems"/> the items where there are several.
/// </summary>
public static class MajorityVote
{
    /// <summary>Why there is no vote.</summary>
    internal const string NoAnnotations = "no item has an annotation";

    /// <summary>The share of each category among an item's annotations, 0..1. Every annotation is one vote, repeats included.</summary>
    /// <param name="annotations">The annotations.</param>
    /// <param name="undefined">Why there is no vote; <see langword="null"/> when there is one.</param>
    /// <returns>The shares of each item with annotations; <see langword="null"/> when there is none.</returns>
    public static ItemDistributions? Shares(AnnotationTable annotations, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        undefined = annotations.AnnotationCount == 0 ? NoAnnotations : null;
        return undefined is null ? Shares(annotations, Votes(annotations)) : null;
    }

    /// <inheritdoc cref="Shares(AnnotationTable, out string?)"/>
    /// <param name="ratings">The ratings.</param>
    /// <param name="undefined">Why there is no vote; <see langword="null"/> when there is one.</param>
    public static ItemDistributions? Shares(RatingTable ratings, out string? undefined) => Shares(AnnotationTable.From(ratings), out undefined);

    /// <summary>The votes for each category, an item with annotations after the other.</summary>
    internal static double[] Votes(AnnotationTable annotations)
    {
        int k = annotations.Categories.Length;
        double[] votes = new double[Guard.Cells(annotations.RatedItems.Length, k, nameof(annotations))];
        for (int i = 0; i < annotations.RatedItems.Length; i++)
        {
            foreach (int row in annotations.RowsOf(annotations.RatedItems[i]))
            {
                votes[(i * k) + (row % k)]++;
            }
        }

        return votes;
    }

    /// <summary>Votes, weighted or not, as shares of each item's total, which is positive.</summary>
    internal static ItemDistributions Shares(AnnotationTable annotations, double[] votes)
    {
        int k = annotations.Categories.Length;
        for (int start = 0; start < votes.Length; start += k)
        {
            Normalize(votes.AsSpan(start, k));
        }

        return new(annotations.ItemCount, annotations.RatedItems, ProbabilityTable.Create(votes, annotations.Categories));
    }

    internal static void Normalize(Span<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        for (int c = 0; c < weights.Length; c++)
        {
            weights[c] /= total;
        }
    }
}
