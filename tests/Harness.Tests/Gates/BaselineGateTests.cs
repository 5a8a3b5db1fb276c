using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class BaselineGateTests
{
    private static readonly string Labels = string.Concat(Enumerable.Repeat("yn", 100));

    [Fact]
    public void Name_SaysMetricMarginAndDirection()
    {
        Assert.Equal("cohenKappaQuadratic not more than 0.05 below the baseline", Gate.NotWorseThanBaseline(0.05, AlignmentMetric.CohenKappaQuadratic).Name);
        Assert.Equal("meanAbsoluteError not more than 0.1 above the baseline", Gate.NotWorseThanBaseline(0.1, AlignmentMetric.MeanAbsoluteError).Name);
        Assert.Equal("not more than 0.05 worse than the baseline", Gate.NotWorseThanBaseline().Name);
    }

    [Fact]
    public void Evaluate_NoBaseline_SaysWhatToRun()
    {
        AnnotatedDataset people = Compared.People(Compared.YesNo, "yn");
        GateContext context = new(Compared.Align(people, Compared.Verdicts("yn"))) { BaselinePath = "a.baseline.jsonl", AcceptCommand = "judgeeval accept A" };

        GateResult result = Gate.NotWorseThanBaseline().Evaluate(context);

        Assert.Equal(("JE4006", GateDecision.Inconclusive), (result.Code, result.Decision));
        Assert.Equal("cohenKappa not more than 0.05 below the baseline", result.Gate);
        Assert.Equal("there is no baseline to compare with at a.baseline.jsonl; run 'judgeeval accept A' to take today's judge as the baseline", result.Reason);
        Assert.Equal(-0.05, result.Threshold);
    }

    [Fact]
    public void Evaluate_SameJudge_PassesWithTheComparison()
    {
        GateResult result = Evaluate(Labels, Labels, AlignmentMetric.PercentAgreement, 0.05);

        Assert.Equal(GateDecision.Passed, result.Decision);
        Assert.StartsWith("percentAgreement stayed at 1.000 on the same 200 items, a difference of 0.000; the whole interval [", result.Reason, StringComparison.Ordinal);
        Assert.Equal(new HitTable(200, 0, 0, 0), result.Comparison!.Hits);
        Assert.Null(result.ItemsNeeded);
    }

    [Fact]
    public void Evaluate_DropOfTwentyPoints_FailsAndSaysFromWhatToWhat()
    {
        // Forty of two hundred labels turned round.
        GateResult result = Evaluate(Labels, string.Concat(Enumerable.Repeat("ny", 20)) + Labels[40..], AlignmentMetric.PercentAgreement, 0.05);

        Assert.Equal(("JE4010", GateDecision.Failed), (result.Code, result.Decision));
        Assert.StartsWith("percentAgreement fell from 1.000 to 0.800 on the same 200 items, a difference of -0.200; the whole interval [-0.", result.Reason, StringComparison.Ordinal);
        Assert.EndsWith("] is below -0.05", result.Reason, StringComparison.Ordinal);
        Assert.True(result.FailureP < 1e-4);
        Assert.Equal(40, result.Comparison!.NewlyDisagreeing.Length);
    }

    [Fact]
    public void Evaluate_TooFewItems_IsInconclusiveAndNamesWhatWouldDecide()
    {
        // Four of twenty labels are lost and two won: the interval is far wider than the margin.
        GateResult result = Evaluate("ynynynynynynynynynny", "nynyynynynynynynynyn", AlignmentMetric.PercentAgreement, 0.02, "ynynynynynynynynynyn");

        Assert.Equal(("JE4011", GateDecision.Inconclusive), (result.Code, result.Decision));
        Assert.True(result.ItemsNeeded > 0);
        Assert.Equal(["smallest visible drop", "smallest usable margin", "items for this margin"], result.Facts.Select(f => f.Name));
    }

    [Fact]
    public void Evaluate_LowerIsBetter_FailsOnARise()
    {
        string digits = string.Concat(Enumerable.Repeat("12345", 40));
        AnnotatedDataset people = Compared.People(LabelScale.Ordinal(1, 5), digits);
        GateContext context = new(Compared.Align(people, Compared.Verdicts(new string('3', 200)))) { Baseline = JudgeBaseline.Of(Compared.Verdicts(digits), people) };

        GateResult result = Gate.NotWorseThanBaseline(0.5, AlignmentMetric.MeanAbsoluteError).Evaluate(context);

        // From 3 the five labels are 2, 1, 0, 1 and 2 away.
        Assert.Equal(GateDecision.Failed, result.Decision);
        Assert.StartsWith("meanAbsoluteError rose from 0.000 to 1.200 on the same 200 items, a difference of +1.200; the whole interval", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0.5, result.Threshold);
        Assert.Equal("smallest visible rise", result.Facts[0].Name);
    }

    [Fact]
    public void Evaluate_EditedLabelFile_DoesNotFailTheJudge()
    {
        // A third of the labels was edited to the opposite; the judge says what it said.
        AnnotatedDataset then = Compared.People(Compared.YesNo, Labels), today = then;
        today = Compared.People(Compared.YesNo, string.Concat(Labels.Select((l, i) => i % 3 != 0 ? l : l == 'y' ? 'n' : 'y')));
        GateContext context = new(Compared.Align(today, Compared.Verdicts(Labels))) { Baseline = JudgeBaseline.Of(Compared.Verdicts(Labels), then) };

        GateResult result = Gate.NotWorseThanBaseline(0.05, AlignmentMetric.PercentAgreement).Evaluate(context);

        Assert.Equal(GateDecision.Passed, result.Decision);
        Assert.Equal("JE4106", Assert.Single(result.Comparison!.Changes).Code);
        Assert.Equal(1.0, result.Comparison.OldLabels!.Candidate.Value);
    }

    [Fact]
    public void Evaluate_TheBaselineItself_PassesHoweverFewItemsThereAre()
    {
        // Six items could not show that another judge is as good; the same one need not show it.
        JudgeIdentity whole = new() { Name = "j", PromptHash = "1", OptionsHash = "2" };
        AnnotatedDataset dataset = Compared.People(Compared.YesNo, "ynynyn");
        GateResult same = Evaluate(whole), other = Evaluate(whole with { PromptHash = "3" });

        Assert.Equal((GateDecision.Passed, null), (same.Decision, same.Code));
        Assert.Equal("the candidate is the baseline: prompt, model, options and output contract are the same, and so are the verdicts on all 6 items", same.Reason);
        Assert.Null(same.ItemsNeeded);
        Assert.Equal((GateDecision.Inconclusive, "JE4011"), (other.Decision, other.Code));

        GateResult Evaluate(JudgeIdentity candidate) => Gate.NotWorseThanBaseline(0.05, AlignmentMetric.PercentAgreement).Evaluate(
            new GateContext(Compared.Align(dataset, Compared.Verdicts("ynynyy", candidate))) { Baseline = JudgeBaseline.Of(Compared.Verdicts("ynynyy", whole), dataset) });
    }

    [Fact]
    public void Evaluate_UndefinedMetric_FailsWithItsReason()
    {
        // All labels are the same, so kappa has no value.
        GateResult result = Evaluate("yyy", "yyy", AlignmentMetric.CohenKappa, 0.05, "yyy");

        Assert.Equal("JE4012", result.Code);
        Assert.Empty(result.Facts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NotWorseThanBaseline_MarginThatIsNone_IsRefused(double margin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Gate.NotWorseThanBaseline(margin));

    private static GateResult Evaluate(string baseline, string candidate, AlignmentMetric metric, double margin, string? people = null)
    {
        AnnotatedDataset dataset = Compared.People(Compared.YesNo, people ?? Labels);
        GateContext context = new(Compared.Align(dataset, Compared.Verdicts(candidate), Compared.Options with { Resamples = 1000 }))
        {
            Baseline = JudgeBaseline.Of(Compared.Verdicts(baseline), dataset),
        };
        return Gate.NotWorseThanBaseline(margin, metric).Evaluate(context);
    }
}
