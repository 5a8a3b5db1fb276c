namespace JudgeEval.Statistics.Tests.Agreement;

/// <summary>Alpha by its definition: every ordered pair of ratings of every item, and every ordered pair of pairable ratings.</summary>
internal static class PlainAlpha
{
    public static double Of(RatingTable table, MeasurementLevel level) => Of(table, Distances(table, level));

    public static double Of(RatingTable table, DistanceMatrix distances)
    {
        List<int> all = [];
        double observed = 0;
        for (int i = 0; i < table.ItemCount; i++)
        {
            int[] codes = table.CodesOf(i).ToArray();
            if (codes.Length < 2)
            {
                continue;
            }

            all.AddRange(codes);
            observed += codes.Sum(a => codes.Sum(b => distances[a, b])) / (codes.Length - 1);
        }

        double expected = all.Sum(a => all.Sum(b => distances[a, b])) / (all.Count - 1);
        return 1 - (observed / expected);
    }

    /// <summary>The distances of a level as Krippendorff (2011) writes them; the ordinal one counts the pairable ratings in between.</summary>
    public static DistanceMatrix Distances(RatingTable table, MeasurementLevel level)
    {
        double[] margin = new double[table.Categories.Length];
        for (int i = 0; i < table.ItemCount; i++)
        {
            foreach (int code in table.CodesOf(i))
            {
                margin[code] += table.CodesOf(i).Length > 1 ? 1 : 0;
            }
        }

        return DistanceMatrix.Create(table.Categories, (a, b) => level switch
        {
            MeasurementLevel.Nominal => a == b ? 0 : 1,
            MeasurementLevel.Interval => (a - b) * (a - b),
            MeasurementLevel.Ratio => a + b == 0 ? 0 : (a - b) / (a + b) * ((a - b) / (a + b)),
            _ => Math.Pow(Between(table.Categories.IndexOf(a), table.Categories.IndexOf(b), margin), 2),
        });
    }

    private static double Between(int a, int b, double[] margin) =>
        a == b ? 0 : margin[Math.Min(a, b)..(Math.Max(a, b) + 1)].Sum() - ((margin[a] + margin[b]) / 2);
}
