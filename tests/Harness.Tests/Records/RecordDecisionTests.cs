using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Records;

public sealed class RecordDecisionTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(GateDecision.Passed, null, GateDecision.Passed)]
    [InlineData(GateDecision.Inconclusive, true, GateDecision.Inconclusive)]
    [InlineData(GateDecision.Passed, false, GateDecision.Failed)]
    [InlineData(GateDecision.Inconclusive, false, GateDecision.Failed)]
    [InlineData(GateDecision.Failed, true, GateDecision.Failed)]
    [InlineData(null, true, GateDecision.Passed)]
    [InlineData(null, false, GateDecision.Failed)]
    public void Of_GatesAndSnapshot_TheWorseDecides(GateDecision? gates, bool? matches, GateDecision? expected)
    {
        AlignmentRecord record = Recorded.Of("yyn", gates: gates) with { Snapshot = matches is { } known ? new SnapshotOutcome("s.verified.txt", known, [], [], []) : null };

        Assert.Equal(expected, RecordDecision.Of(record));
    }

    [Theory]
    [InlineData(GateDecision.Failed, InconclusiveAction.Pass, true)]
    [InlineData(GateDecision.Inconclusive, InconclusiveAction.Pass, false)]
    [InlineData(GateDecision.Inconclusive, InconclusiveAction.Warn, false)]
    [InlineData(GateDecision.Inconclusive, InconclusiveAction.Fail, true)]
    [InlineData(GateDecision.Inconclusive, null, true)]
    [InlineData(GateDecision.Passed, InconclusiveAction.Fail, false)]
    [InlineData(null, null, false)]
    public void Fails_DecisionAndPolicy_InconclusiveIsThePolicys(GateDecision? decision, InconclusiveAction? action, bool expected) =>
        Assert.Equal(expected, RecordDecision.Fails(decision, action is { } stated ? new GatePolicy(stated, "by default") : null));

    [Fact]
    public void Worst_OfCases_IsTheWorstThatFails()
    {
        var lenient = new GatePolicy(InconclusiveAction.Warn, "by default");

        Assert.Equal(GateDecision.Passed, RecordDecision.Worst([]));
        Assert.Equal(GateDecision.Passed, RecordDecision.Worst([(null, null), (GateDecision.Inconclusive, lenient)]));
        Assert.Equal(GateDecision.Inconclusive, RecordDecision.Worst([(GateDecision.Inconclusive, null), (GateDecision.Inconclusive, lenient)]));
        Assert.Equal(GateDecision.Failed, RecordDecision.Worst([(GateDecision.Inconclusive, null), (GateDecision.Failed, lenient)]));
    }

    [Theory]
    [InlineData(null, "a/b")]
    [InlineData(".", "a/b")]
    [InlineData("evals/", "evals/a/b")]
    public void InRepository_PathOfAProject_IsFromTheRoot(string? project, string expected) =>
        Assert.Equal(expected, RecordDecision.InRepository(Recorded.Of("yyn") with { ProjectPath = project }, "a/b"));
}
