using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class AlignmentTextTests
{
    [Fact]
    public void Render_OneJudge_StatisticsWithCeilingAndReasons()
    {
        AlignmentResult alignment = Aligned();
        alignment = alignment with { Statistics = alignment.Statistics.Add(AlignmentMetric.Pearson, Estimate.Undefined("no variance", 120)) };

        Assert.Equal(
            """
            quality-v2/small-model on answers: 120 of 120 items judged, ordinal level,
            against people's median

            metric                   value  interval          n  human ceiling
            ──────────────────────────────────────────────────────────────────
            cohenKappaQuadratic      0.742  [0.661, 0.812]  120  0.801
            percentAgreement         0.700                  120
            pearson              undefined                  120

            Undefined  pearson: no variance

            Among people  above 2 of 5 annotators
            Worth         undefined: fewer than three annotators
            Alt-test      undefined: fewer than three annotators
            Intervals     95 % bootstrap-bayesian by item, 2000 resamples, seed 1

            """,
            AlignmentText.Render(alignment, "answers", 80));
    }

    [Fact]
    public void Leaderboard_SeveralJudges_BestFirstUndefinedLast()
    {
        string text = AlignmentText.Leaderboard(
            [Judge("c", Estimate.Undefined("one label only", 120)), Judge("b", Estimate.Of(0.5, 120)), Judge("a", Interval(0.7, 0.6, 0.8))],
            AlignmentMetric.CohenKappaQuadratic,
            80);

        Assert.Equal(
            """
            #  judge  cohenKappaQuadratic     n  coverage  off scale
            ────────────────────────────────────────────────────────
            1  a      0.700 [0.600, 0.800]  120     1.000          0
            2  b      0.500                 120     1.000          0
            3  c      undefined             120     1.000          0

            c              undefined: one label only
            Human ceiling  0.801

            """,
            text);
    }

    [Fact]
    public void Leaderboard_LowerIsBetter_SmallestFirst()
    {
        AlignmentResult Error(string name, double value)
        {
            AlignmentResult judge = Judge(name, Estimate.Of(0.5, 120));
            return judge with { Statistics = judge.Statistics.Add(AlignmentMetric.MeanAbsoluteError, Estimate.Of(value, 120)) };
        }

        string[] lines = AlignmentText.Leaderboard([Error("far", 1.5), Error("near", 0.25)], AlignmentMetric.MeanAbsoluteError, 80).Split('\n');

        Assert.StartsWith("1  near", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("2  far", lines[3], StringComparison.Ordinal);
    }

    private static AlignmentResult Judge(string name, Estimate kappa)
    {
        AlignmentResult alignment = Aligned();
        return alignment with
        {
            Judge = new JudgeIdentity { Name = name },
            Statistics = alignment.Statistics.SetItem(AlignmentMetric.CohenKappaQuadratic, kappa),
        };
    }
}
