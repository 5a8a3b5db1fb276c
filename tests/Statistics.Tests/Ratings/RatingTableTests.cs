using System.Globalization;

namespace JudgeEval.Statistics.Tests.Ratings;

public class RatingTableTests
{
    private const double No = double.NaN;

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(1, 1, 0.5)]
    [InlineData(40, 4, 0)]
    [InlineData(40, 4, 0.3)]
    [InlineData(3000, 7, 0.6)]
    [InlineData(3000, 7, 0)]
    [InlineData(3, 10_000, 0.1)]
    public void EveryWayIn_SameRatings_MakesTheSameTable(int items, int annotators, double missing)
    {
        double[] matrix = RandomRatings.Matrix(5, items, annotators, [3, 1, -2.5, 4, 0], missing);
        RatingTable expected = RandomRatings.FromRecords(matrix, annotators);
        double?[][] rows = [.. matrix.Chunk(annotators).Select(row => row.Select(v => double.IsNaN(v) ? (double?)null : v).ToArray())];
        AssertSame(expected, RatingTable.FromMatrix(matrix, annotators));
        AssertSame(expected, RatingTable.FromColumns(RandomRatings.Transpose(matrix, annotators), annotators));
        if (items > 0)
        {
            AssertSame(expected, RatingTable.FromRows(rows));
        }
    }

    [Theory]
    [InlineData(2, 1.0, 0.3)]
    [InlineData(101, 1.0, 0)]
    [InlineData(128, 1.0, 0.9)]
    [InlineData(140, 1.0, 0.3)]
    [InlineData(255, 0.5, 0.3)]
    [InlineData(256, 0.5, 0.3)]
    [InlineData(256, 1.0, 0)]
    [InlineData(1000, 0.25, 0.9)]
    public void EveryWayIn_HowManyCategoriesAsWell_MakesTheSameTable(int categories, double step, double missing)
    {
        // Bytes hold 255 categories, and are taken where at least a quarter of the cells is rated.
        double[] labels = [.. Enumerable.Range(0, categories).Select(c => (c * step) - 20)];
        double[] matrix = RandomRatings.Matrix(6, 2000, 6, labels, missing);
        RatingTable expected = Plain(matrix, 6);
        Assert.Equal(matrix.Where(v => !double.IsNaN(v)).Distinct().Order(), expected.Categories.ToArray());
        AssertSame(expected, RatingTable.FromMatrix(matrix, 6));
        AssertSame(expected, RatingTable.FromMatrix(matrix, 6, expected.Categories));
        AssertSame(expected, RatingTable.FromColumns(RandomRatings.Transpose(matrix, 6), 6));
        AssertSame(expected, RandomRatings.FromRecords(matrix, 6));
    }

    [Fact]
    public void FromMatrix_MissingRatings_KeepsWhoRatedWhat()
    {
        RatingTable table = RatingTable.FromMatrix([5, No, 1, No, No, No, 2, 5, No], 3);
        Assert.Equal([1.0, 2, 5], table.Categories.ToArray());
        Assert.Equal((3, 3, 4, false), (table.ItemCount, table.AnnotatorCount, table.RatingCount, table.IsComplete));
        Assert.Equal([0, 2], table.AnnotatorsOf(0));
        Assert.Equal([2, 0], table.CodesOf(0));
        Assert.Empty(table.CodesOf(1).ToArray());
        Assert.Equal([0, 1], table.AnnotatorsOf(2));
        Assert.Equal([1, 2], table.CodesOf(2));
        Assert.Equal([2, 0, 1, 2], table.Codes);
    }

    [Fact]
    public void FromMatrix_AnyNaN_IsMissing()
    {
        // A NaN carries 52 free bits; other languages write other ones.
        double[] nans = [double.NaN, -double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8000000000000), BitConverter.UInt64BitsToDouble(0x7FF0000000000001)];
        RatingTable table = RatingTable.FromMatrix([1, .. nans, 2], 2);
        Assert.Equal([1.0, 2], table.Categories.ToArray());
        Assert.Equal(2, table.RatingCount);
    }

    [Fact]
    public void FromMatrix_ZeroAndMinusZero_AreOneCategory() => Assert.Equal([0.0], RatingTable.FromMatrix([0.0, -0.0], 2).Categories.ToArray());

    [Fact]
    public void FromMatrix_ManyDistinctNumbers_CodesEachByItsRank()
    {
        // 20,011 is prime: i * 7919 mod 20,011 runs through 0..20,010 once, so the number's rank is the number.
        double[] numbers = [.. Enumerable.Range(0, 20_011).Select(i => (double)((long)i * 7919 % 20_011))];
        RatingTable table = RatingTable.FromMatrix(numbers, 1);
        Assert.Equal(20_011, table.Categories.Length);
        Assert.Equal(numbers, table.Codes.ToArray().Select(c => (double)c));
    }

    [Fact]
    public void FromMatrix_DeclaredCategories_KeepsUnusedOnesAndRefusesOthers()
    {
        Assert.Equal([1.0, 2, 3], RatingTable.FromMatrix([3, 1], 2, [3, 2, 1, 2]).Categories.ToArray());
        Assert.Equal([2, 0], RatingTable.FromMatrix([3, 1], 2, [3, 2, 1, 2]).Codes);
        ArgumentException error = Assert.Throws<ArgumentException>(() => RatingTable.FromMatrix([1, 2, 3, 7], 2, [1, 2, 3]));
        Assert.StartsWith("The rating 7 of item 1 by annotator 1 is not among the declared categories.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RatingTable.FromMatrix([1], 1, [1, double.NaN]));
    }

    [Fact]
    public void FromColumns_InfiniteNumber_SaysWhere()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RatingTable.FromColumns([1, 2, 3, double.PositiveInfinity], 2));
        Assert.StartsWith("The rating Infinity of item 1 by annotator 1 is not a finite number.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromMatrix_BrokenRow_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RatingTable.FromMatrix([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => RatingTable.FromMatrix([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RatingTable.FromMatrix([1], -1));
        Assert.Equal(0, RatingTable.FromMatrix([], 0).ItemCount);
    }

    [Fact]
    public void Create_RatingTwice_IsRefusedWhateverTheOrder()
    {
        Rating[] ratings = [new(0, 1, 1), new(0, 0, 2), new(0, 1, 3)];
        ArgumentException error = Assert.Throws<ArgumentException>(() => RatingTable.Create(1, 2, ratings));
        Assert.StartsWith("Annotator 1 rates item 0 twice.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RatingTable.Create(1, 2, new HashSet<Rating>(ratings)));
    }

    [Theory]
    [InlineData(1, 0, 1.0)]
    [InlineData(-1, 0, 1.0)]
    [InlineData(0, 2, 1.0)]
    [InlineData(0, 0, double.NaN)]
    public void Create_RatingOutsideTheTable_IsRefused(int item, int annotator, double value) =>
        Assert.Throws<ArgumentException>(() => RatingTable.Create(1, 2, [new(item, annotator, value)]));

    [Fact]
    public void FromLabels_NoDeclaredLabels_AreInOrdinalOrder()
    {
        RatingTable table = RatingTable.FromLabels([["no", "Yes", null], ["no"], ["maybe", "no", "Yes"]]);
        Assert.Equal(["Yes", "maybe", "no"], table.Labels.ToArray());
        Assert.Equal([0.0, 1, 2], table.Categories.ToArray());
        Assert.Equal([2, 0], table.CodesOf(0));
        Assert.Equal([0], table.AnnotatorsOf(1));
        Assert.Equal([1, 2, 0], table.CodesOf(2));
    }

    [Fact]
    public void FromLabels_DeclaredLabels_AreInTheOrderOfTheScale()
    {
        RatingTable table = RatingTable.FromLabels([["good", "bad"]], ["bad", "fair", "good"]);
        Assert.Equal(["bad", "fair", "good"], table.Labels.ToArray());
        Assert.Equal([2, 0], table.Codes);
        Assert.Equal(3, table.Categories.Length);
        Assert.Throws<ArgumentException>(() => RatingTable.FromLabels([["poor"]], ["bad", "good"]));
        Assert.Throws<ArgumentException>(() => RatingTable.FromLabels([["bad"]], ["bad", "bad"]));
    }

    [Fact]
    public void Labels_Numbers_AreEmpty() => Assert.Empty(RatingTable.FromMatrix([1, 2], 2).Labels);

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public void PairsOf_TwoAnnotators_IsTheTableOfTheirNumbers(double missing)
    {
        double[] matrix = RandomRatings.Matrix(3, 60, 4, [1, 2, 3.5, 7], missing);
        RatingTable table = RatingTable.FromMatrix(matrix, 4, [1, 2, 3.5, 5, 7]);
        double[][] both = [.. matrix.Chunk(4).Where(row => !double.IsNaN(row[2]) && !double.IsNaN(row[0]))];
        AssertSame(PairTable.Create([.. both.Select(row => row[2])], [.. both.Select(row => row[0])]), table.PairsOf(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.PairsOf(0, 4));
    }

    [Fact]
    public void AnnotatorsOf_NoSuchItem_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RatingTable.FromMatrix([1, 2], 1).AnnotatorsOf(2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => RatingTable.FromMatrix([1, 2], 1).CodesOf(-1).Length);
    }

    [Fact]
    public void FromMatrix_CompleteMatrix_TakesAByteForEachRating()
    {
        // And a constant for tables and scratch.
        double[] matrix = RandomRatings.Matrix(1, 200_000, 5, [1, 2, 3, 4, 5]);
        _ = RatingTable.FromMatrix(matrix, 5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RatingTable table = RatingTable.FromMatrix(matrix, 5);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= table.RatingCount + 100_000L, allocated.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>By sorting and searching.</summary>
    private static RatingTable Plain(double[] matrix, int annotators)
    {
        double[] values = [.. matrix.Where(v => !double.IsNaN(v)).Distinct().Order()];
        int[][] rows = [.. matrix.Chunk(annotators).Select(row => Enumerable.Range(0, annotators).Where(a => !double.IsNaN(row[a])).ToArray())];
        int[] codes = [.. matrix.Where(v => !double.IsNaN(v)).Select(v => Array.BinarySearch(values, v))];
        int[] offsets = [.. rows.Select((_, i) => rows.Take(i).Sum(row => row.Length)), codes.Length];
        return RatingTable.Of([.. values], rows.Length, annotators, ItemCodes.Sparse(offsets, [.. rows.SelectMany(row => row)], codes));
    }

    private static void AssertSame(RatingTable expected, RatingTable actual)
    {
        Assert.Equal(expected.Categories.ToArray(), actual.Categories.ToArray());
        Assert.Equal((expected.ItemCount, expected.AnnotatorCount, expected.IsComplete), (actual.ItemCount, actual.AnnotatorCount, actual.IsComplete));
        Assert.Equal(expected.Codes, actual.Codes);
        for (int i = 0; i < expected.ItemCount; i++)
        {
            Assert.Equal(expected.AnnotatorsOf(i), actual.AnnotatorsOf(i));
            Assert.Equal(expected.CodesOf(i), actual.CodesOf(i));
        }
    }

    private static void AssertSame(PairTable expected, PairTable actual)
    {
        Assert.Equal(expected.Values.ToArray(), actual.Values.ToArray());
        Assert.Equal(expected.X, actual.X);
        Assert.Equal(expected.Y, actual.Y);
        Assert.Equal(expected.Counts, actual.Counts);
        Assert.Equal(expected.PatternOfItem, actual.PatternOfItem);
    }
}
