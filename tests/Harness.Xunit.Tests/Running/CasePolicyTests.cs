using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Xunit.Tests.Support;
using static JudgeEval.Xunit.Tests.Support.RecordedSuite;

namespace JudgeEval.Xunit.Tests.Running;

/// <summary>Four of six agree; resamples range over 1/3..1, so a gate at 0.6 is inconclusive.</summary>
public sealed class CasePolicyTests : IDisposable
{
    private readonly TemporaryProject _files = new TemporaryProject().WithDataset().WithVerdicts(Verdicts, "Good", "Good", "Bad", "Good", "Bad", "Bad");

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("policy: {branches: {main: warn}}", "GITHUB_REF_NAME=main", null)]
    [InlineData("policy: {branches: {main: warn}}", "GITHUB_REF_NAME=topic", "inconclusive fails here: by default")]
    [InlineData("policy: {inconclusive: pass, environments: {CI: fail}}", "CI=true", "inconclusive fails here: CI is set (judgeeval.yaml)")]
    [InlineData("policy: {inconclusive: pass, environments: {CI: fail}}", "OTHER=1", null)]
    [InlineData("policy: {inconclusive: pass}", "JUDGEEVAL_INCONCLUSIVE=fail", "inconclusive fails here: JUDGEEVAL_INCONCLUSIVE")]
    public async Task Run_InconclusiveGate_FailsByThePolicyAndSaysWhose(string yaml, string variable, string? failure)
    {
        _files.With("judgeeval.yaml", yaml + "\n");

        Exception? thrown = await Record.ExceptionAsync(() => RunAsync(gate => gate.PercentAgreement.AtLeast(0.6).WithoutSnapshot(), variable));

        Assert.Equal(failure is not null, thrown is JudgeAlignmentException);
        Assert.Contains(failure ?? "", thrown?.Message ?? "", StringComparison.Ordinal);
        Assert.NotNull(Written().Policy);
    }

    [Fact]
    public async Task Run_SuiteThatSaysItself_GoesBeforeTheFile()
    {
        _files.With("judgeeval.yaml", "policy: {inconclusive: fail}\n");

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.6).WithoutSnapshot().OnInconclusive(InconclusivePolicy.Pass));

        Assert.Equal(new GatePolicy(InconclusiveAction.Pass, "OnInconclusive of the suite"), Written().Policy);
    }

    [Fact]
    public async Task Run_BranchOfTheRepository_IsTheOneOfThePolicy()
    {
        _files.With("judgeeval.yaml", "policy: {branches: {\"release/*\": warn}}\n");
        Directory.CreateDirectory(Path.Combine(_files.Source, ".git"));
        await File.WriteAllTextAsync(Path.Combine(_files.Source, ".git/HEAD"), "ref: refs/heads/release/2\n");

        await RunAsync(gate => gate.PercentAgreement.AtLeast(0.6).WithoutSnapshot());

        Assert.Equal("branch release/2, one of release/* (judgeeval.yaml)", Written().Policy!.Source);
    }

    [Theory]
    [InlineData("JUDGEEVAL_INCONCLUSIVE=perhaps", "", "JE4050")]
    [InlineData("OTHER=1", "policy: {inconclusive: perhaps}\n", "JE2206")]
    public async Task Run_PolicyThatIsNoWord_FailsTheCaseWithItsCode(string variable, string yaml, string code)
    {
        _files.With("judgeeval.yaml", yaml);

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => RunAsync(gate => gate.PercentAgreement.AtLeast(0.01).WithoutSnapshot(), variable));

        Assert.Contains($"error {code}: ", failure.Message, StringComparison.Ordinal);
    }

    // All six are wrong. That alone is decided; among very many cases it may be chance, unless nothing is corrected.
    [Theory]
    [InlineData(1, "holm", GateDecision.Failed)]
    [InlineData(1_000_000, "holm", GateDecision.Inconclusive)]
    [InlineData(1_000_000, "none", GateDecision.Failed)]
    public async Task Run_FailureAmongManyCases_IsCorrectedUnlessSwitchedOff(int cases, string correction, GateDecision expected)
    {
        _files.WithVerdicts(Verdicts, "Bad", "Bad", "Bad", "Good", "Good", "Good").With("judgeeval.yaml", $"policy: {{correction: {correction}}}\n");

        await Assert.ThrowsAsync<JudgeAlignmentException>(() => CaseRun.RunAsync(
            Definition, gate => gate.PercentAgreement.AtLeast(0.95).WithoutSnapshot(), _files.Project, new CaseSurroundings { Cases = () => cases }));

        GateReport gates = Written().Gates!;
        Assert.Equal((expected, correction, cases), (gates.Results[0].Decision, gates.Correction!.Method, gates.Correction.Cases));
        Assert.Equal(expected == GateDecision.Inconclusive ? GateDecision.Failed : null, gates.Results[0].Alone);
    }

    [Fact]
    public async Task Run_GatesOfTheConfiguration_AreThoseOfTheSuiteElseTheDefault()
    {
        _files.With("judgeeval.yaml", "gates:\n  default: [percentAgreement >= 0.99]\n  any-suite: [percentAgreement >= 0.01, coverage >= 0.5]\n");
        await SnapshotlessAsync();
        Assert.Equal(["percentAgreement >= 0.01", "coverage >= 0.5"], Written().Gates!.Results.Select(g => g.Gate));

        _files.With("judgeeval.yaml", "gates:\n  default: [percentAgreement >= 0.02]\n");
        await SnapshotlessAsync();
        Assert.Equal(["percentAgreement >= 0.02", "coverage >= 0.98"], Written().Gates!.Results.Select(g => g.Gate));
    }

    [Theory]
    [InlineData("policy: {}\n", "the file has no 'gates:'")]
    [InlineData("gates: {other: [percentAgreement >= 0.5]}\n", "its gates are for other")]
    public async Task Run_ConfigurationWithoutGatesOfTheSuite_SaysWhatToWrite(string yaml, string why)
    {
        _files.With("judgeeval.yaml", yaml);

        var failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => CaseRun.RunAsync(Definition, null, _files.Project, new CaseSurroundings()));

        Assert.Contains("error JE4051: judgeeval.yaml states no gate for the suite any-suite\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    // There is no snapshot yet, which fails the case; what its gates decided is in the record.
    private Task<JudgeAlignmentException> SnapshotlessAsync() =>
        Assert.ThrowsAsync<JudgeAlignmentException>(() => CaseRun.RunAsync(Definition, null, _files.Project, new CaseSurroundings()));

    private AlignmentRecord Written() => RecordFile.Read(CaseRecord.PathOf(Definition, _files.Project, RecordFile.Extension));

    private Task RunAsync(Action<GateBuilder> gates, string variable = "OTHER=1")
    {
        string[] pair = variable.Split('=');
        return CaseRun.RunAsync(Definition, gates, _files.Project, new CaseSurroundings { Environment = name => name == pair[0] ? pair[1] : null });
    }
}
