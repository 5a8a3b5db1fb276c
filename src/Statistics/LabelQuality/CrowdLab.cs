using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>A consensus of people and a judge, and how far each can be trusted.</summary>
/// <param name="Labels">The consensus label of each item, a position in the categories.</param>
/// <param name="Quality">The probability that the consensus label is right, by people and judge together, 0..1.</param>
/// <param name="Agreement">The share of an item's annotators who gave the consensus label, 0..1.</param>
/// <param name="Posterior">The probability of each category for each item, by people and judge together.</param>
/// <param name="AnnotatorQuality">How good each annotator's labels are, 0..1; undefined for one who shares no item with another.</param>
/// <param name="AgreementWithConsensus">The share of each annotator's labels that are the consensus, 0..1.</param>
/// <param name="AnnotatorWeights">The weight of each annotator's label, at least 1e-6.</param>
/// <param name="JudgeWeight">The weight of the judge, at least 1e-6 times the root of the mean number of annotators of an item.</param>
/// <param name="UnresolvedTies">The items whose majority, from which the consensus starts, was a tie that no rule could break.</param>
public sealed record CrowdLabResult(
    ImmutableArray<int> Labels,
    ImmutableArray<double> Quality,
    ImmutableArray<double> Agreement,
    ProbabilityTable Posterior,
    ImmutableArray<Estimate> AnnotatorQuality,
    ImmutableArray<Estimate> AgreementWithConsensus,
    ImmutableArray<double> AnnotatorWeights,
    double JudgeWeight,
    ImmutableArray<int> UnresolvedTies);

/// <summary>
/// CROWDLAB (Goh, Tkachenko and Mueller, 2022, arXiv:2210.06812): each annotator and a judge are weighted by how much better
/// than guessing they agree with the others, and their votes are averaged. Start is the majority, and one step from it gives the consensus.
/// </summary>
public static class CrowdLab
{
    /// <summary>Forms the consensus.</summary>
    /// <param name="ratings">People's labels; not all of them of every item.</param>
    /// <param name="probabilities">The judge's probabilities, of the same categories. They should not have seen the labels.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>
    /// The consensus; <see langword="null"/> with fewer than two annotators or categories, when an item or an annotator has no
    /// label, and when no item has two labels.
    /// </returns>
    /// <exception cref="ArgumentException">The probabilities are of other items or categories.</exception>
    public static CrowdLabResult? Run(RatingTable ratings, ProbabilityTable probabilities, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        MajorityConsensus majority = MajorityConsensus.Of(ratings, probabilities);
        undefined = WhyUndefined(ratings);
        if (undefined is not null)
        {
            return null;
        }

        int[] start = [.. majority.Labels.Select(label => label!.Value)];
        CrowdLabWeights first = CrowdLabWeights.Estimate(ratings, probabilities, start);
        double[] posterior = first.Posterior(ratings, probabilities);
        int[] consensus = [.. start.Select((label, item) => Best(Row(posterior, item, ratings), label))];
        CrowdLabWeights final = CrowdLabWeights.Estimate(ratings, probabilities, consensus);
        posterior = final.Posterior(ratings, probabilities);
        return new(
            ImmutableArray.Create(consensus),
            [.. consensus.Select((label, item) => Row(posterior, item, ratings)[label])],
            ImmutableArray.Create(CrowdLabWeights.Agreements(ratings, consensus)),
            ProbabilityTable.Create(posterior, ratings.Categories),
            Qualities(ratings, consensus, posterior, final),
            [.. Shares(ratings, consensus, 1).Select((share, a) => share.Count == 0
                ? Estimate.Undefined("the annotator labelled nothing", 0)
                : Estimate.Of(share.Sum / share.Count, share.Count))],
            ImmutableArray.Create(final.Annotators),
            final.Judge,
            majority.UnresolvedTies);
    }

    private static string? WhyUndefined(RatingTable ratings)
    {
        if (ratings.AnnotatorCount < 2 || ratings.Categories.Length < 2)
        {
            return ratings.AnnotatorCount < 2 ? "there are fewer than two annotators" : "there are fewer than two categories";
        }

        bool[] rated = new bool[ratings.AnnotatorCount];
        int most = 0;
        for (int item = 0; item < ratings.ItemCount; item++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item);
            if (annotators.IsEmpty)
            {
                return string.Create(CultureInfo.InvariantCulture, $"item {item} has no label; leave it out");
            }

            most = Math.Max(most, annotators.Length);
            foreach (int annotator in annotators)
            {
                rated[annotator] = true;
            }
        }

        int idle = Array.IndexOf(rated, false);
        return most < 2 ? "no item has two labels"
            : idle >= 0 ? string.Create(CultureInfo.InvariantCulture, $"annotator {idle} labelled nothing; leave the annotator out")
            : null;
    }

    /// <summary>The most probable category; where several are, the majority's label.</summary>
    private static int Best(ReadOnlySpan<double> posterior, int majority)
    {
        int best = ConfidentLearning.MostProbable(posterior);
        return posterior.Count(posterior[best]) == 1 ? best : majority;
    }

    /// <summary>
    /// The mean posterior of an annotator's labels and the annotator's agreement with the consensus of items with several labels,
    /// weighted as judge and annotators are.
    /// </summary>
    private static ImmutableArray<Estimate> Qualities(RatingTable ratings, int[] consensus, double[] posterior, CrowdLabWeights weights)
    {
        double labelsPerItem = Enumerable.Range(0, ratings.ItemCount).Average(item => ratings.CodesOf(item).Length);
        double annotators = weights.Annotators.Sum() * (labelsPerItem / ratings.AnnotatorCount);
        double judgeShare = weights.Judge / (weights.Judge + annotators);
        (double Sum, int Count)[] agreement = Shares(ratings, consensus, 2);
        (double Sum, int Count)[] quality = new (double, int)[ratings.AnnotatorCount];
        for (int item = 0; item < ratings.ItemCount; item++)
        {
            ReadOnlySpan<int> raters = ratings.AnnotatorsOf(item), codes = ratings.CodesOf(item);
            for (int i = 0; i < raters.Length; i++)
            {
                ref (double Sum, int Count) own = ref quality[raters[i]];
                own = (own.Sum + Row(posterior, item, ratings)[codes[i]], own.Count + 1);
            }
        }

        return [.. quality.Select((q, a) => agreement[a].Count == 0
            ? Estimate.Undefined("the annotator shares no item with another", q.Count)
            : Estimate.Of((judgeShare * (q.Sum / q.Count)) + ((1 - judgeShare) * (agreement[a].Sum / agreement[a].Count)), q.Count))];
    }

    /// <summary>How many labels of each annotator are the consensus, and of how many, among items with enough labels.</summary>
    private static (double Sum, int Count)[] Shares(RatingTable ratings, int[] consensus, int fewest)
    {
        (double Sum, int Count)[] shares = new (double, int)[ratings.AnnotatorCount];
        for (int item = 0; item < consensus.Length; item++)
        {
            ReadOnlySpan<int> annotators = ratings.AnnotatorsOf(item), codes = ratings.CodesOf(item);
            for (int i = 0; i < annotators.Length && annotators.Length >= fewest; i++)
            {
                ref (double Sum, int Count) own = ref shares[annotators[i]];
                own = (own.Sum + (codes[i] == consensus[item] ? 1 : 0), own.Count + 1);
            }
        }

        return shares;
    }

    private static ReadOnlySpan<double> Row(double[] posterior, int item, RatingTable ratings) =>
        posterior.AsSpan(item * ratings.Categories.Length, ratings.Categories.Length);
}
