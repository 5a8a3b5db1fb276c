using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Gates.SelfTests;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Gates.SelfTests;

public sealed class GateSelfTestTests
{
    private static readonly AlignmentOptions Hits = new() { Metric = AlignmentMetric.PercentAgreement, Resamples = 200, Baselines = false };
    private static readonly SelfTestOptions Quick = new() { Runs = 60, Resamples = 100 };

    [Fact]
    public void Run_JudgeThatNeverFlips_IsHealthy()
    {
        // 160 items, half of them yes: every item right three times over.
        string people = Half(160);

        SelfTestReport report = Run(people, [.. people.Select(l => new string(l, 3))], margin: 0.1, Quick with { Runs = 200 });

        Assert.Equal(GateHealth.Healthy, report.Health);
        Assert.Equal((LevelCheck.Holds, 200, 0.0), (report.AgainstItself.Check, report.AgainstItself.FalseAlarms.N, report.AgainstItself.FalseAlarms.Value));
        Assert.Equal((0.0, 1.0), (report.Stability.FlipRate.Value, report.Stability.SelfAgreement.Value));
        Assert.Equal(new RepeatsProposal(1, 0, 0), report.Repeats);
        Assert.All(report.KnowNothings, k => Assert.Equal(GateDecision.Failed, k.Report.Decision));

        // Clopper and Pearson, 0 of n: 1 - 0.025^(1/n).
        Assert.Equal(1 - Math.Pow(0.025, 1 / 160.0), report.Stability.FlipRate.Interval!.Upper, 1e-9);
        Assert.Equal(1 - Math.Pow(0.025, 1 / 200.0), report.AgainstItself.FalseAlarms.Interval!.Upper, 1e-9);
    }

    [Fact]
    public void Run_StableJudgeOfFewItems_IsTestedAndNotRecognised()
    {
        // A gate passes what it recognises as the baseline; twenty items that do not differ say nothing of a margin of 0.01.
        VerdictSet said = Compared.Repeated([.. Half(20).Select(l => new string(l, 2))]);
        var known = new JudgeIdentity { Name = "judge", Model = "m", Prompt = "p", PromptHash = "1", OptionsHash = "2", OutputContract = "choice/1" };

        SelfTestReport report = GateSelfTest.Run(
            Compared.People(Compared.YesNo, Half(20)), new VerdictSet(known, null, null, said.Judgements), [Gate.NotWorseThanBaseline(0.01)], Hits, Quick);

        Assert.Equal((0, 60), (report.AgainstItself.Gates[0].Passed, report.AgainstItself.Gates[0].Inconclusive));
        Assert.True(report.Margin > 0.05);
    }

    [Fact]
    public void Run_Repeats_FlipAsTheAlignmentSays()
    {
        string[] said = ["yyy", "yyn", "nnn", "nyn", "yyy", "yy-", "---", "y"];
        AnnotatedDataset dataset = Compared.People(Compared.YesNo, "yynnyyyy");
        VerdictSet verdicts = Compared.Repeated(said);

        SelfTestReport report = GateSelfTest.Run(dataset, verdicts, [Gate.NotWorseThanBaseline(0.5)], Hits, Quick);

        JudgeStability stability = JudgeAlignment.Compute(dataset, verdicts, Hits).Stability!;
        Assert.Equal(stability.FlipRate, report.Stability.FlipRate.Value);
        Assert.Equal(stability.SelfAgreement!.Value, report.Stability.SelfAgreement.Value, 1e-12);

        // By hand: six items have two labels, two of them differ; 1/3 of the pairs of each of these two are equal.
        Assert.Equal(2.0 / 6, report.Stability.FlipRate.Value, 1e-12);
        Assert.Equal((4 + (2.0 / 3)) / 6, report.Stability.SelfAgreement.Value, 1e-12);
        Assert.Equal((1, 3), (report.Stability.FewestRepeats, report.Stability.MostRepeats));
    }

