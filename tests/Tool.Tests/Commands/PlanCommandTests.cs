using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;

    public PlanCommandTests() => _dataset = Datasets.Write(_folder);

    private string High => Path.Combine(_dataset, "verdicts", "high.verdicts.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plan_FewItems_CannotSeeTheMarginAndSaysWhatWould()
    {
        ToolResult result = Plan("--metric", "percentAgreement");

        Assert.Equal((2, ""), (result.Code, result.Error));
        Assert.Contains("Plan for small: percentAgreement on 10 items, margin 0.05", result.Out, StringComparison.Ordinal);
        Assert.Contains("cannot be seen  at the margin 0.05", result.Out, StringComparison.Ordinal);
        Assert.Contains(" more items", result.Out, StringComparison.Ordinal);
        Assert.Contains("two judges that each agree with people on 85% of items", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WideMargin_CanBeSeen()
    {
        ToolResult result = Plan("--metric", "percentAgreement", "--margin", "0.6", "--discordant", "0.1");

        Assert.Equal(0, result.Code);
        Assert.Contains("can be seen  an equally good judge passes at the margin 0.6", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Json_IsOneObject()
    {
        JsonElement json = Plan("--json", "--simulations", "200").Json();

        Assert.Equal(("cohenKappaQuadratic", "assumptions"), (json.GetProperty("metric").GetString(), json.GetProperty("basis").GetString()));
        Assert.Equal([10, 20, 40], json.GetProperty("sizes").EnumerateArray().Select(s => s.GetProperty("items").GetInt32()));
        Assert.Equal(4, json.GetProperty("needs").GetArrayLength());
        Assert.False(json.GetProperty("canBeSeen").GetBoolean());
        Assert.Equal(2, json.GetProperty("annotators").GetProperty("perItem").GetDouble());
    }

    [Fact]
    public void Plan_Pilots_AreTwoFilesOrOneWithABaseline()
    {
        string other = _folder.Write("other.verdicts.jsonl", """{"format":"judgeeval.verdicts/1","judge":{"name":"other"}}""" + "\n" + """{"item":"i0","label":"2"}""" + "\n" + """{"item":"i1","label":"2"}""" + "\n");

        Assert.Equal("twoJudges", Plan("--verdicts", High, other, "--json", "--metric", "percentAgreement").Json().GetProperty("basis").GetString());
        Assert.Equal("twoJudges", Plan("--verdicts", High, "--baseline", other, "--json", "--metric", "percentAgreement").Json().GetProperty("basis").GetString());
        Assert.Equal("oneJudge", Plan("--verdicts", High, "--json", "--metric", "percentAgreement").Json().GetProperty("basis").GetString());
    }

    [Fact]
    public void Plan_NoPlan_SaysWhyAndExitsWith2()
    {
        ToolResult result = Plan("--metric", "jensenShannon");

        Assert.Equal(2, result.Code);
        Assert.Contains("no plan  jensenShannon of a judge that is not known cannot be planned by assumption", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--power takes a number between 0 and 1, for example 0.8, not '1'", "--power", "1")]
    [InlineData("--repeats takes a whole number from 1, not '0'", "--repeats", "0")]
    [InlineData("--simulations takes a whole number from 100, not '5'", "--simulations", "5")]
    [InlineData("--baseline needs --verdicts: the judge that is compared with it", "--baseline", "x.jsonl")]
    public void Plan_UnusableOption_IsWrongUsage(string expected, string option, string value)
    {
        ToolResult result = Plan(option, value);

        Assert.Equal(4, result.Code);
        Assert.Equal($"judgeeval: {expected}\nSee 'judgeeval plan --help'.\n", result.Error);
    }

    [Fact]
    public void Plan_ThreeFiles_IsWrongUsage() =>
        Assert.Contains("a pilot has one judge or two, and 3 verdict files are given", Plan("--verdicts", High, High, High).Error, StringComparison.Ordinal);

    private ToolResult Plan(params string[] options) => CommandLine.Run(["plan", _dataset, .. options]);
}
