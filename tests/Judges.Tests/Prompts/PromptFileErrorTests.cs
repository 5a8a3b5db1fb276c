namespace JudgeEval.Judges.Tests.Prompts;

public class PromptFileErrorTests
{
    private const string Front = "---\nname: n\ntask: single\n---\n";

    [Theory]
    [InlineData("## user\n{{response}}", "p.md(1,1): error JE2003: the prompt file has no front matter; its first line is not '---'; begin the file with '---', 'name: …', 'task: single' (or preference), '---'")]
    [InlineData("---\nname: n\n## user\n{{response}}", "p.md(1,1): error JE2003: the prompt file has no front matter; the '---' that ends it is missing; begin the file with '---', 'name: …', 'task: single' (or preference), '---'")]
    [InlineData("---\nname: n\ntask: single\noutput: chioce\n---\n## user\n{{response}}", "p.md(4,9): error JE2007: 'output' is 'chioce'; it must be one of choice, number, json, text; did you mean 'choice'?")]
    [InlineData("---\nname: n\ntask: single\ntemprature: 0\n---\n## user\n{{response}}", "p.md(4,1): error JE2005: the front matter's field 'temprature' is unknown; it would have no effect; did you mean 'temperature'?")]
    [InlineData("---\nname: n\ntask: single\ntemperature: warm\n---\n## user\n{{response}}", "p.md(4,14): error JE2007: 'temperature' is 'warm'; it must be a number of at least 0; correct 'temperature'")]
    [InlineData("---\nname: n\ntask: single\nlabels: [a, b, a]\n---\n## user\n{{response}}", "p.md(4,9): error JE2007: the label 'a' stands twice in 'labels'; labels must differ to mean different things; rename or remove one")]
    [InlineData("---\ntask: single\n---\n## user\n{{response}}", "p.md(1,1): error JE2006: the front matter has no 'name'; every prompt has one; add a line 'name: support-quality'")]
    [InlineData("---\nname: n\n---\n## user\n{{response}}", "p.md(1,1): error JE2006: the front matter has no 'task'; every prompt has one; add a line 'task: single (or preference)'")]
    [InlineData(Front + "## user\n{{response}} {{contxt}}", "p.md(6,14): error JE2012: the placeholder '{{contxt}}' is unknown; nothing would stand in its place; did you mean 'context'?")]
    [InlineData(Front + "## user\n{{response}} {{context", "p.md(6,14): error JE2011: the placeholder that opens here is not closed; '{{' has no '}}' on the same line; write '}}' after the placeholder's name")]
    [InlineData(Front + "## user\n{{response}} {{responseA}}", "p.md(6,14): error JE2013: the placeholder '{{responseA}}' does not fit the task 'single'; a single task has one response; use {{response}}, or change 'task'")]
    [InlineData(Front + "## user\n{{context}}", "p.md(5,1): error JE2014: the prompt never shows '{{response}}'; a judge of the task 'single' must see what it judges; write {{response}} where the response is to stand, for example <response>{{response}}</response>")]
    [InlineData(Front + "## system\n{{response}}", "p.md(6,1): error JE2009: there is no section 'user'; a model is asked through the user's message; add a line '## user' and under it the question with the response")]
    [InlineData(Front + "## user\n\n## system\n{{response}}", "p.md(5,1): error JE2009: the section 'user' is empty; a model is asked through the user's message; add a line '## user' and under it the question with the response")]
    [InlineData(Front + "## usr\nx\n## user\n{{response}}", "p.md(5,4): error JE2008: the section 'usr' is unknown; a line that begins with '## ' starts a section; did you mean 'user'?")]
    [InlineData(Front + "## Guidelines\nx\n## user\n{{response}}", "p.md(5,4): error JE2008: the section 'Guidelines' is unknown; a line that begins with '## ' starts a section; use one of system, user, or ### for a heading inside a section")]
    [InlineData(Front + "## user\n{{response}}\n## user\nx", "p.md(7,4): error JE2010: the section 'user' stands twice; a prompt has one text for each role; join the two sections")]
    [InlineData(Front + "hello\n## user\n{{response}}", "p.md(5,1): error JE2015: there is text outside a section; every text of a prompt stands under '## system' or '## user'; put it under a section")]
    public void Parse_OneMistake_IsNamedWithPlaceAndRemedy(string text, string expected)
    {
        var exception = Assert.Throws<JudgeEvalException>(() => PromptFile.Parse(text, "p.md"));

        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public void Parse_MalformedYaml_NamesTheLine()
    {
        var exception = Assert.Throws<JudgeEvalException>(() => PromptFile.Parse("---\nname: n\ntask: [single\n---\n## user\n{{response}}", "p.md"));

        Diagnostic error = Assert.Single(exception.Diagnostics);
        Assert.Equal("JE2004", error.Code);
        Assert.Equal("p.md", error.Location.File);
        Assert.InRange(error.Location.Line, 3, 4);
    }

    [Fact]
    public void Parse_SeveralMistakes_AreAllNamedInTheOrderOfTheFile()
    {
        const string text = "---\nnme: n\ntask: preference\ntopP: 2\n---\n## system\n{{what}}\n## user\n{{responseA}} {{response}}";

        var exception = Assert.Throws<JudgeEvalException>(() => PromptFile.Parse(text, "p.md"));

        Assert.Equal(
            [("JE2006", 1), ("JE2005", 2), ("JE2007", 4), ("JE2012", 7), ("JE2014", 8), ("JE2013", 9)],
            exception.Diagnostics.Select(d => (d.Code, d.Location.Line)));
    }
}
