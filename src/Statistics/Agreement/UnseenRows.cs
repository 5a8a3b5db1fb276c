namespace JudgeEval.Statistics;

/// <summary>
/// Group statistics with unseen items: the ratings are split at random between two categories drawn uniformly, which may be the
/// same one. With two ratings every pair of labels can happen.
/// </summary>
internal static class UnseenRows
{
    /// <summary>Of more ratings than this on an item, this many ways to split them are taken.</summary>
    private const int MostSplits = 9;

    /// <summary>The statistics over the rows seen and, after them, the unseen ones.</summary>
    public static IPatternStatistics Extend(GroupStatistics statistics, int weightUnit)
    {
        CountTable table = statistics.Table;
        List<Rating> ratings = [];
        int items = 0, most = 0;
        for (int p = 0; p < table.PatternCount; p++, items++)
        {
            int annotator = 0;
            for (int j = 0; j < table.CodesOf(p).Length; j++)
            {
                for (int i = 0; i < table.CountsOf(p)[j]; i++)
                {
                    ratings.Add(new Rating(items, annotator++, table.Categories[table.CodesOf(p)[j]]));
                }
            }

            most = Math.Max(most, annotator);
        }

        double[] categories = UnseenCategories.Of(table.Categories);
        items = most < 2 ? items : AddSplits(ratings, items, categories, UsualCount(table));
        RatingTable extended = RatingTable.Create(items, Math.Max(most, 2), ratings, table.Categories.Union(categories));
        return new Scaled(new GroupStatistics(CountTable.Create(extended), statistics.Statistics, statistics.Level), weightUnit);
    }

    private static int AddSplits(List<Rating> ratings, int items, double[] categories, int count)
    {
        int splits = Math.Min(count - 1, MostSplits);
        foreach (double first in categories)
        {
            foreach (double second in categories)
            {
                for (int split = 1; split <= splits; split++, items++)
                {
                    int ofFirst = split * count / (splits + 1);
                    for (int i = 0; i < count; i++)
                    {
                        ratings.Add(new Rating(items, i, i < ofFirst ? first : second));
                    }
                }
            }
        }

        return items;
    }

    /// <summary>The mean number of ratings of items with two or more.</summary>
    private static int UsualCount(CountTable table)
    {
        double ratings = 0, items = 0;
        for (int p = 0; p < table.PatternCount; p++)
        {
            if (table.RatingsOf[p] > 1)
            {
                ratings += (double)table.ItemsOf[p] * table.RatingsOf[p];
                items += table.ItemsOf[p];
            }
        }

        return (int)Math.Round(ratings / items);
    }

    /// <summary>Weights in units of an item change nothing but alpha's correction for small samples.</summary>
    private sealed class Scaled(GroupStatistics inner, int unit) : IPatternStatistics
    {
        private readonly int[] _patterns = inner.Table.PatternOfItem.ToArray();

        public int PatternCount => _patterns.Length;

        public int StatisticCount => inner.StatisticCount;

        public IPatternEvaluator CreateEvaluator() => new Evaluator(inner, _patterns, unit);
    }

    private sealed class Evaluator(GroupStatistics inner, int[] patterns, int unit) : IPatternEvaluator
    {
        private readonly IPatternEvaluator _evaluator = new MappedStatistics(inner, patterns).CreateEvaluator();
        private readonly int _alpha = inner.Statistics.IndexOf(GroupStatistic.KrippendorffAlpha);

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            _evaluator.Evaluate(weights, values);
            if (_alpha < 0)
            {
                return;
            }

            double n = 0;
            for (int p = 0; p < patterns.Length; p++)
            {
                int ratings = inner.Table.RatingsOf[patterns[p]];
                n += ratings > 1 ? (double)weights[p] * ratings : 0;
            }

            // Alpha is 1 - (n - 1) observed / expected, where 1 stands for one rating.
            values[_alpha] = 1 - ((1 - values[_alpha]) * (n - unit) / (n - 1));
        }
    }
}
