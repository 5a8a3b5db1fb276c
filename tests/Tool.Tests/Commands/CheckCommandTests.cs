using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private const string Table = "anna,ben,gpt\n4,4,4\n4,4,3\n1,1,1\n2,2,9\n3,1,3\n5,5,5\n,,4\n2,2,\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_Table_ListsTheDisagreeingRowsWithTheirLines()
    {
        JsonElement judge = Json("--human", "anna,ben", "--judge", "gpt");

        JsonElement disagreement = Assert.Single(judge.GetProperty("disagreements").EnumerateArray());
        Assert.Equal(
            ("2", 3, "3", -1.0),
            (disagreement.GetProperty("item").GetString(), disagreement.GetProperty("line").GetInt32(), disagreement.GetProperty("judge").GetString(), disagreement.GetProperty("delta").GetDouble()));
        Assert.Equal(2, disagreement.GetProperty("human").GetProperty("4").GetInt32());
    }

    [Fact]
    public void Check_LabelNoPersonUses_IsNamedAsOutOfScale()
    {
        JsonElement off = Assert.Single(Json("--human", "anna,ben", "--judge", "gpt").GetProperty("outOfScale").EnumerateArray());

        Assert.Equal(("4", "9"), (off.GetProperty("item").GetString(), off.GetProperty("value").GetString()));
        Assert.Contains(
            "Out of scale: '9', 1 row; no person uses this label, so these rows are left out. --labels with all labels counts them in.\n", Run("--human", "anna,ben", "--judge", "gpt").Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Text_ShowsAssumptionCeilingConfusionAndRows()
    {
        string text = Run("--human", "anna,ben", "--judge", "gpt").Out;

        Assert.StartsWith("Note: level ordinal is assumed, because every label is a whole number;", text, StringComparison.Ordinal);
        Assert.Contains("human ceiling", text, StringComparison.Ordinal);
        Assert.Contains("Confusion (rows: people, columns: judge):\n", text, StringComparison.Ordinal);
        Assert.Contains("1 row disagrees:\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TableWithoutTexts_TextBaselinesDoNotApply()
    {
        JsonElement all = Json("--human", "anna,ben", "--judge", "gpt").GetProperty("baseline").GetProperty("all");

        Assert.All(
            new[] { "longer", "overlap", "linear" },
            name => Assert.Equal("not applicable: the items have no texts", all.GetProperty(name).GetProperty("undefined").GetString()));
        Assert.True(all.GetProperty("majority").TryGetProperty("n", out _));
    }

    [Fact]
    public void Check_SeveralJudges_AreAllShown()
    {
        string path = _folder.Write("t.csv", "item,human,one,two\na,x,x,y\nb,y,y,y\n");

        JsonElement json = CommandLine.Run("check", path, "--human", "human", "--judge", "one,two", "--json").Json();

        Assert.Equal(["one", "two"], json.GetProperty("judges").EnumerateArray().Select(j => j.GetProperty("judge").GetString()!));
    }

    [Fact]
    public void Check_UnknownColumn_NamesTheNearest()
    {
        ToolResult result = Run("--human", "ana", "--judge", "gpt");

        Assert.Equal(4, result.Code);
        Assert.Equal(
            $"judgeeval: --human: there is no column 'ana' in {_folder["t.csv"]}; did you mean 'anna'?\nSee 'judgeeval check --help'.\n",
            result.Error);
    }

    [Fact]
    public void Check_ItemColumnWithDuplicates_IsBadData()
    {
        ToolResult result = CommandLine.Run("check", _folder.Write("t.csv", "item,h,j\na,x,x\na,y,y\n"), "--human", "h", "--judge", "j");

        Assert.Equal(3, result.Code);
        Assert.Contains("t.csv(3,1): error JE1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OrdinalWordsWithTheirOrder_HaveSignedDifferences()
    {
        string path = _folder.Write("t.csv", "h,j\nbad,good\ngood,good\nfair,fair\n");

        JsonElement json = CommandLine.Run("check", path, "--human", "h", "--judge", "j", "--labels", "bad,fair,good", "--json").Json();

        JsonElement judge = json.GetProperty("judges")[0];
        Assert.Equal("ordinal", judge.GetProperty("level").GetString());
        Assert.Equal(2, judge.GetProperty("disagreements")[0].GetProperty("delta").GetDouble());
        Assert.Equal(
            ["bad", "fair", "good"], judge.GetProperty("confusion").GetProperty("labels").EnumerateArray().Select(l => l.GetString()!));
    }

    private JsonElement Json(params string[] options) => Run([.. options, "--json"]).Json().GetProperty("judges")[0];

    private ToolResult Run(params string[] options) => CommandLine.Run(["check", _folder.Write("t.csv", Table), .. options]);

    [Fact]
    public void Check_OneAnnotator_SaysOnceThatThereIsNoCeiling()
    {
        string text = Run("--human", "anna", "--judge", "gpt").Out;

        Assert.Contains(
            "Human ceiling  undefined, as all that holds the judge against single annotators: no item has labels from two annotators\n", text,
            StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.Contains("undefined", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_NegativeRows_IsWrongUsage()
    {
        ToolResult result = Run("--human", "anna", "--judge", "gpt", "--rows", "-3");

        Assert.Equal(
            (4, "", "judgeeval: --rows takes a whole number from 0, not -3\nSee 'judgeeval check --help'.\n"), (result.Code, result.Out, result.Error));
    }
}
