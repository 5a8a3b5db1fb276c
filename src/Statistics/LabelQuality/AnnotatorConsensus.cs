using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>One annotator held against the others.</summary>
/// <param name="Annotator">The annotator, from 0.</param>
/// <param name="Compared">How many of the annotator's items the others give one majority.</param>
/// <param name="Agreeing">On how many of those the annotator gave that majority's label.</param>
/// <param name="Tied">How many of the annotator's items are left out because the others tie.</param>
/// <param name="Alone">How many of the annotator's items nobody else labelled.</param>
public sealed record AnnotatorConsensus(int Annotator, int Compared, int Agreeing, int Tied, int Alone)
{
    /// <summary>
    /// The share of compared items with the majority's label, 0..1. <see cref="Agreeing"/> of <see cref="Compared"/> is a
    /// proportion, so an interval for proportions applies. Undefined without compared items.
    /// </summary>
    public Estimate Agreement => Compared == 0
        ? Estimate.Undefined("the other annotators give no item of this annotator one majority", 0)
        : Estimate.Of((double)Agreeing / Compared, Compared);

    /// <summary>
    /// Compares each annotator with the majority of the others, the annotator's own label left out, so that nobody agrees with
    /// a majority they made themselves. Items on which the others tie have no majority and are left out.
    /// </summary>
    /// <param name="ratings">The labels, with gaps or without.</param>
    /// <returns>One for each annotator, in order.</returns>
    public static ImmutableArray<AnnotatorConsensus> Of(RatingTable ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        Tally[] tallies = new Tally[ratings.AnnotatorCount];
        int[] counts = new int[ratings.Categories.Length], used = new int[counts.Length];
        for (int item = 0; item < ratings.ItemCount; item++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item), codes = ratings.CodesOf(item);
            ReadOnlySpan<int> of = used.AsSpan(0, ItemDisagreement.CountCodes(codes, counts, used));
            for (int i = 0; i < codes.Length; i++)
            {
                counts[codes[i]]--;
                tallies[annotators[i]].Add(codes[i], counts, of, codes.Length - 1);
                counts[codes[i]]++;
            }

            foreach (int code in of)
            {
                counts[code] = 0;
            }
        }

        return [.. tallies.Select((t, a) => new AnnotatorConsensus(a, t.Compared, t.Agreeing, t.Tied, t.Alone))];
    }

    private struct Tally
    {
        public int Compared { get; private set; }

        public int Agreeing { get; private set; }

        public int Tied { get; private set; }

        public int Alone { get; private set; }

        public void Add(int own, ReadOnlySpan<int> others, ReadOnlySpan<int> used, int total)
        {
            int most = 0, sharing = 0;
            foreach (int code in used)
            {
                int count = others[code];
                sharing = count > most ? 1 : sharing + (count == most ? 1 : 0);
                most = Math.Max(most, count);
            }

            Alone += total == 0 ? 1 : 0;
            Tied += total > 0 && sharing > 1 ? 1 : 0;
            Compared += total > 0 && sharing == 1 ? 1 : 0;
            Agreeing += total > 0 && sharing == 1 && others[own] == most ? 1 : 0;
        }
    }
}
