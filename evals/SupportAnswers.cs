namespace JudgeEval.Evals;

/// <summary>Answers of customer support, graded 1 to 5 by five annotators.</summary>
public sealed class SupportAnswers
{
    [Theory, JudgeSuite("support-answers", Prompts = "prompts/support/*.md", Models = ["synthetic-judge-1"])]
    public Task Judge_grades_as_people_do(JudgeCase judge) =>
        judge.ShouldAlign(gate => gate
            .CohenKappaQuadratic.AtLeast(0.6)
            .CohenKappaQuadratic.NotWorseThanBaseline(0.1));
}
