using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Running;

/// <summary>
/// The sample in evals as a team lives with it: a judge that is green against its committed baseline, a prompt that somebody edits in good faith, and
/// its repair. The files are those of the repository, the gates those of evals/SupportAnswers.cs.
/// </summary>
public sealed class EvalsWalkTests : IDisposable
{
    private const string Name = "SupportAnswers.Judge_grades_as_people_do_judge=support-answers.answer-quality.synthetic-judge-1";

    private static readonly string Evals = Path.Combine(TestFolders.Repository, "evals");

    private readonly TemporaryProject _files = new();

    public EvalsWalkTests()
    {
        foreach (string file in new[] { "datasets/support-answers", "prompts", "recordings" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Evals, folder), "*", SearchOption.AllDirectories)))
        {
            _files.With(Path.GetRelativePath(Evals, file), File.ReadAllText(file));
        }

        foreach (string file in Directory.GetFiles(Evals, Name + ".*").Where(f => !f.Contains(".received.", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(_files.Source, Path.GetFileName(file)));
        }

        File.Copy(Path.Combine(Evals, "SupportAnswers.cs"), Path.Combine(_files.Source, "SupportAnswers.cs"));
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Walk_EditedPromptAndItsRepair_IsGreenThenRedThenGreen()
    {
        await RunAsync("support");
        Assert.Equal(GateDecision.Passed, Written().Gates!.Decision);
        Assert.False(File.Exists(Received));

        var red = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync("support-regressed"));
        Assert.Equal(["JE4101"], Written().Baseline!.Changes.Select(c => c.Code));
        Assert.Equal([GateDecision.Failed, GateDecision.Passed], Written().Gates!.Results.Skip(1).Select(g => g.Decision));
        Assert.Contains("JE4010", red.Message, StringComparison.Ordinal);
        Assert.Equal("JE4401", Assert.Single(SnapshotAcceptance.Accept(_files.Source, []).Refused).Problem.Code);

        // The repair grades as well as the first prompt did, but not each item the same: its gates are green, and its snapshot is to be read and accepted.
        await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync("support-repaired"));
        Assert.Equal(GateDecision.Passed, Written().Gates!.Decision);
        AcceptedCase accepted = Assert.Single(SnapshotAcceptance.Accept(_files.Source, []).Accepted);
        Assert.Equal(GateDecision.Passed, accepted.Baseline!.Decision);
        await RunAsync("support-repaired");
    }

    // One annotator is replaced by one who says the opposite: the judge, which did not change, agrees less with the new labels.
    [Fact]
    public async Task Walk_EditedLabels_AreReportedAsLabelsAndNotAsAWorseJudge()
    {
        const string Labels = "datasets/support-answers/annotations.csv";
        string[] lines = (await File.ReadAllTextAsync(Path.Combine(Evals, Labels))).TrimEnd('\n').Split('\n');
        _files.With(Labels, string.Concat(lines.Select(line => line.Split(',') is [var item, "ann-1", [var label and >= '1' and <= '5'], .. var rest]
            ? string.Join(',', [item, "ann-1", ((char)('6' - (label - '0'))).ToString(), .. rest]) + "\n"
            : line + "\n")));

        await Record.ExceptionAsync(() => RunAsync("support"));

        AlignmentRecord record = Written();
        Assert.Equal(["JE4106"], record.Baseline!.Changes.Select(c => c.Code));
        Assert.Equal(GateDecision.Passed, record.Gates!.Results[1].Decision);
        Assert.Equal(0, record.Gates.Results[1].Comparison!.Delta.Value);
    }

    private string Received => Path.Combine(_files.Source, Name + ".received.baseline.jsonl");

    private static CaseDefinition Definition(string prompt) => new()
    {
        Test = new SuiteMethod("JudgeEval.Evals", "JudgeEval.Evals.SupportAnswers", "Judge_grades_as_people_do"),
        Suite = "support-answers",
        SourceFile = "/_/evals/SupportAnswers.cs",
        DatasetPath = "datasets/support-answers",
        PromptPath = $"prompts/{prompt}/answer-quality.md",
        PromptName = "answer-quality",
        Model = "synthetic-judge-1",
        Recordings = "recordings",
        Concurrency = 8,
    };

    private AlignmentRecord Written() => RecordFile.Read(CaseRecord.PathOf(Definition("support"), _files.Project, RecordFile.Extension));

    private Task RunAsync(string prompt) => CaseRun.RunAsync(
        Definition(prompt), gate => gate.CohenKappaQuadratic.AtLeast(0.6).CohenKappaQuadratic.NotWorseThanBaseline(0.1), _files.Project, new CaseSurroundings { Cases = () => 3 });
}
