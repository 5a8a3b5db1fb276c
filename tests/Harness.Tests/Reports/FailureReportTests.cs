using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class FailureReportTests
{
    [Fact]
    public void Render_FailedGateAndSnapshot_SaysEverythingAPersonNeeds()
    {
        string text = FailureReport.Render(Failing() with { ProjectPath = "evals" }, tool: "dotnet judgeeval");

        // 0.6 - 0.412 = 0.188, 0.6 - 0.331 = 0.269, 0.6 - 0.488 = 0.112.
        Assert.Equal(
            """
            FAILED  support-answers (quality-v2): cohenKappaQuadratic >= 0.6 does not hold; 1 new disagreement,
                    1 resolved

            failed           cohenKappaQuadratic >= 0.6 (JE4001)
              value          0.412 [0.331, 0.488] over 120 items
              human ceiling  0.801 over 120 items
              distance       0.188 below 0.6; the interval reaches from 0.269 below to 0.112 below
              why            the whole interval is below 0.6
            intervals        95 % bootstrap-bayesian by item, 2000 resamples

            snapshot         1 new disagreement, 1 resolved
              verified       evals/suites/SupportAnswers.Align.verified.txt
              received       evals/suites/SupportAnswers.Align.received.txt
              + s-017
              - s-001

            The new disagreement, unanimous people first:
              1. s-017: people 5×5 (unanimous), judge 2 (-3) in 2 of 3 repeats
                 evals/datasets/support-answers/items.jsonl(17)
                 context     My parcel is late. Where is it?
                 response    It is on the way.
                 rationale   Too short.

            Not judged       3 of 120 items, coverage 0.975; failed judgements: refused 1, unparsable 2
            Off the scale    1 label: s-099 '7'
            Left out         3 items without a verdict, 1 item on which people tie, by the statistics that need
                             a single label

            To reproduce     dotnet test --filter "FullyQualifiedName~Sample.Evals.SupportAnswers.Align"
            To accept        dotnet judgeeval accept SupportAnswers
                             when the lines of the snapshot are right, from the root of the repository; else
                             mend the judge

            """,
            text);
    }

    [Fact]
    public void Render_LintOfTheRecord_StandsBelowTheHeadlineWithoutNotes()
    {
        AlignmentRecord record = RecordOf(Aligned()) with
        {
            Lint =
            [
                new RecordedFinding("inverted-polarity", LintSeverity.Error, "the judge 'j' goes against people", "its figures are wrong", "turn it", ["j"]),
                new RecordedFinding("unused-label", LintSeverity.Note, "nobody gave 'N'", "it is not tested", "add it", ["N"]),
                new RecordedFinding("constant-annotator", LintSeverity.Warning, "'a' always says no", "noise", "look", ["a"]),
            ],
        };

        string[] lines = FailureReport.Render(record).Split('\n');

        Assert.StartsWith("lint             inverted-polarity: the judge 'j' goes against people. Its figures are wrong.", lines[2], StringComparison.Ordinal);
        Assert.Equal("lint             constant-annotator: 'a' always says no", lines[3]);
        Assert.DoesNotContain(lines, line => line.Contains("unused-label", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ManyDisagreements_FiveWorstUnanimousFirstThenFarthest()
    {
        AlignmentRecord record = RecordOf(Aligned(
            Disagreement("split-far", "1×2 2×3", "5", 4),
            Disagreement("a", "3×5", "4", 1),
            Disagreement("b", "1×5", "4", 3),
            Disagreement("c", "5×5", "1", -4),
            Disagreement("d", "3×5", "4", 1),
            Disagreement("e", "3×5", "5", 2)));

        string text = FailureReport.Render(record);

        Assert.Contains("The 5 worst of 6 disagreements, unanimous people first:\n  1. c: ", text, StringComparison.Ordinal);
        Assert.Equal(["c", "b", "e", "a", "d"], text.Split('\n').Where(l => l.StartsWith("  ", StringComparison.Ordinal) && l.Length > 3 && char.IsDigit(l[2]))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].TrimEnd(':')));
    }

    [Fact]
    public void Render_UndefinedStatistic_PrintsTheReason()
    {
        AlignmentRecord record = RecordOf(Aligned()) with
        {
            Gates = Gated(GateDecision.Failed, Estimate.Undefined("every label is the same", 120), "cohenKappaQuadratic is undefined"),
        };

        string text = FailureReport.Render(record);

        Assert.Contains("  value          undefined over 120 items: every label is the same\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("distance", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Inconclusive_SaysHowManyItemsWouldDecide()
    {
        AlignmentRecord record = RecordOf(Aligned()) with
        {
            Gates = Gated(GateDecision.Inconclusive, Interval(0.65, 0.55, 0.75), "the interval holds 0.6", 210),
        };

        string text = FailureReport.Render(record);

        Assert.StartsWith("INCONCLUSIVE  support-answers (quality-v2): cohenKappaQuadratic >= 0.6 cannot be decided\n", text, StringComparison.Ordinal);
        Assert.Contains("  to decide      about 210 further items at the variance seen\n", text, StringComparison.Ordinal);
        Assert.Contains("0.050 above 0.6; the interval reaches from 0.050 below to 0.150 above", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_GatesThatPassed_AreALineEachAndTheirIntervalsAreExplainedOnce()
    {
        GateReport gates = Gated(GateDecision.Passed, Interval(0.742, 0.661, 0.812), "the whole interval is at or above 0.6");
        AlignmentRecord record = RecordOf(Aligned()) with { Gates = gates with { Results = [gates.Results[0], gates.Results[0]] } };

        Assert.Contains(
            "\npassed           cohenKappaQuadratic >= 0.6: 0.742 [0.661, 0.812] over 120 items; human ceiling\n"
            + "                 0.801\n"
            + "passed           cohenKappaQuadratic >= 0.6: 0.742 [0.661, 0.812] over 120 items; human ceiling\n"
            + "                 0.801\n"
            + "intervals        95 % bootstrap-bayesian by item, 2000 resamples\n",
            FailureReport.Render(record),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SnapshotThatCannotBeCompared_IsAFailure()
    {
        AlignmentRecord record = RecordOf(Aligned()) with
        {
            Snapshot = new SnapshotOutcome("A.Align.verified.txt", false, [], [], []) { Problem = "JE5003 it has a carriage return" },
        };

        Assert.Equal(
            """
            FAILED  support-answers (quality-v2): the verified snapshot cannot be compared

            snapshot         the verified snapshot cannot be compared: JE5003 it has a carriage return
              verified       A.Align.verified.txt
              received       A.Align.received.txt

            To reproduce     dotnet test --filter "FullyQualifiedName~Sample.Evals.SupportAnswers.Align"
            To accept        judgeeval accept A
                             when the lines of the snapshot are right; else mend the judge

            """,
            FailureReport.Render(record));
    }

    [Fact]
    public void Render_ItemsThatWereNotJudged_NamesSomeWithTheReason()
    {
        ItemAlignment failed = Disagreement("s-001", "1×5", "4", 3) with
        {
            Judge = null, Delta = null, Disagrees = false, Failure = new JudgeFailure(FailureKind.Refused, "Unwilling."),
        };
        AlignmentResult alignment = Aligned();
        AlignmentRecord record = RecordOf(alignment with { VerdictCount = 119, Failures = alignment.Failures.Add(FailureKind.Refused, 1), Items = [failed] });

        Assert.Contains(
            "Not judged       1 of 120 items, coverage 0.992; failed judgements: refused 1; for example s-001\n"
            + "                 (Unwilling.)\n",
            FailureReport.Render(record),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_EscapeSequencesInData_CannotReachTheTerminal()
    {
        AlignmentRecord record = RecordOf(Aligned(Disagreement("x\u001b[2J", "1×5", "4", 3, rationale: "\u001b]0;owned\u0007"))) with
        {
            Items = [Item("x\u001b[2J", 1, "con\ntext\u001b[31m", "re\rsponse")],
        };

        Assert.DoesNotContain(FailureReport.Render(record), c => char.IsControl(c) && c != '\n');
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(140)]
    public void Render_LongTexts_NoLineBeyondTheWidth(int width)
    {
        AlignmentRecord record = Failing() with
        {
            Test = null,
            Snapshot = new SnapshotOutcome("A.verified.txt", false, ["s-017"], ["s-001"], []),
            Items = [Item("s-017", 17, string.Join(' ', Enumerable.Repeat("word", 400)), new string('x', 900))],
        };

        Assert.All(FailureReport.Render(record, width: width).Split('\n'), line => Assert.True(TextLayout.Width(line) <= width, line));
    }

    [Fact]
    public void Render_UnderAnotherCulture_SameText()
    {
        var russian = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        russian.NumberFormat.NumberDecimalSeparator = ",";
        russian.NumberFormat.NegativeSign = "−";
        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = FailureReport.Render(Failing()) + SuiteTable.Render([Failing()], 120) + AlignmentText.Render(Failing().Alignment, "d", 100);
        try
        {
            CultureInfo.CurrentCulture = russian;
            Assert.Equal(expected, FailureReport.Render(Failing()) + SuiteTable.Render([Failing()], 120) + AlignmentText.Render(Failing().Alignment, "d", 100));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static AlignmentRecord Failing()
    {
        AlignmentResult alignment = Aligned(
            Disagreement("s-017", "5×5", "2", -3, "2/3", "Too short."),
            Disagreement("s-030", "1×2 2×3", "4", 2));
        return RecordOf(alignment with
        {
            VerdictCount = 117,
            Failures = alignment.Failures.Add(FailureKind.Refused, 1).Add(FailureKind.Unparsable, 2),
            OutOfScale = [new OutOfScaleVerdict("s-099", "7", null)],
            Excluded = new AlignmentExclusions(3, 0, 1),
        }) with
        {
            Gates = Gated(GateDecision.Failed, Interval(0.412, 0.331, 0.488), "the whole interval is below 0.6"),
            Snapshot = new SnapshotOutcome("suites/SupportAnswers.Align.verified.txt", false, ["s-017"], ["s-001"], []),
            Items = [Item("s-017", 17, "My parcel is late.\nWhere is it?", "It is on the way."), Item("s-030", 30, "c", "r")],
        };
    }
}
