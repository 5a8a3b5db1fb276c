namespace JudgeEval.Judges.Tests.Configuration;

public sealed class PolicyTests
{
    [Fact]
    public void Parse_AllFields_AreReadInTheOrderOfTheFile()
    {
        PolicySettings policy = Read(
            """
            policy:
              inconclusive: warn
              branches: {main: fail, "release/*": pass}
              environments:
                CI: fail
              correction: none
            """);

        Assert.Equal(InconclusiveAction.Warn, policy.Inconclusive);
        Assert.Equal([new PolicyRule("main", InconclusiveAction.Fail), new PolicyRule("release/*", InconclusiveAction.Pass)], policy.Branches.AsEnumerable());
        Assert.Equal([new PolicyRule("CI", InconclusiveAction.Fail)], policy.Environments.AsEnumerable());
        Assert.Equal(FailureCorrection.None, policy.Correction);
    }

    [Theory]
    [InlineData("judges: []\n")]
    [InlineData("policy:\n")]
    [InlineData("policy:\n  branches:\n  environments:\n")]
    public void Parse_NothingStated_IsTheDefault(string yaml)
    {
        PolicySettings policy = Read(yaml);

        Assert.Null(policy.Inconclusive);
        Assert.Empty(policy.Branches);
        Assert.Empty(policy.Environments);
        Assert.Equal(FailureCorrection.Holm, policy.Correction);
    }

    [Theory]
    [InlineData("policy: warn\n", "j.yaml(1,9): error JE2206: 'policy' is 'warn'; it must be a group of fields (inconclusive, branches, environments, correction); correct 'policy'")]
    [InlineData("policy:\n  inconclusiv: warn\n", "j.yaml(2,3): error JE2204: the field 'inconclusiv' of the policy is unknown; it would have no effect; did you mean 'inconclusive'?")]
    [InlineData("policy:\n  inconclusive: warning\n", "j.yaml(2,17): error JE2206: 'inconclusive' is 'warning'; it must be one of fail, warn, pass; use one of fail, warn, pass")]
    [InlineData("policy:\n  correction: bonferroni\n", "j.yaml(2,15): error JE2206: 'correction' is 'bonferroni'; it must be one of holm, none; use one of holm, none")]
    [InlineData("policy:\n  branches: [main]\n", "j.yaml(2,13): error JE2240: 'branches' is no group of fields; each of its lines is a branch and what is done there; write 'main: fail' under 'branches:'")]
    [InlineData("policy:\n  environments:\n    C I: fail\n", "j.yaml(3,5): error JE2241: 'C I' under 'environments' is no name; an environment variable has a name without spaces; correct the name; quote one with '*' at its beginning")]
    [InlineData("policy:\n  branches:\n    main: fial\n", "j.yaml(3,11): error JE2242: what is done on 'main' is 'fial'; it must be one of fail, warn, pass; did you mean 'fail'?")]
    [InlineData("policy:\n  branches:\n    main: [fail]\n", "j.yaml(3,11): error JE2242: what is done on 'main' is not a word; it must be one of fail, warn, pass; use one of fail, warn, pass")]
    [InlineData("policy:\n  branches:\n    main:\n", "j.yaml(3,10): error JE2242: what is done on 'main' is not a word; it must be one of fail, warn, pass; use one of fail, warn, pass")]
    public void Parse_Mistake_IsToldWithItsPlace(string yaml, string expected) =>
        Assert.Equal(expected, Assert.Single(Assert.Throws<JudgeEvalException>(() => Read(yaml)).Diagnostics).ToString());

    [Fact]
    public void Parse_BranchTwice_IsRefused() => Assert.Throws<JudgeEvalException>(() => Read("policy:\n  branches:\n    main: fail\n    main: warn\n"));

    private static PolicySettings Read(string yaml) => JudgeEvalConfiguration.Parse(yaml, "j.yaml").Policy;
}
