using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class LintCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lint_CleanDataset_FindsNothing()
    {
        ToolResult result = CommandLine.Run("lint", Write(constant: false), "--strict");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.StartsWith("lint-me: nothing found in 40 items, 4 annotators, 160 annotations", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "--strict")]
    public void Lint_ConstantAnnotator_FailsOnlyWhenStrict(int code, params string[] more)
    {
        ToolResult result = CommandLine.Run(["lint", Write(constant: true), .. more]);

        Assert.Equal((code, ""), (result.Code, result.Error));
        Assert.Contains("warning constant-annotator  ", result.Out, StringComparison.Ordinal);
        Assert.Contains("'dora' gave the label 'yes' to all of 40 items", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_Json_HoldsRulePlaceNumbersAndRemedy()
    {
        string dataset = Write(constant: true);

        JsonElement json = CommandLine.Run("lint", dataset, "--json").Json();

        JsonElement finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
        Assert.Equal("constant-annotator", finding.GetProperty("rule").GetString());
        Assert.Equal("warning", finding.GetProperty("severity").GetString());
        Assert.Equal(Path.Combine(dataset, "annotations.csv"), finding.GetProperty("file").GetString());
        Assert.Equal(40, finding.GetProperty("evidence").GetProperty("items").GetInt32());
        Assert.Equal("dora", finding.GetProperty("subjects")[0].GetString());
        Assert.Equal(1, json.GetProperty("counts").GetProperty("warning").GetInt32());
    }

    [Fact]
    public void Lint_LabelOffTheScale_IsUnreadableAndCountedByValue()
    {
        string dataset = Write(constant: false);
        File.AppendAllText(Path.Combine(dataset, "annotations.csv"), "i0,eve,maybe\ni1,eve,maybe\ni2,eve,Yes\n");

        ToolResult result = CommandLine.Run("lint", dataset);

        Assert.Equal(3, result.Code);
        Assert.Contains("people gave 3 of 163 labels that the scale does not have", result.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("  'maybe': 2×\n  'Yes': 1×\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("error JE1040", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_MoreLabelsOffTheScaleThanErrorsAreListed_CountsThemAll()
    {
        string dataset = Write(constant: false);
        File.AppendAllLines(Path.Combine(dataset, "annotations.csv"), from person in Enumerable.Range(0, 40) from item in Enumerable.Range(0, 40) select string.Create(CultureInfo.InvariantCulture, $"i{item},p{person},{(item < 30 ? "7" : "n/a")}"));

        ToolResult text = CommandLine.Run("lint", dataset);
        ToolResult json = CommandLine.Run("lint", dataset, "--json");

        // 40 people on 30 and on 10 items; of these 1,600 mistakes 1,000 are listed one by one. The dataset's own are 160 in 161 lines.
        Assert.Equal((3, 3), (text.Code, json.Code));
        Assert.Contains("  '7': 1200×\n  'n/a': 400×\n", text.Out, StringComparison.Ordinal);
        JsonElement finding = Assert.Single(JsonDocument.Parse(json.Out).RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(("out-of-scale", 162), (finding.GetProperty("rule").GetString(), finding.GetProperty("line").GetInt32()));
        Assert.Equal((1200, 400), (finding.GetProperty("evidence").GetProperty("7").GetInt32(), finding.GetProperty("evidence").GetProperty("n/a").GetInt32()));
    }

    [Fact]
    public void Exclude_LogOfLint_IsCountedAndNamedByAgreeAndAlign()
    {
        string dataset = Write(constant: false, "attention\nanna,passed\ndora,failed");
        string log = _folder["log.csv"];
        Assert.Equal(0, CommandLine.Run("lint", dataset, "--log", log).Code);

        // Dora failed, so that all her 40 labels are one row of the log.
        Assert.Equal("annotator,item,rule,evidence\ndora,,failed-attention,passed 0 of 1 attention checks\n", File.ReadAllText(log));
        JsonElement agree = CommandLine.Run("agree", dataset, "--exclude", log, "--json").Json();
        Assert.Equal(120, agree.GetProperty("annotations").GetInt32());
        Assert.Equal(40, agree.GetProperty("excluded").GetProperty("annotations").GetInt32());
        Assert.Equal(40, agree.GetProperty("excluded").GetProperty("byRule").GetProperty("failed-attention").GetInt32());
        Assert.Contains("Excluded: 40 annotations by the exclusion log (failed-attention 40).", CommandLine.Run("agree", dataset, "--exclude", log).Out, StringComparison.Ordinal);

        string verdicts = Verdicts("yes");
        ToolResult align = CommandLine.Run("align", dataset, "--verdicts", verdicts, "--exclude", log, "--bootstrap", "0");
        Assert.Matches("\nExcluded +40 annotations by the exclusion log \\(failed-attention 40\\)\n", align.Out);
        Assert.Equal(40, CommandLine.Run("align", dataset, "--verdicts", verdicts, "--exclude", log, "--bootstrap", "0", "--json").Json().GetProperty("excluded").GetProperty("annotations").GetInt32());
    }

    [Fact]
    public void Align_ExcludeWithRecord_RecordsTheRestAndSaysHowManyAreMissing()
    {
        string dataset = Write(constant: false, "attention\nanna,passed\ndora,failed");
        string log = _folder["log.csv"], record = _folder["r.record.json"], page = _folder["r.html"];
        Assert.Equal(0, CommandLine.Run("lint", dataset, "--log", log).Code);

        ToolResult align = CommandLine.Run("align", dataset, "--verdicts", Verdicts("yes"), "--exclude", log, "--bootstrap", "0", "--record", record);
        ToolResult report = CommandLine.Run("report", record, "--out", page);

        Assert.Equal((0, 0), (align.Code, report.Code));
        JsonElement root = JsonDocument.Parse(File.ReadAllText(record)).RootElement.GetProperty("record");
        Assert.Equal(40, root.GetProperty("alignment").GetProperty("excludedByLog").GetProperty("annotations").GetInt32());
        Assert.DoesNotContain(root.GetProperty("items")[0].GetProperty("labels").EnumerateObject(), label => label.NameEquals("dora"));
        Assert.Equal("constant-judge", root.GetProperty("lint")[0].GetProperty("rule").GetString());
        Assert.Contains("40 labels by an exclusion log", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains("lint: constant-judge: ", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Align_ConstantJudge_IsSaidAtTheHead()
    {
        string dataset = Write(constant: false);

        ToolResult result = CommandLine.Run("align", dataset, "--verdicts", Verdicts("yes"), "--bootstrap", "0");

        Assert.StartsWith("Lint  constant-judge: the judge 'j' gave the label 'yes' to all of 40 items", result.Out, StringComparison.Ordinal);
        Assert.Contains($"'judgeeval lint {dataset} --verdicts {_folder["j.verdicts.jsonl"]}' says what follows", result.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal("constant-judge", CommandLine.Run("align", dataset, "--verdicts", Verdicts("yes"), "--bootstrap", "0", "--json").Json().GetProperty("lint")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public void Card_Dataset_PrintsOrWritesTheSameMarkdown()
    {
        string dataset = Write(constant: true, "age\nanna,young\nben,young\ncleo,old\ndora,old");
        string population = _folder.Write("population.csv", "attribute,value,share\nage,young,0.3\nage,old,0.7\n");

        ToolResult printed = CommandLine.Run("card", dataset, "--population", population);
        ToolResult written = CommandLine.Run("card", dataset, "--population", population, "--out", _folder["card.md"]);

        Assert.Equal((0, 0, ""), (printed.Code, written.Code, printed.Error));
        Assert.StartsWith("# Dataset card: lint-me\n", printed.Out, StringComparison.Ordinal);
        Assert.Contains("| young | 2 | 50.0 % | 6.8 % to 93.2 % | 80 | 30.0 % |", printed.Out, StringComparison.Ordinal);
        Assert.Contains("**constant-annotator** (warning)", printed.Out, StringComparison.Ordinal);
        Assert.Equal(printed.Out, File.ReadAllText(_folder["card.md"]));
    }

    [Fact]
    public void Card_Json_HoldsAgreementAndProfile()
    {
        JsonElement json = CommandLine.Run("card", Write(constant: false, "age\nanna,young"), "--json", "--bootstrap", "0").Json();

        Assert.Equal(160, json.GetProperty("annotations").GetInt32());
        Assert.True(json.GetProperty("agreement").GetProperty("krippendorffAlpha").GetProperty("value").GetDouble() > 0.3);
        Assert.Equal("notDeclared", json.GetProperty("profile")[0].GetProperty("groups")[0].GetProperty("represented").GetString());
        Assert.Empty(json.GetProperty("lint").EnumerateArray());
    }

    [Fact]
    public void Card_BadPopulation_IsBadData() =>
        Assert.Equal(3, CommandLine.Run("card", Write(constant: false), "--population", _folder.Write("p.csv", "attribute,value,share\na,b,7\n")).Code);

    // Every second item is good; each person errs on other items, one in eight.
    private string Write(bool constant, string? people = null)
    {
        string[] names = ["anna", "ben", "cleo", "dora"];
        var annotations = new StringBuilder("item,annotator,label\n");
        for (int item = 0; item < 40; item++)
        {
            for (int p = 0; p < names.Length; p++)
            {
                bool yes = (item % 2 == 0) != (item % 8 == (p * 2) + (item / 8 % 2));
                annotations.Append(CultureInfo.InvariantCulture, $"i{item},{names[p]},{(yes || (constant && p == 3) ? "yes" : "no")}\n");
            }
        }

        _folder.Write("d/dataset.yaml", "name: lint-me\ntask: single\nscale:\n  level: nominal\n  labels: [\"no\", \"yes\"]\n");
        _folder.Write("d/items.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"i{i}\",\"response\":\"answer {i}\"}}\n"))));
        _folder.Write("d/annotations.csv", annotations.ToString());
        if (people is not null)
        {
            _folder.Write("d/annotators.csv", $"annotator,{people}\n");
        }

        return _folder["d"];
    }

    private string Verdicts(string label) => _folder.Write(
        "j.verdicts.jsonl",
        "{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"j\"}}\n"
        + string.Concat(Enumerable.Range(0, 40).Select(i => $"i{i.ToString(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal)
            .Select(id => $"{{\"item\":\"{id}\",\"repeat\":0,\"order\":\"original\",\"label\":\"{label}\"}}\n")));
}