    [Fact]
    public void Run_OneRepeat_SaysThatStabilityWasNotMeasured()
    {
        string people = Half(120);

        SelfTestReport report = Run(people, [.. people.Select(l => l.ToString())], margin: 0.1);

        Assert.Equal((LevelCheck.NotMeasured, 0), (report.AgainstItself.Check, report.AgainstItself.Runs));
        Assert.Equal("no item was judged twice", report.AgainstItself.FalseAlarms.UndefinedReason);
        Assert.False(report.Stability.FlipRate.IsDefined);
        Assert.Null(report.Repeats);
        Assert.Null(report.Margin);
        Assert.Equal(GateHealth.CannotTell, report.Health);
    }

    [Fact]
    public void Run_JudgeThatIsAConstant_IsNotToBeTrusted()
    {
        // People say yes on most items, and so does the judge always: "always yes" differs from it in nothing.
        string people = new string('y', 150) + new string('n', 50);

        SelfTestReport report = Run(people, [.. people.Select(_ => "yy")], margin: 0.1);

        Assert.Equal("always 'yes'", report.KnowNothings[0].Name);
        Assert.Equal(GateDecision.Passed, report.KnowNothings[0].Report.Decision);
        Assert.Equal(GateHealth.Unhealthy, report.Health);
    }

    [Fact]
    public void Run_FewItems_CannotTellTheJudgeFromAConstant()
    {
        SelfTestReport report = Run("yyyn", ["yy", "yy", "yy", "nn"], margin: 0.05);

        Assert.Contains(report.KnowNothings, k => k.Report.Decision == GateDecision.Inconclusive);
        Assert.Equal(GateHealth.CannotTell, report.Health);
    }

    [Theory]
    [InlineData("y", "yn")]
    [InlineData("y", "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy")]
    [InlineData("y", "--")]
    public void Run_OneItem_NeverTells(string people, string said)
    {
        SelfTestReport report = Run(people, [said], margin: 0.1);

        Assert.Equal(GateHealth.CannotTell, report.Health);
        Assert.Equal(said[0] == '-' ? 0 : 1, report.Coverage);
    }

    [Fact]
    public void Run_JudgeThatAlwaysFails_IsNotMeasured()
    {
        SelfTestReport report = Run(Half(40), [.. Enumerable.Repeat("---", 40)], margin: 0.1);

        Assert.Equal((0.0, LevelCheck.NotMeasured, 60), (report.Coverage, report.AgainstItself.Check, report.AgainstItself.Gates[0].Undefined));
        Assert.Equal("the metric is undefined on every draw of the items", report.AgainstItself.FalseAlarms.UndefinedReason);
    }

