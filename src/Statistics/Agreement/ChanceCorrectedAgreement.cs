namespace JudgeEval.Statistics;

/// <summary>
/// Chance-corrected agreement of any number of annotators, missing ratings allowed, with weights and standard errors over items
/// (Gwet, 2014, "Handbook of Inter-Rater Reliability", ISBN 978-0970806284). Items with one rating count in the agreement expected
/// by chance, not in the observed one; unrated items count in neither. The coefficients differ in what they call chance alone.
/// </summary>
public static class ChanceCorrectedAgreement
{
    private const string Certain = "every label is the same, so agreement by chance is certain";
    private const string AllAgree = "the weights take any two labels for agreement, so agreement by chance is certain";
    private const string TooFewCategories = "chance agreement over categories needs at least two declared ones";

    /// <summary>
    /// The share of agreeing pairs of ratings, the mean over items with two ratings or more, 0..1; nothing is taken off for chance,
    /// so the expected agreement is 0. The standard error is that of a mean of these items. Undefined without such an item.
    /// </summary>
    /// <param name="table">The ratings.</param>
    /// <param name="weights">How far different categories agree; by default not at all.</param>
    /// <param name="level">The confidence level, between 0 and 1.</param>
    public static ChanceCorrected PercentAgreement(RatingTable table, CategoryWeights weights = default, double level = 0.95)
    {
        ItemDisagreement items = Items(table, weights, level, out _);
        if (items.Paired == 0)
        {
            return new(Unpaired(), Unpaired(), Unpaired(), Unpaired());
        }

        double squares = 0;
        for (int i = 0; i < table.ItemCount; i++)
        {
            squares += table.CodesOf(i).Length > 1 ? (items[i] - items.Mean) * (items[i] - items.Mean) : 0;
        }

        (Estimate value, Estimate error) = CoefficientInterval.Of(1 - items.Mean, items.Paired, squares, items.Paired, level);
        return new(value, Observed(items), Estimate.Of(0, items.Paired), error);
    }

    /// <summary>
    /// The share of agreeing pairs among all pairs of ratings of one item, 0..1: an item counts by the number of its pairs. Undefined
    /// without a pair.
    /// </summary>
    /// <param name="table">The ratings.</param>
    /// <param name="weights">How far different categories agree; by default not at all.</param>
    public static Estimate PooledPercentAgreement(RatingTable table, CategoryWeights weights = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ItemDisagreement items = new(table, weights.For(table.Categories));
        return items.Paired == 0 ? Unpaired() : Estimate.Of(1 - (items.DisagreeingPairs / items.AllPairs), items.Paired);
    }

    /// <summary>
    /// Gwet's AC1 (2008, doi:10.1348/000711006X126600), at most 1. Chance is the sum of p (1 - p) over the shares p of the categories,
    /// divided by the number of declared categories less one, used or not.
    /// Undefined with fewer than two declared categories.
    /// </summary>
    /// <inheritdoc cref="PercentAgreement"/>
    public static ChanceCorrected GwetAc1(RatingTable table, double level = 0.95) => GwetAc2(table, CategoryWeights.Identity, level);

    /// <summary>
    /// Gwet's AC2: AC1 with weights (Gwet, 2014, "Handbook of Inter-Rater Reliability", ISBN 978-0970806284), at most 1. Chance is that
    /// of AC1 times the sum of all weights divided by the number of declared categories. Undefined with fewer than two declared
    /// categories, and where the weights leave no room for disagreement.
    /// </summary>
    /// <inheritdoc cref="PercentAgreement"/>
    public static ChanceCorrected GwetAc2(RatingTable table, CategoryWeights weights, double level = 0.95)
    {
        ItemDisagreement items = Items(table, weights, level, out CategoryDistance distance);
        double q = table.Categories.Length;
        if (q < 2)
        {
            return WithoutChance(items, TooFewCategories);
        }

        double scale = ((q * q) - Total(distance, table.Categories.Length)) / (q * (q - 1));
        double hard = 0;
        double[] chance = new double[table.Categories.Length];
        for (int c = 0; c < chance.Length; c++)
        {
            double share = items.Prevalence[c];
            hard += share * (1 - share);
            chance[c] = 1 - (scale * (1 - share));
        }

        // With one category in use p is 1, up to rounding.
        return Assemble(table, items, items.Used < 2 ? 1 : 1 - (scale * hard), items.MeanOf(chance), level);
    }

    /// <summary>
    /// Fleiss' kappa (1971, doi:10.1037/h0031619), generalised to missing ratings and weights, at most 1. Chance is the agreement of two
    /// ratings drawn from all annotators' ratings. Undefined when only one category is used.
    /// </summary>
    /// <inheritdoc cref="PercentAgreement"/>
    public static ChanceCorrected FleissKappa(RatingTable table, CategoryWeights weights = default, double level = 0.95)
    {
        ItemDisagreement items = Items(table, weights, level, out CategoryDistance distance);
        double[] chance = new double[table.Categories.Length];
        distance.Sum(items.Prevalence, chance);
        double expected = items.Used < 2 ? 0 : CategoryDistance.Between(chance, items.Prevalence);
        return Assemble(table, items, expected, items.MeanOf(chance), level);
    }

