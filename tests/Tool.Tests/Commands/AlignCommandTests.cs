using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class AlignCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;
    private readonly string _verdicts;

    public AlignCommandTests()
    {
        _dataset = Datasets.Write(_folder);
        _verdicts = Path.Combine(_dataset, "verdicts", "high.verdicts.jsonl");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Align_Json_HasTheContractsKeys()
    {
        JsonElement json = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--json", "--bootstrap", "0").Json();
        JsonElement judge = json.GetProperty("judges")[0];

        Assert.Equal(["name", "hash"], json.GetProperty("dataset").EnumerateObject().Select(p => p.Name));
        Assert.All(
            new[] { "judge", "identity", "items", "verdicts", "coverage", "failures", "outOfScale", "statistics", "human", "confusion", "disagreements" },
            key => Assert.True(judge.TryGetProperty(key, out _), key));
        Assert.Equal(
            [
                "percentAgreement", "cohenKappa", "cohenKappaLinear", "cohenKappaQuadratic", "scottPi", "krippendorffAlpha", "pearson",
                "spearman",
                "kendallTauB", "meanAbsoluteError", "jensenShannon",
            ],
            judge.GetProperty("statistics").EnumerateObject().Select(p => p.Name));
        Assert.All(
            new[] { "ceiling", "ceilings", "percentileAmongAnnotators", "worthKAnnotators", "altTest" },
            key => Assert.True(judge.GetProperty("human").TryGetProperty(key, out _), key));
        Assert.Equal(["labels", "counts"], judge.GetProperty("confusion").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Align_Json_HasEveryBaselineAndTheBest()
    {
        JsonElement baseline = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--json", "--bootstrap", "0", "--metric", "percentAgreement").Json()
            .GetProperty("judges")[0].GetProperty("baseline");

        Assert.Equal(["metric", "best", "statistic", "difference", "standing", "all"], baseline.EnumerateObject().Select(p => p.Name));
        JsonElement all = baseline.GetProperty("all");
        Assert.Equal(["majority", "random", "longer", "overlap", "linear"], all.EnumerateObject().Select(p => p.Name));

        // Four of the ten labels are 1; responses r0..r9 are equally long, so all get the label in the middle, 2, which three have.
        Assert.Equal(0.4, all.GetProperty("majority").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(0.3, all.GetProperty("longer").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("not applicable: 10 labelled texts are too few to learn from; it needs 20", all.GetProperty("linear").GetProperty("undefined").GetString());
        double best = all.GetProperty(baseline.GetProperty("best").GetString()!).GetProperty("value").GetDouble();
        Assert.Equal(best, baseline.GetProperty("statistic").GetProperty("value").GetDouble());
        Assert.Equal(0.9 - best, baseline.GetProperty("difference").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("undecided", baseline.GetProperty("standing").GetString());
    }

    [Fact]
    public void Align_NoBaselines_LeavesThemOutOfJsonTextAndRecord()
    {
        string record = _folder["a.record.json"];

        Assert.False(CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--json", "--bootstrap", "0", "--no-baselines", "--record", record).Json()
            .GetProperty("judges")[0].TryGetProperty("baseline", out _));
        Assert.DoesNotContain("baseline", CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--bootstrap", "0", "--no-baselines").Out, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(File.ReadAllText(record)).RootElement.GetProperty("record").GetProperty("options").GetProperty("baselines").GetBoolean());
    }

    [Fact]
    public void Align_JudgeThatLabelsAlone_HasNullForOtherKinds()
    {
        JsonElement judge = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--json", "--bootstrap", "0").Json().GetProperty("judges")[0];

        Assert.All(new[] { "committee", "candidates", "difficulty" }, key => Assert.Equal(JsonValueKind.Null, judge.GetProperty(key).ValueKind));
    }

    [Fact]
    public void Align_VotesAndCandidates_AreInTheJson()
    {
        // People say 1 2 3 1 2 … A member that always says 1 agrees on 4 of 10; one that repeats people's label, on all. Sets: the label and 1, so {1} on four items.
        string team = _folder.Write("team.verdicts.jsonl", "{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"team\"}}\n" + string.Concat(Enumerable.Range(0, 10).Select(i =>
        {
            int label = 1 + (i % 3);
            string candidates = label == 1 ? "\"1\"" : $"\"{label}\",\"1\"";
            return $"{{\"item\":\"i{i}\",\"label\":\"{label}\",\"candidates\":[{candidates}],\"votes\":{{\"good\":\"{label}\",\"lazy\":\"1\"}}}}\n";
        })));

        JsonElement judge = CommandLine.Run("align", _dataset, "--verdicts", team, "--json", "--bootstrap", "0", "--metric", "percentAgreement").Json().GetProperty("judges")[0];
        JsonElement committee = judge.GetProperty("committee");

        Assert.Equal(["items", "members", "pairs", "cut", "groups"], committee.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["good 1", "lazy 0.4"], committee.GetProperty("members").EnumerateArray().Select(m => $"{m.GetProperty("name")} {m.GetProperty("withPeople").GetProperty("value")}"));
        Assert.Equal(
            """{"share":0.4,"agreeing":4,"compared":10}""",
            committee.GetProperty("pairs")[0].GetProperty("agreement").GetRawText().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
        Assert.Equal(["none 0", "low 0", "high 6", "all 4"], committee.GetProperty("groups").EnumerateObject().Select(g => $"{g.Name} {g.Value.GetArrayLength()}"));
        JsonElement candidates = judge.GetProperty("candidates");
        Assert.Equal(["coverage", "meanSize", "singleShare", "itemsWithoutReference", "itemsWithoutSet"], candidates.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, 1.6, 0.4), (candidates.GetProperty("coverage").GetProperty("value").GetDouble(), candidates.GetProperty("meanSize").GetProperty("value").GetDouble(), candidates.GetProperty("singleShare").GetProperty("value").GetDouble()));
    }

    [Fact]
    public void Align_DifficultyJudge_IsNoFailureAndSaysWhyNothingGoesAlong()
    {
        // The two people of this dataset always agree, so there is no disagreement to predict.
        string predictions = Predictions();

        ToolResult result = CommandLine.Run("align", _dataset, "--verdicts", predictions, "--json");
        JsonElement judge = result.Json().GetProperty("judges")[0];

        Assert.Equal((0, 1), (result.Code, judge.GetProperty("coverage").GetDouble()));
        Assert.Equal("the judge predicts difficulty, it gives no labels", judge.GetProperty("statistics").GetProperty("cohenKappa").GetProperty("undefined").GetString());
        JsonElement difficulty = judge.GetProperty("difficulty");
        Assert.Equal(
            ["hardest", "measure", "items", "itemsWithoutTwoLabels", "pearson", "spearman", "ambiguousFrom", "ambiguous", "hard", "both", "overlap"],
            difficulty.EnumerateObject().Select(p => p.Name));
        Assert.Equal("people disagree on all items alike, so nothing can go along with it", difficulty.GetProperty("pearson").GetProperty("undefined").GetString());
        Assert.Equal("Hard", difficulty.GetProperty("hardest").GetString());
    }

    [Fact]
    public void Align_DifficultyJudgeAmongOthers_HasATableOfItsOwn()
    {
        string text = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, Predictions(), "--bootstrap", "0").Out;

        Assert.Contains("\n1  high   ", text, StringComparison.Ordinal);
        Assert.Contains("\n#  predicts difficulty  pearson    spearman", text, StringComparison.Ordinal);
        Assert.Contains("\n1  oracle  ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("three")]
    public void Align_AmbiguousFromThatIsNoDistance_IsWrongUsage(string value)
    {
        ToolResult result = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, $"--ambiguous-from={value}");

        Assert.Equal(4, result.Code);
        Assert.Contains($"--ambiguous-from takes a number above 0, for example 3, not '{value}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Align_Text_ShowsTheBestBaseline() =>
        Assert.Contains("\nBest baseline  ", CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--bootstrap", "0").Out, StringComparison.Ordinal);

    [Fact]
    public void Align_JsonOfRepeats_HasTheStability()
    {
        // i0: 1 and 2, one pair and unequal; i1: 2 and 2. Two items, one of them flips, agreement (0 + 1) / 2. Nothing is swapped.
        string repeated = _folder.Write(
            "repeated.verdicts.jsonl",
            "{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"j\"}}\n{\"item\":\"i0\",\"label\":1}\n{\"item\":\"i0\",\"repeat\":1,\"label\":2}\n"
            + "{\"item\":\"i1\",\"label\":2}\n{\"item\":\"i1\",\"repeat\":1,\"label\":2}\n");

        JsonElement judges = CommandLine.Run(
            "align", _dataset, "--verdicts", repeated, _verdicts, "--json", "--bootstrap", "0", "--min-coverage", "0").Json().GetProperty("judges");

        Assert.Equal(
            """{"repeats":2,"flipRate":0.5,"selfAgreement":0.5,"orderFlipRate":null,"firstPositionShare":null}""",
            judges[0].GetProperty("stability").GetRawText().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
        Assert.Equal(JsonValueKind.Null, judges[1].GetProperty("stability").ValueKind);
    }

    [Fact]
    public void Align_OneJudge_CountsWhatDisagrees()
    {
        JsonElement judge = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--json", "--bootstrap", "0").Json().GetProperty("judges")[0];

        // Labels are 1 + i mod 3; the judge is one too high on i8 (3, the top already) and i9 (1).
        Assert.Equal(
            ("high", 10, 10, 1.0),
            (judge.GetProperty("judge").GetString(), judge.GetProperty("items").GetInt32(), judge.GetProperty("verdicts").GetInt32(), judge.GetProperty("coverage").GetDouble()));
        Assert.Equal(0.9, judge.GetProperty("statistics").GetProperty("percentAgreement").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("i9", Assert.Single(judge.GetProperty("disagreements").EnumerateArray()).GetProperty("item").GetString());
    }

    [Fact]
    public void Align_Metric_LeadsAndNamesTheCeiling()
    {
        JsonElement judge = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--json", "--bootstrap", "0", "--metric", "pearson").Json().GetProperty("judges")[0];

        Assert.Equal("pearson", judge.GetProperty("human").GetProperty("ceiling").GetProperty("metric").GetString());
    }

    [Fact]
    public void Align_UnknownMetricAndReference_NameTheNearest()
    {
        Assert.Equal(
            "judgeeval: unknown metric 'cohenKapa'; did you mean 'cohenKappa'?\nSee 'judgeeval align --help'.\n",
            CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--metric", "cohenKapa").Error);
        ToolResult reference = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--reference", "ana");
        Assert.Equal(
            (4, "judgeeval: unknown reference 'ana'; did you mean 'anna'?\nSee 'judgeeval align --help'.\n"),
            (reference.Code, reference.Error));
    }

    [Fact]
    public void Align_CoverageBelowTheLimit_ExitsWith5AndStillPrints()
    {
        string[] lines = File.ReadAllLines(_verdicts);
        string part = _folder.Write("part.verdicts.jsonl", string.Concat(lines.Take(9).Select(l => l + "\n")));

        ToolResult result = CommandLine.Run("align", _dataset, "--verdicts", part, "--json", "--bootstrap", "0");

        Assert.Equal(5, result.Code);
        Assert.Equal(0.8, result.Json().GetProperty("judges")[0].GetProperty("coverage").GetDouble(), 1e-12);
        Assert.Equal("judgeeval: 'high' has a usable verdict for 8 of 10 items, coverage 0.8 is below 0.98\n", result.Error);
        Assert.Equal(0, CommandLine.Run("align", _dataset, "--verdicts", part, "--min-coverage", "0.8").Code);
    }

    [Fact]
    public void Align_SeveralJudges_IsALeaderboard()
    {
        string second = _folder.Write(
            "second.verdicts.jsonl", File.ReadAllText(_verdicts).Replace("\"high\"", "\"other\"", StringComparison.Ordinal));

        ToolResult result = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, second, "--bootstrap", "0");

        Assert.Equal(0, result.Code);
        Assert.StartsWith("2 judges on small, 10 items, ordinal level\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("other", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Align_FolderOfVerdicts_TakesAllOfThem()
    {
        JsonElement json = CommandLine.Run(
            "align", _dataset, "--verdicts", Path.Combine(_dataset, "verdicts"), "--json", "--bootstrap", "0").Json();

        Assert.Equal(1, json.GetProperty("judges").GetArrayLength());
    }

    [Fact]
    public void Align_ByTag_SplitsTheItems()
    {
        JsonElement by = CommandLine.Run(
            "align", _dataset, "--verdicts", _verdicts, "--by", "topic", "--json", "--bootstrap", "0").Json().GetProperty("by");

        Assert.Equal(("topic", "items"), (by.GetProperty("attribute").GetString(), by.GetProperty("of").GetString()));
        Assert.Equal(
            [("a", 5, 1.0), ("b", 5, 0.8)],
            by.GetProperty("groups").EnumerateArray().Select(g => (
                g.GetProperty("value").GetString()!,
                g.GetProperty("judges")[0].GetProperty("items").GetInt32(),
                g.GetProperty("judges")[0].GetProperty("statistics").GetProperty("percentAgreement").GetProperty("value").GetDouble())));
    }

    [Fact]
    public void Align_ByUnknownAttribute_NamesTheNearest() => Assert.Equal(
        "judgeeval: --by: neither items nor annotators have 'topc'; did you mean 'topic'?\nSee 'judgeeval align --help'.\n",
        CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--by", "topc", "--bootstrap", "0").Error);

    [Fact]
    public void Align_Record_IsReadBack()
    {
        string path = _folder["out.record.json"];

        ToolResult result = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--record", path, "--bootstrap", "0");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Harness.Records.AlignmentRecord record = Harness.Records.RecordFile.Read(path);
        Assert.Equal(("small", "high", 10), (record.Dataset, record.Alignment.Judge.Name, record.Items.Length));
    }

    [Fact]
    public void Align_RecordOfAModelWithAPrice_SaysWhatItCost()
    {
        string config = _folder.Write("judgeeval.yaml", "providers:\n  - {name: p, provider: openai, model: m-1, keyVariable: K, price: {input: 2, output: 10}}\n");
        string verdicts = _folder.Write("priced.verdicts.jsonl", "{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"q/m-1\",\"model\":\"m-1\"}}\n" + string.Concat(Enumerable.Range(0, 10).Select(i =>
            $$$"""{"item":"i{{{i}}}","repeat":0,"order":"original","label":"1","usage":{"input":1000,"output":3}}""" + "\n")));
        string path = _folder["out.record.json"];

        ToolResult result = CommandLine.Run("align", _dataset, "--verdicts", verdicts, "--record", path, "--config", config, "--bootstrap", "0");

        // 10 items, 1000 tokens in and 3 out each: 10,000 * 2 and 30 * 10 millionths.
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(new Harness.Records.RecordedUsage(10_000, 30, 0.0203m), Harness.Records.RecordFile.Read(path).Usage);
    }

    [Fact]
    public void Align_ConfigWithoutRecord_IsWrongUsage() => Assert.Equal(
        "judgeeval: --config states the price for --record: give both\nSee 'judgeeval align --help'.\n",
        CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--config", "judgeeval.yaml").Error);

    [Fact]
    public void Align_AbsentFiles_AreAllTold()
    {
        ToolResult result = CommandLine.Run("align", _dataset, "--verdicts", "a.verdicts.jsonl", "b.verdicts.jsonl");

        Assert.Equal(3, result.Code);
        Assert.Contains("a.verdicts.jsonl: error JE1", result.Error, StringComparison.Ordinal);
        Assert.Contains("b.verdicts.jsonl: error JE1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Align_VerdictsOfAnotherDataset_ExitsWith6()
    {
        string other = _folder.Write(
            "other.verdicts.jsonl",
            $$$"""{"format":"judgeeval.verdicts/1","judge":{"name":"x"},"dataset":{"name":"small","hash":"{{{new string('0', 64)}}}"}}""" + "\n" + """{"item":"i0","repeat":0,"order":"original","label":"1"}""" + "\n");

        Assert.Equal(6, CommandLine.Run("align", _dataset, "--verdicts", other, "--bootstrap", "0").Code);
    }

    private string Predictions() => _folder.Write(
        "oracle.verdicts.jsonl",
        "{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"oracle\",\"target\":\"difficulty\",\"scale\":{\"level\":\"ordinal\",\"labels\":[\"Hard\",\"Easy\"]}}}\n"
        + string.Concat(Enumerable.Range(0, 10).Select(i => $"{{\"item\":\"i{i}\",\"label\":\"{(i % 2 == 0 ? "Hard" : "Easy")}\"}}\n")));
}
