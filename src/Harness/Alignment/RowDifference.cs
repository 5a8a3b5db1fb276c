using System.Runtime.CompilerServices;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>One rater's metric less another's, on the items that both labelled.</summary>
internal static class RowDifference
{
    /// <summary>The difference of the metric that stands first, with the interval of the paired difference where intervals are asked for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">One rater.</param>
    /// <param name="second">The other.</param>
    /// <remarks>It walks over all items once for each judge, in a process that is over before the runtime would optimize it by itself.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Estimate Compute(AlignmentPlan plan, AlignedRows first, AlignedRows second)
    {
        if (plan.Unlawful(plan.Metric) is string reason)
        {
            return Estimate.Undefined(reason, 0);
        }

        // The divergence is a mean over items and stands as its own reference; every other metric compares a label with it.
        bool mean = plan.Metric == AlignmentMetric.JensenShannon;
        Func<MetricRow, double> referenceOf = MetricTable.ReferenceOf(plan.Metric, plan.Level);
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
                    (items[count], reference[count]) = (item, ofFirst);
                    (a[count], b[count]) = mean ? (ofFirst, ofSecond) : (first.Rows[f].Value, second.Rows[s].Value);
                    count++;
                }
            }

            f += item <= other ? 1 : 0;
            s += other <= item ? 1 : 0;
        }

        return count == 0 ? Estimate.Undefined("no item has a label from both", 0)
            : mean ? OfMeans(plan, items.AsSpan(0, count), a.AsSpan(0, count), b.AsSpan(0, count))
            : OfPairs(plan, items.AsSpan(0, count), reference.AsSpan(0, count), a.AsSpan(0, count), b.AsSpan(0, count));
    }

    private static Estimate OfPairs(AlignmentPlan plan, ReadOnlySpan<int> items, ReadOnlySpan<double> reference, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        PairedDifference difference = PairedDifference.Create(reference, a, b, [MetricTable.StatisticOf(plan.Metric)], plan.Level);
        return plan.Bootstrap.Resamples == 0
            ? difference.Estimate()[0]
            : difference.Estimate(plan.Resampling.Design(difference.PatternOfItem, difference.PatternCount, items), plan.Bootstrap)[0];
    }

    // The difference of means is the mean of the differences.
    private static Estimate OfMeans(AlignmentPlan plan, ReadOnlySpan<int> items, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] differences = new double[items.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = a[i] - b[i];
        }

        return ItemMeans.Estimate(plan, differences, items);
    }
}