    /// <summary>
    /// Conger's kappa (1980, doi:10.1037/0033-2909.88.2.322) with weights, at most 1; of two annotators who both rated every item it is
    /// Cohen's. Chance is the agreement of two different annotators who keep their own share of each category.
    /// Undefined when only one category is used, with one annotator, and when an annotator rated nothing.
    /// </summary>
    /// <inheritdoc cref="PercentAgreement"/>
    public static ChanceCorrected CongerKappa(RatingTable table, CategoryWeights weights = default, double level = 0.95)
    {
        ItemDisagreement items = Items(table, weights, level, out CategoryDistance distance);
        CongerChance chance = new(table, distance, items.Rated);
        return chance.Undefined is string reason && items.Rated > 0
            ? WithoutChance(items, reason)
            : Assemble(table, items, items.Used < 2 ? 0 : chance.Mean, chance.OfItem, level);
    }

    /// <summary>
    /// The coefficient of Brennan and Prediger (1981, doi:10.1177/001316448104100307) with weights, at most 1. Chance gives every declared
    /// category the same share, used or not. Undefined with fewer than two declared categories.
    /// </summary>
    /// <inheritdoc cref="PercentAgreement"/>
    public static ChanceCorrected BrennanPrediger(RatingTable table, CategoryWeights weights = default, double level = 0.95)
    {
        ItemDisagreement items = Items(table, weights, level, out CategoryDistance distance);
        double q = table.Categories.Length;
        double expected = q < 2 ? 0 : Total(distance, table.Categories.Length) / (q * q);
        return q == 0 ? WithoutChance(items, TooFewCategories) : Assemble(table, items, expected, Constant(table, expected), level);
    }

    /// <summary>
    /// Randolph's free-marginal kappa (2005, ERIC ED490661), at most 1: <see cref="BrennanPrediger"/> without weights, under the name it
    /// has for several annotators. Undefined with fewer than two declared categories.
    /// </summary>
    /// <inheritdoc cref="PercentAgreement"/>
    public static ChanceCorrected RandolphKappa(RatingTable table, double level = 0.95) => BrennanPrediger(table, CategoryWeights.Identity, level);

    /// <summary>
    /// Krippendorff's alpha (2011, "Computing Krippendorff's alpha-reliability") with the squared distance 1 - weight and a standard
    /// error, at most 1. Without weights it is nominal alpha, with quadratic ones interval alpha; ordinal weights are not its ordinal
    /// distance, which depends on the data. Items with one rating count for nothing. Undefined when only one category is used, and
    /// with fewer than two items that have two ratings: alpha of one item is 0 whatever its ratings.
    /// </summary>
    /// <inheritdoc cref="PercentAgreement"/>
    public static ChanceCorrected KrippendorffAlpha(RatingTable table, CategoryWeights weights = default, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        CoefficientInterval.CheckLevel(level);
        return AlphaAgreement.Compute(table, weights.For(table.Categories), level);
    }

    private static ItemDisagreement Items(RatingTable table, CategoryWeights weights, double level, out CategoryDistance distance)
    {
        ArgumentNullException.ThrowIfNull(table);
        CoefficientInterval.CheckLevel(level);
        distance = weights.For(table.Categories);
        return new ItemDisagreement(table, distance);
    }

    /// <summary>The sum of all cells of the disagreement.</summary>
    private static double Total(CategoryDistance distance, int count)
    {
        double[] ones = new double[count], sums = new double[count];
        Array.Fill(ones, 1);
        distance.Sum(ones, sums);
        return CategoryDistance.Between(sums, ones);
    }

    private static double[] Constant(RatingTable table, double value)
    {
        double[] constant = new double[table.ItemCount];
        Array.Fill(constant, value);
        return constant;
    }

    private static Estimate Unpaired() => Estimate.Undefined("no item has labels from two annotators", 0);

    private static Estimate Observed(ItemDisagreement items) => items.Paired == 0 ? Unpaired() : Estimate.Of(1 - items.Mean, items.Paired);

    private static ChanceCorrected WithoutChance(ItemDisagreement items, string reason)
    {
        string why = items.Paired == 0 ? "no item has labels from two annotators" : reason;
        return new(Estimate.Undefined(why, items.Paired), Observed(items), Estimate.Undefined(items.Rated == 0 ? "no item has a label" : reason, items.Rated), Estimate.Undefined(why, items.Rated));
    }

    /// <summary>The coefficient from the disagreement by chance, with the item-level standard error.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="items">The disagreement inside the items.</param>
    /// <param name="chance">The disagreement by chance, De.</param>
    /// <param name="chanceOfItem">Each item's part in it; over rated items its mean is De.</param>
    /// <param name="level">The confidence level.</param>
    private static ChanceCorrected Assemble(RatingTable table, ItemDisagreement items, double chance, double[] chanceOfItem, double level)
    {
        if (items.Rated == 0)
        {
            return WithoutChance(items, "no item has a label");
        }

        Estimate expected = Estimate.Of(1 - chance, items.Rated);
        if (items.Paired == 0 || chance <= 0)
        {
            return WithoutChance(items, items.Used < 2 ? Certain : AllAgree) with { Expected = expected };
        }

        // An item's linearised value, less the coefficient 1 - Do/De: how far the coefficient leans on this item.
        double ratio = items.Mean / chance, share = (double)items.Rated / items.Paired, squares = 0;
        for (int i = 0; i < table.ItemCount; i++)
        {
            int ratings = table.CodesOf(i).Length;
            if (ratings > 0)
            {
                double observed = ratings > 1 ? share * (1 - (items[i] / chance)) : 0;
                double lean = observed - (1 - ratio) - (2 * ratio * (1 - (chanceOfItem[i] / chance)));
                squares += lean * lean;
            }
        }

        (Estimate value, Estimate error) = CoefficientInterval.Of(1 - ratio, items.Paired, squares, items.Rated, level);
        return new(value, Observed(items), expected, error);
    }
}
