using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class RunStatementsTests
{
    private static readonly GatePolicy Fails = new(InconclusiveAction.Fail, "branch main (judgeeval.yaml)");

    [Fact]
    public void Table_CasesThatShareTheLevel_SaysForHowManyItIsCorrected() => Assert.Contains(
        "\n  failures are corrected for 3 gates in 2 cases (Holm), level 0.025; unadjusted p beside\n",
        Table(Case("a", 2, 0.5, 0.5), Case("b", 2, 0.5)),
        StringComparison.Ordinal);

    [Fact]
    public void Table_FilteredRun_SaysThatTheOthersCountAllTheSame() => Assert.Contains(
        "corrected for 1 gate in 5 cases (Holm), level 0.025; unadjusted p beside; 1 of the cases ran\n", Table(Case("a", 5, 0.5)), StringComparison.Ordinal);

    [Fact]
    public void Table_OneGateInOneCase_HasNothingToCorrect() => Assert.DoesNotContain("corrected", Table(Case("a", 1, 0.5)), StringComparison.Ordinal);

    [Fact]
    public void Table_WithoutACorrection_SaysThatToo()
    {
        AlignmentRecord record = Case("a", 3, 0.5);

        Assert.Contains(
            "failures are not corrected for 1 gate in 3 cases (correction: none in judgeeval.yaml), level 0.025 for each\n",
            Table(record with { Gates = record.Gates! with { Correction = record.Gates.Correction! with { Method = "none" } } }),
            StringComparison.Ordinal);
    }

    // Two cases, three gates. Case a: p = 0.001 alone; case b: p = 0.012 and 0.9. By its share 0.0125 of the level, b's first gate needs p <= 0.00625 and is
    // in doubt. Over all three, Holm rejects 0.001 <= 0.025/3 and then 0.012 <= 0.025/2 = 0.0125: its adjusted p is 2 x 0.012 = 0.024.
    [Fact]
    public void Table_HolmOverAllGatesFindsMore_SaysWhichAndWithWhichP() => Assert.Contains(
        "b (case): gate 0 does not hold by Holm's procedure over all 3 gates of the run (p = 0.024), though the case by its own share of the level could not tell",
        OneLine(Table(Case("a", 2, 0.001), Doubtful("b", 2, 0.012, 0.9))),
        StringComparison.Ordinal);

    // 2 x 0.013 = 0.026 is above the level.
    [Fact]
    public void Table_HolmOverAllGatesFindsNoMore_SaysNothing() =>
        Assert.DoesNotContain("Holm's procedure over all", Table(Case("a", 2, 0.001), Doubtful("b", 2, 0.013, 0.9)), StringComparison.Ordinal);

    // With a third case that did not run nobody knows what its gates would have said.
    [Fact]
    public void Table_CaseThatDidNotRun_LeavesTheExactProcedureOut() =>
        Assert.DoesNotContain("Holm's procedure over all", Table(Case("a", 3, 0.001), Doubtful("b", 3, 0.012, 0.9)), StringComparison.Ordinal);

    [Fact]
    public void Report_SnapshotChangedByEditedLabels_SaysInItsFirstLineThatTheLabelsChanged()
    {
        AlignmentRecord record = Case("a", 1, 0.5) with
        {
            Snapshot = new SnapshotOutcome("a.verified.txt", false, ["i1"], [], []),
            Baseline = new BaselineOutcome("a.baseline.jsonl", false) { Changes = [new JudgeChange(ChangeKind.Labels, "JE4106", "people's labels changed: 1 label of 1 item")] },
        };

        Assert.Contains("1 new disagreement; changed since the baseline: people's labels (JE4106)", OneLine(FailureReport.Render(record)), StringComparison.Ordinal);
        Assert.Contains("a (case): changed since the baseline: people's labels (JE4106)", OneLine(Table(record)), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_ChangedJudgeThatPasses_NeedsNoReason() => Assert.DoesNotContain(
        "changed since",
        Table(Case("a", 1, 0.5) with { Baseline = new BaselineOutcome("a.baseline.jsonl", false) { Changes = [new JudgeChange(ChangeKind.Prompt, "JE4101", "the prompt changed")] } }),
        StringComparison.Ordinal);

    [Fact]
    public void Table_OnePolicy_IsStatedOnce() => Assert.Contains(
        "\n  inconclusive fails here: branch main (judgeeval.yaml)\n",
        Table(Case("a", 1, 0.5) with { Policy = Fails }, Case("b", 1, 0.5) with { Policy = Fails }),
        StringComparison.Ordinal);

    [Fact]
    public void Table_SeveralPolicies_AreStatedWithTheirSuites() => Assert.Contains(
        "\n  a: inconclusive fails here: branch main (judgeeval.yaml)\n  b: inconclusive only warns here: OnInconclusive of the suite\n",
        Table(Case("a", 1, 0.5) with { Policy = Fails }, Case("b", 1, 0.5) with { Policy = new GatePolicy(InconclusiveAction.Warn, "OnInconclusive of the suite") }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(InconclusiveAction.Fail, true)]
    [InlineData(InconclusiveAction.Warn, true)]
    [InlineData(InconclusiveAction.Pass, false)]
    public void Table_InconclusiveGate_IsExplainedUnlessItMayPass(InconclusiveAction action, bool explained)
    {
        string table = Table(Doubtful("a", 1, 0.02) with { Policy = new GatePolicy(action, "x") });

        Assert.Contains("INCONCLUSIVE", table, StringComparison.Ordinal);
        Assert.Equal(explained, table.Contains("gate 0 cannot be decided (JE4008)", StringComparison.Ordinal));
    }

    [Fact]
    public void Table_GateThatFailed_HasBothPValues() => Assert.Contains(
        "gate 0 does not hold (JE4001): made up; p = 0.001 alone, p = 0.004 corrected (Holm)", OneLine(Table(Case("a", 4, 0.001))), StringComparison.Ordinal);

    [Fact]
    public void Table_SnapshotWithUnstableItemsAlone_SaysHowMany()
    {
        AlignmentRecord record = Case("a", 1, 0.5) with { Snapshot = new SnapshotOutcome("S.verified.txt", true, [], [], []) { Unstable = ["i1", "i2"] } };

        Assert.Contains("\n  a (case): 2 unstable: the snapshot changed only where repeats differ, which does not count\n", Table(record), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_DoubtfulGate_HasTheDecisionBothPValuesCorrectionAndPolicy()
    {
        string report = OneLine(FailureReport.Render(Doubtful("a", 2, 0.02, 0.5) with { Policy = Fails }));

        Assert.Contains("inconclusive gate 0 (JE4008)", report, StringComparison.Ordinal);
        Assert.Contains("by chance p = 0.02 alone, p = 0.08 corrected (Holm)", report, StringComparison.Ordinal);
        Assert.Contains("correction failures are corrected for 2 gates in 2 cases (Holm), level 0.025; unadjusted p beside", report, StringComparison.Ordinal);
        Assert.Contains("policy inconclusive fails here: branch main (judgeeval.yaml)", report, StringComparison.Ordinal);
    }

    // Holm within a case of two gates: the smallest p counts twice, and each again for the cases that share the level.
    private static AlignmentRecord Doubtful(string suite, int cases, params double[] p) => Case(suite, cases, p) is var record
        && record.Gates!.Results[0] is var first
        ? record with
        {
            Gates = record.Gates with
            {
                Decision = GateDecision.Inconclusive,
                Results = record.Gates.Results.SetItem(0, first with { Decision = GateDecision.Inconclusive, Alone = GateDecision.Failed, Code = "JE4008" }),
            },
        }
        : record;

    private static AlignmentRecord Case(string suite, int cases, params double[] p) => RecordOf(Aligned(), suite, "case") with
    {
        Gates = new GateReport(p.Min() <= 0.025 / cases / p.Length ? GateDecision.Failed : GateDecision.Passed,
        [
            .. p.Select((value, i) => new GateResult
            {
                Gate = FormattableString.Invariant($"gate {i}"),
                Code = "JE4001",
                Decision = value <= 0.025 / cases / p.Length ? GateDecision.Failed : GateDecision.Passed,
                Reason = "made up",
                Threshold = 0.6,
                Estimate = Estimate.Of(0.5, 100),
                FailureP = value,
                AdjustedFailureP = Math.Min(1, value * cases * p.Length),
            }),
        ])
        { Correction = new GateCorrection("holm", 0.025, p.Length, cases) },
    };

    private static string Table(params AlignmentRecord[] records) => SuiteTable.Render(records, 400);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
