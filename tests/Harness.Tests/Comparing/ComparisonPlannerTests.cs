using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Comparing;

public sealed class ComparisonPlannerTests
{
    private static readonly PlanOptions Hits = new() { Metric = AlignmentMetric.PercentAgreement, Simulations = 400 };
    private static readonly PlanOptions Kappa = new() { Metric = AlignmentMetric.CohenKappa, Simulations = 400 };

    [Fact]
    public void Plan_HitsByAssumption_AreTheFormula()
    {
        ComparisonPlan plan = ComparisonPlanner.Plan(People(200), Hits with { Accuracy = 0.9, Discordant = 0.08 });

        var power = new HitPower();
        Assert.Equal((PlanBasis.Assumptions, 0.08, 1.0, 200), (plan.Basis, plan.Discordant, plan.DesignEffect, plan.Items));
        Assert.Equal([200, 400, 800], plan.Sizes.Select(s => s.Items));
        Assert.Equal(power.PassProbability(400, 0.08, 0.03), plan.Sizes[1].Passes[1].Probability);
        Assert.Equal(power.SmallestUsableMargin(200, 0.08), plan.Sizes[0].UsableMargin);
        Assert.Equal(power.SmallestVisibleDrop(800, 0.08, 0.05), plan.Sizes[2].VisibleDrop);
        Assert.Equal(power.ItemsForMargin(0.08, 0.02), plan.Needs[0].Items);
        Assert.Equal([0.02, 0.03, 0.05, 0.1], plan.Needs.Select(n => n.Margin));
        Assert.Contains("two judges that each agree with people on 90% of items; exactly one of the two agrees on 8% (assumed)", plan.Assumptions);
    }

    [Fact]
    public void Plan_HitsOfTwoJudges_CountsTheirDiscordantItems()
    {
        // People say yes and no in turn; the first errs on items 1 to 10, the second on 6 to 18: 5 + 8 of 100 items are discordant.
        AnnotatedDataset people = People(100);

        ComparisonPlan plan = ComparisonPlanner.Plan(people, Hits, Wrong(100, 0, 10), Wrong(100, 5, 18));

        Assert.Equal((PlanBasis.TwoJudges, 0.13), (plan.Basis, plan.Discordant));
        Assert.Equal(new HitPower().SmallestUsableMargin(100, 0.13), plan.Sizes[0].UsableMargin);
        Assert.False(plan.CanBeSeen);
    }

    [Fact]
    public void Plan_OwnRepeats_CountHowTheyDiffer()
    {
        // On 20 of 100 items the two repeats differ, and people have one label each: so many are discordant.
        VerdictSet verdicts = Compared.Repeated([.. Enumerable.Range(0, 100).Select(i => i < 20 ? "yn" : i % 2 == 0 ? "yy" : "nn")]);

        ComparisonPlan one = ComparisonPlanner.Plan(People(100), Hits, verdicts);

        Assert.Equal((PlanBasis.Repeats, 0.2), (one.Basis, one.Discordant));
    }

    [Fact]
    public void Plan_MajoritiesOfRepeats_DifferLess()
    {
        VerdictSet verdicts = Compared.Repeated([.. Enumerable.Range(0, 200).Select(i => i < 60 ? "yyyyn" : i % 2 == 0 ? "yyyyy" : "nnnnn")]);

        double one = ComparisonPlanner.Plan(People(200), Hits, verdicts).Discordant!.Value;
        double five = ComparisonPlanner.Plan(People(200), Hits with { Repeats = 5 }, verdicts).Discordant!.Value;

        Assert.True(five < one, $"{five} of majorities, {one} of single verdicts");
    }

    [Fact]
    public void Plan_AssumedClusters_WidenAsKishSays()
    {
        // 50 clusters of four items: 1 + (4 - 1) * 0.1.
        AnnotatedDataset people = Clustered(200, 4);

        ComparisonPlan plan = ComparisonPlanner.Plan(people, Hits with { Discordant = 0.1 });

        Assert.Equal((50, 1.3), (plan.Clusters, Math.Round(plan.DesignEffect, 12)));
        Assert.Equal(new HitPower().PassProbability(200 / 1.3, 0.1, 0.05), plan.Sizes[0].Passes[2].Probability, 1e-9);
        Assert.Contains("differences within a cluster correlate by 0.1 (assumed)", plan.Assumptions);
    }

