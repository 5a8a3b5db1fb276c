using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Xunit.Tests.Gates;

public sealed class GateBuilderTests
{
    private static readonly SuiteMethod Test = new("A", "Ns.Suite", "Aligns");

    [Fact]
    public void Build_NoGate_IsRefused()
    {
        var refused = Assert.Throws<JudgeEvalException>(() => new GateBuilder().WithSeed(3).Build(Test));

        Assert.Equal(
            "judgeeval: error JE4901: the suite Ns.Suite.Aligns states no gate; "
            + "ShouldAlign was given an action that states nothing, so it could never fail on the judge's account; "
            + "state one, for example judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.6))",
            refused.Message);
    }

    [Fact]
    public void Build_OneGate_HasCoverageAsItsOwnGateAndTheStatedDefaults()
    {
        GatePlan plan = new GateBuilder().CohenKappaQuadratic.AtLeast(0.6).Build(Test);

        Assert.Equal([Gate.AtLeast(AlignmentMetric.CohenKappaQuadratic, 0.6).Name, Gate.Coverage().Name], plan.Gates.Select(g => g.Name));
        Assert.Equal(0.95, plan.Options.Confidence);
        Assert.Equal(2000, plan.Options.Resamples);
        Assert.Equal(AlignmentMetric.CohenKappaQuadratic, plan.Options.Metric);
        Assert.True(plan.Snapshot);
        Assert.Null(plan.Inconclusive);
    }

    [Fact]
    public void Build_StatedCoverage_ReplacesTheDefault()
    {
        GatePlan plan = new GateBuilder().Coverage.AtLeast(0.5).MeanAbsoluteError.AtMost(1).Build(Test);

        Assert.Equal([Gate.AtMost(AlignmentMetric.MeanAbsoluteError, 1).Name, Gate.Coverage(0.5).Name], plan.Gates.Select(g => g.Name));
        Assert.Equal(AlignmentMetric.MeanAbsoluteError, plan.Options.Metric);
    }

    [Fact]
    public void Build_GatesOfAllKinds_AreStatedInOneCall()
    {
        GatePlan plan = new GateBuilder()
            .CohenKappa.AtLeast(0.6)
            .CohenKappa.AtLeastOfCeiling(0.9)
            .CohenKappa.NotWorseThanAnnotator(3)
            .CohenKappa.NotWorseThanBaseline(0.05)
            .CohenKappa.PerSlice("topic").AtLeastOfCeiling(0.8)
            .Kappa.AtLeast(0.5)
            .JensenShannon.AtMost(0.2)
            .JensenShannon.AtLeastOfCeiling(0.9)
            .JensenShannon.PerSlice("topic").AtMost(0.3)
            .Metric.AtLeast(0.4)
            .Metric.AtMost(0.4)
            .Metric.Within(0.4)
            .Metric.PerSlice("topic").Within(0.3)
            .AtLeastOfCeiling(0.9)
            .NotWorseThanAnnotator(2, 0.1)
            .NotWorseThanBaseline()
            .PassesAltTest(0.2)
            .ReplacementKeepsAlpha()
            .BeatsSimpleBaselines()
            .That("kappa >= 0.8 of ceiling per topic")
            .Build(Test);

        Assert.Equal(
            [
                "cohenKappa >= 0.6",
                "cohenKappa >= 0.9 of ceiling",
                "cohenKappa not more than 0.05 below annotator 3",
                "cohenKappa not more than 0.05 below the baseline",
                "cohenKappa >= 0.8 of ceiling per topic",
                "kappa >= 0.5",
                "jensenShannon <= 0.2",
                "jensenShannon <= ceiling / 0.9",
                "jensenShannon <= 0.3 per topic",
                "metric >= 0.4",
                "metric <= 0.4",
                "metric within 0.4",
                "metric within 0.3 per topic",
                "metric >= 0.9 of ceiling",
                "metric not more than 0.1 worse than annotator 2",
                "not more than 0.05 worse than the baseline",
                "alternative annotator test at 0.2",
                "replacing an annotator lowers alpha by at most 0.05",
                "beats simple baselines",
                "kappa >= 0.8 of ceiling per topic",
                "coverage >= 0.98",
            ],
            plan.Gates.Select(g => g.Name));
        Assert.Equal(AlignmentMetric.CohenKappa, plan.Options.Metric);
    }

    [Fact]
    public void Build_NoGateNamesAMetric_LeavesTheFirstToTheDataset() =>
        Assert.Null(new GateBuilder().NotWorseThanBaseline().Kappa.AtLeast(0.5).PassesAltTest().Build(Test).Options.Metric);

    [Fact]
    public void That_NoGate_IsRefusedWithTheNearestWord() => Assert.StartsWith(
        "judgeeval: error JE4202: no gate begins with 'kapa'; ",
        Assert.Throws<JudgeEvalException>(() => new GateBuilder().That("kapa >= 0.6")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Build_CoverageAlone_IsAGate() =>
        Assert.Equal([Gate.Coverage(0.9).Name], new GateBuilder().Coverage.AtLeast(0.9).Build(Test).Gates.Select(g => g.Name));

    [Fact]
    public void Build_Options_AreHandedOn()
    {
        GatePlan plan = new GateBuilder()
            .CohenKappa.AtLeast(0.1).Spearman.AtLeast(0.2)
            .WithConfidence(0.9).WithResamples(500).WithSeed(42).WithReference(new Reference(ReferenceRule.Majority))
            .OnInconclusive(InconclusivePolicy.Warn).WithoutSnapshot()
            .Build(Test);

        Assert.Equal(
            new AlignmentOptions
            {
                Confidence = 0.9,
                Resamples = 500,
                Seed = 42,
                Reference = new Reference(ReferenceRule.Majority),
                Metric = AlignmentMetric.CohenKappa,
            },
            plan.Options);
        Assert.False(plan.Snapshot);
        Assert.Equal(InconclusivePolicy.Warn, plan.Inconclusive);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void WithConfidence_NotBetweenZeroAndOne_IsRefused(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GateBuilder().WithConfidence(level));
}
