namespace JudgeEval.Statistics;

/// <summary>The categories that an unseen item's labels are drawn from.</summary>
internal static class UnseenCategories
{
    /// <summary>Of longer scales this many categories are taken, at equal steps, both ends among them.</summary>
    public const int Most = 8;

    /// <summary>The categories, ascending: all of a short scale. One alone gets a neighbour, because one label says nothing of others.</summary>
    /// <param name="values">The distinct values that occur or are declared, ascending.</param>
    /// <param name="most">How many categories of a long scale are taken, at least 2.</param>
    public static double[] Of(IReadOnlyList<double> values, int most = Most) => values.Count switch
    {
        0 => [],
        1 => [values[0], values[0] + 1],
        int count when count <= most => [.. values],
        int count => [.. Enumerable.Range(0, most).Select(i => values[(int)((long)i * (count - 1) / (most - 1))])],
    };
}
