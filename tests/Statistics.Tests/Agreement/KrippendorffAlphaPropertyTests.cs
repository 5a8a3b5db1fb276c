using JudgeEval.Statistics.Tests.Ratings;

namespace JudgeEval.Statistics.Tests.Agreement;

/// <summary>What alpha must not depend on, and how it depends on the rest.</summary>
public class KrippendorffAlphaPropertyTests
{
    private static readonly double[] Labels = [1, 2, 3.5, 7, 7.25];

    public static TheoryData<MeasurementLevel, ulong> Cases
    {
        get
        {
            TheoryData<MeasurementLevel, ulong> cases = [];
            foreach (MeasurementLevel level in Enum.GetValues<MeasurementLevel>())
            {
                for (ulong seed = 0; seed < 5; seed++)
                {
                    cases.Add(level, seed);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_AnnotatorsShuffledWithinItems_StaysTheSame(MeasurementLevel level, ulong seed)
    {
        // Alpha does not ask who gave a rating, so each item may be shuffled on its own.
        double[] matrix = Matrix(seed), shuffled = Matrix(seed);
        RandomStream random = new(seed, 1);
        for (int start = 0; start < shuffled.Length; start += 5)
        {
            for (int j = 4; j > 0; j--)
            {
                int other = random.NextInt(j + 1);
                (shuffled[start + j], shuffled[start + other]) = (shuffled[start + other], shuffled[start + j]);
            }
        }

        Assert.Equal(Alpha(matrix, level), Alpha(shuffled, level), 1e-14);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_LabelsTransformedAsTheLevelAllows_StaysTheSame(MeasurementLevel level, ulong seed)
    {
        Func<double, double> transform = level switch
        {
            // Names may be exchanged, here 1 and 7; order survives a cube; differences a shift and a unit; ratios a unit.
            MeasurementLevel.Nominal => v => v switch { 1 => 7, 7 => 1, _ => v },
            MeasurementLevel.Ordinal => v => -(v * v * v),
            MeasurementLevel.Interval => v => 1000 - (3 * v),
            _ => v => v / 7,
        };
        double[] matrix = Matrix(seed);
        Assert.Equal(Alpha(matrix, level), Alpha([.. matrix.Select(transform)], level), 1e-12);
    }

    [Theory]
    [InlineData(MeasurementLevel.Ordinal)]
    [InlineData(MeasurementLevel.Interval)]
    [InlineData(MeasurementLevel.Ratio)]
    public void Compute_LabelsExchanged_ChangesAboveTheNominalLevel(MeasurementLevel level)
    {
        double[] matrix = Matrix(0);
        Assert.NotEqual(Alpha(matrix, level), Alpha([.. matrix.Select(v => v switch { 1 => 7, 7 => 1, _ => v })], level), 1e-3);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_ItemsRepeated_ChangesByTheSmallSampleTermAlone(MeasurementLevel level, ulong seed)
    {
        // 1 - alpha = (n - 1) O / E. With every item t times, n and O are t times and E is t² times as large (ordinal ranks are t
        // times as far apart in both): 1 - alpha' = (t n - 1) O / (t E) = (1 - alpha) (t n - 1) / (t (n - 1)).
        const int Times = 3;
        double[] matrix = Matrix(seed);
        double n = matrix.Chunk(5).Select(row => row.Count(v => !double.IsNaN(v))).Where(m => m > 1).Sum();
        double expected = 1 - ((1 - Alpha(matrix, level)) * ((Times * n) - 1) / (Times * (n - 1)));
        Assert.Equal(expected, Alpha([.. Enumerable.Repeat(matrix, Times).SelectMany(m => m)], level), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_ItemsWithOneRatingAdded_StaysTheSame(MeasurementLevel level, ulong seed)
    {
        double[] matrix = Matrix(seed);
        double[] more = [7.25, double.NaN, double.NaN, double.NaN, double.NaN, .. matrix, double.NaN, 99, double.NaN, double.NaN, double.NaN];
        Assert.Equal(Alpha(matrix, level), Alpha(more, level), 1e-14);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_TwoAnnotators_IsTheAlphaOfTheirPairs(MeasurementLevel level, ulong seed)
    {
        RatingTable two = RandomRatings.Table(seed, 40, 2, Labels, 0.2);
        Estimate pairs = PairStatistics.Compute(two.PairsOf(0, 1), PairStatistic.KrippendorffAlpha, level);
        Estimate alpha = KrippendorffAlpha.Compute(two, level);
        Assert.Equal(pairs.Value, alpha.Value, 1e-13);
        Assert.Equal(pairs.N, alpha.N);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void OnCounts_AnyWeights_IsTheAlphaOfRepeatedItems(MeasurementLevel level, ulong seed)
    {
        double[] matrix = Matrix(seed);
        CountTable counts = CountTable.Create(RatingTable.FromMatrix(matrix, 5));
        RandomStream random = new(seed, 2);
        int[] weights = new int[counts.PatternCount];
        List<double> repeated = [];
        for (int i = 0; i < counts.ItemCount; i++)
        {
            int times = random.NextInt(4);
            weights[counts.PatternOfItem[i]] += times;
            repeated.AddRange(Enumerable.Repeat(matrix[(i * 5)..((i + 1) * 5)], times).SelectMany(row => row));
        }

        double expected = Alpha([.. repeated], level);
        double[] value = new double[1];
        KrippendorffAlpha.OnCounts(counts, level).CreateEvaluator().Evaluate(weights, value);
        Assert.Equal(expected, value[0], 1e-13);
        DistanceMatrix own = PlainAlpha.Distances(RatingTable.FromMatrix(repeated.ToArray(), 5, counts.Categories), level);
        KrippendorffAlpha.OnCounts(counts, own).CreateEvaluator().Evaluate(weights, value);
        Assert.Equal(expected, value[0], 1e-13);
    }

    [Theory]
    [InlineData(MeasurementLevel.Nominal)]
    [InlineData(MeasurementLevel.Ordinal)]
    [InlineData(MeasurementLevel.Interval)]
    [InlineData(MeasurementLevel.Ratio)]
    public void OnCounts_ManyResamples_AllocateNothing(MeasurementLevel level)
    {
        CountTable counts = CountTable.Create(RatingTable.FromMatrix(Matrix(1), 5));
        IPatternEvaluator evaluator = new GroupStatistics(counts, [GroupStatistic.KrippendorffAlpha], level).CreateEvaluator();
        double[] value = new double[1];
        evaluator.Evaluate(counts.ItemsOf, value);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            evaluator.Evaluate(counts.ItemsOf, value);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Compute_MillionsOfRatings_AllocatesByCategoriesAlone()
    {
        RatingTable table = RandomRatings.Table(1, 200_000, 5, Labels);
        _ = KrippendorffAlpha.Compute(table, MeasurementLevel.Ordinal);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = KrippendorffAlpha.Compute(table, MeasurementLevel.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private static double[] Matrix(ulong seed) => RandomRatings.Matrix(seed, 40, 5, Labels, seed % 2 * 0.3);

    private static double Alpha(double[] matrix, MeasurementLevel level) => KrippendorffAlpha.Compute(RatingTable.FromMatrix(matrix, 5), level).Value;
}
