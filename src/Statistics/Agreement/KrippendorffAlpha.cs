namespace JudgeEval.Statistics;

/// <summary>
/// Krippendorff's alpha: agreement of any number of annotators beyond chance, missing ratings allowed (Hayes and Krippendorff,
/// 2007, doi:10.1080/19312450709336664; Krippendorff, 2011, "Computing Krippendorff's Alpha-Reliability").
/// </summary>
/// <remarks>
/// <para>
/// 1 - observed / expected disagreement. With δ² the squared distance of two ratings, observed is the mean of δ² within items, an
/// item of m ratings entering with weight m; expected is its mean over all pairs of ratings. 1 is perfect, 0 chance, below 0 worse
/// than chance. Only items with two or more ratings count, and only their categories: declared but unused ones change nothing.
/// </para>
/// <para>
/// Distances by level: nominal 0 or 1; ordinal the difference of mean ranks, so that ties share a rank and only the order of the
/// values matters; interval the difference; ratio the difference over the sum, 0 for two zeros. Ratio is meant for numbers of at
/// least 0; the formula is applied to negative ones as it stands, and a number and its negative then have no distance.
/// </para>
/// <para>
/// Undefined where no item has two ratings, or where no two ratings that can be paired are at a distance: then agreement by chance
/// is certain. All but one rating equal gives exactly 0 on the nominal level.
/// </para>
/// <para>
/// Time: linear in ratings and categories on the nominal, ordinal and interval levels, however many categories there are. Ratio
/// and own distances take, beyond that, the square of the categories once and of each item's distinct categories.
/// </para>
/// </remarks>
public static class KrippendorffAlpha
{
    /// <summary>Alpha with the distance of a level.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="level">The level of the ratings. On the ordinal level and above the categories' values are used.</param>
    /// <returns>Alpha, at most 1; n is the number of items with two or more ratings. Undefined without such an item, and where no two of their ratings differ.</returns>
    /// <exception cref="ArgumentException">The level is unknown.</exception>
    public static Estimate Compute(RatingTable table, MeasurementLevel level)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Compute(table, AlphaDistance.Of(level, table.Categories));
    }

    /// <summary>Alpha with an own distance.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="distances">The distances of the table's categories, squared if they are meant as differences.</param>
    /// <returns>Alpha, at most 1; n is the number of items with two or more ratings. Undefined without such an item, and where no two of their ratings are at a distance.</returns>
    /// <exception cref="ArgumentException">The distances are those of another number of categories.</exception>
    public static Estimate Compute(RatingTable table, DistanceMatrix distances)
    {
        ArgumentNullException.ThrowIfNull(table);
        RequireSize(table.Categories.Length, distances);
        return Compute(table, AlphaDistance.Of(distances));
    }

    /// <summary>Alpha as a function of how often each row of ratings occurs, for resampling.</summary>
    /// <param name="table">The counted ratings.</param>
    /// <param name="level">The level of the ratings.</param>
    /// <returns>One statistic, <see cref="double.NaN"/> on a resample where alpha is undefined.</returns>
    /// <exception cref="ArgumentException">The level is unknown.</exception>
    public static IPatternStatistics OnCounts(CountTable table, MeasurementLevel level)
    {
        ArgumentNullException.ThrowIfNull(table);
        Guard.Known(level);
        return new Counted(table, () => AlphaDistance.Of(level, table.Categories));
    }

    /// <summary>Alpha with an own distance as a function of how often each row of ratings occurs, for resampling.</summary>
    /// <param name="table">The counted ratings.</param>
    /// <param name="distances">The distances of the table's categories.</param>
    /// <returns>One statistic, <see cref="double.NaN"/> on a resample where alpha is undefined.</returns>
    /// <exception cref="ArgumentException">The distances are those of another number of categories.</exception>
    public static IPatternStatistics OnCounts(CountTable table, DistanceMatrix distances)
    {
        ArgumentNullException.ThrowIfNull(table);
        RequireSize(table.Categories.Length, distances);
        return new Counted(table, () => AlphaDistance.Of(distances));
    }

    /// <summary>Alpha from its sums, or NaN where it is undefined.</summary>
    /// <param name="margin">How often each category occurs among ratings that can be paired; n in all.</param>
    /// <param name="expected">The sum of n_c n_d d²(c, d): expected disagreement times n (n - 1).</param>
    /// <param name="observed">The sum over items of d² over ordered pairs, over m - 1: observed disagreement times n.</param>
    internal static double FromSums(ReadOnlySpan<double> margin, double expected, double observed)
    {
        double n = 0;
        int used = 0;
        foreach (double count in margin)
        {
            n += count;
            used += count > 0 ? 1 : 0;
        }

        return used < 2 || !(expected > 0) ? double.NaN : 1 - ((n - 1) * observed / expected);
    }

    private static Estimate Compute(RatingTable table, AlphaDistance distance)
    {
        if (table.Categories.Length <= Coincidences.MostCategories)
        {
            Coincidences coincidences = CoincidenceCounter.Count(table);
            return Of(coincidences.PairableItems, coincidences.Margin(), distance, () => coincidences.Observed(distance));
        }

        AlphaSums sums = new(table, distance);
        sums.CountMargin();
        return Of(sums.PairableItems, sums.Margin, distance, sums.Observed);
    }

    /// <param name="items">How many items have two or more ratings.</param>
    /// <param name="margin">How often each category occurs in them.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="observed">The observed sum, asked for last: ordinal distances are known only after the expected sum.</param>
    private static Estimate Of(int items, double[] margin, AlphaDistance distance, Func<double> observed)
    {
        if (items == 0)
        {
            return Estimate.Undefined("no item has labels from two annotators", 0);
        }

        double expected = distance.ExpectedSum(margin);
        double alpha = FromSums(margin, expected, observed());
        return double.IsNaN(alpha)
            ? Estimate.Undefined("no two labels that can be paired differ, so agreement by chance is certain", items)
            : Estimate.Of(alpha, items);
    }

    private static void RequireSize(int categories, DistanceMatrix distances)
    {
        ArgumentNullException.ThrowIfNull(distances);
        if (distances.CategoryCount != categories)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The table has {categories} categories, and distances are given for {distances.CategoryCount}."), nameof(distances));
        }
    }

    private sealed class Counted(CountTable table, Func<AlphaDistance> distance) : IPatternStatistics
    {
        public int PatternCount => table.PatternCount;

        public int StatisticCount => 1;

        public IPatternEvaluator CreateEvaluator() => new AlphaEvaluator(table, distance());
    }
}
