using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>One rater's metric less another's, on the items that both labelled.</summary>
internal static class RowDifference
{
    /// <summary>The difference of the metric that stands first, with the interval of the paired difference where intervals are asked for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">One rater.</param>
    /// <param name="second">The other.</param>
    public static Estimate Compute(AlignmentPlan plan, AlignedRows first, AlignedRows second)
    {
        if (plan.Unlawful(plan.Metric) is string reason)
        {
            return Estimate.Undefined(reason, 0);
        }

        List<(MetricRow First, MetricRow Second)> pairs = [];
        List<int> items = [];
        Func<MetricRow, double> reference = MetricTable.ReferenceOf(plan.Metric, plan.Level);
        for (int f = 0, s = 0; f < first.Items.Length && s < second.Items.Length;)
        {
            int item = first.Items[f], other = second.Items[s];
            if (item == other && !double.IsNaN(reference(first.Rows[f])) && !double.IsNaN(reference(second.Rows[s])))
            {
                pairs.Add((first.Rows[f], second.Rows[s]));
                items.Add(item);
            }

            f += item <= other ? 1 : 0;
            s += other <= item ? 1 : 0;
        }

        return pairs.Count == 0
            ? Estimate.Undefined("no item has a label from both", 0)

            // A mean over items: its difference is the mean of the differences.
            : plan.Metric == AlignmentMetric.JensenShannon ? ItemMeans.Estimate(plan, [.. pairs.Select(p => p.First.Divergence - p.Second.Divergence)], [.. items]) : OfPairs(plan, pairs, [.. items], reference);
    }

    private static Estimate OfPairs(AlignmentPlan plan, List<(MetricRow First, MetricRow Second)> pairs, int[] items, Func<MetricRow, double> reference)
    {
        PairedDifference difference = PairedDifference.Create(
            [.. pairs.Select(p => reference(p.First))],
            [.. pairs.Select(p => p.First.Value)],
            [.. pairs.Select(p => p.Second.Value)],
            [MetricTable.StatisticOf(plan.Metric)],
            plan.Level);
        return plan.Bootstrap.Resamples == 0
            ? difference.Estimate()[0]
            : difference.Estimate(plan.Resampling.Design(difference.PatternOfItem, difference.PatternCount, items), plan.Bootstrap)[0];
    }
}