    [Fact]
    public void Run_ItemsThatFlipLikeACoin_NeedMoreRepeatsThanThereAre()
    {
        string people = Half(80);

        SelfTestReport report = Run(people, [.. people.Select((l, i) => i % 2 == 0 ? "ynyn" : new string(l, 4))], margin: 0.1);

        Assert.Null(report.Repeats);
        Assert.Equal(0.5, report.Stability.FlipRate.Value);
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameReport()
    {
        string people = Half(60);
        string[] said = [.. people.Select((l, i) => i % 5 == 0 ? "yny" : new string(l, 3))];

        SelfTestReport one = Run(people, said, margin: 0.1), two = Run(people, said, margin: 0.1), other = Run(people, said, margin: 0.1, Quick with { Seed = 2 });

        Assert.Equal(one.AgainstItself.Gates.AsEnumerable(), two.AgainstItself.Gates);
        Assert.Equal((one.Margin, one.AgainstItself.FalseAlarms), (two.Margin, two.AgainstItself.FalseAlarms));
        Assert.NotEqual(one.AgainstItself.Gates.AsEnumerable(), other.AgainstItself.Gates);
    }

    [Fact]
    public void Run_MarginProposed_IsOneAtWhichMostRunsPass()
    {
        string people = Half(100);
        string[] said = [.. people.Select((l, i) => i % 6 == 0 ? "yny" : new string(l, 3))];
        double proposed = Run(people, said, margin: 0.01).Margin!.Value;

        GateTally at = Run(people, said, proposed).AgainstItself.Gates[0], below = Run(people, said, proposed - 0.01).AgainstItself.Gates[0];

        Assert.Equal(proposed, Math.Round(proposed, 2));
        Assert.InRange(at.Passed, 48, 60);
        Assert.InRange(below.Passed, 0, 47);
    }

    [Fact]
    public void Run_Pairs_MeasureTheOrderAndDrawBothOrdersTogether()
    {
        LabelScale scale = LabelScale.Preference(withMagnitude: false);
        AnnotatedDataset dataset = Sample.Dataset(scale, [.. Enumerable.Range(0, 40).Select(i => new[] { i % 2 == 0 ? "A" : "B" })]);

        // Every fourth pair takes the side shown first: another side in each order.
        var verdicts = new VerdictSet(new JudgeIdentity { Name = "judge" }, "sample", null, Enumerable.Range(0, 40).SelectMany(i =>
            from repeat in new[] { 0, 1 }
            from order in new[] { PresentationOrder.Original, PresentationOrder.Swapped }
            select new Judgement(Sample.Id(i), repeat, order, new RecordedVerdict
            {
                Label = i % 4 == 0 ? (order == PresentationOrder.Original ? "A" : "B") : i % 2 == 0 ? "A" : "B",
            })));

        SelfTestReport report = GateSelfTest.Run(dataset, verdicts, [Gate.NotWorseThanBaseline(0.2)], Hits, Quick);

        Assert.Equal((0.25, 40), (report.Stability.OrderFlipRate.Value, report.Stability.OrderFlipRate.N));
        Assert.Equal("clopper-pearson", report.Stability.OrderFlipRate.Interval!.Method);
        Assert.Equal(0, report.Stability.FlipRate.Value);
        Assert.Equal(0, report.AgainstItself.FalseAlarms.Value);
    }

    [Fact]
    public void Run_Clusters_AreDrawnWholeAndWidenTheIntervals()
    {
        string?[] clusters = [.. Enumerable.Range(0, 60).Select(i => (i / 6).ToString(CultureInfo.InvariantCulture))];
        AnnotatedDataset dataset = Sample.Clustered(Compared.YesNo, clusters, [.. Enumerable.Range(0, 60).Select(i => new[] { i % 2 == 0 ? "yes" : "no" })]);

        // In two of ten clusters every item flips.
        VerdictSet verdicts = Compared.Repeated([.. Enumerable.Range(0, 60).Select(i => i < 12 ? "yn" : i % 2 == 0 ? "yy" : "nn")]);

        SelfTestReport report = GateSelfTest.Run(dataset, verdicts, [Gate.NotWorseThanBaseline(0.2)], Hits with { Resamples = 1000 }, Quick);

        Assert.Equal(10, report.Clusters);
        Assert.Equal((0.2, "cluster"), (report.Stability.FlipRate.Value, report.Stability.FlipRate.Interval!.Cluster));
        Assert.InRange(report.Stability.SelfAgreement.Interval!.Upper, 0.8, 1);
        ConfidenceInterval alone = Proportion.Interval(12, 60, 0.95, ProportionInterval.ClopperPearson)!;
        Assert.True(report.Stability.FlipRate.Interval.Upper - report.Stability.FlipRate.Interval.Lower > alone.Upper - alone.Lower);
    }

    [Fact]
    public void Run_ClustersThatNeverFlip_AreNoCertainty()
    {
        string?[] clusters = [.. Enumerable.Range(0, 60).Select(i => (i / 6).ToString(CultureInfo.InvariantCulture))];
        AnnotatedDataset dataset = Sample.Clustered(Compared.YesNo, clusters, [.. Enumerable.Range(0, 60).Select(i => new[] { i % 2 == 0 ? "yes" : "no" })]);

        StabilityFigures stability = GateSelfTest.Run(
            dataset, Compared.Repeated([.. Half(60).Select(l => new string(l, 2))]), [Gate.NotWorseThanBaseline(0.2)], Hits, Quick).Stability;

        // Clopper and Pearson for none of ten clusters: 1 - 0.025^(1/10).
        Assert.Equal((0.0, 1.0), (stability.FlipRate.Value, stability.SelfAgreement.Value));
        Assert.Equal(1 - Math.Pow(0.025, 0.1), stability.FlipRate.Interval!.Upper, 1e-9);
        Assert.Equal(Math.Pow(0.025, 0.1), stability.SelfAgreement.Interval!.Lower, 1e-9);
    }

    [Fact]
    public void Run_SeveralGates_CountsFalseAlarmsOfThoseThatCompareAlone()
    {
        // The judge is right on half of the items: below 0.9 it fails, and rightly so.
        string people = Half(100);
        string[] said = [.. people.Select((l, i) => i < 50 ? new string(l, 2) : l == 'y' ? "nn" : "yy")];

        SelfTestReport report = GateSelfTest.Run(
            Compared.People(Compared.YesNo, people), Compared.Repeated(said), [Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.9), Gate.NotWorseThanBaseline(0.1), Gate.Coverage()], Hits, Quick);

        Assert.Equal(["percentAgreement >= 0.9", "percentAgreement not more than 0.1 below the baseline"], report.AgainstItself.Gates.Select(g => g.Gate));
        Assert.Equal([false, true], report.AgainstItself.Gates.Select(g => g.ComparesWithBaseline));
        Assert.Equal(60, report.AgainstItself.Gates[0].Failed);
        Assert.Equal(0, report.AgainstItself.FalseAlarms.Value);
    }

