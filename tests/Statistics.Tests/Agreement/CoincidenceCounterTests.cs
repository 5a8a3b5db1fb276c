using JudgeEval.Statistics.Tests.Ratings;

namespace JudgeEval.Statistics.Tests.Agreement;

/// <summary>The fast ways of counting for alpha against the plain one, and alpha from them against alpha from single ratings.</summary>
public class CoincidenceCounterTests
{
    [Fact]
    public void Count_AnyTable_EveryWayCountsTheSame()
    {
        RandomStream random = new(7, 0);
        for (ulong seed = 0; seed < 3000; seed++)
        {
            int annotators = 1 + random.NextInt(seed % 3 == 0 ? 80 : 8), k = 1 + random.NextInt(Coincidences.MostCategories);
            double[] labels = Labels(ref random, k);
            double[] matrix = RandomRatings.Matrix(seed, random.NextInt(60), annotators, labels, random.NextInt(3) * 0.3);
            RatingTable table = RatingTable.FromMatrix(matrix, annotators, seed % 4 == 0 ? labels : null);
            Coincidences expected = CoincidenceCounter.CountPlain(table);
            AssertSame(expected, CoincidenceCounter.Count(table), table);
            AssertSame(expected, CoincidenceCounter.CountByComparing(table.Cells!, table.Categories.Length), table);
            int bits = CoincidenceCounter.PatternBits(table.Cells!, table.Categories.Length);
            if (bits <= 20)
            {
                AssertSame(expected, CoincidenceCounter.CountPatterns(table.Cells!, table.Categories.Length, bits), table);
            }
        }
    }

    [Fact]
    public void Compute_AnyTable_IsAlphaFromSingleRatings()
    {
        RandomStream random = new(8, 0);
        for (ulong seed = 0; seed < 2000; seed++)
        {
            int annotators = 1 + random.NextInt(12), k = 1 + random.NextInt(Coincidences.MostCategories);
            double[] matrix = RandomRatings.Matrix(seed, 1 + random.NextInt(60), annotators, Labels(ref random, k), random.NextInt(3) * 0.3);
            RatingTable table = RatingTable.FromMatrix(matrix, annotators);
            foreach (MeasurementLevel level in Enum.GetValues<MeasurementLevel>())
            {
                Estimate alpha = KrippendorffAlpha.Compute(table, level);
                AlphaDistance distance = AlphaDistance.Of(level, table.Categories);
                AlphaSums sums = new(table, distance);
                sums.CountMargin();
                double expected = KrippendorffAlpha.FromSums(sums.Margin, distance.ExpectedSum(sums.Margin), sums.Observed());
                Assert.Equal(!double.IsNaN(expected), alpha.IsDefined);
                Assert.Equal(sums.PairableItems, alpha.N);
                if (alpha.IsDefined)
                {
                    Assert.Equal(expected, alpha.Value, 1e-12);
                }
            }
        }
    }

    [Theory]
    [InlineData(MeasurementLevel.Nominal)]
    [InlineData(MeasurementLevel.Ordinal)]
    [InlineData(MeasurementLevel.Interval)]
    [InlineData(MeasurementLevel.Ratio)]
    public void Compute_SameRatingsByOtherRoads_IsTheSameToTheLastBit(MeasurementLevel level)
    {
        // Nine of ten are missing, so the records become a table of single ratings and the matrix one of bytes.
        double[] matrix = RandomRatings.Matrix(4, 400, 30, [1, 2, 3, 4, 5], 0.9);
        RatingTable bytes = RatingTable.FromMatrix(matrix, 30), single = RandomRatings.FromRecords(matrix, 30);
        Assert.NotNull(bytes.Cells);
        Assert.Null(single.Cells);
        Assert.Equal(KrippendorffAlpha.Compute(bytes, level).Value, KrippendorffAlpha.Compute(single, level).Value);
    }

    private static double[] Labels(ref RandomStream random, int k)
    {
        double start = random.NextInt(20) - 10, step = random.NextInt(3) switch { 0 => 1, 1 => 0.5, _ => 6 };
        return [.. Enumerable.Range(0, k).Select(c => start + (c * step))];
    }

    private static void AssertSame(Coincidences expected, Coincidences actual, RatingTable table)
    {
        Assert.Equal(expected.PairableItems, actual.PairableItems);
        Assert.Equal(expected.Margin(), actual.Margin());

        // Distances of which no two pairs share one, so that no two counts can be exchanged unseen.
        DistanceMatrix distances = DistanceMatrix.Create(table.Categories, (a, b) => a == b ? 0 : Math.Sqrt(1000 + (37 * (a + b)) + (a * b)));
        AlphaDistance distance = AlphaDistance.Of(distances);
        Assert.Equal(expected.Observed(distance), actual.Observed(distance));
    }
}
