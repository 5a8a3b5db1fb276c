using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class LeaderboardCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Leaderboard_TwoDatasets_PrintsFiguresOrderSpreadAndErrors()
    {
        ToolResult result = CommandLine.Run("leaderboard", Write("one", 20, 16, 12), Write("two", 20, 18, 15), "--bootstrap", "200");

        Assert.Equal(("", 0), (result.Error, result.Code));
        Assert.StartsWith("2 judges on 2 datasets, 200 resamples, seed 1, 95 % intervals\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("\nFigures by dataset\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("\nOrder by the mean of cohenKappaQuadratic over 2 datasets\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("\nSpread of cohenKappaQuadratic over datasets\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("\nThe order under label errors (cohenKappaQuadratic)\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("- 2 datasets are few: sd, between and next are rough.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaderboard_Json_HasEveryPart()
    {
        string folder = Write("one", 20, 16, 12);
        string corrected = _folder.Write("corrected.csv", "item,annotator,label\ni000,expert,2\n");
        JsonElement json = CommandLine.Run(
            "leaderboard", folder, "--metric", "percentAgreement", "--bootstrap", "200", "--by", "topic", "--system", "model", "--corrected", corrected, "--error-draws", "50", "--json").Json();

        JsonElement dataset = json.GetProperty("datasets")[0];
        Assert.Equal(["high", "low"], json.GetProperty("judges").EnumerateArray().Select(j => j.GetString()));
        Assert.Equal(0.8, dataset.GetProperty("figures")[0].GetProperty("figure").GetProperty("value").GetDouble());
        Assert.Equal(JsonValueKind.Object, dataset.GetProperty("figures")[0].GetProperty("figure").GetProperty("interval").ValueKind);
        Assert.Equal(2, dataset.GetProperty("by").GetProperty("slices").GetArrayLength());
        Assert.Equal(4, dataset.GetProperty("systemLevel").GetProperty("systems").GetArrayLength());
        JsonElement comparison = json.GetProperty("comparisons")[0];
        Assert.Equal("high", comparison.GetProperty("order")[0].GetProperty("judge").GetString());
        Assert.Equal(2, comparison.GetProperty("order")[0].GetProperty("rankProbabilities").GetArrayLength());
        Assert.Equal(0.2, comparison.GetProperty("differences")[0].GetProperty("difference").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(4, comparison.GetProperty("labelErrors").GetProperty("rates").GetArrayLength());
        Assert.Equal(1, comparison.GetProperty("corrected").GetProperty("changed").GetInt32());
    }

    [Fact]
    public void Leaderboard_SameCommandTwice_PrintsTheSameBytes()
    {
        string[] command = ["leaderboard", Write("one", 20, 16, 12), "--bootstrap", "300", "--by", "topic", "--json"];

        Assert.Equal(CommandLine.Run(command).Out, CommandLine.Run(command).Out);
    }

    [Fact]
    public void Leaderboard_OutMarkdown_WritesTables()
    {
        string file = _folder["new/board.md"];
        ToolResult result = CommandLine.Run("leaderboard", Write("one", 20, 16, 12), "--bootstrap", "100", "--out", file);

        Assert.Equal($"{file} written\n", result.Out);
        string markdown = File.ReadAllText(file);
        Assert.StartsWith("# Leaderboard\n\n2 judges on 1 dataset", markdown, StringComparison.Ordinal);
        Assert.Contains("\n| --: | --- | --- | --: | --: | --: | --- |\n", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', markdown);
    }

    [Fact]
    public void Leaderboard_OutCsv_WritesARowForEachFigureAndNoFormula()
    {
        string folder = Write("one", 20, 16, 12);
        string verdicts = Path.Combine(folder, "verdicts", "low.verdicts.jsonl");
        File.WriteAllText(verdicts, File.ReadAllText(verdicts).Replace("\"low\"", "\"=2+3\"", StringComparison.Ordinal));
        string file = _folder["board.csv"];

        CommandLine.Run("leaderboard", folder, "--metric", "percentAgreement", "--bootstrap", "100", "--by", "topic", "--out", file);

        string[] lines = File.ReadAllLines(file);
        Assert.Equal("kind,metric,dataset,slice,judge,value,lower,upper,n,coverage,rank,ceiling,undefined", lines[0]);
        Assert.Equal(1 + 2 + 4 + 2, lines.Length);
        Assert.StartsWith("dataset,percentAgreement,one,,'=2+3,0.6,", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("mean,percentAgreement,,,high,0.8,", StringComparison.Ordinal));
    }

    [Fact]
    public void Leaderboard_VerdictPatterns_AreMatchedToTheirDatasets()
    {
        Write("one", 20, 16, 12);
        Write("two", 20, 18, 15);

        JsonElement json = CommandLine.Run(
            "leaderboard", _folder["one"], _folder["two"], "--verdicts", _folder["*/verdicts/hi*.verdicts.jsonl"], "--bootstrap", "0", "--error-draws", "0", "--json").Json();

        Assert.Equal(["high"], json.GetProperty("judges").EnumerateArray().Select(j => j.GetString()));
        Assert.All(json.GetProperty("datasets").EnumerateArray(), d => Assert.False(d.GetProperty("figures")[0].GetProperty("missing").GetBoolean()));
    }

    [Fact]
    public void Leaderboard_Judges_KeepsThoseAlone()
    {
        JsonElement json = CommandLine.Run("leaderboard", Write("one", 20, 16, 12), "--judges", "low", "--bootstrap", "0", "--json").Json();

        Assert.Equal("low", Assert.Single(json.GetProperty("judges").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("--by", "topc", "--by: no item has the tag 'topc'; did you mean 'topic'?")]
    [InlineData("--system", "modle", "--system: no item has the tag 'modle'; did you mean 'model'?")]
    [InlineData("--judges", "hihg", "--judges: no verdicts are of 'hihg'; did you mean 'high'?")]
    [InlineData("--out", "board.txt", "--out takes a file that ends in .md or .csv, not 'board.txt'")]
    [InlineData("--metric", "kapa", "unknown metric 'kapa'")]
    [InlineData("--error-rates", "0", "--error-rates takes a number between 0 and 1, for example 0.05, not '0'")]
    [InlineData("--error-draws", "-1", "--error-draws takes a whole number from 0, not '-1'")]
    [InlineData("--min-coverage", "2", "--min-coverage takes a share from 0 to 1, for example 0.5, not '2'")]
    [InlineData("--bootstrap", "1", "--bootstrap takes 0 for no intervals, or at least 2")]
    [InlineData("--verdicts", "none-*.jsonl", "--verdicts: no file fits 'none-*.jsonl'")]
    public void Leaderboard_WrongOption_IsTold(string option, string value, string message)
    {
        ToolResult result = CommandLine.Run("leaderboard", Write("one", 20, 16, 12), option, value);

        Assert.Equal(4, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaderboard_NoDataset_IsWrongUsage() => Assert.Equal(4, CommandLine.Run("leaderboard").Code);

    [Fact]
    public void Leaderboard_MissingFolders_AreToldTogether()
    {
        string folder = Write("one", 20, 16, 12);
        Directory.Delete(Path.Combine(folder, "verdicts"), recursive: true);

        ToolResult result = CommandLine.Run("leaderboard", folder, _folder["absent"], "--corrected", _folder["none.csv"]);

        Assert.Equal(3, result.Code);
        Assert.Contains("error JE1838: the dataset has no *.verdicts.jsonl in its folder 'verdicts'", result.Error, StringComparison.Ordinal);
        Assert.Contains("error JE1001:", result.Error, StringComparison.Ordinal);
        Assert.Contains("error JE1833:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaderboard_OneDatasetTwice_IsRefused()
    {
        string folder = Write("one", 20, 16, 12);

        ToolResult result = CommandLine.Run("leaderboard", folder, folder);

        Assert.Equal(3, result.Code);
        Assert.Contains("error JE1830: two datasets are called 'one'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaderboard_CorrectionsThatFitSeveralDatasets_AskForTheName()
    {
        string one = Write("one", 20, 16, 12), two = Write("two", 20, 18, 15);
        string corrected = _folder.Write("corrected.csv", "item,annotator,label\ni000,expert,2\n");

        ToolResult unnamed = CommandLine.Run("leaderboard", one, two, "--corrected", corrected);
        JsonElement named = CommandLine.Run("leaderboard", one, two, "--corrected", $"two={corrected}", "--bootstrap", "0", "--error-draws", "0", "--json").Json();

        Assert.Equal(4, unnamed.Code);
        Assert.Contains("several have all its items; say --corrected NAME=", unnamed.Error, StringComparison.Ordinal);
        Assert.Equal("two", Assert.Single(named.GetProperty("comparisons")[0].GetProperty("corrected").GetProperty("datasets").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(120)]
    public async Task Leaderboard_OnATerminal_IsNoWiderThanIt(int width)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new Tool.Hosting.ToolConsole
        {
            Out = output, Error = error, OutIsTerminal = true, TerminalWidth = width, Environment = name => name == "NO_COLOR" ? "1" : null,
        };
        string[] folders = [.. Enumerable.Range(0, 6).Select(i => Write($"dataset-{i.ToString(CultureInfo.InvariantCulture)}", 20, 16, 12))];

        await Tool.Hosting.ToolHost.RunAsync(["leaderboard", .. folders, "--bootstrap", "50", "--error-draws", "20", "--by", "topic", "--system", "model"], console);

        Assert.Equal("", error.ToString());
        Assert.InRange(output.ToString().Split('\n').Max(line => line.Length), 40, width);
    }

    // Items labelled 1, 2, 3 in turn, with two judges that are right on the first so many of them and one off after.
    private string Write(string name, int items, int high, int low)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < items; i++)
        {
            int label = 1 + (i % 3);
            int off = 1 + ((i + 1) % 3);
            lines.Append(
                CultureInfo.InvariantCulture,
                $$$"""{"id":"i{{{i:000}}}","context":"c","response":"r","tags":{"topic":"{{{(i < 8 ? "a" : "b")}}}","model":"m{{{i / 5}}}"},"labels":{"anna":{{{label}}} },"judges":{"high":{{{(i < high ? label : off)}}},"low":{{{(i < low ? label : off)}}} } }""");
            lines.Append('\n');
        }

        string source = _folder.Write($"{name}.jsonl", lines.ToString());
        Assert.Equal("", CommandLine.Run("import", "jsonl", source, "--out", _folder.Root).Error);
        return _folder[name];
    }
}
