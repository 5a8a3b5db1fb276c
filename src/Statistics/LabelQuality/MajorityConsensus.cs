using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>One label for each item by majority, every tie broken.</summary>
/// <param name="Labels">The label of each item, a position in the categories; <see langword="null"/> for an item without ratings.</param>
/// <param name="UnresolvedTies">The items, ascending, whose tie no rule could break: they have the lowest of the tied categories.</param>
public sealed record MajorityConsensus(ImmutableArray<int?> Labels, ImmutableArray<int> UnresolvedTies)
{
    /// <summary>
    /// Takes the majority of each item's ratings. Ties go to the category that a judge finds more probable, then to the one that
    /// is rated less often in all items, so that rare categories do not vanish, then to the one whose raters agree more with the
    /// majorities of the items without ties (as Goh, Tkachenko and Mueller, 2022, arXiv:2210.06812, do).
    /// </summary>
    /// <param name="ratings">The ratings; an annotator or an item may have none.</param>
    /// <param name="probabilities">A judge's probabilities, of the same categories; <see langword="null"/> to go without.</param>
    /// <exception cref="ArgumentException">The probabilities are of other items or categories.</exception>
    public static MajorityConsensus Of(RatingTable ratings, ProbabilityTable? probabilities)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (probabilities is not null && (probabilities.ItemCount != ratings.ItemCount || !probabilities.Categories.SequenceEqual(ratings.Categories)))
        {
            throw new ArgumentException("The probabilities have a row for each rated item and the categories of the ratings.", nameof(probabilities));
        }

        int?[] labels = new int?[ratings.ItemCount];
        double[] frequencies = new double[ratings.Categories.Length];
        List<(int Item, int[] Codes)> ties = Count(ratings, labels, frequencies);
        double[]? reliability = null;
        List<int> unresolved = [];
        List<(int Item, int Code)> resolved = [];
        foreach ((int item, int[] codes) in ties)
        {
            int[] left = probabilities is null ? codes : Highest(codes, code => probabilities[item][code]);
            left = left.Length > 1 ? Highest(left, code => -frequencies[code]) : left;
            if (left.Length > 1)
            {
                reliability ??= Reliability(ratings, labels);
                left = Highest(left, code => MeanReliability(ratings, item, code, reliability));
            }

            resolved.Add((item, left[0]));
            if (left.Length > 1)
            {
                unresolved.Add(item);
            }
        }

        // Only now: the reliability of annotators rests on the items without a tie.
        foreach ((int item, int code) in resolved)
        {
            labels[item] = code;
        }

        return new(ImmutableArray.Create(labels), [.. unresolved]);
    }

    /// <summary>Sets the label of each item without a tie, counts the categories over all items, and gives the ties.</summary>
    private static List<(int Item, int[] Codes)> Count(RatingTable ratings, int?[] labels, double[] frequencies)
    {
        List<(int, int[])> ties = [];
        int[] counts = new int[frequencies.Length], used = new int[frequencies.Length];
        for (int item = 0; item < labels.Length; item++)
        {
            ReadOnlySpan<int> of = used.AsSpan(0, ItemDisagreement.CountCodes(ratings.CodesOf(item), counts, used));
            int most = 0;
            foreach (int code in of)
            {
                frequencies[code] += counts[code];
                most = Math.Max(most, counts[code]);
            }

            List<int> highest = [];
            foreach (int code in of)
            {
                if (counts[code] == most)
                {
                    highest.Add(code);
                }

                counts[code] = 0;
            }

            if (highest.Count == 1)
            {
                labels[item] = highest[0];
            }
            else if (highest.Count > 1)
            {
                ties.Add((item, [.. highest.Order()]));
            }
        }

        return ties;
    }

    private static int[] Highest(int[] codes, Func<int, double> value)
    {
        double highest = codes.Max(value);
        return [.. codes.Where(code => value(code) == highest)];
    }

    /// <summary>
    /// How often each annotator agrees with the majority of the items without a tie. One who rated none of them counts as the
    /// others' mean; without any such item all count the same.
    /// </summary>
    private static double[] Reliability(RatingTable ratings, int?[] untied)
    {
        double[] agreements = new double[ratings.AnnotatorCount], items = new double[ratings.AnnotatorCount];
        for (int item = 0; item < untied.Length; item++)
        {
            if (untied[item] is int majority)
            {
                ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item), codes = ratings.CodesOf(item);
                for (int i = 0; i < annotators.Length; i++)
                {
                    items[annotators[i]]++;
                    agreements[annotators[i]] += codes[i] == majority ? 1 : 0;
                }
            }
        }

        double[] known = [.. Enumerable.Range(0, items.Length).Where(a => items[a] > 0).Select(a => agreements[a] / items[a])];
        double others = known.Length == 0 ? 0 : known.Average();
        return [.. agreements.Select((agreed, a) => items[a] > 0 ? agreed / items[a] : others)];
    }

    private static double MeanReliability(RatingTable ratings, int item, int code, double[] reliability)
    {
        ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item), codes = ratings.CodesOf(item);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            sum += codes[i] == code ? reliability[annotators[i]] : 0;
            count += codes[i] == code ? 1 : 0;
        }

        return sum / count;
    }
}
