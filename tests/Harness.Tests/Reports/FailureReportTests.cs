using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
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
        string text = FailureReport.Render(Failing());

        // 0.6 - 0.412 = 0.188, 0.6 - 0.331 = 0.269, 0.6 - 0.488 = 0.112.
        Assert.Equal(
            """
            FAILED  support-answers (quality-v2): cohenKappaQuadratic >= 0.6 does not hold; 1 new disagreement,
                    1 resolved

            failed           cohenKappaQuadratic >= 0.6  JE4001
              value          0.412 [0.331, 0.488] over 120 items, 95 % bootstrap-percentile by item, 2000
                             resamples
              human ceiling  0.801 over 120 items
              distance       the value is 0.188 below 0.6; its interval reaches from 0.269 below to 0.112 below
                             it
              why            the whole interval is below 0.6

            snapshot         suites/SupportAnswers.Align.verified.txt: 1 new disagreement, 1 resolved
              + s-017
              - s-001

            The new disagreement, unanimous people first:
              1. s-017: people 5×5 (unanimous), judge 2 (-3) in 2 of 3 repeats
                 datasets/support-answers/items.jsonl(17)
                 context     My parcel is late. Where is it?
                 response    It is on the way.
                 rationale   Too short.

            Not judged       3 of 120 items, coverage 0.975; failed judgements: refused 1, unparsable 2
            Off the scale    1 label: s-099 '7'
            Left out         3 items without a verdict, 1 item on which people tie, wherever the same label is
                             asked for

            To reproduce     dotnet test --filter "FullyQualifiedName~Sample.Evals.SupportAnswers.Align"
            To accept        judgeeval accept SupportAnswers

            """,
            text);
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
        Assert.Contains("the value is 0.050 above 0.6; its interval reaches from 0.050 below to 0.150 above", text, StringComparison.Ordinal);
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
