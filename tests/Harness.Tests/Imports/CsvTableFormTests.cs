using System.IO.Compression;
using System.Text;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports;

/// <summary>Separators, encodings and what spreadsheets leave at the margins of a table.</summary>
public sealed class CsvTableFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("item,human\n1,x\n", ',')]
    [InlineData("item;human\n1;x\n", ';')]
    [InlineData("item\thuman\n1\tx\n", '\t')]
    [InlineData("item|human\n1|x\n", '|')]
    public void Read_HeaderWithOneKindOfSeparator_TakesIt(string text, char separator)
    {
        CsvTable table = CsvTable.Read(_folder.Write("t.csv", text));

        Assert.Equal(separator, table.Separator);
        Assert.Equal(["item", "human"], table.Columns.AsEnumerable());
        Assert.Equal(["1", "x"], table.Rows.Single().Cells.AsEnumerable());
    }

    [Theory]
    [InlineData("id;answer, in full;human\n1;a;b\n", ';')] // two semicolons, one comma
    [InlineData("\"a;b;c\",d\n1,2\n", ',')] // semicolons in quotes are text
    [InlineData("\"say \"\";;\"\"\",d\n1,2\n", ',')] // and so are those behind a doubled quote
    [InlineData("\"a\n;;;b\",d\n1,2\n", ',')] // and behind a line break in quotes
    [InlineData("a,b;c\n1,2\n", ',')] // equally often: the comma comes first
    [InlineData("\r\n\r\na;b\r\n1;2\r\n", ';')] // blank lines are no header
    [InlineData("human\nx\n", ',')] // one column
    public void Read_HeaderWithSeveralKinds_TakesTheMostFrequentOutsideQuotes(string text, char separator) =>
        Assert.Equal(separator, CsvTable.Read(_folder.Write("t.csv", text)).Separator);

    [Fact]
    public void Read_GivenSeparator_WinsOverTheHeader()
    {
        CsvTable table = CsvTable.Read(_folder.Write("t.csv", "a;b;c,d\n1;2;3,4\n"), ',');

        Assert.Equal(["a;b;c", "d"], table.Columns.AsEnumerable());
        Assert.Equal(["1;2;3", "4"], table.Rows[0].Cells.AsEnumerable());
    }

    [Fact]
    public void Read_SeparatorLineOfExcel_StatesItAndIsNoHeader()
    {
        CsvTable table = CsvTable.Read(_folder.Write("t.csv", "sep=;\r\na,b;c\r\n1;2\r\n"));

        Assert.Equal(["a,b", "c"], table.Columns.AsEnumerable());
        Assert.Equal(3, table.Rows.Single().Line);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('§')]
    public void Read_ImpossibleSeparator_Throws(char separator) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CsvTable.Read(_folder.Write("t.csv", "a\n"), separator));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Read_ByteOrderMark_TellsTheEncoding(string name)
    {
        CsvTable table = CsvTable.Read(Write("t.csv", name, "straße;größe\r\n\"a\nb\";ü\r\n2;😀\r\n"));

        Assert.Equal(["straße", "größe"], table.Columns.AsEnumerable());
        Assert.Equal(["a\nb", "ü", "2", "😀"], table.Rows.SelectMany(r => r.Cells));
        Assert.Equal([2, 4], table.Rows.Select(r => r.Line));
    }

    [Fact]
    public void Read_PackedUtf16_IsRead()
    {
        string path = Path.Combine(_folder.Root, "t.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\tb\n1\t2\n")]);
        }

        Assert.Equal(["1", "2"], CsvTable.Read(path).Rows.Single().Cells.AsEnumerable());
    }

    [Fact]
    public void Read_Utf16CutOffInACharacter_IsAnErrorOfItsOwn()
    {
        string path = Write("t.csv", "utf-16", "a;b\n1;2\n");
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path), (byte)'3']);

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.Equal("JE1660", exception.Diagnostics.Single().Code);
    }

    [Fact]
    public void Read_MarginsOfASpreadsheet_AreNoCells()
    {
        CsvTable table = CsvTable.Read(_folder.Write("t.csv", "item;human;;\r\n1;x;;\r\n;;;\r\n \r\n2;y;;;; \r\n;;\r\n"));

        Assert.Equal(["item", "human", "", ""], table.Columns.AsEnumerable());
        Assert.Equal([["1", "x", "", ""], ["2", "y", "", ""]], table.Rows.Select(r => r.Cells.ToArray()));
        Assert.Equal([2, 5], table.Rows.Select(r => r.Line));
    }

    [Fact]
    public void Read_TextBehindTheLastColumnOrTooFewCells_IsRefusedByLine()
    {
        string path = _folder.Write("t.csv", "item;human\n1;x;y\n2\n3;z\n");

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(path));

        Assert.Equal([("JE1034", 2), ("JE1034", 3)], exception.Diagnostics.Select(d => (d.Code, d.Location.Line)));
        Assert.Contains("semicolon", exception.Diagnostics[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NamesThatDifferInSpaceAlone_StandTwice()
    {
        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => CsvTable.Read(_folder.Write("t.csv", "a, a\n1,2\n")));

        Assert.Equal("JE1037", exception.Diagnostics.Single().Code);
    }

    private string Write(string name, string encoding, string text)
    {
        Encoding used = Encoding.GetEncoding(encoding);
        string path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, [.. used.GetPreamble(), .. used.GetBytes(text)]);
        return path;
    }
}
