using System.IO.Compression;
using System.Text;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports;

public sealed class CsvTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_QuotedCells_KeepSeparatorsQuotesAndLineBreaks()
    {
        CsvTable table = CsvTable.Read(_folder.Write("t.csv", "item,text\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2, plain \r\n"));

        Assert.Equal(["item", "text"], table.Columns);
        Assert.Equal(["1", "a, \"b\"\r\nc"], table.Rows[0].Cells);
        Assert.Equal(["2", "plain"], table.Rows[1].Cells);
        Assert.Equal(2, table.Rows[0].Line);
        Assert.Equal(4, table.Rows[1].Line);
    }

    [Fact]
    public void Read_BlankLinesAndNoFinalLineEnd_AreNoRows()
    {
        CsvTable table = CsvTable.Read(_folder.Write("t.csv", "item,a\n\n1,x\n\n2,y"));

        Assert.Equal([3, 5], table.Rows.Select(r => r.Line));
    }

    [Fact]
    public void Read_Gzip_IsUnpacked()
    {
        string path = Path.Combine(_folder.Root, "t.tsv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes("item\ta\n1\tx,y\n"));
        }

        Assert.Equal(["1", "x,y"], CsvTable.Read(path).Rows[0].Cells);
    }

    [Fact]
    public void Read_SeveralMistakes_TellsAllOfThem()
    {
        string path = _folder.Write("t.csv", "item,a\n1\n2,\"x\"y\n3,\"z");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.Equal(
            [
                $"{path}(2,1): error JE1603: the row has 1 cells, the header has 2; a separator is missing or too many, or a text with a separator is not in quotes; mend the row",
                $"{path}(3,1): error JE1603: a quote is not closed or text follows it; a quote within a quoted text has to be doubled; mend the row",
                $"{path}(4,1): error JE1603: a quote is not closed or text follows it; a quote within a quoted text has to be doubled; mend the row",
            ],
            exception.Diagnostics.Select(d => d.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_NotUtf8_IsAnError()
    {
        string path = Path.Combine(_folder.Root, "t.csv");
        File.WriteAllBytes(path, [0x69, 0x74, 0xE9, 0x6D, 0x0A]);

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.Equal($"{path}: error JE1601: the file is not UTF-8; it was probably saved in another encoding; save it as UTF-8", exception.Message);
    }

    [Fact]
    public void Read_ColumnTwice_IsAnError()
    {
        string path = _folder.Write("t.csv", "item,a,a\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.Equal($"{path}(1,1): error JE1602: the column 'a' stands twice; two columns have the same name; rename one of them", exception.Message);
    }
}
