using System.Globalization;

namespace JudgeEval.Statistics.Tests.Ratings;

public class CountTableTests
{
    [Theory]
    [InlineData(300, 3, 2, 0)]
    [InlineData(300, 5, 5, 0.3)]
    [InlineData(400, 3, 400, 0.2)]
    [InlineData(50, 60, 30, 0.5)]
    public void Create_AnyShape_IsTheGroupingOfSortedRows(int items, int annotators, int labels, double missing)
    {
        // The first two shapes have exact keys; the others are looked up by keys that must be checked.
        RatingTable table = RandomRatings.Table(4, items, annotators, [.. Enumerable.Range(0, labels).Select(v => (double)v)], missing);
        CountTable counts = CountTable.Create(table);
        string[] rows = [.. Enumerable.Range(0, items).Select(i => string.Join(' ', table.CodesOf(i).ToArray().Order()))];
        string[] patterns = [.. rows.Distinct()];
        Assert.Equal(patterns, Enumerable.Range(0, counts.PatternCount).Select(p => Row(counts, p)));
        Assert.Equal(rows, counts.PatternOfItem.ToArray().Select(p => patterns[p]));
        Assert.Equal(patterns.Select(p => rows.Count(r => r == p)), counts.ItemsOf.ToArray());
        Assert.Equal(patterns.Select(p => p.Length == 0 ? 0 : p.Split(' ').Length), counts.RatingsOf.ToArray());
    }

    [Fact]
    public void RowCounter_EveryKeyTheSame_StillTellsRowsApart()
    {
        RatingTable table = RandomRatings.Table(4, 200, 4, [1, 2, 3], 0.3);
        RowCounter counter = new(new ulong[3], isExact: false);
        int[] patterns = [.. Enumerable.Range(0, table.ItemCount).Select(i => counter.PatternOf(table.CodesOf(i)))];
        Assert.Equal(CountTable.Create(table).PatternOfItem, patterns);
    }

    [Fact]
    public void Create_AnnotatorsExchanged_StaysTheSame()
    {
        CountTable one = CountTable.Create(RatingTable.FromMatrix([1, 2, 3, 3, 1, 2], 3));
        Assert.Equal(1, one.PatternCount);
        Assert.Equal([0, 0], one.PatternOfItem);
    }

    [Fact]
    public void Create_ItemsSeenBefore_AllocateNothing()
    {
        // 100,000 items of 31 distinct rows (at most): beyond the pattern of each item, only the rows themselves take memory.
        RatingTable table = RandomRatings.Table(8, 100_000, 4, [1, 2, 3]);
        _ = CountTable.Create(table);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = CountTable.Create(table);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= (4L * table.ItemCount) + 50_000, allocated.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void KeyTable_ManyKeysAndTheMarkOfEmptySlots_FindsEachKey()
    {
        ulong[] keys = [ulong.MaxValue, 0, .. Enumerable.Range(1, 5000).Select(i => (ulong)i << 40)];
        KeyTable table = new();
        for (int i = 0; i < keys.Length; i++)
        {
            Assert.Equal(KeyTable.Absent, table.Find(keys[i]));
            table.Add(keys[i], i);
        }

        Assert.Equal(Enumerable.Range(0, keys.Length), keys.Select(table.Find));
    }

    private static string Row(CountTable counts, int pattern)
    {
        ReadOnlySpan<int> codes = counts.CodesOf(pattern), times = counts.CountsOf(pattern);
        List<int> row = [];
        for (int j = 0; j < codes.Length; j++)
        {
            row.AddRange(Enumerable.Repeat(codes[j], times[j]));
        }

        return string.Join(' ', row);
    }
}
