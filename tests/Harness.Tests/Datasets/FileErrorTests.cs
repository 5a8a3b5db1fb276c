using System.Text;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Tests.Datasets;

public sealed class FileErrorTests
{
    [Fact]
    public void Read_FolderIsAbsent_SaysSo()
    {
        var error = Assert.Throws<JudgeEvalException>(() => DatasetReader.Read("no/such/folder"));

        Assert.Equal(
            "no/such/folder: error JE1001: the dataset folder does not exist; the path is misspelt or relative to another directory; "
            + "give the path of the folder that holds dataset.yaml, items.jsonl and annotations.csv",
            error.Message);
    }

    [Fact]
    public void Read_PathIsAFile_SaysSo()
    {
        using DatasetFolder folder = new();
        string file = Path.Combine(folder.Path, "items.jsonl");

        var error = Assert.Throws<JudgeEvalException>(() => DatasetReader.Read(file));

        Assert.Equal(
            $"{file}: error JE1001: a dataset is a folder, and this is a file; the path names one file of it; "
            + "give the path of the folder that holds dataset.yaml, items.jsonl and annotations.csv",
            error.Message);
    }

    [Fact]
    public void Read_FilesAreAbsent_NamesEveryFile()
    {
        using DatasetFolder folder = new();
        folder.Delete("dataset.yaml");
        folder.Delete("items.jsonl");
        folder.Delete("annotations.csv");

        const string Rest = "error JE1002: the file does not exist; a dataset folder needs dataset.yaml, items.jsonl and annotations.csv; "
            + "create the file, or correct the path of the folder";
        Assert.Equal([$"dataset.yaml: {Rest}", $"items.jsonl: {Rest}", $"annotations.csv: {Rest}"], folder.Errors());
    }

    [Fact]
    public void Read_ItemsAreAbsent_DoesNotCallEveryAnnotationUnknown()
    {
        using DatasetFolder folder = new();
        folder.Delete("items.jsonl");
        folder.Write("annotations.csv", "item,annotator,label\nq1,ann,Goood\n");

        string[] errors = folder.Errors();

        Assert.Equal(2, errors.Length);
        Assert.StartsWith("items.jsonl: error JE1002:", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("annotations.csv(2,8): error JE1040:", errors[1], StringComparison.Ordinal);
    }

    // 0xE9 is é in Latin-1. The column counts UTF-16 code units: the two of 😀 and the one of ü before it.
    [Theory]
    [InlineData("dataset.yaml", "name: ü😀", "dataset.yaml(1,10)")]
    [InlineData("items.jsonl", "{\"id\":\"ü😀", "items.jsonl(1,11)")]
    [InlineData("annotations.csv", "item,annotator,label\nq1,ann,Good\nq1,ü😀", "annotations.csv(3,7)")]
    [InlineData("annotators.csv", "annotator,age\nann,", "annotators.csv(2,5)")]
    public void Read_ByteIsNotUtf8_NamesByteAndPlace(string file, string before, string place)
    {
        using DatasetFolder folder = new();
        folder.Write(file, [.. Encoding.UTF8.GetBytes(before), 0xE9, (byte)'\n']);

        Assert.Contains(
            $"{place}: error JE1004: the byte 0xE9 is not UTF-8; the file was probably saved as Windows-1252 or Latin-1; "
            + "save it as UTF-8, for example with 'iconv -f WINDOWS-1252 -t UTF-8'",
            folder.Errors());
    }

    [Theory]
    [InlineData("dataset.yaml")]
    [InlineData("items.jsonl")]
    [InlineData("annotations.csv")]
    [InlineData("annotators.csv")]
    public void Read_FileIsUtf16_SaysSoOnce(string file)
    {
        using DatasetFolder folder = new();
        folder.Write(file, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("one\ntwo\n")]);

        Assert.Equal(
            $"{file}(1,1): error JE1004: the file is not UTF-8; it starts with the byte order mark of UTF-16; "
            + "save it as UTF-8, for example with 'iconv -f UTF-16 -t UTF-8'",
            Assert.Single(folder.Errors(), e => e.StartsWith(file, StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_ThousandsOfErrors_ShowsAThousandAndCountsTheRest()
    {
        using DatasetFolder folder = new();
        folder.Write("annotations.csv", "item,annotator,label\n" + string.Concat(Enumerable.Range(0, 1234).Select(i => $"q1,p{i},Gut\n")));

        string[] errors = folder.Errors();

        Assert.Equal(1001, errors.Length);
        Assert.StartsWith("annotations.csv(1001,", errors[999], StringComparison.Ordinal);
        Assert.Equal(
            "annotations.csv: error JE1005: 234 more errors are not shown; only the first 1000 of a file are listed; mend these and check again",
            errors[1000]);
    }

    [Fact]
    public void Read_ErrorsInEveryFile_ReportsAllFileByFile()
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", DatasetFolder.Head + "authr: me\n");
        folder.Write("items.jsonl", DatasetFolder.Items + "{\"id\":\"q1\",\"response\":\"again\"}\n{\"id\":\"q4\"}\n");
        folder.Write("annotations.csv", "item,annotator,label\nq9,ann,Gud\nq1,ann,Good\nq1,ann,Good\nq1,bob\n");
        folder.Write("annotators.csv", "annotator,age\nann,30\nann,31\n");

        Assert.Equal(
            [
                "dataset.yaml(7,1) JE1011",
                "items.jsonl(3,7) JE1026",
                "items.jsonl(4,1) JE1024",
                "annotations.csv(2,1) JE1042",
                "annotations.csv(2,8) JE1040",
                "annotations.csv(4,4) JE1043",
                "annotations.csv(5,7) JE1034",
                "annotators.csv(3,1) JE1050",
            ],
            folder.Errors().Select(e => string.Concat(e.Split(": error ")[0], " ", e.Split(": error ")[1].AsSpan(0, 6))));
    }
}
