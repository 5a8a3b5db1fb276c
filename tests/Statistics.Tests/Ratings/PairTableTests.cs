namespace JudgeEval.Statistics.Tests.Ratings;

public class PairTableTests
{
    [Theory]
    [InlineData(500, 4)]
    [InlineData(60, 1000)]
    [InlineData(3000, 1500)]
    public void Create_FewOrManyValues_CountsEveryPairInOrder(int items, int values)
    {
        // Few values are counted in a square, many are sorted; both are held against grouping the plain pairs.
        RandomStream random = new(2, 0);
        (double X, double Y)[] pairs = new (double, double)[items];
        foreach (ref (double X, double Y) pair in pairs.AsSpan())
        {
            pair = (random.NextInt(values) / 2.0, random.NextInt(values) / 2.0);
        }

        PairTable table = PairTable.Create([.. pairs.Select(p => p.X)], [.. pairs.Select(p => p.Y)]);
        (double X, double Y, int Count)[] expected = [.. pairs.GroupBy(p => p).OrderBy(g => g.Key).Select(g => (g.Key.X, g.Key.Y, g.Count()))];
        Assert.Equal(expected, Enumerable.Range(0, table.PatternCount).Select(p => (table.Values[table.X[p]], table.Values[table.Y[p]], table.Counts[p])));
        Assert.Equal(pairs, table.PatternOfItem.ToArray().Select(p => (table.Values[table.X[p]], table.Values[table.Y[p]])));
    }

    [Fact]
    public void Create_NumberThatIsNotFinite_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PairTable.Create([1, 2], [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => PairTable.Create([1, double.NegativeInfinity], [1, 2]));
        Assert.Throws<ArgumentException>(() => PairTable.Create([1], [1, 2]));
    }
}
