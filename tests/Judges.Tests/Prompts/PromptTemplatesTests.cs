namespace JudgeEval.Judges.Tests.Prompts;

public class PromptTemplatesTests
{
    [Fact]
    public void All_EveryTemplate_ParsesWithoutWarningAndFitsItsTask()
    {
        Assert.Equal(9, PromptTemplates.All.Length);
        Assert.All(PromptTemplates.All, template =>
        {
            PromptFile prompt = template.Parse();
            JudgeTask task = TemplateTasks.For(prompt, "x");

            Assert.Equal(template.Name, prompt.Name);
            Assert.Empty(prompt.Warnings);
            Assert.Empty(prompt.CheckFit(task.Shape, task.Scale));
            Assert.EndsWith(".", template.Summary, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', template.Text);
        });
    }

    [Theory]
    [InlineData("rating-only", "4", "4")]
    [InlineData("analyse-then-rate", "It is true.\n\nVerdict: 4", "4")]
    [InlineData("rating-by-words", "Good", "4")]
    [InlineData("preference-five", "B_2", "B_2")]
    [InlineData("difficulty-single", "Very Easy", "Very Easy")]
    [InlineData("difficulty-preference", "difficult", "Difficult")]
    [InlineData("group-conditioned", "1", "1")]
    [InlineData("candidates", "Verdict: 4 | 5", "4")]
    public async Task Judge_ByATemplate_ReadsTheAnswerItAsksFor(string name, string reply, string label)
    {
        PromptFile prompt = PromptTemplates.Get(name).Parse();

        Verdict verdict = await new PromptJudge(prompt, ScriptedChatClient.Saying(reply), "m").JudgeAsync(TemplateTasks.For(prompt, "x"));

        Assert.Equal(label, verdict.Label?.Text);
    }

    [Fact]
    public async Task Judge_Difficulty_AnswersOnItsOwnScale()
    {
        // Very Difficult, Difficult, Neutral, Easy, Very Easy are 1..5 from the hardest on.
        PromptFile prompt = PromptTemplates.Get("difficulty-single").Parse();

        Verdict easy = await new PromptJudge(prompt, ScriptedChatClient.Saying("Easy"), "m").JudgeAsync(TemplateTasks.For(prompt, "x"));
        Verdict rated = await new PromptJudge(prompt, ScriptedChatClient.Saying("4"), "m").JudgeAsync(TemplateTasks.For(prompt, "x"));

        Assert.Equal(new Label("Easy", 4), easy.Label);
        Assert.Equal(FailureKind.OutOfScale, rated.Failure?.Kind);
    }

    [Fact]
    public void Get_UnknownName_NamesTheNearest()
    {
        var exception = Assert.Throws<ArgumentException>(() => PromptTemplates.Get("rating-onyl"));

        Assert.StartsWith("There is no prompt template 'rating-onyl'; did you mean 'rating-only'?.", exception.Message, StringComparison.Ordinal);
    }
}
