namespace JudgeEval.Statistics;

/// <summary>Krippendorff's alpha as a chance-corrected coefficient with a standard error over items (Gwet, 2014).</summary>
internal static class AlphaAgreement
{
    public static ChanceCorrected Compute(RatingTable table, CategoryDistance distance, double level)
    {
        (int paired, long ratings) = Pairable(table);
        if (paired == 0)
        {
            return Undefined("no item has labels from two annotators", 0);
        }

        // The pairs within the only item are all pairs there are: observed and expected disagreement are one number.
        if (paired == 1)
        {
            return Undefined("alpha of one item is 0 whatever its labels; it needs two items with labels from two annotators", 1);
        }

        double mean = (double)ratings / paired;
        double[] prevalence = Prevalence(table, paired * mean, out int used), chance = new double[prevalence.Length];
        distance.Sum(prevalence, chance);
        double expected = CategoryDistance.Between(chance, prevalence);
        double[] observedOf = Observed(table, distance, mean, out double total);
        double observed = total / paired, correction = 1 - (1.0 / ratings), ratio = observed / expected, squares = 0;
        Estimate agreement = Estimate.Of(1 - (correction * observed), paired), byChance = Estimate.Of(1 - expected, paired);
        if (used < 2 || expected <= 0)
        {
            return Undefined("every label is the same, so agreement by chance is certain", paired) with { Observed = agreement, Expected = byChance };
        }

        for (int i = 0; i < table.ItemCount; i++)
        {
            ReadOnlySpan<int> codes = table.CodesOf(i);
            if (codes.Length > 1)
            {
                // How far alpha leans on this item, whose size is that many times the mean one.
                double size = codes.Length / mean, chanceOf = 0;
                foreach (int code in codes)
                {
                    chanceOf += chance[code];
                }

                double lean = ((correction * observed * (size - 1)) - observedOf[i]) / expected;
                lean += ratio - (2 * ratio * (size - (chanceOf / mean / expected)));
                squares += lean * lean;
            }
        }

        (Estimate value, Estimate error) = CoefficientInterval.Of(1 - (correction * ratio), paired, squares, paired, level);
        return new(value, agreement, byChance, error);
    }

    private static ChanceCorrected Undefined(string reason, int n)
    {
        Estimate undefined = Estimate.Undefined(reason, n);
        return new(undefined, undefined, undefined, undefined);
    }

    private static (int Items, long Ratings) Pairable(RatingTable table)
    {
        int items = 0;
        long ratings = 0;
        for (int i = 0; i < table.ItemCount; i++)
        {
            int count = table.CodesOf(i).Length;
            items += count > 1 ? 1 : 0;
            ratings += count > 1 ? count : 0;
        }

        return (items, ratings);
    }

    /// <summary>Each category's share of the ratings that can be paired.</summary>
    private static double[] Prevalence(RatingTable table, double ratings, out int used)
    {
        double[] shares = new double[table.Categories.Length];
        for (int i = 0; i < table.ItemCount; i++)
        {
            ReadOnlySpan<int> codes = table.CodesOf(i);
            for (int j = 0; codes.Length > 1 && j < codes.Length; j++)
            {
                shares[codes[j]]++;
            }
        }

        used = 0;
        for (int c = 0; c < shares.Length; c++)
        {
            used += shares[c] > 0 ? 1 : 0;
            shares[c] /= ratings;
        }

        return shares;
    }

    /// <summary>Each item's disagreement, an item of the mean size weighing 1.</summary>
    private static double[] Observed(RatingTable table, CategoryDistance distance, double mean, out double total)
    {
        double[] observed = new double[table.ItemCount];
        int[] counts = new int[table.Categories.Length], used = new int[counts.Length];
        total = 0;
        for (int i = 0; i < observed.Length; i++)
        {
            ReadOnlySpan<int> codes = table.CodesOf(i);
            if (codes.Length < 2)
            {
                continue;
            }

            ReadOnlySpan<int> of = used.AsSpan(0, ItemDisagreement.CountCodes(codes, counts, used));
            observed[i] = distance.OfPairs(of, counts) / (mean * (codes.Length - 1));
            total += observed[i];
            foreach (int code in of)
            {
                counts[code] = 0;
            }
        }

        return observed;
    }
}
