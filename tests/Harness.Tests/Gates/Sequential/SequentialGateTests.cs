using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Gates.Sequential;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Gates.Sequential;

public sealed class SequentialGateTests
{
    private static readonly SequentialDemand Eighty = SequentialDemand.AtLeast(AlignmentMetric.PercentAgreement, 0.8);

    [Theory]
    [InlineData(true, GateDecision.Passed, null, 23)]
    [InlineData(false, GateDecision.Failed, "JE4065", 3)]
    public async Task RunAsync_JudgeThatIsAlwaysRightOrWrong_StopsWhereTheTestDecides(bool right, GateDecision decision, string? code, int after)
    {
        // The numbers of items are derived where SequentialMeanTest is tested.
        SequentialResult result = await SequentialGate.RunAsync(People(200), Judge(_ => right), Eighty, options: new SequentialOptions { Batch = 10 });

        Assert.Equal((decision, code, after), (result.Decision, result.Code, result.DecidedAfter));
        Assert.Equal(after <= 10 ? 10 : 30, result.Judged);
        Assert.Equal(200 - result.Judged, result.Saved);
        Assert.Equal(right ? 1 : 0, result.Estimate.Value);
        Assert.Equal(new PartialRun(result.Judged, 200), result.Verdicts.Partial);
        Assert.Equal(result.Judged, result.Verdicts.Judgements.Length);
    }

    [Fact]
    public async Task RunAsync_AnotherBatch_DecidesTheSame()
    {
        FunctionJudge judge = Judge(item => Number(item) % 10 != 3);
        AnnotatedDataset people = People(300);
        SequentialDemand demand = SequentialDemand.AtLeast(AlignmentMetric.PercentAgreement, 0.7);

        SequentialResult one = await SequentialGate.RunAsync(people, judge, demand, options: new SequentialOptions { Batch = 1 });
        SequentialResult many = await SequentialGate.RunAsync(people, judge, demand, options: new SequentialOptions { Batch = 64 }, run: new JudgeRunOptions { Concurrency = 3 });

        Assert.Equal(GateDecision.Passed, one.Decision);
        Assert.Equal((one.Decision, one.DecidedAfter, one.Interval, one.Reason), (many.Decision, many.DecidedAfter, many.Interval, many.Reason));
        Assert.Equal(one.DecidedAfter, one.Judged);
        Assert.True(many.Judged > one.Judged && many.Judged % 64 == 0);
    }

    [Fact]
    public async Task RunAsync_Seed_ChoosesTheOrder()
    {
        AnnotatedDataset people = People(100);
        var small = new SequentialOptions { Batch = 4 };

        SequentialResult one = await SequentialGate.RunAsync(people, Judge(_ => false), Eighty, options: small);
        SequentialResult again = await SequentialGate.RunAsync(people, Judge(_ => false), Eighty, options: small);
        SequentialResult other = await SequentialGate.RunAsync(people, Judge(_ => false), Eighty, options: small with { Seed = 2 });

        Assert.Equal(Items(one), Items(again));
        Assert.NotEqual(Items(one), Items(other));
        Assert.NotEqual(["i001", "i002", "i003", "i004"], Items(one));
    }

    [Fact]
    public async Task RunAsync_NothingDecides_IsInconclusiveAndWhole()
    {
        SequentialResult result = await SequentialGate.RunAsync(People(10), Judge(_ => true), Eighty);

        Assert.Equal((GateDecision.Inconclusive, "JE4066", 10, 0L), (result.Decision, result.Code, result.Judged, result.Saved));
        Assert.Null(result.Verdicts.Partial);
        Assert.InRange(0.8, result.Interval.Lower, result.Interval.Upper);
    }

    [Fact]
    public async Task RunAsync_JudgeThatFails_HasNoScoreAndIsCounted()
    {
        SequentialResult result = await SequentialGate.RunAsync(People(12), new FunctionJudge(_ => Verdict.Failed(FailureKind.Refused, "no")), Eighty);

        Assert.Equal((GateDecision.Inconclusive, 12), (result.Decision, result.Judged));
        Assert.False(result.Estimate.IsDefined);
        Assert.Equal(new AnytimeInterval(0, 1, 0), result.Interval);
        Assert.All(result.Verdicts.Judgements, j => Assert.NotNull(j.Verdict.Failure));
    }

