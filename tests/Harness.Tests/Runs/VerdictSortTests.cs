using System.Globalization;
using System.Text;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Runs;

public sealed class VerdictSortTests : IDisposable
{
    private const int Lines = 3000;

    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2_000)]
    [InlineData(3, 100_000)]
    [InlineData(4, 100_000_000)]
    public void Write_ShuffledLines_AreSortedWhateverTheWindow(int seed, int window)
    {
        // A window of 1 byte makes runs of one or a few lines, so that runs are merged in several passes.
        string[] lines = [.. Enumerable.Range(0, Lines).Select(i => Line($"i{i / 4:D5}", i / 2 % 2, i % 2))];
        string[] shuffled = [.. lines];
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(lines, Sorted(shuffled, window));
        Assert.Equal(["out"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_LinesNearlySorted_AreNeverSpilled()
    {
        string[] lines = [.. Enumerable.Range(0, Lines).Select(i => Line($"i{i:D5}", 0, 0))];
        string[] late = [.. lines.Chunk(16).SelectMany(some => some.Reverse())];
        int reads = 0;
        var sort = new VerdictSort(
            () =>
            {
                reads++;
                return Parsed(late);
            },
            _folder.File("out"),
            window: 16 * 1024);
        using var output = new MemoryStream();

        sort.Write(output, CancellationToken.None);

        // A second reading is the sign of spilling.
        Assert.Equal(1, reads);
        Assert.Equal(lines, Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Write_Ids_AreInOrdinalOrderOfUtf16()
    {
        // U+1F600 is written with surrogates, which stand before U+FF21, though its UTF-8 stands behind it.
        string[] ids = ["A", "a", "a b", "é", "日", "\U0001F600", "\uFF21"];

        Assert.Equal(ids.Select(id => Line(id, 0, 0)), Sorted([.. ids.Reverse().Select(id => Line(id, 0, 0))], 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000_000)]
    public void Write_OneJudgementTwice_KeepsTheLaterLine(int window)
    {
        string[] lines = [Line("b", 0, 0, "old"), Line("c", 0, 0), Line("b", 0, 0, "new"), Line("a", 0, 0), Line("b", 1, 0)];

        Assert.Equal([Line("a", 0, 0), Line("b", 0, 0, "new"), Line("b", 1, 0), Line("c", 0, 0)], Sorted(lines, window));
    }

    [Fact]
    public void Write_SourceThatBreaks_LeavesNoTemporaryFile()
    {
        var sort = new VerdictSort(Broken, _folder.File("out"), window: 1);
        using var output = new MemoryStream();

        Assert.Throws<FormatException>(() => sort.Write(output, CancellationToken.None));

        Assert.Empty(Directory.GetFiles(_folder.Path));

        static IEnumerable<VerdictLine> Broken()
        {
            foreach (VerdictLine line in Parsed([Line("b", 0, 0), Line("c", 0, 0), Line("a", 0, 0)]))
            {
                yield return line;
            }

            throw new FormatException("bug");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"item\":1,\"repeat\":0,\"order\":\"original\"}")]
    [InlineData("{\"item\":\"a\",\"repeat\":-1,\"order\":\"original\"}")]
    [InlineData("{\"item\":\"a\",\"repeat\":0,\"order\":\"reversed\"}")]
    [InlineData("{\"item\":\"a\",\"repeat\":0,\"order\":\"original\"}")]
    [InlineData("{\"item\":\"a\",\"repeat\":0,\"order\":\"original\",\"label\":\"x\"")]
    [InlineData("{\"item\":\"a\",\"repeat\":0,\"order\":\"original\",\"label\":\"x\"}}")]
    [InlineData("{\"item\":\"a\",\"repeat\":0,\"order\":\"original\",\"failure\":{\"kind\":\"tired\"}}")]
    public void TryRead_LineThatIsNoJudgement_IsNotTaken(string line) => Assert.False(JournalLine.TryRead(Encoding.UTF8.GetBytes(line), out _));

    private static string Line(string id, int repeat, int order, string label = "3") => string.Create(
        CultureInfo.InvariantCulture, $$"""{"item":"{{id}}","repeat":{{repeat}},"order":"{{(order == 0 ? "original" : "swapped")}}","label":"{{label}}"}""");

    private static IEnumerable<VerdictLine> Parsed(IEnumerable<string> lines) =>
        lines.Select(Encoding.UTF8.GetBytes).Select((bytes, i) => new VerdictLine(bytes, VerdictLine.KeyOf(bytes), i));

    private string[] Sorted(string[] lines, int window)
    {
        using (var output = new FileStream(_folder.File("out"), FileMode.Create))
        {
            new VerdictSort(() => Parsed(lines), _folder.File("out"), window).Write(output, CancellationToken.None);
        }

        return File.ReadAllLines(_folder.File("out"));
    }
}