    [Fact]
    public void Plan_ClustersOfAPilot_WidenAsTheyAreSeenTo()
    {
        // The second judge errs on whole clusters of four, so four items tell as much as one; and on single items of each, so they stand alone.
        AnnotatedDataset people = Clustered(400, 4);

        ComparisonPlan whole = ComparisonPlanner.Plan(people, Hits with { Simulations = 4000 }, Wrong(400, 0, 0), Wrong(400, 0, 80));
        ComparisonPlan single = ComparisonPlanner.Plan(people, Hits with { Simulations = 4000 }, Wrong(400, 0, 0), Wrong(400, i => i % 4 == 0 && i < 320));

        Assert.InRange(whole.DesignEffect, 3.4, 4.6);
        Assert.Equal(1, single.DesignEffect, 0.15);
        Assert.True(whole.Sizes[0].UsableMargin > single.Sizes[0].UsableMargin);
    }

    [Fact]
    public void Plan_KappaOfTwoJudges_SeesLessThanHitsAndMoreWithMoreItems()
    {
        AnnotatedDataset people = People(200);
        VerdictSet one = Wrong(200, 0, 20), other = Wrong(200, 10, 30);

        ComparisonPlan plan = ComparisonPlanner.Plan(people, Kappa, one, other);

        // On balanced labels kappa is 2 h - 1, so its differences are twice those of hits.
        double hits = ComparisonPlanner.Plan(people, Hits, one, other).Sizes[0].UsableMargin!.Value;
        Assert.InRange(plan.Sizes[0].UsableMargin!.Value, 1.7 * hits, 2.6 * hits);
        Assert.Equal(plan.Sizes.Select(s => s.UsableMargin!.Value).OrderDescending(), plan.Sizes.Select(s => s.UsableMargin!.Value));
        Assert.All(plan.Sizes, s => Assert.Equal(s.Passes.Select(p => p.Probability).Order(), s.Passes.Select(p => p.Probability)));
        Assert.True(plan.Sizes[0].VisibleDrop > plan.Margin);
    }

    [Fact]
    public void Plan_SameSeed_GivesTheSamePlan()
    {
        AnnotatedDataset people = People(90);
        VerdictSet one = Wrong(90, 0, 9);

        ComparisonPlan first = ComparisonPlanner.Plan(people, Kappa, one), again = ComparisonPlanner.Plan(people, Kappa, one), other = ComparisonPlanner.Plan(people, Kappa with { Seed = 2 }, one);

        Assert.Equal(first.Sizes.Select(s => (s.UsableMargin, s.VisibleDrop)), again.Sizes.Select(s => (s.UsableMargin, s.VisibleDrop)));
        Assert.NotEqual(first.Sizes[0].UsableMargin, other.Sizes[0].UsableMargin);
        Assert.Equal(PlanBasis.OneJudge, first.Basis);
    }

    [Fact]
    public void Plan_MarginThatTheDataSee_CanBeSeen()
    {
        PlanOptions options = Hits with { Discordant = 0.05, Accuracy = 0.9, Margin = 0.06 };

        Assert.True(ComparisonPlanner.Plan(People(300), options).CanBeSeen);
        Assert.False(ComparisonPlanner.Plan(People(60), options).CanBeSeen);
    }

