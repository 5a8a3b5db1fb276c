using System.Runtime.InteropServices;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>The mean of one number of each item, with the interval of every other statistic.</summary>
internal static class ItemMeans
{
    /// <summary>The mean, with its interval where intervals are asked for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="values">A finite number for each item, one or more.</param>
    /// <param name="items">The item of each number.</param>
    public static Estimate Estimate(AlignmentPlan plan, ReadOnlySpan<double> values, ReadOnlySpan<int> items)
    {
        MeasuredDifference measured = Measure(plan, values, items);
        return measured.Estimate.WithInterval(measured.Interval(plan.Options.Confidence));
    }

    /// <summary>The mean with its evidence, where intervals are asked for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="values">A finite number for each item, one or more.</param>
    /// <param name="items">The item of each number.</param>
    public static MeasuredDifference Measure(AlignmentPlan plan, ReadOnlySpan<double> values, ReadOnlySpan<int> items)
    {
        double sum = 0;
        Dictionary<double, int> known = [];
        List<double> distinct = [];
        int[] patterns = new int[values.Length];
        for (int i = 0; i < patterns.Length; i++)
        {
            sum += values[i];
            ref int pattern = ref CollectionsMarshal.GetValueRefOrAddDefault(known, values[i], out bool exists);
            if (!exists)
            {
                pattern = distinct.Count;
                distinct.Add(values[i]);
            }

            patterns[i] = pattern;
        }

        return MeasuredDifference.OfBootstrap(
            Statistics.Estimate.Of(sum / values.Length, values.Length),
            plan.Bootstrap.Resamples == 0
                ? null
                : ClusterBootstrap.Evidence(
                    new MeanStatistic(CollectionsMarshal.AsSpan(distinct)), plan.Resampling.Design(patterns, distinct.Count, items), plan.Bootstrap)[0]);
    }
}
