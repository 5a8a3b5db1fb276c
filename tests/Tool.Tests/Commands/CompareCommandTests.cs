using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private const int Items = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;

    public CompareCommandTests()
    {
        var lines = new StringBuilder();
        for (int i = 0; i < Items; i++)
        {
            // People say yes to every second item. 'twin' is wrong on the same tenth as 'good', 'bad' on three tenths.
            string label = i % 2 == 0 ? "yes" : "no", other = i % 2 == 0 ? "no" : "yes";
            string good = i % 10 == 0 ? other : label, bad = i % 10 < 3 ? other : label;
            lines.Append(CultureInfo.InvariantCulture, $$$"""{"id":"i{{{i:000}}}","context":"c","response":"r{{{i}}}","labels":{"anna":"{{{label}}}"},"judges":{"good":"{{{good}}}","twin":"{{{good}}}","bad":"{{{bad}}}"} }""");
            lines.Append('\n');
        }

        ToolResult result = CommandLine.Run("import", "jsonl", _folder.Write("votes.jsonl", lines.ToString()), "--out", _folder.Root);
        Assert.Equal("", result.Error);
        _dataset = _folder["votes"];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_Json_HasTheContractsKeys()
    {
        ToolResult result = Compare("good", "bad", "--json", "--metric", "percentAgreement", "--margin", "0.03");
        JsonElement json = result.Json();

        Assert.Equal(1, result.Code);
        Assert.All(
            new[] { "metric", "baseline", "candidate", "delta", "margin", "decision", "reason", "itemsNeeded", "newlyDisagreeing", "resolved", "unstable", "mcnemar" },
            key => Assert.True(json.TryGetProperty(key, out _), key));
        Assert.Equal("percentAgreement", json.GetProperty("metric").GetString());
        Assert.Equal((0.9, 0.7), (json.GetProperty("baseline").GetProperty("value").GetDouble(), json.GetProperty("candidate").GetProperty("value").GetDouble()));
        Assert.Equal(-0.2, json.GetProperty("delta").GetProperty("value").GetDouble(), 1e-12);
        Assert.True(json.GetProperty("delta").GetProperty("interval").GetProperty("upper").GetDouble() < -0.03);
        Assert.Equal((0.03, "failed"), (json.GetProperty("margin").GetDouble(), json.GetProperty("decision").GetString()));
        Assert.Equal(40, json.GetProperty("newlyDisagreeing").GetArrayLength());
        JsonElement first = json.GetProperty("newlyDisagreeing")[0];
        Assert.Equal(("i001", "no", "yes"), (first.GetProperty("item").GetString(), first.GetProperty("baseline").GetString(), first.GetProperty("candidate").GetString()));
        Assert.Equal(1, first.GetProperty("human").GetProperty("no").GetInt32());
        Assert.Empty(json.GetProperty("resolved").EnumerateArray());

        // Forty coins that all fall on one side: twice 2^-40.
        Assert.Equal(Math.ScaleB(1, -39), json.GetProperty("mcnemar").GetProperty("p").GetDouble(), 1e-20);
        Assert.Equal((40, 0), (json.GetProperty("mcnemar").GetProperty("onlyBaseline").GetInt32(), json.GetProperty("mcnemar").GetProperty("onlyCandidate").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("itemsNeeded").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("oldLabels").ValueKind);
    }

    [Theory]
    [InlineData("good", "twin", "0.1", 0, "PASSED  the candidate is not worse than the baseline by more than 0.1 (percentAgreement)")]
    [InlineData("good", "bad", "0.1", 1, "FAILED  the candidate is worse than the baseline by more than 0.1 (percentAgreement)")]
    [InlineData("good", "bad", "0.2", 2, "INCONCLUSIVE  the data cannot tell whether the candidate is worse than the baseline by more than 0.2 (percentAgreement)")]
    [InlineData("bad", "good", "0.01", 0, "PASSED  the candidate is not worse than the baseline by more than 0.01 (percentAgreement)")]
    public void Compare_Decision_StandsFirstAndIsTheExitCode(string baseline, string candidate, string margin, int code, string line)
    {
        ToolResult result = Compare(baseline, candidate, "--metric", "percentAgreement", "--margin", margin);

        Assert.Equal(code, result.Code);
        Assert.Equal(line, result.Out.Split('\n')[0]);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Compare_Text_HasTheTableTheTestsAndTheFirstItems()
    {
        string text = Compare("good", "bad", "--metric", "percentAgreement").Out;

        Assert.Contains("""
            items on which the           candidate agrees with people  candidate disagrees
            ──────────────────────────────────────────────────────────────────────────────
            baseline agrees with people                           140                   40
            baseline disagrees                                      0                   20

            McNemar  p < 0.0001 exact, p < 0.0001 mid-p, on the 40 items where one of the two alone agrees with people

            40 items newly disagree with people, the first 20 of them:
            item  people  baseline  candidate
            ─────────────────────────────────
            i001  no×1    no        yes
            i002  yes×1   yes       no
            i011  no×1    no        yes

            """.TrimEnd(), text, StringComparison.Ordinal);
        Assert.DoesNotContain("i200", text, StringComparison.Ordinal);
        Assert.Contains("What moved  the judge was 'good' and is 'bad'; nothing else is known of both (JE4107)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_DefaultMargin_IsSaid() => Assert.Equal(0.05, Compare("good", "twin", "--json").Json().GetProperty("margin").GetDouble());

    [Fact]
    public void Compare_NoResamples_CannotDecide()
    {
        ToolResult result = Compare("good", "twin", "--bootstrap", "0");

        Assert.Equal(2, result.Code);
        Assert.Contains("(JE4013)", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_FewAnswers_IsAnExitCodeOfItsOwn()
    {
        string few = Few(150);

        ToolResult result = CommandLine.Run("compare", _dataset, "--baseline", Verdicts("good"), "--candidate", few);

        Assert.Equal(5, result.Code);
        Assert.Equal("judgeeval: the candidate has a usable verdict for 150 of 200 items, coverage 0.75 is below 0.98\n", result.Error);
        Assert.Equal(0, CommandLine.Run("compare", _dataset, "--baseline", Verdicts("good"), "--candidate", few, "--margin", "0.2", "--min-coverage", "0.7").Code);
    }

    [Fact]
    public void Compare_RecordAsBaseline_KnowsEditedLabelsAndScoresBothOnBoth()
    {
        string record = _folder["then.record.json"];
        CommandLine.Run("align", _dataset, "--verdicts", Verdicts("good"), "--record", record, "--bootstrap", "0");
        string candidate = WithoutHash("good");
        Relabel(60);

        ToolResult result = CommandLine.Run("compare", _dataset, "--baseline", record, "--candidate", candidate, "--metric", "percentAgreement", "--margin", "0.1", "--json");
        JsonElement json = result.Json();

        // The same verdicts: labels moved, the judge did not.
        Assert.Equal(0, result.Code);
        JsonElement change = Assert.Single(json.GetProperty("changes").EnumerateArray());
        Assert.Equal(("JE4106", "labels", "people's labels changed: 60 labels of 60 items (60 changed)"), (change.GetProperty("code").GetString(), change.GetProperty("kind").GetString(), change.GetProperty("text").GetString()));
        Assert.Equal(0, json.GetProperty("delta").GetProperty("value").GetDouble());
        Assert.Equal(0.9, json.GetProperty("oldLabels").GetProperty("candidate").GetProperty("value").GetDouble());
        Assert.Equal(0.9, json.GetProperty("oldLabels").GetProperty("baseline").GetProperty("value").GetDouble());

        // Of the first sixty labels turned round six were those that the judge had wrong: 180 - 54 + 6 of 200 agree.
        Assert.Equal(0.66, json.GetProperty("candidate").GetProperty("value").GetDouble(), 1e-12);
    }

    [Fact]
    public void Compare_StaleVerdictFile_SaysThatItCannotTellAndTheOldDatasetTells()
    {
        string then = _folder["then"];
        Directory.CreateDirectory(then);
        foreach (string file in Directory.EnumerateFiles(_dataset))
        {
            File.Copy(file, Path.Combine(then, Path.GetFileName(file)));
        }

        string hash = CommandLine.Run("align", _dataset, "--verdicts", Verdicts("good"), "--bootstrap", "0", "--json").Json().GetProperty("dataset").GetProperty("hash").GetString()!;
        string stale = WithHeader("good", $$"""{"name":"votes","hash":"{{hash}}"}"""), candidate = WithHeader("twin", $$"""{"name":"votes","hash":"{{hash}}"}""");
        string[] files = ["compare", _dataset, "--baseline", stale, "--candidate", WithoutHash("twin"), "--json"];
        Relabel(2);

        Assert.Contains("which of them a verdict file alone does not tell", CommandLine.Run(files).Json().GetProperty("changes")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        JsonElement told = CommandLine.Run([.. files, "--baseline-dataset", then]).Json().GetProperty("changes")[0];
        Assert.Equal("people's labels changed: 2 labels of 2 items (2 changed)", told.GetProperty("text").GetString());
        Assert.Equal(6, CommandLine.Run([.. files, "--baseline-dataset", _dataset]).Code);

        // The candidate's own header names the old content, too: its verdicts are on the same items, so they count once the old dataset is known.
        files[5] = candidate;
        Assert.Equal(6, CommandLine.Run(files).Code);
        Assert.Equal(0, CommandLine.Run([.. files, "--baseline-dataset", then, "--margin", "0.2"]).Code);
    }

    [Fact]
    public void Compare_CandidateRecordOfEditedItems_LeavesThemOut()
    {
        string record = _folder["a.record.json"];
        CommandLine.Run("align", _dataset, "--verdicts", Verdicts("good"), "--record", record, "--bootstrap", "0");
        string items = Path.Combine(_dataset, "items.jsonl"), baseline = WithoutHash("good");
        File.WriteAllText(items, File.ReadAllText(items).Replace("\"r7\"", "\"edited\"", StringComparison.Ordinal));

        ToolResult result = CommandLine.Run("compare", _dataset, "--baseline", baseline, "--candidate", record, "--margin", "0.2", "--json");

        Assert.Equal(199, result.Json().GetProperty("items").GetProperty("common").GetInt32());
        Assert.Equal("judgeeval: 1 of the items that the candidate judged are not in votes today, or are of another content; these verdicts are left out\n", result.Error);
    }

    [Theory]
    [InlineData(new[] { "--margin", "0" }, "--margin takes a number above 0, for example 0.05, not '0'")]
    [InlineData(new[] { "--margin", "x" }, "--margin takes a number above 0, for example 0.05, not 'x'")]
    [InlineData(new[] { "--metric", "cohenKapa" }, "unknown metric 'cohenKapa'; did you mean 'cohenKappa'?")]
    [InlineData(new[] { "--min-coverage", "2" }, "--min-coverage takes a share between 0 and 1, for example 0.98, not '2'")]
    [InlineData(new[] { "--reference", "ana" }, "unknown reference 'ana'; did you mean 'anna'?")]
    public void Compare_WrongUsage_IsSaid(string[] options, string message)
    {
        ToolResult result = Compare("good", "twin", options);

        Assert.Equal(4, result.Code);
        Assert.StartsWith($"judgeeval: {message}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MetricThatTheScaleForbids_FailsWithItsReason()
    {
        ToolResult result = Compare("good", "twin", "--reference", "anna", "--level", "nominal", "--metric", "jensenShannon", "--margin", "0.2");
        Assert.Equal(0, result.Code);

        string table = _folder.Write("three.jsonl", string.Join('\n', Enumerable.Range(0, 6).Select(i => $$$"""{"id":"i{{{i}}}","context":"c","response":"r","labels":{"a":"{{{"xyz"[i % 3]}}}"},"judges":{"j":"x"} }""")));
        CommandLine.Run("import", "jsonl", table, "--out", _folder.Root);
        string verdicts = Path.Combine(_folder["three"], "verdicts", "j.verdicts.jsonl");
        ToolResult unlawful = CommandLine.Run("compare", _folder["three"], "--baseline", verdicts, "--candidate", verdicts, "--metric", "spearman");

        Assert.Equal(1, unlawful.Code);
        Assert.StartsWith("FAILED  the candidate cannot be held against the baseline (spearman)\n", unlawful.Out, StringComparison.Ordinal);
        Assert.Contains("the categories have no order", unlawful.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_NotComparable_IsBadData()
    {
        string other = _folder.Write("other.verdicts.jsonl", """{"format":"judgeeval.verdicts/1","judge":{"name":"j"}}""" + "\n" + """{"item":"i000","label":"7"}""" + "\n");

        ToolResult result = CommandLine.Run("compare", _dataset, "--baseline", other, "--candidate", Verdicts("good"));

        Assert.Equal(3, result.Code);
        Assert.StartsWith($"{other}: error JE4007: the baseline's verdicts are not on the scale of 'votes'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_BrokenBaselineFile_IsBadData()
    {
        string broken = _folder.Write("a.baseline.jsonl", "<<<<<<< HEAD\n");

        ToolResult result = CommandLine.Run("compare", _dataset, "--baseline", broken, "--candidate", Verdicts("good"));

        Assert.Equal(3, result.Code);
        Assert.StartsWith($"{broken}(1,1): error JE4504:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SameInput_GivesTheSameBytes() => Assert.Equal(Compare("good", "bad", "--json").Out, Compare("good", "bad", "--json").Out);

    private ToolResult Compare(string baseline, string candidate, params string[] options) =>
        CommandLine.Run(["compare", _dataset, "--baseline", Verdicts(baseline), "--candidate", Verdicts(candidate), .. options]);

    private string Verdicts(string judge) => Path.Combine(_dataset, "verdicts", judge + ".verdicts.jsonl");

    /// <summary>The verdicts as somebody else would have written them, who knows no hash.</summary>
    private string WithoutHash(string judge) => WithHeader(judge, "{}");

    private string WithHeader(string judge, string dataset)
    {
        string[] lines = File.ReadAllLines(Verdicts(judge));
        lines[0] = $$$"""{"format":"judgeeval.verdicts/1","judge":{"name":"{{{judge}}}"},"dataset":{{{dataset}}} }""";
        return _folder.Write($"{judge}-{dataset.Length}.verdicts.jsonl", string.Join('\n', lines) + "\n");
    }

    private string Few(int count)
    {
        string[] lines = File.ReadAllLines(Verdicts("good"));
        return _folder.Write("few.verdicts.jsonl", string.Join('\n', lines.Take(count + 1)) + "\n");
    }

    /// <summary>Turns the first labels round.</summary>
    private void Relabel(int count)
    {
        string path = Path.Combine(_dataset, "annotations.csv");
        string[] lines = File.ReadAllLines(path);
        for (int i = 1; i <= count; i++)
        {
            lines[i] = lines[i].EndsWith(",yes", StringComparison.Ordinal) ? lines[i][..^3] + "no" : lines[i][..^2] + "yes";
        }

        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }
}
