using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Imports;

public sealed class JudgedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_NoItemColumn_NumbersRowsFromOne()
    {
        JudgedTable table = From("human,judge\n4,5\n,3\n2,\n", item: null);

        Assert.Equal(["1", "2", "3"], table.Dataset.Items.Select(i => i.Id));
        Assert.Equal(4, table.Lines["3"]);
        Assert.Equal(2, table.Dataset.AnnotationCount);
        Judgement[] judgements = [.. table.Judges[0].Judgements];
        Assert.Equal([("1", "5"), ("2", "3")], judgements.Select(j => (j.Item, j.Verdict.Label!)));
    }

    [Fact]
    public void From_NumbersSpelledDifferently_AreTheSameLabel()
    {
        JudgedTable table = From("human,judge\n4.0,4\n2,2.00\n", item: null);

        Assert.Equal(["2", "4"], table.Dataset.Scale.Labels.AsEnumerable());
        Assert.Equal(["4", "2"], table.Judges[0].Judgements.Select(j => j.Verdict.Label!));
    }

    [Fact]
    public void From_JudgeNumberBeyondPeoples_IsNoLabelOfTheScale() =>
        Assert.False(From("human,judge\n1,9\n5,3\n", item: null).Dataset.Scale.TryParse("9", out _));

    [Fact]
    public void From_ItemColumn_NamesTheRows() => Assert.Equal(3, From("human,judge,id\nx,x,b\ny,x,a\n", item: "id").Lines["a"]);

    private JudgedTable From(string text, string? item) =>
        JudgedTable.From(CsvTable.Read(_folder.Write("t.csv", text)), ["human"], ["judge"], item, ScaleRequest.Unstated);
}
