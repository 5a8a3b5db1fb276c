using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class BaselineTextTests
{
    [Fact]
    public void Render_OneJudge_NamesTheBestTheOthersAndWhatDoesNotApply()
    {
        string text = AlignmentText.Render(Beside(BaselineStanding.Beats, Interval(0.431, 0.302, 0.540)), "answers", 200);

        Assert.Contains(
            "\nBest baseline  longer, cohenKappaQuadratic 0.311 [0.200, 0.410]; the judge beats it: the paired difference is +0.431 [+0.302, +0.540]\n"
            + "Others         majority 0.000, random 0.010\n"
            + "No baseline    linear: not applicable: 19 labelled texts are too few to learn from; it needs 20\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BaselineStanding.Loses, "the judge is worse than it: the paired difference is -0.200 [-0.300, -0.100]", -0.2, -0.3, -0.1)]
    [InlineData(BaselineStanding.Undecided, "the judge is not shown to beat it: the paired difference is +0.100 [-0.020, +0.200]", 0.1, -0.02, 0.2)]
    public void Render_FailureReport_SaysPlainlyThatTheJudgeDoesNotBeatIt(BaselineStanding standing, string expected, double value, double lower, double upper)
    {
        AlignmentRecord record = RecordOf(Beside(standing, Interval(value, lower, upper))) with
        {
            Gates = Gated(GateDecision.Failed, Interval(0.412, 0.331, 0.488), "the whole interval is below 0.6"),
        };

        Assert.Contains($"\nbest baseline    longer, cohenKappaQuadratic 0.311 [0.200, 0.410]; {expected}\n", FailureReport.Render(record, width: 160), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_DifferenceWithoutInterval_SaysSo() =>
        Assert.Contains(
            "not shown to beat it: the paired difference is +0.431, without an interval\n",
            AlignmentText.Render(Beside(BaselineStanding.Undecided, Estimate.Of(0.431, 120)), "answers", 200),
            StringComparison.Ordinal);

    [Fact]
    public void Render_NoBaselineHasAValue_GivesTheReasons()
    {
        AlignmentResult none = Aligned() with
        {
            Baselines =
            [
                new BaselineAlignment("majority", Estimate.Undefined("the labels do not vary", 120), true),
                new BaselineAlignment("longer", Estimate.Undefined("not applicable: the items have no texts", 0), false),
                new BaselineAlignment("linear", Estimate.Undefined("not applicable: the items have no texts", 0), false),
            ],
        };

        const string Expected = "none: majority: cohenKappaQuadratic is undefined, the labels do not vary; longer, linear: not applicable: the items have no texts\n";
        Assert.Contains($"\nBest baseline  {Expected}", AlignmentText.Render(none, "answers", 200), StringComparison.Ordinal);
        Assert.Contains($"\nbest baseline    {Expected}", FailureReport.Render(RecordOf(none), width: 200), StringComparison.Ordinal);
        Assert.Contains($"\nBest baseline  {Expected}", AlignmentText.Leaderboard([none, none], AlignmentMetric.CohenKappaQuadratic, 200), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaderboard_SeveralJudges_NamesTheBestAndWhoIsNotAboveIt()
    {
        AlignmentResult above = Beside(BaselineStanding.Beats, Interval(0.4, 0.3, 0.5)) with { Judge = new JudgeIdentity { Name = "above" } };
        AlignmentResult below = Beside(BaselineStanding.Loses, Interval(-0.4, -0.5, -0.3)) with { Judge = new JudgeIdentity { Name = "below" } };
        AlignmentResult beside = Beside(BaselineStanding.Undecided, Interval(0, -0.1, 0.1)) with { Judge = new JudgeIdentity { Name = "beside" } };

        Assert.Contains(
            "\nBest baseline  longer, cohenKappaQuadratic 0.311 [0.200, 0.410]\nNot above it   by the interval of the paired difference: below, beside\n",
            AlignmentText.Leaderboard([above, below, beside], AlignmentMetric.CohenKappaQuadratic, 200),
            StringComparison.Ordinal);
        Assert.Contains(
            "\nNot above it   none: every judge beats it by the interval of the paired difference\n",
            AlignmentText.Leaderboard([above, above], AlignmentMetric.CohenKappaQuadratic, 200),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Leaderboard_ByAnotherMetric_ShowsNoBaselineOfTheFirst() =>
        Assert.DoesNotContain(
            "aseline",
            AlignmentText.Leaderboard([Beside(BaselineStanding.Beats, Interval(0.4, 0.3, 0.5))], AlignmentMetric.PercentAgreement, 200),
            StringComparison.Ordinal);

    [Fact]
    public void SuiteTable_WideEnough_HasTheColumnAndNotesWhoDoesNotBeatIt()
    {
        AlignmentRecord beaten = RecordOf(Beside(BaselineStanding.Beats, Interval(0.431, 0.302, 0.540)), "answers", "v1");
        AlignmentRecord undecided = RecordOf(Beside(BaselineStanding.Undecided, Interval(0.1, -0.02, 0.2)), "pairs", "v2");
        AlignmentRecord without = RecordOf(Aligned(), "tone", "v3");

        Assert.Equal(
            "suite    judge        prompt      dataset            n  cohenKappaQuadratic   best baseline  ceiling  decision\n"
            + "──────────────────────────────────────────────────────────────────────────────────────────────────────────────\n"
            + "answers  small-model  quality-v2  support-answers  120  0.742 [0.661, 0.812]   longer 0.311    0.801  ungated\n"
            + "pairs    small-model  quality-v2  support-answers  120  0.742 [0.661, 0.812]   longer 0.311    0.801  ungated\n"
            + "tone     small-model  quality-v2  support-answers  120  0.742 [0.661, 0.812]                   0.801  ungated\n"
            + "\n"
            + "  pairs (v2): best baseline longer, cohenKappaQuadratic 0.311 [0.200, 0.410]; the judge is not shown to beat it: the paired\n"
            + "  difference is +0.100 [-0.020, +0.200]\n"
            + "\n"
            + "3 suites: 3 ungated\n",
            SuiteTable.Render([undecided, beaten, without], 124));
    }

    [Fact]
    public void SuiteTable_TooNarrow_LeavesTheColumnOutFirst()
    {
        // With the column 110 wide; the dataset can give 3 of its 15 columns, so 107 is the narrowest that keeps it.
        AlignmentRecord record = RecordOf(Beside(BaselineStanding.Beats, Interval(0.431, 0.302, 0.540)), "answers", "v1");

        Assert.Contains("best baseline", SuiteTable.Render([record], 107), StringComparison.Ordinal);
        string narrow = SuiteTable.Render([record], 100);
        Assert.DoesNotContain("best baseline", narrow, StringComparison.Ordinal);
        Assert.Contains("dataset", narrow, StringComparison.Ordinal);
    }

    private static AlignmentResult Beside(BaselineStanding standing, Estimate difference) => Aligned() with
    {
        Baselines =
        [
            new BaselineAlignment("majority", Estimate.Of(0, 120), true),
            new BaselineAlignment("random", Estimate.Of(0.01, 120), true),
            new BaselineAlignment("longer", Interval(0.311, 0.2, 0.41), true),
            new BaselineAlignment("linear", Estimate.Undefined("not applicable: 19 labelled texts are too few to learn from; it needs 20", 0), false),
        ],
        BestBaseline = new BaselineComparison("longer", Interval(0.311, 0.2, 0.41), difference, standing),
    };
}
