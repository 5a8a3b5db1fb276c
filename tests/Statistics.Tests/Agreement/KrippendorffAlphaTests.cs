using JudgeEval.Statistics.Tests.Ratings;

namespace JudgeEval.Statistics.Tests.Agreement;

public class KrippendorffAlphaTests
{
    private const double No = double.NaN;

    private static readonly MeasurementLevel[] Levels = Enum.GetValues<MeasurementLevel>();

    private static readonly double[] Labels = [1, 2, 3.5, 7, 7.25];

    public static TheoryData<MeasurementLevel> EveryLevel => [.. Levels];

    [Theory]
    [MemberData(nameof(EveryLevel))]
    public void Compute_AnyRatings_IsTheDefinition(MeasurementLevel level)
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            double[] matrix = RandomRatings.Matrix(seed, 25, 2 + (int)(seed % 6), Labels, seed % 3 * 0.25);
            RatingTable table = RatingTable.FromMatrix(matrix, 2 + (int)(seed % 6), [-4, .. Labels, 5, 100]);
            double expected = PlainAlpha.Of(table, level);
            Assert.Equal(expected, KrippendorffAlpha.Compute(table, level).Value, 1e-13);
            Assert.Equal(expected, GroupStatistics.Compute(table, GroupStatistic.KrippendorffAlpha, level).Value, 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(EveryLevel))]
    public void Compute_OwnDistanceOfTheLevelsFormula_IsTheLevel(MeasurementLevel level)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            RatingTable table = RandomRatings.Table(seed, 40, 5, Labels, 0.3);
            DistanceMatrix own = PlainAlpha.Distances(table, level);
            double expected = KrippendorffAlpha.Compute(table, level).Value;
            Assert.Equal(expected, KrippendorffAlpha.Compute(table, own).Value, 1e-13);

            // In other units, so large that their sums would overflow.
            DistanceMatrix large = DistanceMatrix.Create([.. own.Values.ToArray().Select(v => v * 1e303)], own.CategoryCount);
            Assert.Equal(expected, KrippendorffAlpha.Compute(table, large).Value, 1e-13);
        }
    }

    [Fact]
    public void Compute_OwnDistance_IsAsDerivedByHand()
    {
        // Categories a, b, c at distances ab 1, ac 4, bc 2; items aa, ab, bc, cc. Observed: ab gives 2 * 1, bc 2 * 2, m - 1 = 1: sum 6.
        // Margins a 3, b 2, c 3: expected 2 (3*2*1 + 3*3*4 + 2*3*2) = 108. n = 8: alpha = 1 - 7 * 6 / 108 = 11/18.
        RatingTable table = RatingTable.FromLabels([["a", "a"], ["a", "b"], ["b", "c"], ["c", "c"]]);
        DistanceMatrix own = DistanceMatrix.Create([0, 1, 4, 1, 0, 2, 4, 2, 0], 3);
        Assert.Equal(11.0 / 18, KrippendorffAlpha.Compute(table, own).Value, 1e-15);
    }

    [Fact]
    public void Compute_OwnDistanceOfOtherSize_IsRefused()
    {
        RatingTable table = RatingTable.FromMatrix([1, 2], 2);
        DistanceMatrix own = DistanceMatrix.Create([0], 1);
        Assert.Throws<ArgumentException>(() => KrippendorffAlpha.Compute(table, own));
        Assert.Throws<ArgumentException>(() => KrippendorffAlpha.OnCounts(CountTable.Create(table), own));
        Assert.Throws<ArgumentOutOfRangeException>(() => KrippendorffAlpha.Compute(table, (MeasurementLevel)9));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(14, 3)]
    [InlineData(1000, 7)]
    public void Compute_AllButOneEqual_IsExactlyZeroNominally(int items, int annotators)
    {
        double[] matrix = new double[items * annotators];
        matrix[^1] = 1;
        Assert.Equal(0.0, KrippendorffAlpha.Compute(RatingTable.FromMatrix(matrix, annotators), MeasurementLevel.Nominal).Value);
        Assert.Equal(0.0, GroupStatistics.Compute(RatingTable.FromMatrix(matrix, annotators), GroupStatistic.KrippendorffAlpha).Value);
    }

    [Theory]
    [MemberData(nameof(EveryLevel))]
    public void Compute_AnnotatorsAgreeOnEveryItem_IsExactlyOne(MeasurementLevel level)
    {
        // A third of a unit has no exact double: even so, equal ratings are at no distance.
        RatingTable table = RatingTable.FromMatrix([1 / 3.0, 1 / 3.0, No, 0.1, 0.1, 0.1, No, 0.7, 0.7, 1e9, 1e9, 1e9], 3);
        Assert.Equal(1.0, KrippendorffAlpha.Compute(table, level).Value);
    }

    [Theory]
    [MemberData(nameof(EveryLevel))]
    public void Compute_NothingToCompare_IsUndefined(MeasurementLevel level)
    {
        const string NoPair = "no item has labels from two annotators";
        const string NoDifference = "no two labels that can be paired differ, so agreement by chance is certain";
        AssertUndefined(NoPair, 0, RatingTable.FromMatrix([], 0), level);
        AssertUndefined(NoPair, 0, RatingTable.FromMatrix([No, No, No, No], 2), level);
        AssertUndefined(NoPair, 0, RatingTable.FromMatrix([1, 2, 3], 1), level);
        AssertUndefined(NoPair, 0, RatingTable.FromMatrix([1, No, No, 2], 2), level);
        AssertUndefined(NoDifference, 2, RatingTable.FromMatrix([4, 4, 4, 4], 2), level);

        // Items that pair hold one category, items that do not hold another.
        AssertUndefined(NoDifference, 1, RatingTable.FromMatrix([1, 1, 2, No, No, 2], 2), level);
    }

    [Fact]
    public void Compute_OwnDistanceOfZeros_IsUndefined()
    {
        Estimate alpha = KrippendorffAlpha.Compute(RatingTable.FromMatrix([1, 2], 2), DistanceMatrix.Create(new double[4], 2));
        Assert.Equal("no two labels that can be paired differ, so agreement by chance is certain", alpha.UndefinedReason);
    }

    [Fact]
    public void Compute_RatioOfNumbersThatCancel_IsUndefined()
    {
        // 1 and -1 sum to 0, which the formula gives no distance.
        Assert.False(KrippendorffAlpha.Compute(RatingTable.FromMatrix([1, -1, 1, 1], 2), MeasurementLevel.Ratio).IsDefined);
    }

    [Theory]
    [MemberData(nameof(EveryLevel))]
    public void Compute_HugeNumbers_DoNotOverflow(MeasurementLevel level)
    {
        // Powers of two scale without rounding; on the interval and ratio levels alpha does not depend on the unit.
        RatingTable near = RandomRatings.Table(6, 30, 4, [0, 1, 2, 3]);
        RatingTable far = RandomRatings.Table(6, 30, 4, [0, Math.ScaleB(1, 1022), Math.ScaleB(2, 1022), Math.ScaleB(3, 1022)]);
        Assert.Equal(KrippendorffAlpha.Compute(near, level).Value, KrippendorffAlpha.Compute(far, level).Value, 1e-14);
        double nearPairs = PairStatistics.Compute(near.PairsOf(0, 1), PairStatistic.KrippendorffAlpha, level).Value;
        Assert.Equal(nearPairs, PairStatistics.Compute(far.PairsOf(0, 1), PairStatistic.KrippendorffAlpha, level).Value, 1e-14);
    }

    [Theory]
    [InlineData(MeasurementLevel.Nominal)]
    [InlineData(MeasurementLevel.Ordinal)]
    [InlineData(MeasurementLevel.Interval)]
    public void Compute_AsManyCategoriesAsRatings_AgreesWithTheCountedPath(MeasurementLevel level)
    {
        // 60,000 different numbers: a square of categories would take 29 GB.
        RandomStream random = new(3, 0);
        double[] matrix = new double[60_000];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i] = (i % 2 == 0 ? 0 : matrix[i - 1]) + random.NextDouble();
        }

        RatingTable table = RatingTable.FromMatrix(matrix, 2);
        Assert.True(table.Categories.Length > 59_000);
        Estimate alpha = KrippendorffAlpha.Compute(table, level);
        Assert.Equal(GroupStatistics.Compute(table, GroupStatistic.KrippendorffAlpha, level).Value, alpha.Value, 1e-12);

        // y = x + v and x = u, both uniform: Var x = 1/12, Var y = 2/12, the means 1/2 and 1. Pooled variance: 1.5/12 + 1/16 = 3/16;
        // observed E(y - x)² / 2 = (1/3) / 2 = 1/6. Interval alpha = 1 - (1/6) / (3/16) = 1/9.
        if (level == MeasurementLevel.Interval)
        {
            Assert.Equal(1.0 / 9, alpha.Value, 0.02);
        }
    }

    private static void AssertUndefined(string reason, int n, RatingTable table, MeasurementLevel level)
    {
        Estimate alpha = KrippendorffAlpha.Compute(table, level);
        Assert.Equal((reason, n), (alpha.UndefinedReason, alpha.N));
        Estimate group = GroupStatistics.Compute(table, GroupStatistic.KrippendorffAlpha, level);
        Assert.Equal((false, n), (group.IsDefined, group.N));
    }
}
