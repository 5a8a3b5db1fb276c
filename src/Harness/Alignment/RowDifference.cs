using System.Runtime.CompilerServices;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>The items that two raters both labelled, where a metric has a reference: what a paired difference rests on.</summary>
/// <param name="Items">The positions of the items, rising.</param>
/// <param name="Reference">What both are held against; for the divergence, 0.</param>
/// <param name="First">One rater's numbers.</param>
/// <param name="Second">The other's.</param>
internal readonly record struct SharedRows(int[] Items, double[] Reference, double[] First, double[] Second);

/// <summary>One rater's metric less another's, on the items that both labelled.</summary>
internal static class RowDifference
{
    /// <summary>What both raters labelled.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="metric">The metric, whose kind of reference counts.</param>
    /// <param name="first">One rater.</param>
    /// <param name="second">The other.</param>
    /// <remarks>It walks over all items once for each judge, in a process that is over before the runtime would optimize it by itself.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SharedRows Share(AlignmentPlan plan, AlignmentMetric metric, AlignedRows first, AlignedRows second)
    {
        // The divergence is a mean over items and stands as its own reference; every other metric compares a label with it.
        bool mean = metric == AlignmentMetric.JensenShannon;
        Func<MetricRow, double> referenceOf = MetricTable.ReferenceOf(metric, plan.Level);
        int most = Math.Min(first.Items.Length, second.Items.Length), count = 0;
        int[] items = new int[most];
        double[] reference = new double[most], a = new double[most], b = new double[most];
        for (int f = 0, s = 0; f < first.Items.Length && s < second.Items.Length;)
        {
            int item = first.Items[f], other = second.Items[s];
            if (item == other)
            {
                double ofFirst = referenceOf(first.Rows[f]), ofSecond = referenceOf(second.Rows[s]);
                if (!double.IsNaN(ofFirst) && !double.IsNaN(ofSecond))
                {
                    (items[count], reference[count]) = (item, mean ? 0 : ofFirst);
                    (a[count], b[count]) = mean ? (ofFirst, ofSecond) : (first.Rows[f].Value, second.Rows[s].Value);
                    count++;
                }
            }

            f += item <= other ? 1 : 0;
            s += other <= item ? 1 : 0;
        }

        return new SharedRows(items[..count], reference[..count], a[..count], b[..count]);
    }

    /// <summary>The first rater's metric less the second's, with its evidence where intervals are asked for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="rows">What both labelled.</param>
    public static MeasuredDifference Measure(AlignmentPlan plan, AlignmentMetric metric, SharedRows rows) =>
        plan.Unlawful(metric) is string reason ? MeasuredDifference.OfBootstrap(Estimate.Undefined(reason, 0), null)
        : rows.Items.Length == 0 ? MeasuredDifference.OfBootstrap(Estimate.Undefined("no item has a label from both", 0), null)
        : metric == AlignmentMetric.JensenShannon ? OfMeans(plan, rows)
        : OfPairs(plan, metric, rows);

    private static MeasuredDifference OfPairs(AlignmentPlan plan, AlignmentMetric metric, SharedRows rows)
    {
        PairedDifference difference = PairedDifference.Create(rows.Reference, rows.First, rows.Second, [MetricTable.StatisticOf(metric)], plan.Level);
        Estimate estimate = plan.Dataset.Counts is { } counts ? Counted(difference, rows.Items, counts) : difference.Estimate()[0];
        return MeasuredDifference.OfBootstrap(
            estimate,
            !estimate.IsDefined || plan.Bootstrap.Resamples == 0
                ? null
                : ClusterBootstrap.Evidence(difference, plan.Resampling.Design(difference.PatternOfItem, difference.PatternCount, rows.Items), plan.Bootstrap)[0]);
    }

    private static Estimate Counted(PairedDifference difference, int[] items, ItemCounts counts)
    {
        int[] weights = new int[difference.PatternCount];
        int n = 0;
        for (int i = 0; i < items.Length; i++)
        {
            weights[difference.PatternOfItem[i]] += counts.Of[items[i]];
            n += counts.Of[items[i]];
        }

        double[] value = new double[1];
        difference.CreateEvaluator().Evaluate(weights, value);
        return double.IsNaN(value[0]) ? Estimate.Undefined(difference.Estimate()[0].UndefinedReason ?? "there are no data", n) : Estimate.Of(value[0], n);
    }

    // The difference of means is the mean of the differences.
    private static MeasuredDifference OfMeans(AlignmentPlan plan, SharedRows rows)
    {
        double[] differences = new double[rows.Items.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = rows.First[i] - rows.Second[i];
        }

        return ItemMeans.Measure(plan, differences, rows.Items);
    }
}