    [Fact]
    public void Plan_SidesThatDoNotDiffer_IsPlannedWithTheMostThatIsLikelyAndSaysSo()
    {
        VerdictSet verdicts = Wrong(100, 0, 10);

        ComparisonPlan plan = ComparisonPlanner.Plan(People(100), Hits, verdicts, verdicts);

        // Clopper and Pearson, 0 of 100: 1 - 0.025^(1/100).
        Assert.Equal(1 - Math.Pow(0.025, 0.01), plan.Discordant!.Value, 1e-9);
        Assert.Contains("do not differ on any of 100 items", plan.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_FewItems_WarnsThatTheirLuckIsCarriedOver()
    {
        ComparisonPlan plan = ComparisonPlanner.Plan(People(10), Hits, Wrong(10, 0, 2), Wrong(10, 1, 3));

        Assert.Contains("the pilot has 10 items: a plan from fewer than 30 carries their luck over", plan.Warnings);
    }

    [Fact]
    public void Plan_NothingToPlanWith_SaysWhy()
    {
        AnnotatedDataset tied = Sample.Dataset(Compared.YesNo, ["yes", "no"], ["no", "yes"]);
        AnnotatedDataset numeric = Sample.Dataset(LabelScale.Interval(0, 10), [.. Enumerable.Range(0, 20).Select(i => new[] { i.ToString(CultureInfo.InvariantCulture)[..1] })]);

        Assert.Equal("no item has a reference from people", ComparisonPlanner.Plan(tied, Hits).Undefined);
        Assert.Contains("give verdicts of a judge as the pilot", ComparisonPlanner.Plan(numeric).Undefined!, StringComparison.Ordinal);
        Assert.Contains("give verdicts of a judge as the pilot", ComparisonPlanner.Plan(People(20), Hits with { Metric = AlignmentMetric.JensenShannon }).Undefined!, StringComparison.Ordinal);
        Assert.Equal("the categories have no order", ComparisonPlanner.Plan(
            Sample.Dataset(LabelScale.Nominal(["a", "b", "c"]), ["a"]), Hits with { Metric = AlignmentMetric.Spearman }).Undefined);
        Assert.Contains("nothing can differ", ComparisonPlanner.Plan(People(20), Hits, Wrong(20, 0, 0)).Undefined!, StringComparison.Ordinal);
        Assert.Contains("a verdict from both sides", ComparisonPlanner.Plan(
            People(4), Hits, Compared.Verdicts("yn--"), Compared.Verdicts("--yn")).Undefined!, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NumericScaleWithAPilot_IsPlanned()
    {
        AnnotatedDataset people = Sample.Dataset(LabelScale.Interval(0, 9), [.. Enumerable.Range(0, 80).Select(i => new[] { Digit(i % 10) })]);
        VerdictSet judge = Compared.Verdicts(string.Concat(Enumerable.Range(0, 80).Select(i => Digit(((i % 10) + (i % 3)) % 10))));

        ComparisonPlan plan = ComparisonPlanner.Plan(people, new PlanOptions { Simulations = 200, Discordant = 0.4 }, judge);

        Assert.Equal((AlignmentMetric.Pearson, PlanBasis.OneJudge), (plan.Metric, plan.Basis));
        Assert.InRange(plan.Sizes[0].UsableMargin!.Value, 0.01, 1);
    }

    [Fact]
    public void Plan_People_TellsWhatMoreOfThemBring()
    {
        // Every fourth item has people who differ; Spearman and Brown: 2 a / (1 + a).
        AnnotatedDataset people = Sample.Dataset(Compared.YesNo, [.. Enumerable.Range(0, 40).Select(i => new[] { i % 2 == 0 ? "yes" : "no", i % 4 == 0 ? "no" : i % 2 == 0 ? "yes" : "no" })]);

        AnnotatorPlan plan = ComparisonPlanner.Plan(people, Hits).Annotators;

        double alpha = HumanAgreement.Compute(people, new AlignmentOptions { Resamples = 0 }).Statistics.First(s => s.Key == "krippendorffAlpha").Value.Value;
        Assert.Equal((2.0, alpha), (plan.PerItem, plan.OfOne.Value));
        Assert.Equal(2 * alpha / (1 + alpha), plan.OfMean.First(p => p.People == 2).Reliability, 1e-12);
        Assert.Equal(AnnotatorReliability.NeededAnnotators(alpha, 0.8), plan.NeededForGood);
    }

    [Fact]
    public void Plan_OnePerson_CannotTellWhatMoreBring()
    {
        AnnotatorPlan plan = ComparisonPlanner.Plan(People(20), Hits).Annotators;

        Assert.False(plan.OfOne.IsDefined);
        Assert.Empty(plan.OfMean);
        Assert.Null(plan.NeededForGood);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Plan_MarginOutOfRange_Throws(double margin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ComparisonPlanner.Plan(People(5), Hits with { Margin = margin }));

    private static AnnotatedDataset People(int items) => Sample.Dataset(Compared.YesNo, [.. Enumerable.Range(0, items).Select(i => new[] { Truth(i) })]);

    private static AnnotatedDataset Clustered(int items, int size) => Sample.Clustered(
        Compared.YesNo,
        [.. Enumerable.Range(0, items).Select(i => (i / size).ToString(CultureInfo.InvariantCulture))],
        [.. Enumerable.Range(0, items).Select(i => new[] { Truth(i) })]);

    private static VerdictSet Wrong(int items, int from, int to) => Wrong(items, i => i >= from && i < to);

    private static VerdictSet Wrong(int items, Func<int, bool> wrong) =>
        Compared.Verdicts(string.Concat(Enumerable.Range(0, items).Select(i => (Truth(i) == "yes") != wrong(i) ? 'y' : 'n')));

    private static string Truth(int item) => item % 2 == 0 ? "yes" : "no";

    private static string Digit(int digit) => digit.ToString(CultureInfo.InvariantCulture);
}
