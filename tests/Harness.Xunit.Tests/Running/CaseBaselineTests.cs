using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Xunit.Tests.Support;
using static JudgeEval.Xunit.Tests.Support.RecordedSuite;

namespace JudgeEval.Xunit.Tests.Running;

/// <summary>Six items: people say Good of i1 to i3 and Bad of i4 to i6.</summary>
public sealed class CaseBaselineTests : IDisposable
{
    private static readonly string[] Right = ["Good", "Good", "Good", "Bad", "Bad", "Bad"];
    private static readonly string[] Wrong = ["Bad", "Bad", "Bad", "Good", "Good", "Good"];

    private readonly TemporaryProject _files = new TemporaryProject().WithDataset();

    private string Committed => Path.Combine(_files.Source, "AnySuite.Aligns_judge=answers.judge.baseline.jsonl");

    private string Received => Path.Combine(_files.Source, "AnySuite.Aligns_judge=answers.judge.received.baseline.jsonl");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Run_GateWithoutABaseline_IsInconclusiveAndSaysHowToGetOne()
    {
        _files.WithVerdicts(Verdicts, Right);

        JudgeAlignmentException failure = await FailsAsync(gate => gate.NotWorseThanBaseline(0.9));

        Assert.Contains("(JE4006)", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "there is no baseline to compare with at AnySuite.Aligns_judge=answers.judge.baseline.jsonl; run 'judgeeval accept AnySuite' to take today's judge as the baseline",
            OneLine(failure.Message),
            StringComparison.Ordinal);
        BaselineRecord received = BaselineFile.Read(Received);
        Assert.Equal(("any-suite", "answers · judge", "Ns.AnySuite.Aligns"), (received.Suite, received.Case, received.Test));
        Assert.Equal(GateDecision.Inconclusive, received.Acceptance!.Decision);
        Assert.Equal("there is no baseline to compare with", received.Gates[0].Reason); // and no command of this machine
        Assert.Equal(new BaselineOutcome("AnySuite.Aligns_judge=answers.judge.baseline.jsonl", true) { IsReceived = true }, Record().Baseline! with { Changes = [] });
    }

    [Fact]
    public async Task Run_SameJudgeAsTheBaseline_LeavesNothingToAccept()
    {
        await AcceptedAsync();
        await File.WriteAllTextAsync(Received, "left by an earlier run");

        await RunAsync(gate => gate.PercentAgreement.NotWorseThanBaseline(0.95));

        Assert.False(File.Exists(Received));
        Assert.Empty(Record().Baseline!.Changes);
        Assert.False(Record().Baseline!.IsReceived);
    }

    [Fact]
    public async Task Run_JudgeThatIsWorseThanTheBaseline_FailsAndTheReceivedBaselineSaysSo()
    {
        await AcceptedAsync();
        _files.WithVerdicts(Verdicts, Wrong);

        JudgeAlignmentException failure = await FailsAsync(gate => gate.PercentAgreement.NotWorseThanBaseline(0.1));

        GateResult result = Record().Gates!.Results[0];
        Assert.Equal((GateDecision.Failed, "JE4010"), (result.Decision, result.Code));
        Assert.Equal(6, result.Comparison!.NewlyDisagreeing.Length);
        Assert.Contains("judgeeval accept AnySuite --reason \"…\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal(GateDecision.Failed, BaselineFile.Read(Received).Acceptance!.Decision);
        Assert.Equal("JE4401", Assert.Single(SnapshotAcceptance.Accept(_files.Source, []).Refused).Problem.Code);
    }

    // The baseline gate is not stated: what moved is in the record all the same.
    [Fact]
    public async Task Run_EditedLabels_AreWhatMovedAndNotTheJudge()
    {
        await AcceptedAsync();
        string labels = await File.ReadAllTextAsync(Path.Combine(_files.Output, "datasets/answers/annotations.csv"));
        _files.With("datasets/answers/annotations.csv", labels.Replace("i1,a1,Good", "i1,a1,Fair", StringComparison.Ordinal));

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.3));

