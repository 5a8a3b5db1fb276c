using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Xunit.Tests.Support;
using static JudgeEval.Xunit.Tests.Support.RecordedSuite;

namespace JudgeEval.Xunit.Tests.Running;

/// <summary>Six items: people say Good of i1 to i3 and Bad of i4 to i6, of i6 only two of three.</summary>
public sealed class CaseRunTests : IDisposable
{
    private readonly TemporaryProject _files = new TemporaryProject().WithDataset();

    private string RecordPath => Path.Combine(_files.Output, "alignment-records/any-suite.answers.judge.record.json");

    private string SnapshotPath(string ending) => Path.Combine(_files.Source, $"AnySuite.Aligns_judge=answers.judge.{ending}.txt");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Run_JudgeThatAgrees_PassesAndWritesTheRecord()
    {
        _files.WithVerdicts(Verdicts, "Good", "Good", "Good", "Bad", "Bad", "Bad");

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.4).WithoutSnapshot());

        AlignmentRecord record = RecordFile.Read(RecordPath);
        Assert.Equal("any-suite", record.Suite);
        Assert.Equal("answers · judge", record.Case);
        Assert.Equal("Ns.AnySuite.Aligns", record.Test);
        Assert.Equal("datasets/answers", record.DatasetPath);
        Assert.Equal(AlignmentMetric.PercentAgreement, record.Alignment.Metric);
        Assert.Equal(1, record.Alignment.Statistics[AlignmentMetric.PercentAgreement].Value);
        Assert.Equal(GateDecision.Passed, record.Gates!.Decision);
        Assert.Null(record.Snapshot);
        Assert.Equal(["i1", "i2", "i3", "i4", "i5", "i6"], record.Items.Select(i => i.Item.Id));
        Assert.Equal("a1=Good a2=Bad a3=Bad", string.Join(' ', record.Items[5].Labels.Select(l => $"{l.Key}={l.Value}")));
        Assert.Equal("dotnet test . --filter \"FullyQualifiedName~AnySuite.Aligns\"", record.Command);
    }

    [Fact]
    public async Task Run_RecordedJudgeOfASource_PassesAndWritesARecordWithoutAPath()
    {
        CaseDefinition definition = Definition with
        {
            DatasetSource = typeof(SixAnswers).AssemblyQualifiedName, DatasetPath = "six", VerdictsPath = null, RecordedJudge = "agrees",
        };

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.4).WithoutSnapshot(), definition);

        AlignmentRecord record = RecordFile.Read(RecordPath.Replace("answers.judge", "six.agrees", StringComparison.Ordinal));
        Assert.Equal(("six · agrees", "six", "agrees"), (record.Case, record.Dataset, record.Alignment.Judge.Name));
        Assert.Null(record.DatasetPath);
        Assert.Equal(1, record.Alignment.Statistics[AlignmentMetric.PercentAgreement].Value);
    }

    [Fact]
    public async Task Run_JudgeThatDisagrees_FailsWithTheReportAndWritesTheRecord()
    {
        _files.WithVerdicts(Verdicts, "Bad", "Bad", "Bad", "Good", "Good", "Good");

        JudgeAlignmentException failure = await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.9).WithoutSnapshot());

        Assert.StartsWith("\nFAILED  any-suite (answers · judge): ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("percentAgreement >= 0.9", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet test . --filter \"FullyQualifiedName~AnySuite.Aligns\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal(GateDecision.Failed, RecordFile.Read(RecordPath).Gates!.Decision);
    }

    [Fact]
    public async Task Run_JudgeOffTheScale_IsSaidByLintInTheReportAndKeptInTheRecord()
    {
        _files.WithVerdicts(Verdicts, "Great", "Bad", "Bad", "Good", "Good", "Good");

        JudgeAlignmentException failure = await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.9).WithoutSnapshot());

        Assert.Contains("lint             out-of-scale: the judge 'recorded' gave 1 of 6 labels", failure.Message.Replace("\n                 ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(RecordFile.Read(RecordPath).Lint, finding => finding.Rule == "out-of-scale" && finding.What.Contains("'Great' 1×", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NewSnapshot_FailsAndWritesTheReceivedFileBesideTheSuite()
    {
        _files.WithVerdicts(Verdicts, "Good", "Good", "Good", "Bad", "Good", "Good");

        JudgeAlignmentException failure = await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.01));

        Assert.Contains("judgeeval accept AnySuite", failure.Message, StringComparison.Ordinal);
        Assert.Equal(
            "i5 | Bad×3 | Good | +2 | unanimous | 1/1\ni6 | Bad×2 Good×1 | Good | +2 | split | 1/1\n",
            await File.ReadAllTextAsync(SnapshotPath("received")));
        Assert.Equal(["i5", "i6"], RecordFile.Read(RecordPath).Snapshot!.Added.AsEnumerable());
    }

    [Fact]
    public async Task Run_VerifiedSnapshot_PassesAndDeletesTheReceivedFile()
    {
        _files.WithVerdicts(Verdicts, "Good", "Good", "Good", "Bad", "Good", "Good");
        await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.01));
        File.Copy(SnapshotPath("received"), SnapshotPath("verified"));

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.01));

        Assert.False(File.Exists(SnapshotPath("received")));
        Assert.True(RecordFile.Read(RecordPath).Snapshot!.Matches);
    }

    [Fact]
    public async Task Run_BrokenVerifiedSnapshot_FailsButWritesTheRecord()
    {
        _files.WithVerdicts(Verdicts, "Good", "Good", "Good", "Bad", "Bad", "Bad");
        await File.WriteAllTextAsync(SnapshotPath("verified"), "not a snapshot\n");

        JudgeAlignmentException failure = await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.01));

        Assert.StartsWith($"\n{SnapshotPath("verified")}(1): error JE5004: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\nFAILED  any-suite (answers · judge): the verified snapshot cannot be compared\n", failure.Message, StringComparison.Ordinal);
        SnapshotOutcome outcome = RecordFile.Read(RecordPath).Snapshot!;
        Assert.False(outcome.Matches);
        Assert.StartsWith("JE5004 ", outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatComesToNoAlignment_LeavesNoStaleRecord()
    {
        _files.WithVerdicts(Verdicts, "Good", "Good", "Good", "Bad", "Bad", "Bad");
        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.4).WithoutSnapshot());
        File.Delete(Path.Combine(_files.Output, "datasets/answers/items.jsonl"));

        await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gate => gate.PercentAgreement.AtLeast(0.4).WithoutSnapshot()));

        Assert.False(File.Exists(RecordPath));
        CaseProblem problem = CaseProblem.Read(RecordPath.Replace(RecordFile.Extension, CaseProblem.Extension, StringComparison.Ordinal))!;
        Assert.Equal(("Ns.AnySuite.Aligns", "any-suite", "answers · judge"), (problem.Test, problem.Suite, problem.Case));
        Assert.Contains("items.jsonl", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AfterAProblemWasMended_LeavesNoProblem()
    {
        await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.4).WithoutSnapshot());
        _files.WithVerdicts(Verdicts, "Good", "Good", "Good", "Bad", "Bad", "Bad");

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.4).WithoutSnapshot());

        Assert.Equal([RecordPath], Directory.GetFiles(Path.GetDirectoryName(RecordPath)!));
    }

    [Theory]
    [InlineData(InconclusivePolicy.Fail, true)]
    [InlineData(InconclusivePolicy.Warn, false)]
    public async Task Run_InconclusiveGate_FailsOnlyByPolicy(InconclusivePolicy policy, bool fails)
    {
        // 4 of 6 agree; by the exact binomial distribution resamples range over 1/3..1, so 0.6 lies within any 95 % interval.
        _files.WithVerdicts(Verdicts, "Good", "Good", "Bad", "Good", "Bad", "Bad");
        Action<GateBuilder> gates = gate => gate.PercentAgreement.AtLeast(0.6).WithoutSnapshot().OnInconclusive(policy);

        if (fails)
        {
            JudgeAlignmentException failure = await FailsAsync(gates);
            Assert.Contains("An inconclusive gate fails this suite; OnInconclusive(InconclusivePolicy.Warn) would only say so in the table.", failure.Message, StringComparison.Ordinal);
        }
        else
        {
            await RunAsync(gates);
        }

        Assert.Equal(GateDecision.Inconclusive, RecordFile.Read(RecordPath).Gates!.Decision);
    }

    [Fact]
    public async Task Run_ReplayWithoutRecordings_NamesTheItemAndTheCommandThatRecords()
    {
        _files.WithPrompt("prompts/q.md", "quality");
        CaseDefinition prompt = Definition with { VerdictsPath = null, PromptPath = "prompts/q.md", PromptName = "quality", Model = "m-1" };

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gate => gate.CohenKappa.AtLeast(0), prompt));

        string folder = Path.Combine(_files.Source, "recordings");
        Assert.Equal(
            $"""

            any-suite (answers · quality · m-1) could not be run:
            {folder}: error JE3011: 6 of 6 judgements cannot be made, items 'i1', 'i2', 'i3', 'i4', 'i5' and 1 more; the first: there is no recorded reply of 'm-1' to the prompt 'quality' for item 'i1' (repeat 0, original order)
              why: it was never recorded
              to mend it: record it with: judgeeval run datasets/answers --prompt prompts/q.md --model m-1 --endpoint http://127.0.0.1:8080/v1 --recordings recordings --out obj/answers.quality.m-1.verdicts.jsonl
            Run the command in the project's folder, with the address of your OpenAI-compatible server for http://127.0.0.1:8080/v1.
            """,
            failure.Message);
        CaseProblem problem = CaseProblem.Read(Path.Combine(_files.Output, "alignment-records/any-suite.answers.quality.m-1.problem.txt"))!;
        Assert.Equal(("m-1", "quality", "answers"), (problem.Judge, problem.Prompt, problem.Dataset));
        Assert.Equal("JE3011: 6 of 6 judgements cannot be made, items 'i1', 'i2', 'i3', 'i4', 'i5' and 1 more; it was never recorded", problem.Text);
    }

    [Fact]
    public async Task Run_ReplayOfASuiteWithAClient_TellsToRecordThroughIt()
    {
        _files.WithPrompt("prompts/q.md", "quality");
        CaseDefinition prompt = Definition with
        {
            VerdictsPath = null,
            PromptPath = "prompts/q.md",
            PromptName = "quality",
            Model = "m-1",
            ClientFactory = typeof(AlwaysGood).AssemblyQualifiedName,
        };

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gate => gate.CohenKappa.AtLeast(0), prompt));

        Assert.EndsWith(
            "\n  to mend it: record it with: dotnet test . --filter \"FullyQualifiedName~AnySuite.Aligns\" -e JUDGEEVAL_MODE=record"
            + "\nRun the command in the project's folder; it asks the model through the suite's Client.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RecordWithoutAClient_SaysSo()
    {
        _files.WithPrompt("prompts/q.md", "quality");
        CaseDefinition prompt = Definition with { VerdictsPath = null, PromptPath = "prompts/q.md", PromptName = "quality", Model = "m-1" };

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gate => gate.CohenKappa.AtLeast(0), prompt, SuiteMode.Record));

        Assert.Equal(
            "\nany-suite (answers · quality · m-1) could not be run:\n"
            + "judgeeval: error JE2909: the suite Ns.AnySuite.Aligns cannot record with the model 'm-1'\n"
            + "  why: JUDGEEVAL_MODE=record needs a chat client; [JudgeSuite] sets no Client, and there is no judgeeval.yaml in the project's folder or above\n"
            + "  to mend it: define a provider of that name, or with that 'model:', in judgeeval.yaml, "
            + "or set Client = typeof(a class that implements IChatClientFactory), or unset JUDGEEVAL_MODE",
            failure.Message);
    }

    [Fact]
    public async Task Run_RecordThenReplay_GivesTheSameVerdictsWithoutTheClient()
    {
        _files.WithPrompt("prompts/q.md", "quality");
        CaseDefinition prompt = Definition with
        {
            VerdictsPath = null,
            PromptPath = "prompts/q.md",
            PromptName = "quality",
            Model = "m-1",
            ClientFactory = typeof(AlwaysGood).AssemblyQualifiedName,
        };
        Action<GateBuilder> gates = gate => gate.PercentAgreement.AtLeast(0.01).WithoutSnapshot();

        await RunAsync(gates, prompt, SuiteMode.Record);
        AlignmentRecord recorded = RecordFile.Read(Path.Combine(_files.Output, "alignment-records/any-suite.answers.quality.m-1.record.json"));
        Directory.Move(Path.Combine(_files.Source, "recordings"), Path.Combine(_files.Output, "recordings"));
        await RunAsync(gates, prompt with { ClientFactory = null });
        AlignmentRecord replayed = RecordFile.Read(Path.Combine(_files.Output, "alignment-records/any-suite.answers.quality.m-1.record.json"));

        Assert.Equal(["Good", "Good", "Good", "Good", "Good", "Good"], recorded.Alignment.Items.Select(i => i.Judge));
        Assert.Equal(recorded.Alignment.Items.Select(i => i.Judge), replayed.Alignment.Items.Select(i => i.Judge));
    }

    [Fact]
    public async Task Run_RepeatsOfAJudgeThatChangesItsMind_AreInTheRecordAndInTheReport()
    {
        _files.WithPrompt("prompts/q.md", "quality");
        CaseDefinition prompt = Definition with
        {
            VerdictsPath = null,
            PromptPath = "prompts/q.md",
            PromptName = "quality",
            Model = "m-1",
            Repeats = 2,
            ClientFactory = typeof(ChangesItsMind).AssemblyQualifiedName,
        };

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gate => gate.PercentAgreement.AtLeast(0.99).WithoutSnapshot(), prompt, SuiteMode.Live));

        // Every item got Good and Bad: all six flip, and no pair of repeats agrees.
        AlignmentRecord record = RecordFile.Read(Path.Combine(_files.Output, "alignment-records/any-suite.answers.quality.m-1.record.json"));
        Assert.Equal(new JudgeStability(6, 1, 0, null, null), record.Alignment.Stability);
        string report = string.Join(' ', failure.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Asked again 6 items with several judgements; repeats differ on 1.000 of the items, self-agreement 0.000", report, StringComparison.Ordinal);
    }

    private Task RunAsync(Action<GateBuilder> gates, CaseDefinition? definition = null, SuiteMode mode = SuiteMode.Replay) =>
        CaseRun.RunAsync(definition ?? Definition, gates, _files.Project, new CaseSurroundings { Mode = () => mode });

    private Task<JudgeAlignmentException> FailsAsync(Action<GateBuilder> gates) =>
        Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gates));
}