    [Fact]
    public async Task RunAsync_BaselineThatSaysTheSame_PassesWhereADifferenceOfNothingDoes()
    {
        // Each difference of 0 multiplies a stake f by 1 + f / 9 at a margin of 0.1 on -1..1; the moments reach 40 at the 48th.
        AnnotatedDataset people = People(100);
        VerdictSet baseline = await JudgeRunner.RunAsync(people, Judge(item => Number(item) % 3 != 0));

        SequentialResult result = await SequentialGate.RunAsync(
            people, Judge(item => Number(item) % 3 != 0), SequentialDemand.NotWorseThan(baseline, 0.1, AlignmentMetric.PercentAgreement), options: new SequentialOptions { Batch = 1 });

        Assert.Equal((GateDecision.Passed, 48, 0.0), (result.Decision, result.DecidedAfter, result.Estimate.Value));
        Assert.Equal("percentAgreement not worse than function by 0.1", result.Demand.Name);
    }

    [Fact]
    public async Task RunAsync_BaselineOfSomeItems_AsksNoOthers()
    {
        AnnotatedDataset people = People(40);
        VerdictSet whole = await JudgeRunner.RunAsync(people, Judge(_ => true));
        VerdictSet part = new(whole.Judge, whole.Dataset, whole.DatasetHash, whole.Judgements.Where(j => Number(j.Item) <= 15));

        SequentialResult result = await SequentialGate.RunAsync(people, Judge(_ => true), SequentialDemand.NotWorseThan(part, 0.1, AlignmentMetric.PercentAgreement));

        Assert.Equal((GateDecision.Inconclusive, 15, 15, 40), (result.Decision, result.Scorable, result.Judged, result.Items));
        Assert.All(result.Verdicts.Judgements, j => Assert.InRange(Number(j.Item), 1, 15));
    }

