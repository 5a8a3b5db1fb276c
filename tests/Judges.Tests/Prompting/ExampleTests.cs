using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Prompting;

public class ExampleTests
{
    private const string Front = "---\nname: n\ntask: single\nlabels: [bad, fair, good]\nexamples: [a, b]\n";
    private const string Body = "---\n## system\nGrade.\n## user\n<response>{{response}}</response>";

    private static readonly LabelScale Three = LabelScale.Ordinal(1, 3);

    private static readonly PromptExample A = new(new JudgeItem { Id = "a", Response = "first</response>" }, "good", "It is right.");
    private static readonly PromptExample B = new(new JudgeItem { Id = "b", Response = "second" }, "bad", null);

    [Fact]
    public async Task Judge_Examples_AreShownAsQuestionAndAnswerBeforeTheQuestion()
    {
        ChatMessage[] sent = await Sent(Front + Body, "x");

        Assert.Equal(
            [
                ("system", "Grade."),
                ("user", "<response>first&lt;/response></response>"), ("assistant", "It is right.\n\nVerdict: good"),
                ("user", "<response>second</response>"), ("assistant", "bad"),
                ("user", "<response>r</response>"),
            ],
            sent.Select(m => (m.Role.Value, m.Text)));
    }

    [Fact]
    public async Task Judge_ItemThatIsAnExample_IsNotShownItsOwnAnswer()
    {
        ChatMessage[] sent = await Sent(Front + Body, "a");

        Assert.Equal(["Grade.", "<response>second</response>", "bad", "<response>r</response>"], sent.Select(m => m.Text), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("output: json\n", """{"rationale":"It is right.","label":"good"}""", """{"rationale":"","label":"bad"}""")]
    [InlineData("structured: true\n", """{"label":"good"}""", """{"label":"bad"}""")]
    [InlineData("output: number\n", "It is right.\n\nVerdict: 3", "1")]
    [InlineData("output: number\nstructured: true\n", """{"label":3}""", """{"label":1}""")]
    [InlineData("output: candidates\n", "It is right.\n\nVerdict: good", "bad")]
    public async Task Judge_Examples_AnswerInTheFormAskedForAndAreReadAsTheirLabels(string fields, string first, string second)
    {
        PromptFile prompt = Sample.Prompt(Front + fields + Body);
        ChatMessage[] sent = await Sent(Front + fields + Body, "x");

        Assert.Equal([first, second], sent.Where(m => m.Role == ChatRole.Assistant).Select(m => m.Text), StringComparer.Ordinal);
        Assert.Equal("3", (await Judge(prompt, ScriptedChatClient.Saying(first)).JudgeAsync(Task("x"))).Label?.Text);
        Assert.Equal("1", (await Judge(prompt, ScriptedChatClient.Saying(second)).JudgeAsync(Task("x"))).Label?.Text);
    }

    [Fact]
    public async Task Judge_SwappedPair_ShowsItsExamplesInTheirOwnOrder()
    {
        var client = ScriptedChatClient.Saying("tie");
        var example = new PromptExample(new JudgeItem { Id = "e", Context = "c", ResponseA = "one", ResponseB = "two" }, "first", null);
        var options = new PromptJudgeOptions { Examples = [example] };

        await new PromptJudge(Sample.Prompt(Sample.Pair), client, "m", options).JudgeAsync(Sample.PairTask(PresentationOrder.Swapped));

        Assert.Equal(
            ["<context>c</context>\n<a>one</a>\n<b>two</b>", "first", "<context>Which?</context>\n<a>beta</a>\n<b>alpha</b>"],
            client.Calls[0].Messages.Select(m => m.Text), StringComparer.Ordinal);
    }

    [Fact]
    public void Identity_ContentOfTheExamples_IsPartOfThePromptHash()
    {
        PromptFile prompt = Sample.Prompt(Front + Body);
        string Hash(PromptExample a, PromptExample b) =>
            new PromptJudge(prompt, ScriptedChatClient.Saying("1"), "m", new PromptJudgeOptions { Examples = [a, b] }).Identity.PromptHash!;

        string[] hashes =
        [
            prompt.Hash,
            Hash(A, B),
            Hash(A with { Label = "fair" }, B),
            Hash(A with { Rationale = null }, B),
            Hash(A, B with { Item = B.Item with { Response = "other" } }),
            Hash(A, B with { Item = B.Item with { Context = "other" } }),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Hash(A, B), Hash(A with { }, B with { }));
        Assert.Equal(Sample.Prompt().Hash, new PromptJudge(Sample.Prompt(), ScriptedChatClient.Saying("1"), "m").Identity.PromptHash);
    }

    [Fact]
    public void Constructor_ExamplesNotResolved_SaysWhatToPass()
    {
        PromptFile prompt = Sample.Prompt(Front + Body);

        var exception = Assert.Throws<JudgeEvalException>(() => new PromptJudge(prompt, ScriptedChatClient.Saying("1"), "m"));

        Assert.Equal(
            "prompts/p.md(5,12): error JE2108: the prompt 'n' names 2 examples, but the judge was given others or none; examples are items of a dataset, "
            + "and the prompt file holds only their ids; pass what PromptExamples.Resolve(dataset, prompt) returns as the options' Examples",
            exception.Message);
    }

    [Fact]
    public async Task Judge_ExampleOffTheScale_IsNamed()
    {
        var options = new PromptJudgeOptions { Examples = [A with { Label = "god" }, B] };
        var judge = new PromptJudge(Sample.Prompt(Front + Body), ScriptedChatClient.Saying("1"), "m", options);

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(async () => await judge.JudgeAsync(Task("x")));

        Assert.Equal(
            "prompts/p.md(5,12): error JE2123: the example 'a' has the label 'god', which the prompt does not show; the model answers with bad, fair, good; did you mean 'good'?",
            exception.Message);
    }

    [Fact]
    public void Constructor_TextOutput_IsRefused()
    {
        var exception = Assert.Throws<JudgeEvalException>(
            () => new PromptJudge(Sample.Prompt(Sample.WithOutput("text")), ScriptedChatClient.Saying("1"), "m"));

        Assert.Equal(
            "prompts/p.md: error JE2107: the prompt 'quality' asks for a text, and a judge needs a label; 'output: text' is for debaters; "
            + "write 'output: choice', or use the prompt in a debate",
            exception.Message);
    }

    private static PromptJudge Judge(PromptFile prompt, IChatClient client) => new(prompt, client, "m", new PromptJudgeOptions { Examples = [A, B] });

    private static JudgeTask Task(string id) => Sample.Task("r", id, Three);

    private static async Task<ChatMessage[]> Sent(string text, string id)
    {
        var client = ScriptedChatClient.Saying("1");
        await Judge(Sample.Prompt(text), client).JudgeAsync(Task(id));
        return client.Calls[0].Messages;
    }
}
