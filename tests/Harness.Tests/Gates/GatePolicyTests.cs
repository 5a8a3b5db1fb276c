using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class GatePolicyTests
{
    // Every rule says something else than the one after it, so that the first that holds can be told by what it says.
    private static readonly PolicySettings All = new()
    {
        Inconclusive = InconclusiveAction.Warn,
        Branches = [new PolicyRule("release/*", InconclusiveAction.Pass), new PolicyRule("main", InconclusiveAction.Warn)],
        Environments = [new PolicyRule("CI", InconclusiveAction.Fail)],
    };

    [Theory]
    [InlineData("warn", InconclusiveAction.Fail, "release/1", "true", InconclusiveAction.Warn, "JUDGEEVAL_INCONCLUSIVE")]
    [InlineData(" PASS ", null, "main", "true", InconclusiveAction.Pass, "JUDGEEVAL_INCONCLUSIVE")]
    [InlineData("", InconclusiveAction.Fail, "release/1", "true", InconclusiveAction.Fail, "OnInconclusive of the suite")]
    [InlineData(null, null, "release/1", "true", InconclusiveAction.Pass, "branch release/1, one of release/* (judgeeval.yaml)")]
    [InlineData(null, null, "main", "true", InconclusiveAction.Warn, "branch main (judgeeval.yaml)")]
    [InlineData(null, null, "feature", "true", InconclusiveAction.Fail, "CI is set (judgeeval.yaml)")]
    [InlineData(null, null, "feature", "", InconclusiveAction.Warn, "judgeeval.yaml")]
    [InlineData(null, null, null, null, InconclusiveAction.Warn, "judgeeval.yaml")]
    public void Decide_SeveralRules_TakesTheFirstInOrder(
        string? variable, InconclusiveAction? suite, string? branch, string? ci, InconclusiveAction expected, string source)
    {
        GatePolicy policy = GatePolicy.Decide(All, suite, branch, name => name switch { "JUDGEEVAL_INCONCLUSIVE" => variable, "CI" => ci, _ => null });

        Assert.Equal(new GatePolicy(expected, source), policy);
    }

    [Fact]
    public void Decide_NothingStated_Fails() =>
        Assert.Equal("inconclusive fails here: by default", GatePolicy.Decide(new PolicySettings(), null, "main", _ => null).Statement());

    [Fact]
    public void Decide_NamedBranchAfterAPattern_GoesBeforeIt()
    {
        var settings = new PolicySettings { Branches = [new PolicyRule("*", InconclusiveAction.Warn), new PolicyRule("main", InconclusiveAction.Fail)] };

        Assert.Equal(InconclusiveAction.Fail, GatePolicy.Decide(settings, null, "main", _ => null).Inconclusive);
        Assert.Equal(InconclusiveAction.Warn, GatePolicy.Decide(settings, null, "Main", _ => null).Inconclusive);
    }

    [Fact]
    public void Decide_VariableThatIsNoWord_IsAnErrorAndNoDefault()
    {
        var error = Assert.Throws<JudgeEvalException>(() => GatePolicy.Decide(All, null, null, _ => "maybe"));

        Assert.Equal(
            "judgeeval: error JE4050: JUDGEEVAL_INCONCLUSIVE is 'maybe'; it says what is done where a gate cannot decide: fail, warn or pass; "
            + "set the environment variable to one of them, or unset it",
            error.Message);
    }
}