    [Fact]
    public void Run_NoGateThatCompares_HasNoFalseAlarms()
    {
        SelfTestReport report = GateSelfTest.Run(
            Compared.People(Compared.YesNo, Half(40)), Compared.Repeated([.. Half(40).Select(l => new string(l, 2))]), [Gate.AtLeast(AlignmentMetric.PercentAgreement, 0.5)], Hits, Quick);

        Assert.Equal((LevelCheck.NotMeasured, 60, GateHealth.CannotTell), (report.AgainstItself.Check, report.AgainstItself.Runs, report.Health));
        Assert.Equal("no gate compares with a baseline", report.AgainstItself.FalseAlarms.UndefinedReason);
    }

    [Fact]
    public void Run_CoverageAlone_IsNoGateToTry()
    {
        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() => GateSelfTest.Run(
            Compared.People(Compared.YesNo, "yn"), Compared.Repeated("yy", "nn"), [Gate.Coverage()], Hits, Quick));

        Assert.Equal("JE4070", error.Diagnostics[0].Code);
    }

    [Theory]
    [InlineData(0, 400, LevelCheck.Holds)]

    // Clopper and Pearson: 4 of 400 reach to 0.0254, and 18 of 400 begin at 0.0269.
    [InlineData(3, 400, LevelCheck.Holds)]
    [InlineData(4, 400, LevelCheck.CannotTell)]
    [InlineData(10, 400, LevelCheck.CannotTell)]
    [InlineData(18, 400, LevelCheck.DoesNotHold)]
    [InlineData(0, 100, LevelCheck.CannotTell)]
    public void Check_Alarms_HoldsTheWholeIntervalToTheLevel(int alarms, int runs, LevelCheck expected) =>
        Assert.Equal(expected, GateSelfTest.Check(alarms, runs, 0.025));

    private static string Half(int items) => string.Concat(Enumerable.Range(0, items).Select(i => i % 2 == 0 ? 'y' : 'n'));

    private static SelfTestReport Run(string people, string[] said, double margin, SelfTestOptions? test = null) => GateSelfTest.Run(
        Compared.People(Compared.YesNo, people), Compared.Repeated(said), [Gate.NotWorseThanBaseline(margin)], Hits, test ?? Quick);
}
