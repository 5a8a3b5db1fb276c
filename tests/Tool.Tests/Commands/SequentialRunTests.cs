using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class SequentialRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;
    private readonly string _prompt;

    public SequentialRunTests()
    {
        _dataset = Datasets.Write(_folder);
        _prompt = _folder.Write("p.md", Datasets.Prompt);
    }

    private string Output => _folder["runs/v.verdicts.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sequential_JudgeThatIsMostlyWrong_StopsFailsAndMarksTheFile()
    {
        // People's labels are 1, 2 and 3 in turn, so a judge that always says 3 is right on three of ten.
        using var model = new FakeModel(_ => "3");

        ToolResult result = Run("--endpoint", model.Url, "--at-least", "0.9", "--batch", "1");

        Assert.Equal(1, result.Code);
        Assert.InRange(model.Requests, 2, 9);
        Assert.Contains("failed  percentAgreement >= 0.9 (JE4065)", result.Out, StringComparison.Ordinal);
        Assert.Contains($"saved     {10 - model.Requests} of 10 judgements", result.Out, StringComparison.Ordinal);
        Assert.Contains($"\"partial\":{{\"asked\":{model.Requests},\"of\":10}}", File.ReadLines(Output).First(), StringComparison.Ordinal);
        Assert.Contains("judgeeval: stops as soon as it is decided", result.Error, StringComparison.Ordinal);

        ToolResult aligned = CommandLine.Run("align", _dataset, "--verdicts", Output, "--bootstrap", "0");
        Assert.Equal((0, ""), (aligned.Code, aligned.Error));
        Assert.Contains("Not asked", aligned.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequential_FewItems_AreInconclusiveAndWhole()
    {
        using var model = new FakeModel(_ => "2");

        ToolResult result = Run("--endpoint", model.Url, "--at-least", "0.4", "--json");

        JsonElement json = result.Json();
        Assert.Equal((2, 10), (result.Code, model.Requests));
        Assert.Equal(("inconclusive", 10, 0), (json.GetProperty("decision").GetString(), json.GetProperty("judged").GetInt32(), json.GetProperty("saved").GetInt32()));
        Assert.DoesNotContain("partial", File.ReadLines(Output).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sequential_Again_ReplaysItsRecordings()
    {
        using var model = new FakeModel(_ => "3");
        Run("--endpoint", model.Url, "--at-least", "0.9");
        int asked = model.Requests;
        string first = File.ReadAllText(Output);

        ToolResult again = Run("--replay-only", "--at-least", "0.9");

        Assert.Equal((1, asked), (again.Code, model.Requests));
        Assert.Equal(first, File.ReadAllText(Output));
    }

    [Fact]
    public void Sequential_Unanswered_ExitsWith5()
    {
        using var model = new FakeModel(_ => "I would rather not say");

        Assert.Equal(5, Run("--endpoint", model.Url, "--at-least", "0.5").Code);
    }

    [Theory]
    [InlineData(4, "JE4060", "--metric", "cohenKappa", "--at-least", "0.5")]
    [InlineData(4, "JE4063", "--at-least", "1")]
    [InlineData(4, "percentAgreement is better when higher: give --at-least", "--at-most", "0.5")]
    [InlineData(4, "meanAbsoluteError is better when lower: give --at-most", "--metric", "meanAbsoluteError", "--at-least", "0.5")]
    [InlineData(4, "--sequential needs one of --at-least, --at-most, and --baseline with --margin")]
    [InlineData(4, "--margin goes with --baseline", "--at-least", "0.5", "--margin", "0.1")]
    [InlineData(4, "--baseline needs --margin", "--baseline", "x")]
    [InlineData(4, "--sequential and --prune do not go together", "--at-least", "0.5", "--prune")]
    public void Sequential_WhatCannotBeDecided_IsWrongUsage(int code, string expected, params string[] options)
    {
        using var model = new FakeModel(_ => "3");

        ToolResult result = Run(["--endpoint", model.Url, .. options]);

        Assert.Equal((code, 0), (result.Code, model.Requests));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OptionsOfSequentialAlone_AreWrongUsage()
    {
        ToolResult result = CommandLine.Run("run", _dataset, "--judge", "baseline:majority", "--at-least", "0.5");

        Assert.Equal((4, "judgeeval: --at-least goes with --sequential\nSee 'judgeeval run --help'.\n"), (result.Code, result.Error));
    }

    private ToolResult Run(params string[] options) =>
        CommandLine.Run(["run", _dataset, "--prompt", _prompt, "--model", "m", "--out", Output, "--sequential", .. options]);
}
