using System.Text;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Tests.Imports;

namespace JudgeEval.Harness.Tests.Datasets.Sorting;

public sealed class RecordSortTests : IDisposable
{
    // Around the places where UTF-8 and UTF-16 sort otherwise: U+D7FF, U+E000 (lead byte EE), U+FFFD (EF), and characters beyond the basic plane (F0..F4).
    private static readonly string[] Letters = ["", "a", "b", "é", "\uD7FF", "\uE000", "\uF8FF", "\uFFFD", "\U00010000", "\U0001F600", "\U0010FFFF", " ", "~"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_AnyTwoTexts_SortAsTheTextsDoAndReadBack()
    {
        string[] texts = [.. Letters.SelectMany(a => Letters.SelectMany(b => Letters.Select(c => a + b + c))).Distinct(StringComparer.Ordinal)];
        foreach (string left in texts.Where((_, i) => i % 7 == 0))
        {
            Assert.Equal(left, OrdinalKey.Read(KeyOf(left)));
            foreach (string right in texts)
            {
                Assert.Equal(Math.Sign(string.CompareOrdinal(left, right)), Math.Sign(KeyOf(left).AsSpan().SequenceCompareTo(KeyOf(right))));
            }
        }
    }

    // 600 bytes hold about a dozen records: 5,000 of them make more runs than are merged at once.
    [Theory]
    [InlineData(0, 600)]
    [InlineData(1, 600)]
    [InlineData(9, 600)]
    [InlineData(5_000, 600)]
    [InlineData(5_000, 64 * 1024)]
    [InlineData(5_000, int.MaxValue)]
    public void Read_AnyMemory_GivesStableOrder(int count, int memory)
    {
        var random = new Random(count);
        (string Key, string Value)[] records =
        [
            .. Enumerable.Range(0, count).Select(i => (string.Concat(Enumerable.Range(0, 3).Select(_ => Letters[random.Next(Letters.Length)])), $"{i}{new string('x', i % 50)}")),
        ];
        using var sort = new RecordSort(Path.Combine(_folder.Root, "run-"), memory);
        foreach ((string key, string value) in records)
        {
            sort.Add(KeyOf(key), Encoding.UTF8.GetBytes(value));
        }

        var read = new List<(string, string)>();
        using (RecordCursor cursor = sort.Read())
        {
            while (cursor.Next())
            {
                read.Add((OrdinalKey.Read(cursor.Key), Encoding.UTF8.GetString(cursor.Value)));
            }
        }

        // LINQ's ordering is stable.
        Assert.Equal(records.OrderBy(r => r.Key, StringComparer.Ordinal), read);
        Assert.Equal(count > 9 && memory < int.MaxValue, Directory.EnumerateFiles(_folder.Root).Any());
    }

    [Fact]
    public void Add_RecordLargerThanMemory_IsKept()
    {
        using var sort = new RecordSort(Path.Combine(_folder.Root, "run-"), memory: 1000);
        byte[] large = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)i)];
        sort.Add("b"u8, large);
        sort.Add("a"u8, "small"u8);
        using RecordCursor cursor = sort.Read();

        Assert.True(cursor.Next());
        Assert.Equal("small"u8.ToArray(), cursor.Value.ToArray());
        Assert.True(cursor.Next());
        Assert.Equal(large, cursor.Value.ToArray());
        Assert.False(cursor.Next());
    }

    [Fact]
    public void Dispose_RunsWritten_AreGone()
    {
        using (var sort = new RecordSort(Path.Combine(_folder.Root, "run-"), memory: 100))
        {
            for (int i = 0; i < 1000; i++)
            {
                sort.Add("key"u8, "value"u8);
            }

            Assert.NotEmpty(Directory.EnumerateFiles(_folder.Root));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Root));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_384)]
    [InlineData(int.MaxValue)]
    public void Number_WrittenAndRead_IsTheSame(int number)
    {
        var reader = new RecordReader(new RecordWriter().Number(number).Text("é").Byte(7).Written);

        Assert.Equal(number, reader.Number());
        Assert.Equal("é", reader.Text());
        Assert.Equal(7, reader.Byte());
    }

    private static byte[] KeyOf(string text) => new RecordWriter().Key(text).Written.ToArray();
}
