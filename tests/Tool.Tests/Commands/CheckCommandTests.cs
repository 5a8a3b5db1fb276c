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
        string text = Run("--human", "anna,ben", "--judge", "gpt").Out;
        Assert.Contains("Not mapped: 1 value, 1 judgement.", text, StringComparison.Ordinal);
        Assert.Contains("    1  9         5  --labels 1,2,3,4,5,9\n", text, StringComparison.Ordinal);
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
    public void Check_MoreLabelsThanFitOnAPage_LeavesTheConfusionTableToJson()
    {
        string path = _folder.Write("many.csv", "human,judge\n" + string.Concat(Enumerable.Range(0, 51).Select(i => FormattableString.Invariant($"topic {i},topic {i}\n"))));
        string[] arguments = ["check", path, "--human", "human", "--judge", "judge", "--bootstrap", "0"];

        Assert.Contains("No confusion table: the scale has 51 labels, too many to read; --json has it.\n", CommandLine.Run(arguments).Out, StringComparison.Ordinal);
        Assert.Equal(51, CommandLine.Run([.. arguments, "--json"]).Json().GetProperty("judges")[0].GetProperty("confusion").GetProperty("labels").GetArrayLength());
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
    public void Check_ScoresAgainstPassAndFail_AreRefusedWithTheOptionAndReadWithIt()
    {
        string path = _folder.Write("s.csv", "human,judge\npass,4\nfail,2\npass,5\nfail,1\npass,3\n");

        ToolResult refused = CommandLine.Run("check", path, "--human", "human", "--judge", "judge");
        JsonElement read = CommandLine.Run("check", path, "--human", "human", "--judge", "judge", "--pass-from", "4", "--json").Json().GetProperty("judges")[0];

        Assert.Equal(3, refused.Code);
        Assert.Contains("s.csv(2,1): error JE1665: no label of the judge 'judge' is on people's scale;", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--pass-from N, where N is the lowest score that passes, for example --pass-from 4", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0.8, read.GetProperty("statistics").GetProperty("percentAgreement").GetProperty("value").GetDouble());
        Assert.Equal(6, read.GetProperty("disagreements")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public void Check_UnmappedValues_AreListedByValueAndCountWithTheOption()
    {
        string path = _folder.Write("u.csv", "human,judge\npass,pass\nfail,needs work\npass,needs work\nfail,fail\n");

        JsonElement json = CommandLine.Run("check", path, "--human", "human", "--judge", "judge", "--json").Json();
        JsonElement mapped = CommandLine.Run("check", path, "--human", "human", "--judge", "judge", "--map", "needs work=fail", "--json").Json();

        JsonElement value = Assert.Single(json.GetProperty("unmapped").EnumerateArray());
        Assert.Equal(
            ("judge", "needs work", 2, 3, "--map \"needs work=fail\""),
            (value.GetProperty("judge").GetString(), value.GetProperty("value").GetString(), value.GetProperty("count").GetInt32(), value.GetProperty("line").GetInt32(), value.GetProperty("option").GetString()));
        Assert.Equal(2, json.GetProperty("judges")[0].GetProperty("failures").GetProperty("unparsable").GetInt32());
        Assert.Equal(0, mapped.GetProperty("unmapped").GetArrayLength());
        Assert.Equal(0.75, mapped.GetProperty("judges")[0].GetProperty("statistics").GetProperty("percentAgreement").GetProperty("value").GetDouble());
    }

    [Fact]
    public void Check_FewRows_SaysInWordsWhatTheyCanTell()
    {
        string rows = string.Concat(Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? "pass,pass\n" : i == 5 ? "fail,pass\n" : "fail,fail\n"));
        string path = _folder.Write("few.csv", "human,judge\n" + rows);

        string text = CommandLine.Run("check", path, "--human", "human", "--judge", "judge").Out;

        Assert.Contains("What these labels can tell:\n12 labelled items: cohenKappa lies between", text, StringComparison.Ordinal);
        Assert.Matches("About [0-9]+ more labelled items would narrow it to ±0.1", text);
        Assert.Contains("With fewer than 30 items", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RepeatsAsColumns_AreOneJudge()
    {
        string path = _folder.Write("r.csv", "human,gpt_1,gpt_2,gpt_3\nyes,yes,yes,no\nno,no,no,no\nyes,no,no,yes\n");

        JsonElement judge = CommandLine.Run("check", path, "--human", "human", "--judge", "gpt=gpt_1+gpt_2+gpt_3", "--json").Json().GetProperty("judges")[0];

        Assert.Equal("gpt", judge.GetProperty("judge").GetString());
        Assert.Equal(2.0 / 3, judge.GetProperty("statistics").GetProperty("percentAgreement").GetProperty("value").GetDouble(), 12);
    }

    [Fact]
    public void Check_ColumnWithACommaInItsName_IsFoundByItsWholeName()
    {
        string path = _folder.Write("c.csv", "\"Quality, human\",\"gpt=4+\"\ngood,good\nbad,good\n");

        JsonElement judge = CommandLine.Run("check", path, "--human", "Quality, human", "--judge", "gpt=4+", "--json").Json().GetProperty("judges")[0];

        Assert.Equal(("gpt=4+", 2), (judge.GetProperty("judge").GetString(), judge.GetProperty("verdicts").GetInt32()));
    }

    [Theory]
    [InlineData("--separator", "colon?", "--separator takes comma, semicolon, tab, pipe or one character, not 'colon?'")]
    [InlineData("--map", "needs work", "--map takes TEXT=LABEL, for example \"needs work=fail\", not 'needs work'")]
    [InlineData("--pass-from", "four", "--pass-from takes a number, not 'four'")]
    [InlineData("--decimal", "commma", "--decimal takes comma or point, not 'commma'; did you mean 'comma'?")]
    [InlineData("--swapped", "gpd=ben", "--swapped: there is no judge 'gpd'; write NAME=COL with a judge of --judge; did you mean 'gpt'?")]
    [InlineData("--order", "ordr", "--order: there is no column 'ordr'")]
    public void Check_WrongValue_IsWrongUsage(string option, string value, string message)
    {
        ToolResult result = Run("--human", "anna", "--judge", "gpt", option, value);

        Assert.Equal(4, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt,ben", "the column 'ben' is given as people's and as a judge's, which would be held against itself")]
    [InlineData("x=gpt+gpt", "the column 'gpt' is given to one judge twice, which would count as a repeat that never differs")]
    public void Check_ColumnWithTwoParts_IsWrongUsage(string judges, string message)
    {
        ToolResult result = Run("--human", "anna,ben", "--judge", judges);

        Assert.Equal((4, $"judgeeval: {message}\nSee 'judgeeval check --help'.\n"), (result.Code, result.Error));
    }

    [Fact]
    public void Check_PassAndFail_SaysWhatMetricsOfAnOrderMean()
    {
        string path = _folder.Write("two.csv", "a,b,judge\nPass,pass,pass\nfail,pass,fail\nfail,fail,fail\npass,pass,fail\n");

        string one = CommandLine.Run("check", path, "--human", "a", "--judge", "judge").Out;
        string two = CommandLine.Run("check", path, "--human", "a,b", "--judge", "judge").Out;

        Assert.Contains("meanAbsoluteError count 'pass' as 1 and 'fail' as 0. ", one.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("the first three hold the judge against people's mean", two.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("With two labels", Run("--human", "anna,ben", "--judge", "gpt").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LongJsonWithTextOfSeveralBytes_IsWhole()
    {
        // 3 bytes each and one before them: pieces of the output end within a sign.
        string rows = string.Concat(Enumerable.Range(0, 3000).Select(i => $"a{string.Concat(Enumerable.Repeat("\u20ac", 30))}{i},pass,fail\n"));
        string path = _folder.Write("long.csv", "item,human,judge\n" + rows + "b,fail,fail\n");

        JsonElement judge = CommandLine.Run("check", path, "--human", "human", "--judge", "judge", "--json", "--bootstrap", "0").Json().GetProperty("judges")[0];

        string[] items = [.. judge.GetProperty("disagreements").EnumerateArray().Select(d => d.GetProperty("item").GetString()!)];
        Assert.Equal(3000, items.Length);
        Assert.All(items, item => Assert.StartsWith("a" + string.Concat(Enumerable.Repeat("\u20ac", 30)), item, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_ThreeLabels_NamesNoneOfThemAsTheMeaningOfAnother()
    {
        string path = _folder.Write("three.csv", "human,judge\ncat,cat\ndog,dog\nbird,parrot\n");

        Assert.Contains("--map \"parrot=LABEL\"", CommandLine.Run("check", path, "--human", "human", "--judge", "judge").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NegativeRows_IsWrongUsage()
    {
        ToolResult result = Run("--human", "anna", "--judge", "gpt", "--rows", "-3");

        Assert.Equal(
            (4, "", "judgeeval: --rows takes a whole number from 0, not -3\nSee 'judgeeval check --help'.\n"), (result.Code, result.Out, result.Error));
    }
}