    [Theory]
    [InlineData(0, GateDecision.Passed)]
    [InlineData(3, GateDecision.Failed)]
    public async Task RunAsync_ErrorOnAFivePointScale_IsBetterWhenLower(int off, GateDecision decision)
    {
        AnnotatedDataset people = Sample.Dataset(LabelScale.Ordinal(1, 5), [.. Enumerable.Repeat(new[] { "1" }, 80)]);
        var judge = new FunctionJudge(task => Verdict.Of(task.Scale.At(off)));

        SequentialResult result = await SequentialGate.RunAsync(people, judge, SequentialDemand.AtMost(AlignmentMetric.MeanAbsoluteError, 1));

        Assert.Equal((decision, (double)off), (result.Decision, result.Estimate.Value));
        Assert.Equal(decision == GateDecision.Passed, result.Interval.Upper < 1);
        Assert.Contains(decision == GateDecision.Passed ? "is below 1" : "is above 1", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_DivergenceFromPeople_CountsTheDistribution()
    {
        // Two people who differ: a judge on either side is 0.311 bits from them (1 - 3/4 log2 3 + 1/2 = 0.3113).
        AnnotatedDataset people = Sample.Dataset(Compared.YesNo, [.. Enumerable.Repeat(new[] { "yes", "no" }, 60)]);

        SequentialResult result = await SequentialGate.RunAsync(
            people, new FunctionJudge(task => Verdict.Of(task.Scale.At(0))), SequentialDemand.AtMost(AlignmentMetric.JensenShannon, 0.6));

        Assert.Equal(GateDecision.Passed, result.Decision);
        Assert.Equal(1.5 - (0.75 * Math.Log2(3)), result.Estimate.Value, 1e-12);
    }

    [Fact]
    public async Task RunAsync_Clusters_AreJudgedWholeAndCountOnce()
    {
        // Ten clusters of one item that is right and ten of nine items of which three are: 0.4 by item, (1 + 1/3) / 2 by cluster.
        string?[] clusters = [.. Enumerable.Range(0, 100).Select(i => i < 10 ? Text(i) : Text(100 + ((i - 10) / 9)))];
        AnnotatedDataset people = Sample.Clustered(Compared.YesNo, clusters, [.. Enumerable.Repeat(new[] { "yes" }, 100)]);

        SequentialResult result = await SequentialGate.RunAsync(people, Judge(item => Number(item) <= 10 || (Number(item) - 11) % 9 < 3), SequentialDemand.AtLeast(AlignmentMetric.PercentAgreement, 0.6));

        Assert.True(result.IsClustered);
        Assert.Equal((GateDecision.Inconclusive, 100, 20), (result.Decision, result.Judged, result.Estimate.N));
        Assert.Equal(2.0 / 3, result.Estimate.Value, 1e-12);
    }

    [Fact]
    public async Task RunAsync_TiedPeople_AreNotAsked()
    {
        AnnotatedDataset people = Sample.Dataset(Compared.YesNo, ["yes", "no"], ["yes", "yes"], ["", "no"]);

        SequentialResult result = await SequentialGate.RunAsync(people, Judge(_ => true), Eighty);

        Assert.Equal((2, 2, 3), (result.Scorable, result.Judged, result.Items));
        Assert.Equal(["i002", "i003"], Items(result));
    }

    [Fact]
    public async Task RunAsync_Repeats_CountOnceAndAreSavedToo()
    {
        SequentialResult result = await SequentialGate.RunAsync(
            People(100), Judge(_ => false), Eighty, options: new SequentialOptions { Batch = 5 }, run: new JudgeRunOptions { Repeats = 3 });

        Assert.Equal((3, 5, 15, 285L), (result.DecidedAfter, result.Judged, result.Verdicts.Judgements.Length, result.Saved));
    }

    [Fact]
    public async Task RunAsync_Progress_RisesOverTheBatches()
    {
        List<RunProgress> told = [];

        await SequentialGate.RunAsync(People(60), Judge(_ => true), Eighty, options: new SequentialOptions { Batch = 10 }, progress: new Recorder(told));

        Assert.Equal(told.Select(p => p.Done).Order(), told.Select(p => p.Done));
        Assert.Equal((30, 30), (told[^1].Done, told[^1].Total));
        Assert.Equal(60, told[0].Total);
    }

    [Theory]
    [InlineData(AlignmentMetric.CohenKappa)]
    [InlineData(AlignmentMetric.KrippendorffAlpha)]
    [InlineData(AlignmentMetric.Pearson)]
    public void AtLeast_MetricThatIsNoMean_NamesThoseThatAre(AlignmentMetric metric)
    {
        Diagnostic error = Assert.Throws<JudgeEvalException>(() => SequentialDemand.AtLeast(metric, 0.5)).Diagnostics[0];

        Assert.Equal("JE4060", error.Code);
        Assert.Contains("percentAgreement, meanAbsoluteError, jensenShannon", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-0.2)]
    [InlineData(1.5)]
    public async Task RunAsync_ThresholdAtOrBeyondTheRange_IsRefused(double threshold) => Assert.Equal(
        "JE4063", (await Refused(People(5), SequentialDemand.AtLeast(AlignmentMetric.PercentAgreement, threshold))).Code);

    [Fact]
    public async Task RunAsync_DatasetThatDoesNotFit_IsRefused()
    {
        AnnotatedDataset open = Sample.Dataset(LabelScale.Interval(), ["1.5"]), nominal = Sample.Dataset(LabelScale.Nominal(["a", "b", "c"]), ["a"]);
        AnnotatedDataset tied = Sample.Dataset(Compared.YesNo, ["yes", "no"]);

        Assert.Equal("JE4062", (await Refused(open, SequentialDemand.AtMost(AlignmentMetric.MeanAbsoluteError, 1))).Code);
        Assert.Equal("JE4061", (await Refused(nominal, SequentialDemand.AtMost(AlignmentMetric.MeanAbsoluteError, 1))).Code);
        Assert.Equal("JE4064", (await Refused(tied, Eighty)).Code);
    }

    [Fact]
    public async Task Partial_WrittenAndRead_CountsTheRestAsNotAsked()
    {
        using var folder = new RunFolder();
        AnnotatedDataset people = People(200);
        SequentialResult result = await SequentialGate.RunAsync(people, Judge(_ => true), Eighty, options: new SequentialOptions { Batch = 23 });
        VerdictFile.Write(result.Verdicts, folder.File("v"));

        VerdictSet read = VerdictFile.Read(folder.File("v"));
        AlignmentResult alignment = JudgeAlignment.Compute(people, read, new AlignmentOptions { Resamples = 0 });

        Assert.Contains("\"partial\":{\"asked\":23,\"of\":200}", File.ReadLines(folder.File("v")).First(), StringComparison.Ordinal);
        Assert.Equal(new PartialRun(23, 200), read.Partial);
        Assert.Equal((177, 1.0, 23), (alignment.NotAsked, alignment.Coverage, alignment.VerdictCount));
        Assert.Equal(
            GateDecision.Passed, Gate.Coverage().Evaluate(new GateContext(new AlignmentBasis(people, new AlignmentOptions { Resamples = 0 }).Examine(read))).Decision);
    }

    private static async Task<Diagnostic> Refused(AnnotatedDataset people, SequentialDemand demand) =>
        (await Assert.ThrowsAsync<JudgeEvalException>(() => SequentialGate.RunAsync(people, Judge(_ => true), demand))).Diagnostics[0];

    private static AnnotatedDataset People(int items) => Sample.Dataset(Compared.YesNo, [.. Enumerable.Repeat(new[] { "yes" }, items)]);

    /// <summary>Says yes, as people do, where it is right.</summary>
    private static FunctionJudge Judge(Func<string, bool> right) => new(task => Verdict.Of(task.Scale.At(right(task.Item.Id) ? 1 : 0)));

    private static int Number(string item) => int.Parse(item.AsSpan(1), CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string[] Items(SequentialResult result) => [.. result.Verdicts.Judgements.Select(j => j.Item)];

    private sealed class Recorder(List<RunProgress> told) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => told.Add(value);
    }
}
