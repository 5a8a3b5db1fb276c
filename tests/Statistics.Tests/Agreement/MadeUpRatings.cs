namespace JudgeEval.Statistics.Tests.Agreement;

/// <summary>Made-up ratings for property tests: annotators who mostly see an item's true category, some ratings missing.</summary>
internal static class MadeUpRatings
{
    /// <summary>Rows of ratings, one for each item.</summary>
    public static double?[][] Rows(ulong seed, int items, int annotators, double[] categories, double missing = 0.2)
    {
        RandomStream random = new(seed, 0);
        double?[][] rows = new double?[items][];
        for (int i = 0; i < items; i++)
        {
            int truth = random.NextInt(categories.Length);
            rows[i] = new double?[annotators];
            for (int g = 0; g < annotators; g++)
            {
                int given = random.NextDouble() < 0.6 ? truth : random.NextInt(categories.Length);
                rows[i][g] = random.NextDouble() < missing ? null : categories[given];
            }
        }

        return rows;
    }

    public static RatingTable Table(double?[][] rows, IEnumerable<double>? categories = null) =>
        RatingTable.FromRows([.. rows.Select(r => (IReadOnlyList<double?>)r)], categories);

    /// <summary>The same things in another order.</summary>
    public static T[] Shuffled<T>(IEnumerable<T> things, ulong seed)
    {
        RandomStream random = new(seed, 1);
        T[] shuffled = [.. things];
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }
}
