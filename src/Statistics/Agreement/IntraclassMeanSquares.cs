namespace JudgeEval.Statistics;

/// <summary>The two-way analysis of variance of a complete table with at least two items and two annotators.</summary>
internal sealed class IntraclassMeanSquares
{
    /// <summary>Rounding of the ratings themselves, in units of the largest one: less than this is no variance.</summary>
    private const double Rounding = 1e-15;

    public IntraclassMeanSquares(RatingTable ratings)
    {
        Items = ratings.ItemCount;
        Annotators = ratings.AnnotatorCount;
        double n = Items, k = Annotators;
        double largest = CenteredMoments.Largest(ratings.Categories.AsSpan()), unit = CenteredMoments.Unit(largest);
        double[] values = [.. ratings.Categories.Select(value => value * unit)];
        double center = Center(ratings, values);
        for (int c = 0; c < values.Length; c++)
        {
            values[c] -= center;
        }

        double[] itemMeans = new double[Items], annotatorMeans = new double[Annotators];
        double rest = Means(ratings, values, itemMeans, annotatorMeans);
        CompensatedSum items = default, within = default, annotators = default, residual = default;
        for (int i = 0; i < Items; i++)
        {
            items.Add((itemMeans[i] - rest) * (itemMeans[i] - rest));
            ReadOnlySpan<int> codes = ratings.CodesOf(i);
            for (int a = 0; a < codes.Length; a++)
            {
                double difference = values[codes[a]] - itemMeans[i], unexplained = difference - (annotatorMeans[a] - rest);
                within.Add(difference * difference);
                residual.Add(unexplained * unexplained);
            }
        }

        foreach (double mean in annotatorMeans)
        {
            annotators.Add((mean - rest) * (mean - rest));
        }

        double noise = Rounding * largest * unit, smallest = n * k * noise * noise;
        Between = Mean(k * items.Value, n - 1);
        Within = Mean(within.Value, n * (k - 1));
        OfAnnotators = Mean(n * annotators.Value, k - 1);
        Residual = Mean(residual.Value, (n - 1) * (k - 1));
        Unit = unit;

        double Mean(double squares, double degrees) => squares <= smallest ? 0 : squares / degrees;
    }

    public int Items { get; }

    public int Annotators { get; }

    /// <summary>MSB.</summary>
    public double Between { get; }

    /// <summary>MSW.</summary>
    public double Within { get; }

    /// <summary>MSJ.</summary>
    public double OfAnnotators { get; }

    /// <summary>MSE.</summary>
    public double Residual { get; }

    /// <summary>The power of two by which the ratings were multiplied; the mean squares are in its square.</summary>
    public double Unit { get; }

    /// <summary>The mean of all ratings, in two steps, so that ratings far from zero do not cost digits.</summary>
    private static double Center(RatingTable ratings, double[] values)
    {
        double center = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            CompensatedSum sum = default;
            for (int i = 0; i < ratings.ItemCount; i++)
            {
                foreach (int code in ratings.CodesOf(i))
                {
                    sum.Add(values[code] - center);
                }
            }

            center += sum.Value / ratings.RatingCount;
        }

        return center;
    }

    /// <summary>Fills the means of items and of annotators, and returns that of all, which is not quite 0 because the center is rounded.</summary>
    private static double Means(RatingTable ratings, double[] values, double[] itemMeans, double[] annotatorMeans)
    {
        CompensatedSum all = default;
        CompensatedSum[] annotatorSums = new CompensatedSum[annotatorMeans.Length];
        for (int i = 0; i < itemMeans.Length; i++)
        {
            CompensatedSum sum = default;
            ReadOnlySpan<int> codes = ratings.CodesOf(i);
            for (int a = 0; a < codes.Length; a++)
            {
                sum.Add(values[codes[a]]);
                annotatorSums[a].Add(values[codes[a]]);
            }

            itemMeans[i] = sum.Value / codes.Length;
            all.Add(itemMeans[i]);
        }

        for (int a = 0; a < annotatorMeans.Length; a++)
        {
            annotatorMeans[a] = annotatorSums[a].Value / itemMeans.Length;
        }

        return all.Value / itemMeans.Length;
    }
}
