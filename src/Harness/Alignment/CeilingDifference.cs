using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>A judge's metric beside a fraction of the human ceiling.</summary>
/// <param name="Judge">The judge's metric, as it stands among its figures.</param>
/// <param name="Ceiling">The ceiling, as it stands among the judge's figures.</param>
/// <param name="Bar">What the judge must reach: the fraction of the ceiling, or the ceiling over the fraction where less is better.</param>
/// <param name="Difference">The judge's metric less the bar, with its evidence where intervals are asked for.</param>
internal sealed record CeilingComparison(Estimate Judge, Estimate Ceiling, double Bar, MeasuredDifference Difference);

/// <summary>
/// The judge's metric less a fraction of the human ceiling. A resample draws items with the judge's label and everybody's, so that the ceiling's own
/// uncertainty is part of the interval, and what the two have in common cancels.
/// </summary>
internal static class CeilingDifference
{
    private const int OfJudge = 0;
    private const int OfPeople = 1;

    /// <summary>Compares.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="fraction">The fraction, above 0.</param>
    public static CeilingComparison Measure(AlignedJudge judge, AlignmentMetric metric, double fraction)
    {
        AlignmentPlan plan = judge.Plan;
        LeaveOneOut people = LeaveOneOut.Create(plan.Dataset, plan.ReferenceOfOthers, plan.Level, plan.Ordered, [metric]);
        Estimate own = judge.Measure(metric).Estimate, ceiling = Ceiling(plan, people, metric);
        double bar = !ceiling.IsDefined ? double.NaN : metric.HigherIsBetter() ? fraction * ceiling.Value : ceiling.Value / fraction;
        string? undefined = !own.IsDefined ? $"the judge's {metric.Name()} is undefined: {own.UndefinedReason}"
            : !ceiling.IsDefined ? $"there is no human ceiling of {metric.Name()}: {ceiling.UndefinedReason}"
            : metric.HigherIsBetter() && ceiling.Value <= 0 ? FormattableString.Invariant($"the human ceiling is {ceiling.Value:0.000}: people agree no better than by chance, and a fraction of that is no bar")
            : null;
        if (undefined is not null)
        {
            return new CeilingComparison(own, ceiling, bar, MeasuredDifference.OfBootstrap(Estimate.Undefined(undefined, own.N), null));
        }

        return new CeilingComparison(own, ceiling, bar, Difference(judge, people, metric, fraction, own.Value - bar, own.N));
    }

    private static Estimate Ceiling(AlignmentPlan plan, LeaveOneOut people, AlignmentMetric metric) =>
        plan.Unlawful(metric) is string reason ? Estimate.Undefined(reason, people.ItemCount)
        : people.Values()[0] is var value && double.IsNaN(value) ? Estimate.Undefined(LeaveOneOut.WhyUndefined(people.ItemCount), people.ItemCount)
        : Estimate.Of(value, people.ItemCount);

    private static MeasuredDifference Difference(AlignedJudge judge, LeaveOneOut people, AlignmentMetric metric, double fraction, double difference, int n)
    {
        AlignmentPlan plan = judge.Plan;
        Estimate estimate = Estimate.Of(difference, n);
        if (plan.Bootstrap.Resamples == 0)
        {
            return MeasuredDifference.OfBootstrap(estimate, null);
        }

        // The items that say something of the judge or of people. Rows stand by rising items.
        int[] rowOfItem = new int[plan.Dataset.Items.Length];
        Array.Fill(rowOfItem, -1);
        for (int row = 0; row < judge.Rows.Items.Length; row++)
        {
            rowOfItem[judge.Rows.Items[row]] = row;
        }

        int[] items = [.. Enumerable.Range(0, rowOfItem.Length).Where(i => rowOfItem[i] >= 0 || plan.Dataset.AnnotationsOf(i).Length > 1)];
        MetricTable table = new(judge.Rows.Rows, plan.Level, metrics: [metric]);
        Dictionary<(int, int), int> known = [];
        List<(int Row, int Item)> distinct = [];
        int[] patterns = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            int row = rowOfItem[items[i]];
            (int, int) key = (row < 0 ? -1 : table.PatternOfRow[row], people.RowOfItem[items[i]]);
            if (!known.TryGetValue(key, out patterns[i]))
            {
                known[key] = patterns[i] = distinct.Count;
                distinct.Add((row, items[i]));
            }
        }

        CombinedStatistics joined = Join(judge, people, metric, fraction, distinct, unit: null);
        return MeasuredDifference.OfBootstrap(
            estimate, ClusterBootstrap.Evidence(joined, plan.Resampling.Design(patterns, joined.PatternCount, items), plan.Bootstrap)[0]);
    }

    private static CombinedStatistics Join(
        AlignedJudge judge, LeaveOneOut people, AlignmentMetric metric, double fraction, List<(int Row, int Item)> distinct, int? unit)
    {
        AlignmentPlan plan = judge.Plan;
        List<MetricRow> rows = [.. judge.Rows.Rows];
        List<(int Row, int OfPeople)> patterns = [.. distinct.Select(d => (d.Row, people.RowOfItem[d.Item]))];
        if (unit is not null)
        {
            AddUnseen(judge, people.PatternCount, rows, patterns);
        }

        MetricTable table = new(rows, plan.Level, weightUnit: unit ?? 1, metrics: [metric]);
        bool higher = metric.HigherIsBetter();
        return new CombinedStatistics(
            [table, unit is int whole ? people.WithUnseen(whole) : people],
            patterns.Select(p => p.Row < 0
                ? (PartWeight[])[new(OfPeople, p.OfPeople, 1)]
                : [new(OfJudge, table.PatternOfRow[p.Row], 1), new(OfPeople, p.OfPeople, 1)]),
            values => higher ? values[OfJudge] - (fraction * values[OfPeople]) : values[OfJudge] - (values[OfPeople] / fraction),
            weight => Join(judge, people, metric, fraction, distinct, weight));
    }

    /// <summary>Every unseen item of people with every label of the judge.</summary>
    private static void AddUnseen(AlignedJudge judge, int seen, List<MetricRow> rows, List<(int Row, int OfPeople)> patterns)
    {
        AlignmentPlan plan = judge.Plan;
        ReferenceCalculator calculator = new(plan.Dataset, plan.Reference, plan.Ordered);
        double[] labels = UnseenItems.Labels(plan.Dataset.Scale, judge.Rows.Rows.Select(r => r.Value));
        foreach (Annotation[] annotations in UnseenItems.Annotations(plan.Dataset))
        {
            ReferenceLabel reference = calculator.Of(annotations);
            foreach (double label in labels)
            {
                double divergence = PeopleDistribution.Divergence(plan.Dataset.Scale, annotations, UnseenItems.Certain(plan.Dataset.Scale, label));
                patterns.Add((rows.Count, seen));
                rows.Add(new MetricRow(label, reference.Hard, reference.Middle, reference.Mean, divergence));
            }

            seen++;
        }
    }
}
