using System.Text.RegularExpressions;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Tests.Documentation;

/// <summary>The texts, the configuration and the output of docs/gates.md.</summary>
public sealed class GatesPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestFolders.Repository, "docs/gates.md"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_TextOfEveryGate_IsItsName()
    {
        string[] texts = [.. Regex.Matches(Page, @"^\| `(?<text>[^`]+)` \| `[A-Z]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => m.Groups["text"].Value)];

        Assert.Equal(12, texts.Length);
        Assert.All(texts, text => Assert.Equal(text, GateLanguage.Parse(text).Name));
    }

    [Fact]
    public void Page_Configuration_IsSound()
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(Block("yaml"), "judgeeval.yaml");

        Assert.Equal(["default", "support-answers"], configuration.Gates.Select(g => g.Suite));
        Assert.All(configuration.Gates, suite => Assert.Equal(suite.Gates.Length, GateLanguage.Parse(suite.Gates).Length));
    }

    [Fact]
    public void Page_Mistake_IsToldSo()
    {
        string file = _folder.Write("judgeeval.yaml", "gates:\n  support-answers: [kappa >= 0.9 of cieling]\n");
        string line = CommandLine.Run("validate", file).Out.TrimEnd();

        Assert.Contains(line.Replace(file, "judgeeval.yaml", StringComparison.Ordinal), Page.Split('\n'));
    }

    [Fact]
    public void Page_Output_IsThatOfTheRecordedJudge()
    {
        string evals = Path.Combine(TestFolders.Repository, "evals"), dataset = Path.Combine(evals, "datasets/support-answers"), verdicts = _folder["terse.verdicts.jsonl"];
        ToolResult run = CommandLine.Run(
            "run", dataset, "--prompt", Path.Combine(evals, "prompts/support-regressed/answer-quality.md"), "--model", "synthetic-judge-1",
            "--recordings", Path.Combine(evals, "recordings"), "--replay-only", "--yes", "--out", verdicts);
        Assert.Equal(0, run.Code);

        string[] written = CommandLine.Run(
            "align", dataset, "--verdicts", verdicts,
            "--gate", "kappa >= 0.9 of ceiling", "kappa not more than 0.05 below annotator 5", "kappa >= 0.8 of ceiling per channel").Out.Split('\n');

        string[] stated = Page.Split("```\n").Single(block => block.StartsWith("Gates: ", StringComparison.Ordinal)).TrimEnd().Split('\n');
        Assert.True(stated.Length > 20);
        Assert.All(stated, line => Assert.Contains(written, w => line.EndsWith('…') ? w.StartsWith(line[..^1], StringComparison.Ordinal) : w == line));
    }

    private static string Block(string language) => Page.Split($"```{language}\n")[1].Split("```")[0];
}
