using System.Runtime.InteropServices;

namespace JudgeEval.Statistics;

/// <summary>Pair statistics with unseen items: each rater's label is drawn uniformly, so that every pair of labels can happen.</summary>
internal static class UnseenPairs
{
    /// <summary>The statistics over the pairs seen and, after them, every pair of the raters' categories.</summary>
    public static IPatternStatistics Extend(PairStatistics statistics, int weightUnit)
    {
        PairTable table = statistics.Table;
        List<double> x = Labels(table, table.X), y = Labels(table, table.Y);
        double[] ofX = Categories(statistics, x), ofY = Categories(statistics, y);
        foreach (double first in ofX)
        {
            foreach (double second in ofY)
            {
                x.Add(first);
                y.Add(second);
            }
        }

        PairTable extended = PairTable.Create(CollectionsMarshal.AsSpan(x), CollectionsMarshal.AsSpan(y));
        PairStatistics inner = new(extended, statistics.Statistics, statistics.Level, statistics.WeightUnit * weightUnit);
        return new MappedStatistics(inner, extended.PatternOfItem.ToArray());
    }

    private static List<double> Labels(PairTable table, ReadOnlySpan<int> codes)
    {
        List<double> labels = new(codes.Length);
        foreach (int code in codes)
        {
            labels.Add(table.Values[code]);
        }

        return labels;
    }

    /// <summary>Declared categories, else the rater's own; those of both where one always gives the same.</summary>
    private static double[] Categories(PairStatistics statistics, List<double> labels)
    {
        if (!statistics.Categories.IsEmpty)
        {
            return UnseenCategories.Of(statistics.Categories);
        }

        double[] own = [.. labels.Distinct().Order()];
        return UnseenCategories.Of(own.Length > 1 ? own : statistics.Table.Values);
    }
}
