namespace JudgeEval.Statistics.Tests.Aggregation;

/// <summary>Annotations of items with known categories by annotators of known accuracy.</summary>
internal static class SimulatedAnnotations
{
    /// <summary>One annotation by every annotator of every item; wrong categories are equally likely.</summary>
    public static (List<Rating> Ratings, int[] Truth) Draw(int items, double[] accuracies, int categories, ulong seed, double share = 1)
    {
        RandomStream random = new(seed, 0);
        List<Rating> ratings = [];
        int[] truth = new int[items];
        for (int item = 0; item < items; item++)
        {
            truth[item] = random.NextInt(categories);
            for (int annotator = 0; annotator < accuracies.Length; annotator++)
            {
                bool right = random.NextDouble() < accuracies[annotator];
                int wrong = (truth[item] + 1 + random.NextInt(Math.Max(1, categories - 1))) % categories;
                if (random.NextDouble() < share)
                {
                    ratings.Add(new(item, annotator, right ? truth[item] : wrong));
                }
            }
        }

        return (ratings, truth);
    }

    public static AnnotationTable Table(int items, double[] accuracies, int categories, ulong seed, double share = 1) =>
        AnnotationTable.Create(items, accuracies.Length, Draw(items, accuracies, categories, seed, share).Ratings, Enumerable.Range(0, categories).Select(c => (double)c));

    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
