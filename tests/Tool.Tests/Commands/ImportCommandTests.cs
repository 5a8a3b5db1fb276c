using JudgeEval.Harness.Imports;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_List_NamesEveryFormat() =>
        Assert.All(
            new[] { "csv", "jsonl", "llmjudge", "llmbar" },
            format => Assert.Contains($"\n{format} ", "\n" + CommandLine.Run("import", "--list").Out, StringComparison.Ordinal));

    [Fact]
    public void Import_WithoutAFormat_NamesEveryFormat()
    {
        ToolResult result = CommandLine.Run("import");

        Assert.Equal(4, result.Code);
        Assert.StartsWith($"judgeeval: FORMAT is missing: one of {string.Join(", ", DatasetImporters.All.Select(i => i.Format))}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_Csv_WritesAFolderThatAgreesAndAligns()
    {
        string source = _folder.Write("ratings.csv", "id,anna,ben,gpt\na,1,2,1\nb,2,2,2\nc,3,3,1\n");

        ToolResult result = CommandLine.Run("import", "csv", source, "--out", _folder["out"], "--item", "id", "--judge", "gpt");

        string folder = Path.Combine(_folder["out"], "ratings");
        Assert.Equal(0, result.Code);
        Assert.Equal(
            $"{folder}: 3 items, 2 annotators, 6 annotations, 1 judge; labels ordinal 1..3\n"
            + "  note: level ordinal is assumed, because every label is a whole number; --level nominal, ordinal, interval or ratio chooses another\n",
            result.Out);
        Assert.Equal(0, CommandLine.Run("agree", folder).Code);
        Assert.Equal(0, CommandLine.Run("align", folder, "--verdicts", Path.Combine(folder, "verdicts", "gpt.verdicts.jsonl")).Code);
        Assert.Equal(0, CommandLine.Run("validate", folder, Path.Combine(folder, "verdicts")).Code);
    }

    [Theory]
    [InlineData("unknown format 'jsnl'; did you mean 'jsonl'?", "jsnl", "x", "--out", "y")]
    [InlineData("--out is missing: it names the folder that takes the dataset's folder", "csv", "x")]
    public void Import_Incomplete_SaysWhatIsMissing(string expected, params string[] args)
    {
        ToolResult result = CommandLine.Run(["import", .. args]);

        Assert.Equal(4, result.Code);
        Assert.Equal($"judgeeval: {expected}\nSee 'judgeeval import --help'.\n", result.Error);
    }

    [Fact]
    public void Import_ColumnAbsent_NamesTheOption()
    {
        string source = _folder.Write("ratings.csv", "id,anna\na,1\n");

        ToolResult result = CommandLine.Run("import", "csv", source, "--out", _folder["out"]);

        Assert.Equal(3, result.Code);
        Assert.Equal(
            $"{source}(1,1): error JE1602: there is no column 'item'; the columns are id, anna; name the column with --item\n", result.Error);
    }
}
