using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>Agreement of people among themselves.</summary>
/// <param name="Items">How many items the dataset has.</param>
/// <param name="Annotators">How many people there are.</param>
/// <param name="Annotations">How many labels there are.</param>
/// <param name="Level">The level at which labels were compared.</param>
/// <param name="ItemsWithoutLabel">Items nobody labelled.</param>
/// <param name="ItemsWithOneLabel">Items with one label, which can agree with nothing.</param>
/// <param name="Statistics">The statistics by name, in the order of reports.</param>
public sealed record HumanAgreementResult(
    int Items,
    int Annotators,
    int Annotations,
    MeasurementLevel Level,
    int ItemsWithoutLabel,
    int ItemsWithOneLabel,
    ImmutableArray<KeyValuePair<string, Estimate>> Statistics);

/// <summary>Computes the agreement of people among themselves.</summary>
public static class HumanAgreement
{
    private static readonly ImmutableArray<(string Name, PairStatistic Statistic)> OfTwo =
    [
        ("cohenKappa", PairStatistic.CohenKappa),
        ("cohenKappaLinear", PairStatistic.CohenKappaLinear),
        ("cohenKappaQuadratic", PairStatistic.CohenKappaQuadratic),
        ("scottPi", PairStatistic.ScottPi),
    ];

    private static readonly ImmutableArray<(string Name, GroupStatistic Statistic)> OfMany =
    [
        ("fleissKappa", GroupStatistic.FleissKappa),
        ("gwetAc1", GroupStatistic.GwetAc1),
        ("gwetAc2", GroupStatistic.GwetAc2),
        ("krippendorffAlpha", GroupStatistic.KrippendorffAlpha),
    ];

    /// <summary>Computes every statistic that the annotators allow; the others are undefined with the reason.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="options">Level, resamples, seed and confidence level; 0 resamples give no intervals.</param>
    public static HumanAgreementResult Compute(AnnotatedDataset dataset, AlignmentOptions options)
    {
        AlignmentPlan plan = AlignmentPlan.Create(dataset, options with { Reference = null });
        RatingTable ratings = ToRatingTable(dataset);
        CountTable counts = CountTable.Create(ratings);
        GroupStatistics group = new(counts, [GroupStatistic.PercentAgreement, .. OfMany.Select(s => s.Statistic)], plan.Level);
        ImmutableArray<Estimate> many = options.Resamples > 0
            ? group.Estimate(plan.Resampling.Design(counts.PatternOfItem, counts.PatternCount), plan.Bootstrap)
            : group.Estimate();

        List<KeyValuePair<string, Estimate>> statistics = [new("percentAgreement", many[0])];
        statistics.AddRange(Pairwise(plan, ratings));
        for (int i = 0; i < OfMany.Length; i++)
        {
            statistics.Add(new(OfMany[i].Name, Lawful(OfMany[i].Statistic, many[i + 1], plan, counts)));
        }

        int[] perItem = [.. Enumerable.Range(0, dataset.Items.Length).Select(i => dataset.AnnotationsOf(i).Length)];
        return new HumanAgreementResult(
            dataset.Items.Length,
            dataset.Annotators.Length,
            dataset.AnnotationCount,
            plan.Level,
            perItem.Count(n => n == 0),
            perItem.Count(n => n == 1),
            [.. statistics]);
    }

    /// <summary>The dataset's labels as numbers; every label of the scale is a declared category, used or not.</summary>
    internal static RatingTable ToRatingTable(AnnotatedDataset dataset)
    {
        List<Rating> ratings = new(dataset.AnnotationCount);
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            foreach (Annotation annotation in dataset.AnnotationsOf(item))
            {
                ratings.Add(new Rating(item, annotation.Annotator, annotation.Value));
            }
        }

        return RatingTable.Create(dataset.Items.Length, dataset.Annotators.Length, ratings, dataset.Scale.IsNumeric ? null : dataset.Scale.Values);
    }

    private static IEnumerable<KeyValuePair<string, Estimate>> Pairwise(AlignmentPlan plan, RatingTable ratings)
    {
        AnnotatedDataset dataset = plan.Dataset;

        // People of whom nothing is left, as an exclusion log leaves them, are no third annotator.
        bool[] labelled = new bool[dataset.Annotators.Length];
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            foreach (Annotation annotation in dataset.AnnotationsOf(item))
            {
                labelled[annotation.Annotator] = true;
            }
        }

        int[] people = [.. Enumerable.Range(0, labelled.Length).Where(a => labelled[a])];
        if (people.Length != 2)
        {
            string reason = FormattableString.Invariant($"it needs exactly two annotators, and there are {people.Length}");
            return OfTwo.Select(s => KeyValuePair.Create(s.Name, Estimate.Undefined(reason, 0)));
        }

        PairTable pairs = ratings.PairsOf(people[0], people[1]);
        PairStatistics statistics = new(pairs, [.. OfTwo.Select(s => s.Statistic)], plan.Level, categories: ratings.Categories);
        int[] both = [.. Enumerable.Range(0, dataset.Items.Length).Where(i => dataset.AnnotationsOf(i).Length == 2)];
        ImmutableArray<Estimate> estimates = plan.Bootstrap.Resamples > 0
            ? statistics.Estimate(plan.Resampling.Design(pairs.PatternOfItem, pairs.PatternCount, both), plan.Bootstrap)
            : statistics.Estimate();
        return OfTwo.Select((s, i) => KeyValuePair.Create(
            s.Name,
            !plan.Ordered && s.Statistic is (PairStatistic.CohenKappaLinear or PairStatistic.CohenKappaQuadratic)
                ? Estimate.Undefined("the categories have no order", pairs.ItemCount)
                : estimates[i]));
    }

    private static Estimate Lawful(GroupStatistic statistic, Estimate estimate, AlignmentPlan plan, CountTable counts)
    {
        if (statistic == GroupStatistic.GwetAc2 && !plan.Ordered)
        {
            return Estimate.Undefined("the categories have no order", estimate.N);
        }

        if (statistic != GroupStatistic.FleissKappa)
        {
            return estimate;
        }

        int fewest = int.MaxValue, most = 0;
        foreach (int ratings in counts.RatingsOf)
        {
            fewest = ratings == 0 ? fewest : Math.Min(fewest, ratings);
            most = Math.Max(most, ratings);
        }

        return fewest == most || most == 0
            ? estimate
            : Estimate.Undefined(FormattableString.Invariant($"it needs the same number of labels on every item, and items have from {fewest} to {most}"), estimate.N);
    }
}
