namespace JudgeEval.Tool.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;
    private readonly string _prompt;

    public RunCommandTests()
    {
        _dataset = Datasets.Write(_folder);
        _prompt = _folder.Write("p.md", Datasets.Prompt);
    }

    private string Output => _folder["runs/v.verdicts.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Endpoint_WritesVerdictsAndRecordsReplies()
    {
        using var model = new FakeModel(_ => "2");

        ToolResult result = Run("--endpoint", model.Url);

        Assert.Equal((0, 10), (result.Code, model.Requests));
        Assert.Equal(
            $"{Output}: 10 judgements by quality/m, 0 failed; 10 newly recorded in {_folder["runs/recordings"]}; 10 tokens in and 10 tokens out\n", result.Out);
        Assert.Matches($"^to send: 10 calls to m at {model.Url}, about [0-9]+ tokens in and 80 tokens out, no price known\njudged 10 of 10, 0 failed, 20 tokens\n$", result.Error);
        Assert.Equal(0, CommandLine.Run("align", _dataset, "--verdicts", Output, "--bootstrap", "0").Code);
    }

    [Fact]
    public void Run_DifficultyPrompt_WritesTheScaleThatAlignReads()
    {
        using var model = new FakeModel(_ => "Easy");
        File.WriteAllText(
            _prompt, Datasets.Prompt.Replace("output: choice\n", "output: choice\ntarget: difficulty\nscale: {level: ordinal, labels: [Hard, Easy]}\n", StringComparison.Ordinal));

        Assert.Equal(0, Run("--endpoint", model.Url).Code);

        Assert.Contains("\"target\":\"difficulty\",\"scale\":{\"level\":\"ordinal\",\"labels\":[\"Hard\",\"Easy\"]}}", File.ReadLines(Output).First(), StringComparison.Ordinal);
        ToolResult aligned = CommandLine.Run("align", _dataset, "--verdicts", Output, "--bootstrap", "0");
        Assert.Equal(0, aligned.Code);
        Assert.Contains("predicts difficulty, 10 of 10 items judged", aligned.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Again_AsksNothingTwice()
    {
        using var model = new FakeModel(_ => "2");
        Run("--endpoint", model.Url);
        string first = File.ReadAllText(Output);

        ToolResult again = Run("--endpoint", model.Url);

        Assert.Equal((0, 10), (again.Code, model.Requests));
        Assert.Equal(first, File.ReadAllText(Output));
    }

    [Fact]
    public void Run_ReplayOnly_NeedsNoModel()
    {
        using (var model = new FakeModel(_ => "2"))
        {
            Run("--endpoint", model.Url);
        }

        string first = File.ReadAllText(Output);
        File.Delete(Output);

        ToolResult replayed = Run("--replay-only");

        Assert.Equal(0, replayed.Code);
        Assert.Equal(first, File.ReadAllText(Output));
    }

    [Fact]
    public void Run_ReplayOnlyWithoutRecording_ExitsWith6AndWritesNothing()
    {
        ToolResult result = Run("--replay-only", "--recordings", _folder["nothing"]);

        Assert.Equal(6, result.Code);
        Assert.Contains("error JE3011: ", result.Error, StringComparison.Ordinal);
        Assert.Contains($" --endpoint http://127.0.0.1:8080/v1 --recordings {_folder["nothing"]} --out {Output}", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void Run_ReplayOnlyWithAnotherPrompt_ExitsWith6AndSaysThatThePromptChanged()
    {
        using (var model = new FakeModel(_ => "2"))
        {
            Run("--endpoint", model.Url);
        }

        File.WriteAllText(_prompt, Datasets.Prompt.Replace("How good", "How very good", StringComparison.Ordinal));

        ToolResult result = Run("--replay-only");

        Assert.Equal(6, result.Code);
        Assert.Contains("error JE3012: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("judgeeval run ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UnparsableReplies_ExitsWith5AndKeepsTheFailures()
    {
        using var model = new FakeModel(_ => "I would rather not say");

        ToolResult result = Run("--endpoint", model.Url);

        Assert.Equal(5, result.Code);
        Assert.Contains("judgeeval: 10 unparsable; the first: item 'i0': ", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"unparsable\"", File.ReadAllText(Output), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Group_IsInTheHeaderAndInTheDefaultFilesName()
    {
        using var model = new FakeModel(_ => "2");
        string prompt = _folder.Write("g.md", Datasets.Prompt.TrimEnd() + "\nAnswer as {{group}} would.\n");

        ToolResult result = CommandLine.Run("run", _dataset, "--prompt", prompt, "--model", "m", "--endpoint", model.Url, "--group", "nurses");

        string output = Path.Combine(_dataset, "verdicts", "quality-m-nurses.verdicts.jsonl");
        Assert.Equal(0, result.Code);
        Assert.Contains("\"group\":\"nurses\"", File.ReadLines(output).First(), StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("align", _dataset, "--verdicts", output, "--bootstrap", "0").Code);
    }

    [Theory]
    [InlineData("--group: the prompt 'quality' does not show {{group}}", "--group", "nurses")]
    [InlineData("--criteria: the prompt 'quality' does not show {{criteria}}", "--criteria", "kind")]
    [InlineData("--judge and --prompt do not go together", "--judge", "x")]
    [InlineData("--max-calls takes a whole number from 1, not '0'", "--max-calls", "0")]
    [InlineData("--max-cost takes a number above 0, for example 2.50, not '-1'", "--max-cost", "-1")]
    [InlineData("--concurrency takes a whole number from 1, not 0", "--concurrency", "0")]
    [InlineData("--repeat takes a whole number from 1, not 0", "--repeat", "0")]
    [InlineData("--endpoint takes a base URL such as http://127.0.0.1:8080/v1, not 'localhost'", "--endpoint", "localhost")]
    public void Run_UnusableOption_IsWrongUsage(string expected, string option, string value)
    {
        ToolResult result = Run(option, value);

        Assert.Equal(4, result.Code);
        Assert.Equal($"judgeeval: {expected}\nSee 'judgeeval run --help'.\n", result.Error);
    }

    private ToolResult Run(params string[] options) =>
        CommandLine.Run(["run", _dataset, "--prompt", _prompt, "--model", "m", "--out", Output, .. options]);
}
