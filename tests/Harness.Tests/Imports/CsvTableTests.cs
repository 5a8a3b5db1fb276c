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

        Assert.Equal(["item", "text"], table.Columns.AsEnumerable());
        Assert.Equal(["1", "a, \"b\"\nc"], table.Rows[0].Cells.AsEnumerable());
        Assert.Equal(["2", "plain"], table.Rows[1].Cells.AsEnumerable());
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
        string path = Path.Combine(_folder.Root, "t.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes("item,a\n1,\"x,y\"\n"));
        }

        Assert.Equal(["1", "x,y"], CsvTable.Read(path).Rows[0].Cells.AsEnumerable());
    }

    [Fact]
    public void Read_SeveralMistakes_TellsAllOfThem()
    {
        string path = _folder.Write("t.csv", "item,a\n1\n2,\"x\"y\n3,z,z\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.Equal(
            [
                $"{path}(2,2): error JE1034: the row has 1 fields instead of 2; a field or a comma is missing; give the row one field for each column of the header",
                $"{path}(3,6): error JE1031: there is text behind a closing quote; a quoted field ends with its closing quote; close the quote in its place; a quote inside a quoted field is written twice",
                $"{path}(4,5): error JE1034: the row has 3 fields instead of 2; a field that holds a comma is probably not in quotes; give the row one field for each column of the header",
            ],
            exception.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void Read_NotUtf8_IsAnError()
    {
        string path = Path.Combine(_folder.Root, "t.csv");
        File.WriteAllBytes(path, [0x69, 0x74, 0xE9, 0x6D, 0x0A]);

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.StartsWith($"{path}(1,3): error JE1004: the byte 0xE9 is not UTF-8;", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ColumnTwice_IsAnError()
    {
        string path = _folder.Write("t.csv", "item,a,a\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.Equal(
            $"{path}(1,8): error JE1037: the column 'a' stands twice; only one of the two could be kept; delete or rename one of them",
            exception.Message);
    }

    [Fact]
    public void Read_Empty_IsAnError()
    {
        string path = _folder.Write("t.csv", "");

        Assert.Equal(
            $"{path}: error JE1608: the table is empty; there is no header line; write a header and one row for each rating",
            Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path)).Message);
    }
}
