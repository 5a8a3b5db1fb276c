namespace JudgeEval.Statistics.Tests.Ratings;

/// <summary>Seeded matrices of ratings for property tests.</summary>
internal static class RandomRatings
{
    /// <summary>Items × annotators: an item's own label with probability 0.5, otherwise any; some missing (NaN).</summary>
    public static double[] Matrix(ulong seed, int items, int annotators, ReadOnlySpan<double> labels, double missing = 0)
    {
        RandomStream random = new(seed, 0);
        double[] cells = new double[items * annotators];
        for (int i = 0; i < cells.Length; i += annotators)
        {
            double own = labels[random.NextInt(labels.Length)];
            foreach (ref double cell in cells.AsSpan(i, annotators))
            {
                cell = random.NextDouble() < 0.5 ? own : labels[random.NextInt(labels.Length)];
                cell = random.NextDouble() < missing ? double.NaN : cell;
            }
        }

        return cells;
    }

    public static RatingTable Table(ulong seed, int items, int annotators, ReadOnlySpan<double> labels, double missing = 0) =>
        RatingTable.FromMatrix(Matrix(seed, items, annotators, labels, missing), annotators);

    /// <summary>The same ratings by another road: one record for each, last first.</summary>
    public static RatingTable FromRecords(ReadOnlySpan<double> matrix, int annotators)
    {
        List<Rating> ratings = [];
        for (int i = matrix.Length - 1; i >= 0; i--)
        {
            if (!double.IsNaN(matrix[i]))
            {
                ratings.Add(new(i / annotators, i % annotators, matrix[i]));
            }
        }

        return RatingTable.Create(matrix.Length / annotators, annotators, ratings);
    }

    /// <summary>Annotator after annotator instead of item after item.</summary>
    public static double[] Transpose(ReadOnlySpan<double> matrix, int annotators)
    {
        int items = matrix.Length / annotators;
        double[] columns = new double[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            columns[((i % annotators) * items) + (i / annotators)] = matrix[i];
        }

        return columns;
    }
}
