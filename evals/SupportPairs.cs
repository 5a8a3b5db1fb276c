namespace JudgeEval.Evals;

/// <summary>Pairs of answers to the same customer, compared with magnitude by five annotators.</summary>
public sealed class SupportPairs
{
    [Theory, JudgeSuite("support-pairs", Prompts = "prompts/pairs/*.md", Models = ["synthetic-judge-1"])]
    public Task Judge_prefers_what_people_prefer(JudgeCase judge) =>
        judge.ShouldAlign(gate => gate
            .CohenKappaQuadratic.AtLeast(0.4)
            .Spearman.AtLeast(0.45));
}
