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
