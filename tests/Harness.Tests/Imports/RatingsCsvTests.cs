using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports;

public sealed class RatingsCsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_LongAndWide_AreTheSameDataset()
    {
        AnnotatedDataset tall = Read("t.csv", "item,annotator,label\nq2,ben,no\nq1,anna,yes\nq1,ben,no\n").Dataset;
        AnnotatedDataset wide = Read("t.csv", "item,anna,ben\nq1,yes,no\nq2,,no\n").Dataset;

        Assert.Equal(wide.Identity, tall.Identity);
        Assert.Equal(["q1", "q2"], tall.Items.Select(i => i.Id));
        Assert.Equal(["anna", "ben"], tall.Annotators.Select(a => a.Id));
        Assert.Equal(3, tall.AnnotationCount);
    }

    [Fact]
    public void Read_AnnotatorTwiceOnAnItem_IsAnError()
    {
        string path = _folder.Write("t.csv", "item,annotator,label\nq1,anna,yes\nq1,anna,no\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => RatingsCsv.Read(path, ScaleRequest.Unstated));

        Assert.Equal(
            $"{path}(3,9): error JE1043: the annotator 'anna' labels the item 'q1' twice; the first time is on line 2; delete one of the two annotations",
            exception.Message);
    }

    [Fact]
    public void Read_ItemTwiceInAWideTable_IsAnError()
    {
        string path = _folder.Write("t.csv", "item,anna\nq1,yes\nq1,no\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => RatingsCsv.Read(path, ScaleRequest.Unstated));

        Assert.Contains(
            $"{path}(3,1): error JE1026: the item id 'q1' stands twice; it was first given on line 2; give each item an id of its own, or delete one of the two",
            exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoItemColumn_IsAnError()
    {
        string path = _folder.Write("t.csv", "id,anna\nq1,yes\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => RatingsCsv.Read(path, ScaleRequest.Unstated));

        Assert.Equal(
            $"{path}(1,1): error JE1602: there is no column 'item'; the columns are id, anna; name the column of the items 'item', or use 'judgeeval check' for a table of another shape",
            exception.Message);
    }

    [Fact]
    public void Read_UnnamedColumnInAWideTable_IsAnError()
    {
        string path = _folder.Write("t.csv", ",item,anna\n0,q1,yes\n");

        Assert.Contains(
            "column 1 has no name", Assert.Throws<JudgeEvalException>(() => RatingsCsv.Read(path, ScaleRequest.Unstated)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoLabelAtAll_IsAnError()
    {
        string path = _folder.Write("t.csv", "item,anna\nq1,\n");

        Assert.Equal(
            $"{path}: error JE1608: there is no label in the table; it has no rows, or every label is empty; add ratings",
            Assert.Throws<JudgeEvalException>(() => RatingsCsv.Read(path, ScaleRequest.Unstated)).Message);
    }

    private RatingsTable Read(string name, string text) => RatingsCsv.Read(_folder.Write(name, text), ScaleRequest.Unstated);
}
