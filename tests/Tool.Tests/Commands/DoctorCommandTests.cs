using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;

    public DoctorCommandTests() => _dataset = Datasets.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Doctor_Verdicts_TellsStabilityFalseAlarmsAndProposals()
    {
        ToolResult result = Doctor("--verdicts", Repeats(3), "--runs", "40", "--metric", "percentAgreement");

        // Ten items are too few to tell anything apart.
        Assert.Equal((2, ""), (result.Code, result.Error));
        Assert.Contains("good on small: 10 items, each judged 3 times", result.Out, StringComparison.Ordinal);
        Assert.Contains("percentAgreement not more than 0.05 below the baseline", result.Out, StringComparison.Ordinal);
        Assert.Contains("of 40 runs", result.Out, StringComparison.Ordinal);
        Assert.Contains("--margin 0.", result.Out, StringComparison.Ordinal);
        Assert.Contains("cannot tell  ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_Json_IsOneObjectAndTheSameForTheSameSeed()
    {
        string verdicts = Repeats(3);

        ToolResult one = Doctor("--verdicts", verdicts, "--runs", "20", "--json"), again = Doctor("--verdicts", verdicts, "--runs", "20", "--json");

        JsonElement json = one.Json();
        Assert.Equal(one.Out, again.Out);
        Assert.Equal("cannotTell", json.GetProperty("health").GetString());
        Assert.Equal(0.1, json.GetProperty("stability").GetProperty("flipRate").GetProperty("value").GetDouble());
        Assert.Equal(20, json.GetProperty("againstItself").GetProperty("runs").GetInt32());
        Assert.Equal(2, json.GetProperty("knowNothings").GetArrayLength());
        Assert.True(json.GetProperty("proposal").TryGetProperty("margin", out _));
    }

    [Fact]
    public void Doctor_OneRepeat_SaysThatStabilityWasNotMeasured()
    {
        ToolResult result = Doctor("--verdicts", Repeats(1));

        Assert.Equal(2, result.Code);
        Assert.Contains("stability was not measured: no item was judged twice; judge with --repeat 5, or give verdicts with repeats", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_Prompt_JudgesFiveTimesBesideTheRunsOfOthers()
    {
        using var model = new FakeModel(_ => "2");
        string prompt = _folder.Write("p.md", Datasets.Prompt);

        ToolResult result = Doctor("--prompt", prompt, "--model", "m", "--endpoint", model.Url, "--runs", "10", "--json");

        Assert.Equal(50, model.Requests);
        Assert.Equal("quality/m", result.Json().GetProperty("judge").GetString());
        Assert.Equal(5, result.Json().GetProperty("stability").GetProperty("fewestRepeats").GetInt32());
        Assert.True(File.Exists(Path.Combine(_dataset, "verdicts", "doctor", "quality-m.verdicts.jsonl")));
        Assert.True(Directory.Exists(Path.Combine(_dataset, "verdicts", "recordings")));
        Assert.Contains("50 judgements by quality/m", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_JudgeThatDoesNotAnswer_ExitsWith5AndTellsAllTheSame()
    {
        using var model = new FakeModel(_ => "I would rather not say");
        string prompt = _folder.Write("p.md", Datasets.Prompt);

        ToolResult result = Doctor("--prompt", prompt, "--model", "m", "--endpoint", model.Url, "--repeat", "2", "--runs", "10");

        Assert.Equal(5, result.Code);
        Assert.Contains("the judge has a usable verdict for 0 of the items, below 0.98: exit code 5", result.Error, StringComparison.Ordinal);
        Assert.Contains("the metric is undefined on every draw of the items", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_GatesAsText_AreTriedEachByName()
    {
        ToolResult result = Doctor("--verdicts", Repeats(2), "--runs", "10", "--json", "--gate", "kappa >= 0.5", "percentAgreement not more than 0.2 below the baseline");

        Assert.Equal(
            ["cohenKappaQuadratic >= 0.5", "percentAgreement not more than 0.2 below the baseline"],
            result.Json().GetProperty("againstItself").GetProperty("gates").EnumerateArray().Select(g => g.GetProperty("gate").GetString()));
    }

    [Theory]
    [InlineData("--verdicts and --repeat do not go together", "--repeat", "3")]
    [InlineData("--runs takes a whole number from 1, not '0'", "--runs", "0")]
    [InlineData("--margin takes a number above 0, for example 0.05, not '0'", "--margin", "0")]
    [InlineData("--confidence takes a number between 0 and 1, for example 0.95, not '2'", "--confidence", "2")]
    [InlineData("unknown metric 'kappa'; did you mean 'scottPi'?", "--metric", "kappa")]
    public void Doctor_UnusableOption_IsWrongUsage(string expected, string option, string value)
    {
        ToolResult result = Doctor("--verdicts", Repeats(2), option, value);

        Assert.Equal(4, result.Code);
        Assert.StartsWith($"judgeeval: {expected.Split("; did")[0]}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_CoverageAlone_IsWrongUsage()
    {
        ToolResult result = Doctor("--verdicts", Repeats(2), "--gate", "coverage >= 0.9");

        Assert.Equal(4, result.Code);
        Assert.Contains("JE4070", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_WithoutJudgeAndVerdicts_IsWrongUsage() =>
        Assert.Contains("a judge is missing", Doctor().Error, StringComparison.Ordinal);

    /// <summary>Verdicts that are right, but for the first item, which flips.</summary>
    private string Repeats(int repeats)
    {
        var lines = new StringBuilder("""{"format":"judgeeval.verdicts/1","judge":{"name":"good"}}""" + "\n");
        for (int i = 0; i < 10; i++)
        {
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                int label = i == 0 && repeat > 0 ? 3 : 1 + (i % 3);
                lines.Append(CultureInfo.InvariantCulture, $$$"""{"item":"i{{{i}}}","repeat":{{{repeat}}},"label":"{{{label}}}"}""").Append('\n');
            }
        }

        return _folder.Write($"good{repeats}.verdicts.jsonl", lines.ToString());
    }

    private ToolResult Doctor(params string[] options) => CommandLine.Run(["doctor", _dataset, .. options]);
}
