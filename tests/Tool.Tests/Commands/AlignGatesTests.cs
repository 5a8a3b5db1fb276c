using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

/// <summary>The gates of <c>align</c>: two people agree on ten items, and the judge is one too high on one of them.</summary>
public sealed class AlignGatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;
    private readonly string _verdicts;

    public AlignGatesTests()
    {
        _dataset = Datasets.Write(_folder);
        _verdicts = Path.Combine(_dataset, "verdicts", "high.verdicts.jsonl");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "passed", "percentAgreement >= 0.2")]
    [InlineData(1, "failed", "percentAgreement >= 0.2", "percentAgreement >= 1.5")]
    [InlineData(2, "inconclusive", "percentAgreement >= 0.9")]
    [InlineData(1, "failed", "percentAgreement >= 0.9", "kappa >= 0.9 per subject")]
    public void Align_Gates_DecideTheExitCode(int code, string decision, params string[] gates)
    {
        ToolResult result = CommandLine.Run(["align", _dataset, "--verdicts", _verdicts, "--json", .. gates.SelectMany(g => new[] { "--gate", g })]);
        JsonElement report = result.Json().GetProperty("judges")[0].GetProperty("gates");

        Assert.Equal((code, ""), (result.Code, result.Error));
        Assert.Equal(decision, report.GetProperty("decision").GetString());
        Assert.Equal(0.025, report.GetProperty("level").GetDouble(), 1e-12);
        Assert.Equal(gates.Length, report.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Align_Text_SaysDecisionReasonFactsAndSlices()
    {
        string text = CommandLine.Run(
            "align", _dataset, "--verdicts", _verdicts, "--gate", "percentAgreement >= 0.8 of ceiling", "percentAgreement >= 0.1 per topic").Out;

        Assert.Contains("\nGates: ", text, StringComparison.Ordinal);
        Assert.Contains("percentAgreement >= 0.8 of ceiling", text, StringComparison.Ordinal);
        Assert.Contains("    human ceiling 1.000\n", text, StringComparison.Ordinal);
        Assert.Contains("    bar         0.8 x 1.000 = 0.800\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  a +5  PASSED +1\.000 ", text);
        Assert.Contains("Failures are corrected for 2 tested gates of 1 judge (Holm) at a one-sided level of 0.025; passes need none", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Align_WithoutGates_SaysNothingOfThem()
    {
        Assert.DoesNotContain("Gates", CommandLine.Run("align", _dataset, "--verdicts", _verdicts).Out, StringComparison.Ordinal);
        Assert.False(CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--json").Json().GetProperty("judges")[0].TryGetProperty("gates", out _));
    }

    [Fact]
    public void Align_Baseline_IsComparedWith()
    {
        ToolResult result = CommandLine.Run(
            "align", _dataset, "--verdicts", _verdicts, "--json", "--baseline", _verdicts, "--gate", "percentAgreement not more than 0.3 below the baseline");
        JsonElement gate = result.Json().GetProperty("judges")[0].GetProperty("gates").GetProperty("results")[0];

        Assert.Equal(0, result.Code);
        Assert.Equal(0, gate.GetProperty("estimate").GetProperty("value").GetDouble());
        Assert.Equal("high", gate.GetProperty("comparison").GetProperty("baselineJudge").GetString());
    }

    [Fact]
    public void Align_CoverageTooSmall_ComesBeforeGates()
    {
        string holes = _folder["holes.verdicts.jsonl"];
        string[] lines = File.ReadAllLines(_verdicts);
        File.WriteAllLines(holes, lines[..^3]);

        Assert.Equal(5, CommandLine.Run("align", _dataset, "--verdicts", holes, "--gate", "percentAgreement >= 1.5").Code);
        Assert.Equal(5, CommandLine.Run("align", _dataset, "--verdicts", holes, "--gate", "coverage >= 0.8").Code);

        // The gate on coverage says what is enough.
        Assert.Equal(0, CommandLine.Run("align", _dataset, "--verdicts", holes, "--gate", "coverage >= 0.6").Code);
        Assert.Equal(5, CommandLine.Run("align", _dataset, "--verdicts", holes, "--gate", "coverage >= 0.6", "--min-coverage", "0.9").Code);
    }

    [Fact]
    public void Align_GatesFrom_TakesThoseOfTheSuiteOrTheDefaultOnes()
    {
        string file = _folder.Write("judgeeval.yaml", "gates:\n  default: [percentAgreement >= 0.2]\n  strict: [percentAgreement >= 1.5, coverage >= 0.5]\n");

        ToolResult own = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--gates-from", file, "--suite", "strict");
        ToolResult other = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--gates-from", file, "--suite", "stict");
        ToolResult none = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--gates-from", file);

        Assert.Equal((1, ""), (own.Code, own.Error));
        Assert.Equal((0, $"judgeeval: '{file}' states no gates for 'stict' (did you mean 'strict'?); those under 'default' are taken\n"), (other.Code, other.Error));
        Assert.Equal((0, ""), (none.Code, none.Error));
    }

    [Theory]
    [InlineData("--gate: no gate begins with 'kapa' (JE4202); ", "--gate", "kapa >= 0.6")]
    [InlineData("the gate 'kappa >= 0.6' is stated twice", "--gate", "kappa >= 0.6", "kappa>=0.60")]
    [InlineData("--suite names a suite of a judgeeval.yaml: give it with --gates-from", "--suite", "a")]
    [InlineData("--baseline is for gates that compare: state one, for example ", "--baseline", "x.verdicts.jsonl")]
    public void Align_MistakenGates_AreWrongUsage(string expected, params string[] options)
    {
        ToolResult result = CommandLine.Run(["align", _dataset, "--verdicts", _verdicts, .. options]);

        Assert.Equal(4, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Align_Record_HoldsTheGatesForExplain()
    {
        string record = _folder["a.record.json"];
        CommandLine.Run("align", _dataset, "--verdicts", _verdicts, "--record", record, "--gate", "percentAgreement >= 0.5 per topic");

        JsonElement explained = CommandLine.Run("explain", record, "--json").Json();

        Assert.Equal("percentAgreement >= 0.5 per topic", explained.GetProperty("gates")[0].GetProperty("gate").GetString());
        Assert.Equal(2, explained.GetProperty("gates")[0].GetProperty("slices").GetArrayLength());
    }

    [Fact]
    public void Align_SeveralJudges_ShareTheLevel()
    {
        string copy = _folder["other.verdicts.jsonl"];
        File.WriteAllText(copy, File.ReadAllText(_verdicts).Replace("\"name\":\"high\"", "\"name\":\"other\"", StringComparison.Ordinal));

        JsonElement judges = CommandLine.Run("align", _dataset, "--verdicts", _verdicts, copy, "--json", "--gate", "percentAgreement >= 0.5").Json().GetProperty("judges");

        Assert.Equal(2, judges.GetArrayLength());
        Assert.All(judges.EnumerateArray(), judge => Assert.Equal(2, judge.GetProperty("gates").GetProperty("correction").GetProperty("cases").GetInt32()));
    }

    [Fact]
    public void Validate_MalformedGates_AreToldWithTheirPlaces()
    {
        string file = _folder.Write("judgeeval.yaml", "gates:\n  default:\n    - kappa >= 0.6\n    - kappa >= 0.9 of cieling\n  a-suite: [coverage >= 98]\n");

        ToolResult result = CommandLine.Run("validate", file);

        Assert.Equal(3, result.Code);
        string[] lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"{file}(4,23): error JE4203: 'cieling' is not expected here; ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{file}(5,25): error JE4205: '98' is not a share from 0 to 1; ", lines[1], StringComparison.Ordinal);
    }
}
