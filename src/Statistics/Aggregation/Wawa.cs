using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>How agreement with a tied vote is credited.</summary>
public enum TiedVoteCredit
{
    /// <summary>Each of m tied categories is worth 1/m, so that renaming categories changes nothing.</summary>
    Shared,

    /// <summary>The smallest of the tied categories counts alone, as in crowd-kit.</summary>
    SmallestCategory,
}

/// <summary>The outcome of <see cref="Wawa"/>.</summary>
/// <param name="Skills">The share of each annotator's annotations that agree with the vote, 0..1; undefined without annotations. n is their number, equal repeats on an item counted once.</param>
/// <param name="Shares">The votes weighted by skill, as shares of each item. Someone on each item agreed with its vote, so that the weights are never all 0.</param>
public sealed record WawaResult(ImmutableArray<Estimate> Skills, ItemDistributions Shares);

/// <summary>
/// Worker agreement with aggregate: annotators weighted by their agreement with the majority vote (as in crowd-kit, Ustalov et
/// al., 2024, doi:10.21105/joss.06227).
/// </summary>
public static class Wawa
{
    /// <summary>Weighs the votes.</summary>
    /// <param name="annotations">The annotations.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <param name="rounds">How often the weights are found, at least 1; from the second round against the weighted vote of the round before.</param>
    /// <param name="ties">How agreement with a tied vote is credited.</param>
    /// <returns>The weights and weighted votes; <see langword="null"/> when there is no annotation.</returns>
    public static WawaResult? Aggregate(AnnotationTable annotations, out string? undefined, int rounds = 1, TiedVoteCredit ties = TiedVoteCredit.Shared)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        Guard.Known(ties);
        undefined = annotations.AnnotationCount == 0 ? MajorityVote.NoAnnotations : null;
        if (undefined is not null)
        {
            return null;
        }

        double[] votes = MajorityVote.Votes(annotations);
        Agreement[] agreements = [];
        for (int round = 0; round < rounds; round++)
        {
            agreements = Agreements(annotations, votes, ties);
            votes = WeightedVotes(annotations, agreements);
        }

        return new(
            [.. agreements.Select(a => a.Annotations == 0 ? Estimate.Undefined("the annotator has no annotation", 0) : Estimate.Of(a.Skill, a.Annotations))],
            MajorityVote.Shares(annotations, votes));
    }

    private static Agreement[] Agreements(AnnotationTable annotations, double[] votes, TiedVoteCredit ties)
    {
        int k = annotations.Categories.Length;
        Agreement[] agreements = new Agreement[annotations.AnnotatorCount];
        double[] credit = new double[k];
        for (int i = 0; i < annotations.RatedItems.Length; i++)
        {
            Credit(votes.AsSpan(i * k, k), credit, ties);
            ReadOnlySpan<int> rows = annotations.RowsOf(annotations.RatedItems[i]);
            for (int j = 0; j < rows.Length; j++)
            {
                // Rows are sorted: a repeat of the same annotation stands beside it and says nothing new about the annotator.
                if (j == 0 || rows[j] != rows[j - 1])
                {
                    agreements[rows[j] / k].Agreed += credit[rows[j] % k];
                    agreements[rows[j] / k].Annotations++;
                }
            }
        }

        return agreements;
    }

    private static void Credit(ReadOnlySpan<double> votes, Span<double> credit, TiedVoteCredit ties)
    {
        double highest = 0;
        foreach (double vote in votes)
        {
            highest = Math.Max(highest, vote);
        }

        int tied = votes.Count(highest);
        credit.Clear();
        for (int c = 0; c < votes.Length; c++)
        {
            if (votes[c] == highest)
            {
                credit[c] = ties == TiedVoteCredit.Shared ? 1.0 / tied : 1;
                if (ties == TiedVoteCredit.SmallestCategory)
                {
                    return;
                }
            }
        }
    }

    private static double[] WeightedVotes(AnnotationTable annotations, Agreement[] agreements)
    {
        int k = annotations.Categories.Length;
        double[] votes = new double[annotations.RatedItems.Length * k];
        for (int i = 0; i < annotations.RatedItems.Length; i++)
        {
            Span<double> own = votes.AsSpan(i * k, k);
            ReadOnlySpan<int> rows = annotations.RowsOf(annotations.RatedItems[i]);
            foreach (int row in rows)
            {
                own[row % k] += agreements[row / k].Skill;
            }
        }

        return votes;
    }

    private struct Agreement
    {
        public double Agreed;
        public int Annotations;

        public readonly double Skill => Agreed / Annotations;
    }
}
