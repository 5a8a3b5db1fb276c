namespace JudgeEval.Statistics;

/// <summary>The categories that an unseen item's labels are drawn from.</summary>
internal static class UnseenCategories
{
    /// <summary>Of longer scales this many categories are taken, at equal steps, both ends among them.</summary>
    public const int Most = 8;

    /// <summary>The categories, ascending: all of a short scale. One alone gets a neighbour, because one label says nothing of others.</summary>
    /// <param name="values">The distinct values that occur or are declared, ascending.</param>
    public static double[] Of(IReadOnlyList<double> values) => values.Count switch
    {
        0 => [],
        1 => [values[0], values[0] + 1],
        <= Most => [.. values],
        _ => [.. Enumerable.Range(0, Most).Select(i => values[(int)((long)i * (values.Count - 1) / (Most - 1))])],
    };
}
