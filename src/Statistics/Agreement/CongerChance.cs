namespace JudgeEval.Statistics;

/// <summary>
/// Disagreement by chance between each two annotators' own margins (Conger, 1980, doi:10.1037/0033-2909.88.2.322), and each item's
/// part in it. Annotators are taken one after the other, so memory is that of the ratings.
/// </summary>
internal sealed class CongerChance
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly int[] _codes;

    public CongerChance(RatingTable table, CategoryDistance distance, int ratedItems)
    {
        int annotators = table.AnnotatorCount, k = table.Categories.Length;
        (_offsets, _items, _codes) = ByAnnotator(table);
        OfItem = new double[table.ItemCount];
        Undefined = WhyNot(annotators);
        if (Undefined is not null)
        {
            return;
        }

        // Between different annotators = between all - of each with itself.
        double[] all = new double[k], own = new double[k], sums = new double[k], ownSums = new double[k];
        double itself = 0;
        for (int g = 0; g < annotators; g++)
        {
            Margin(g, own);
            distance.Sum(own, ownSums);
            itself += CategoryDistance.Between(ownSums, own);
            for (int c = 0; c < k; c++)
            {
                all[c] += own[c];
            }
        }

        distance.Sum(all, sums);
        double pairs = (double)annotators * (annotators - 1);
        Mean = (CategoryDistance.Between(sums, all) - itself) / pairs;
        Array.Fill(OfItem, Mean);
        for (int g = 0; g < annotators; g++)
        {
            Margin(g, own);
            distance.Sum(own, ownSums);
            for (int c = 0; c < k; c++)
            {
                ownSums[c] = sums[c] - ownSums[c];
            }

            double expected = CategoryDistance.Between(ownSums, own);
            double scale = ratedItems / ((_offsets[g + 1] - _offsets[g]) * pairs);
            for (int j = _offsets[g]; j < _offsets[g + 1]; j++)
            {
                OfItem[_items[j]] += scale * (ownSums[_codes[j]] - expected);
            }
        }
    }

    /// <summary>The mean disagreement by chance over the pairs of annotators.</summary>
    public double Mean { get; }

    /// <summary>Each item's part in it: over rated items, its mean is <see cref="Mean"/>.</summary>
    public double[] OfItem { get; }

    /// <summary>Why there is none.</summary>
    public string? Undefined { get; }

    private static (int[] Offsets, int[] Items, int[] Codes) ByAnnotator(RatingTable table)
    {
        int[] offsets = new int[table.AnnotatorCount + 1];
        for (int i = 0; i < table.ItemCount; i++)
        {
            foreach (int annotator in table.AnnotatorsOf(i))
            {
                offsets[annotator + 1]++;
            }
        }

        for (int g = 0; g < table.AnnotatorCount; g++)
        {
            offsets[g + 1] += offsets[g];
        }

        int[] next = offsets[..^1], items = new int[table.RatingCount], codes = new int[table.RatingCount];
        for (int i = 0; i < table.ItemCount; i++)
        {
            ReadOnlySpan<int> annotators = table.AnnotatorsOf(i), given = table.CodesOf(i);
            for (int j = 0; j < annotators.Length; j++)
            {
                int at = next[annotators[j]]++;
                items[at] = i;
                codes[at] = given[j];
            }
        }

        return (offsets, items, codes);
    }

    private string? WhyNot(int annotators)
    {
        if (annotators < 2)
        {
            return "Conger's kappa compares annotators, and there are not two of them";
        }

        for (int g = 0; g < annotators; g++)
        {
            if (_offsets[g] == _offsets[g + 1])
            {
                return FormattableString.Invariant($"annotator {g} rated nothing, so how often they give each category is unknown; leave them out of the table");
            }
        }

        return null;
    }

    private void Margin(int annotator, double[] shares)
    {
        Array.Clear(shares);
        ReadOnlySpan<int> codes = _codes.AsSpan(_offsets[annotator].._offsets[annotator + 1]);
        foreach (int code in codes)
        {
            shares[code] += 1;
        }

        for (int c = 0; c < shares.Length; c++)
        {
            shares[c] /= codes.Length;
        }
    }
}
