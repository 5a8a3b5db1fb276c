using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class SuiteTableTests
{
    private static readonly AlignmentRecord Passed = RecordOf(Aligned(), "answers", "v1") with
    {
        Dataset = "answers-2026",
        Gates = Gated(GateDecision.Passed, Interval(0.742, 0.661, 0.812), "the whole interval is at or above 0.6"),
    };

    private static readonly AlignmentRecord Failed = RecordOf(Worse(), "pairs", "v2") with
    {
        Dataset = "pairs-2026",
        Gates = Gated(GateDecision.Failed, Interval(0.412, 0.331, 0.488), "the whole interval is below 0.6"),
    };

    private static readonly AlignmentRecord Open = RecordOf(Aligned(), "tone", "v1") with
    {
        Dataset = "tone-2026",
        Gates = Gated(GateDecision.Inconclusive, Interval(0.742, 0.561, 0.812), "the interval [0.561, 0.812] holds 0.6", 40),
    };

    private static AlignmentRecord Stable(double? flips, double? turned) =>
        Passed with { Alignment = Passed.Alignment with { Stability = new JudgeStability(4, flips, 1 - flips, turned, null) } };

    [Fact]
    public void Render_OneRecord_TableReasonAndCount() =>
        Assert.Equal(
            "suite    judge        prompt      dataset         n  cohenKappaQuadratic   ceiling  decision\n"
            + "────────────────────────────────────────────────────────────────────────────────────────────\n"
            + "answers  small-model  quality-v2  answers-2026  120  0.742 [0.661, 0.812]    0.801  PASSED\n"
            + "\n"
            + "1 suite: 1 passed\n",
            SuiteTable.Render([Passed], 120));

    [Theory]
    [InlineData(0.25, null, "repeats differ on 0.250 of the items")]
    [InlineData(0.0, 0.5, "swapping turns 0.500 of the verdicts round")]
    [InlineData(0.25, 0.5, "repeats differ on 0.250 of the items; swapping turns 0.500 of the verdicts round")]
    public void Render_JudgeThatContradictsItself_HasANote(double? flips, double? turned, string expected) =>
        Assert.Contains($"\n  answers (v1): {expected}\n\n", SuiteTable.Render([Stable(flips, turned)], 120), StringComparison.Ordinal);

    [Fact]
    public void Render_JudgeThatNeverContradictsItself_HasNoNote() =>
        Assert.Equal(SuiteTable.Render([Passed], 120), SuiteTable.Render([Stable(0, 0)], 120));

    [Fact]
    public void Render_SeveralAtEighty_LeavesDatasetOutAndSortsBySuite() =>

        // All columns take 7+11+10+12+3+20+7+12 and seven gaps of two: 96. Without the dataset 82, so the judge is one wide column of 11 too many; it goes next.
        Assert.Equal(
            "suite    prompt        n  cohenKappaQuadratic   ceiling  decision\n"
            + "─────────────────────────────────────────────────────────────────────\n"
            + "answers  quality-v2  120  0.742 [0.661, 0.812]    0.801  PASSED\n"
            + "pairs    quality-v2  120  0.412 [0.331, 0.488]    0.801  FAILED\n"
            + "tone     quality-v2  120  0.742 [0.661, 0.812]    0.801  INCONCLUSIVE\n"
            + "\n"
            + "  pairs (v2): cohenKappaQuadratic >= 0.6 does not hold (JE4001): the whole\n"
            + "  interval is below 0.6\n"
            + "  tone (v1): cohenKappaQuadratic >= 0.6 cannot be decided (JE4004): the interval\n"
            + "  [0.561, 0.812] holds 0.6; about 40 further items would decide\n"
            + "\n"
            + "3 suites: 1 passed, 1 failed, 1 inconclusive\n",
            SuiteTable.Render([Open, Failed, Passed], 80));

    [Fact]
    public void Render_ChangedSnapshot_CountsAsFailed()
    {
        AlignmentRecord record = Passed with { Snapshot = new SnapshotOutcome("A.verified.txt", false, ["x", "y"], [], ["z"]) };

        string text = SuiteTable.Render([record], 120);

        Assert.Contains("  0.801  FAILED\n", text, StringComparison.Ordinal);
        Assert.Contains("  answers (v1): 2 new disagreements, 1 changed\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n1 suite: 1 failed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_UndefinedStatistic_PrintsTheReasonAndNoNaN()
    {
        AlignmentResult alignment = Aligned();
        AlignmentRecord record = RecordOf(alignment with
        {
            Statistics = alignment.Statistics.SetItem(AlignmentMetric.CohenKappaQuadratic, Estimate.Undefined("every label is the same", 120)),
        });

        string text = SuiteTable.Render([record], 100);

        Assert.Contains("  undefined", text, StringComparison.Ordinal);
        Assert.Contains("  support-answers (quality-v2): cohenKappaQuadratic is undefined: every label is the same\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n1 suite: 1 ungated\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OneLabelPerItem_SaysOnceWhyThereIsNoCeiling()
    {
        HumanBaseline people = Passed.Alignment.Human with
        {
            Ceiling = Passed.Alignment.Human.Ceiling.SetItem(AlignmentMetric.CohenKappaQuadratic, Estimate.Undefined("no item has labels from two annotators", 0)),
        };
        AlignmentRecord alone = Passed with { Alignment = Passed.Alignment with { Human = people } };

        string text = SuiteTable.Render([alone, alone with { Case = "v2" }, alone with { Suite = "other" }], 120);

        Assert.Contains("\n\n  no human ceiling for answers, other: no item has labels from two annotators\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_CasesOfOneSuiteAndTwoMetrics_MetricColumnAndBothCounts()
    {
        AlignmentRecord alpha = Passed with
        {
            Case = "v0",
            Alignment = Passed.Alignment with
            {
                Metric = AlignmentMetric.KrippendorffAlpha,
                Statistics = Passed.Alignment.Statistics.Add(AlignmentMetric.KrippendorffAlpha, Estimate.Of(0.5, 120)),
            },
        };

        string[] lines = SuiteTable.Render([Passed, alpha], 160).Split('\n');

        Assert.Contains("  metric  ", lines[0], StringComparison.Ordinal);
        Assert.Contains("krippendorffAlpha    0.500  ", lines[2], StringComparison.Ordinal);
        Assert.Contains("cohenKappaQuadratic  0.742 [0.661, 0.812]  ", lines[3], StringComparison.Ordinal);
        Assert.Equal("2 cases of 1 suite: 2 passed", lines[^2]);
    }

    [Theory]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(160)]
    public void Render_LongNames_FitsTheWidthWithEveryNumberWhole(int width)
    {
        AlignmentRecord[] records =
        [
            .. Enumerable.Range(1, 9).Select(i => RecordOf(Aligned() with
            {
                Judge = new JudgeIdentity { Name = "j", Model = new string('m', 12 * i), Prompt = new string('p', 10 * i) },
            }, suite: new string('s', 8 * i), name: $"case-{i}") with { Dataset = new string('d', 6 * i), Gates = Failed.Gates }),
        ];

        string[] lines = SuiteTable.Render(records, width).Split('\n');

        Assert.All(lines, line => Assert.True(TextLayout.Width(line) <= width, line));
        Assert.All(lines[2..11], line =>
        {
            Assert.Contains("  120  0.742 [0.661, 0.812]", line, StringComparison.Ordinal);
            Assert.EndsWith("FAILED", line, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Render_Colour_ColoursTheDecisionAlone()
    {
        string text = SuiteTable.Render([Passed, Failed, Open], 80, colour: true);

        Assert.Contains("\u001b[32mPASSED\u001b[0m", text, StringComparison.Ordinal);
        Assert.Contains("\u001b[31mFAILED\u001b[0m", text, StringComparison.Ordinal);
        Assert.Contains("\u001b[33mINCONCLUSIVE\u001b[0m", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NewSnapshot_SaysSoInsteadOfNewDisagreements()
    {
        AlignmentRecord record = Passed with { Snapshot = new SnapshotOutcome("A.verified.txt", false, ["x", "y"], [], []) { IsNew = true } };

        Assert.Contains(
            "  answers (v1): there is no verified snapshot yet; the judge disagrees with people on 2 items\n", SuiteTable.Render([record], 120), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_CaseWithoutARecord_IsARowAndIsCounted()
    {
        var unrun = new UnrunCase("pairs", "pairs · v2", "small-model", "v2", "pairs-2026", ["JE3012: 6 of 6 judgements cannot be made; the prompt changed since it was recorded"]);

        Assert.Equal(
            "suite    judge        prompt      dataset         n  cohenKappaQuadratic   ceiling  decision\n"
            + "────────────────────────────────────────────────────────────────────────────────────────────\n"
            + "answers  small-model  quality-v2  answers-2026  120  0.742 [0.661, 0.812]    0.801  PASSED\n"
            + "pairs    small-model  v2          pairs-2026                                        NOT RUN\n"
            + "\n"
            + "  pairs (pairs · v2): JE3012: 6 of 6 judgements cannot be made; the prompt changed since it was recorded\n"
            + "\n"
            + "2 suites: 1 passed, 1 not run\n",
            SuiteTable.Render([Passed], 120, unrun: [unrun]));
    }

    [Fact]
    public void Render_NoCaseHasARecord_IsStillATable() =>
        Assert.Equal(
            "suite  judge  prompt  dataset  n  value  ceiling  decision\n"
            + "──────────────────────────────────────────────────────────\n"
            + "pairs                                             NOT RUN\n"
            + "\n"
            + "  pairs (pairs · cannot run): JE2901: the suite has no judge\n"
            + "\n"
            + "1 suite: 1 not run\n",
            SuiteTable.Render([], 80, unrun: [new UnrunCase("pairs", "pairs · cannot run", "", "", "", ["JE2901: the suite has no judge"])]));

    [Fact]
    public void Render_NoRecords_Nothing() => Assert.Equal("", SuiteTable.Render([], 80));

    private static AlignmentResult Worse()
    {
        AlignmentResult alignment = Aligned();
        return alignment with { Statistics = alignment.Statistics.SetItem(AlignmentMetric.CohenKappaQuadratic, Interval(0.412, 0.331, 0.488)) };
    }
}