        Assert.Equal(["JE4106"], Record().Baseline!.Changes.Select(c => c.Code));
        Assert.True(File.Exists(Received));
    }

    [Fact]
    public async Task Run_EditedLabelsUnderABaselineGate_AreSaidInTheReport()
    {
        await AcceptedAsync();
        string labels = await File.ReadAllTextAsync(Path.Combine(_files.Output, "datasets/answers/annotations.csv"));
        _files.With("datasets/answers/annotations.csv", labels.Replace(",Good", ",Fair", StringComparison.Ordinal));

        JudgeAlignmentException failure = await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.9).PercentAgreement.NotWorseThanBaseline(0.5));

        Assert.Contains("\nSince the baseline was accepted:\n  JE4106 ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("JE4010", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\n", "JE4504")]
    [InlineData("{\"format\":\"judgeeval.baseline/9\"}\n", "JE4503")]
    [InlineData("{\"format\":\"judgeeval.bas", "JE4502")]
    public async Task Run_BaselineThatCannotBeRead_FailsWithItsCodeAndLosesNothing(string text, string code)
    {
        _files.WithVerdicts(Verdicts, Right);
        await File.WriteAllTextAsync(Committed, text);

        JudgeAlignmentException failure = await FailsAsync(gate => gate.PercentAgreement.AtLeast(0.3).WithoutSnapshot().NotWorseThanBaseline(0.5));

        Assert.StartsWith($"\n{Committed}(1", failure.Message, StringComparison.Ordinal);
        Assert.Contains($": error {code}: ", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith(code, Record().Baseline!.Problem, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(Committed));
        Assert.Single(SnapshotAcceptance.Accept(_files.Source, []).Accepted);
        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.3).WithoutSnapshot().PercentAgreement.NotWorseThanBaseline(0.95));
    }

    [Fact]
    public async Task Run_WithoutSnapshotAndWithoutABaselineGate_LooksForNoBaseline()
    {
        _files.WithVerdicts(Verdicts, Right);

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.3).WithoutSnapshot());

        Assert.Null(Record().Baseline);
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public async Task Run_BaselineGateOfSlices_KeepsABaselineToo()
    {
        _files.WithVerdicts(Verdicts, Right);

        await FailsAsync(gate => gate.That("kappa not more than 0.5 below the baseline per cluster").WithoutSnapshot());

        Assert.True(File.Exists(Received));
    }

    [Fact]
    public async Task Run_SourceTreeThatIsNotThere_StillWritesTheRecord()
    {
        _files.WithVerdicts(Verdicts, Right);

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => CaseRun.RunAsync(
            Definition, gate => gate.PercentAgreement.AtLeast(0.3), _files.Project with { ProjectDirectory = null }, new CaseSurroundings()));

        Assert.Equal("JE5901", Assert.Single(failure.Diagnostics).Code);
        Assert.Equal(GateDecision.Passed, Record().Gates!.Decision);
    }

    // Today's judge becomes the baseline as a person would make it so: the run writes, accept takes.
    private async Task AcceptedAsync()
    {
        _files.WithVerdicts(Verdicts, Right);
        await FailsAsync(gate => gate.NotWorseThanBaseline(0.5));
        Assert.Single(SnapshotAcceptance.Accept(_files.Source, []).Accepted);
        Assert.True(File.Exists(Committed));
    }

    private AlignmentRecord Record() => RecordFile.Read(CaseRecord.PathOf(Definition, _files.Project, RecordFile.Extension));

    private Task RunAsync(Action<GateBuilder> gates) => CaseRun.RunAsync(Definition, gates, _files.Project, new CaseSurroundings());

    private Task<JudgeAlignmentException> FailsAsync(Action<GateBuilder> gates) => Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gates));

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
