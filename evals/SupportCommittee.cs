namespace JudgeEval.Evals;

/// <summary>The answers of <see cref="SupportAnswers"/>, graded by a committee of two recorded judges and a baseline that judgeeval.yaml defines.</summary>
public sealed class SupportCommittee
{
    [Theory, JudgeSuite("support-answers", DefinedJudges = ["three"])]
    public Task Committee_grades_as_people_do(JudgeCase judge) =>
        judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.5));
}
