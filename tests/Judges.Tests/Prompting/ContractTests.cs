using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Prompting;

public class ContractTests
{
    private static readonly LabelScale Words = LabelScale.Ordinal(["Terrible", "Poor", "Average", "Good", "Excellent"]);

    [Theory]
    [InlineData("Good", "Good")]
    [InlineData("Good, Excellent", "Good,Excellent")]
    [InlineData("excellent | Good", "Excellent,Good")]
    [InlineData("I waver.\nVerdict: Good | Excellent", "Good,Excellent")]
    [InlineData("I waver.\n**Verdict:** `Good`, `Excellent`.", "Good,Excellent")]
    [InlineData("Verdict： Good，Excellent、Poor", "Good,Excellent,Poor")]
    public async Task Candidates_LawfulReply_IsTheLabelsInTheirOrder(string reply, string labels)
    {
        Verdict verdict = await Ask("output: candidates", reply, Words);

        string[] expected = labels.Split(',');
        Assert.Equal(expected, verdict.Candidates, StringComparer.Ordinal);
        Assert.Equal(expected[0], verdict.Label?.Text);
        Assert.Equal(expected.Order(StringComparer.Ordinal), verdict.Probabilities!.Keys, StringComparer.Ordinal);
        Assert.All(verdict.Probabilities.Values, p => Assert.Equal(1.0 / expected.Length, p));
    }

    [Theory]
    [InlineData("Good, Good", FailureKind.Unparsable)]
    [InlineData("Good, good.", FailureKind.Unparsable)]
    [InlineData("Good,", FailureKind.Unparsable)]
    [InlineData("Good || Poor", FailureKind.Unparsable)]
    [InlineData("Good or Excellent", FailureKind.Unparsable)]
    [InlineData("Good\nExcellent", FailureKind.Unparsable)]
    [InlineData("Good, because it is polite", FailureKind.Unparsable)]
    [InlineData("Good, Superb", FailureKind.OutOfScale)]
    [InlineData("Verdict: Good | 6", FailureKind.OutOfScale)]
    public async Task Candidates_AnythingElse_IsAFailureWithoutALabel(string reply, FailureKind kind)
    {
        Verdict verdict = await Ask("output: candidates", reply, Words);

        Assert.Equal((kind, reply), (verdict.Failure!.Kind, verdict.Failure.RawReply));
        Assert.Empty(verdict.Candidates);
    }

    [Fact]
    public async Task Candidates_LabelsWithCommas_AreSeparatedByBarsAlone()
    {
        LabelScale scale = LabelScale.Nominal(["No", "Yes, mostly", "Yes"]);

        Assert.Equal(["Yes, mostly", "Yes"], (await Ask("output: candidates", "Yes, mostly | Yes", scale)).Candidates, StringComparer.Ordinal);
        Assert.Equal(["Yes, mostly"], (await Ask("output: candidates", "Yes, mostly", scale)).Candidates, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Candidates_SwappedPair_AreAllInTheDatasetsNaming()
    {
        PromptFile prompt = Sample.Prompt(Sample.Pair.Replace("task: preference", "task: preference\noutput: candidates", StringComparison.Ordinal));

        Verdict verdict = await new PromptJudge(prompt, ScriptedChatClient.Saying("first, tie"), "m").JudgeAsync(Sample.PairTask(PresentationOrder.Swapped));

        Assert.Equal(["B", "N"], verdict.Candidates, StringComparer.Ordinal);
        Assert.Equal(["B", "N"], verdict.Probabilities!.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public void CheckFit_CandidatesAndOwnScale_AreNamed()
    {
        PromptFile candidates = Sample.Prompt(Sample.WithOutput("candidates"));
        PromptFile made = Sample.Prompt(Sample.WithOutput("choice\nscale: {level: ordinal, min: 1, max: 5}"));

        Assert.Equal("JE2103", Assert.Single(candidates.CheckFit(TaskShape.Single, LabelScale.Interval(0, 1))).Code);
        Assert.Equal("JE2109", Assert.Single(candidates.CheckFit(TaskShape.Single, LabelScale.Nominal(["a|b", "c"]))).Code);
        Assert.Empty(made.CheckFit(TaskShape.Single, LabelScale.Ordinal(1, 5)));
        Assert.Equal(
            "prompts/p.md(5,1): error JE2106: the prompt 'quality' is made for the scale ordinal 1..5, but the dataset's scale is ordinal 1..7; what the prompt says of the labels would not hold; "
            + "correct 'scale' in the prompt and what the prompt says of it, or use a prompt made for this scale",
            Assert.Single(made.CheckFit(TaskShape.Single, LabelScale.Ordinal(1, 7))).ToString());
    }

    [Theory]
    [InlineData("output: choice", """{"type":"object","properties":{"label":{"type":"string","enum":["1","2","3","4","5"]}},"required":["label"],"additionalProperties":false}""", "choice-json/1", """{"label":"4"}""")]
    [InlineData("output: number", """{"type":"object","properties":{"label":{"type":"number","enum":[1,2,3,4,5]}},"required":["label"],"additionalProperties":false}""", "number-json/1", """{"label":4.0}""")]
    public async Task Structured_ChoiceOrNumber_AsksForTheLabelAloneAndReadsIt(string output, string schema, string contract, string reply)
    {
        var client = ScriptedChatClient.Saying(reply);
        var judge = new PromptJudge(Sample.Prompt(With(output + "\nstructured: true")), client, "m");

        Verdict verdict = await judge.JudgeAsync(Sample.Task());

        Assert.Equal(schema, Assert.IsType<ChatResponseFormatJson>(client.Calls[0].Options!.ResponseFormat).Schema!.Value.GetRawText());
        Assert.Equal(contract, judge.Identity.OutputContract);
        Assert.Equal("4", verdict.Label?.Text);
    }

    [Theory]
    [InlineData("output: choice", "4")]
    [InlineData("output: choice", """{"label":"4","rationale":"x"}""")]
    [InlineData("output: number", """{"label":"4"}""")]
    [InlineData("output: json", """{"label":"4","confidence":0.9}""")]
    [InlineData("output: json", """{"label":"4","rationale":null}""")]
    [InlineData("output: json", """{"label":"4","rationale":["x"]}""")]
    [InlineData("output: json", """{"label":"4","rationale":"x","rationale":"y"}""")]
    [InlineData("output: json", """{"label":"\ud800"}""")]
    [InlineData("output: json", """{"rationale":"\udc00","label":"4"}""")]
    [InlineData("output: json", """{"label":true}""")]
    [InlineData("output: json", """{"label":""}""")]
    [InlineData("output: json", "```\n```")]
    [InlineData("output: json", "```json")]
    public async Task Object_NotOfTheSchema_IsUnparsableWithTheRawReply(string output, string reply)
    {
        string structured = output.EndsWith("json", StringComparison.Ordinal) ? "" : "\nstructured: true";

        Verdict verdict = await Ask(output + structured, reply, Sample.Stars);

        Assert.Equal((FailureKind.Unparsable, reply), (verdict.Failure!.Kind, verdict.Failure.RawReply));
    }

    [Theory]
    [InlineData("<think>It is bad.\nVerdict: 1</think>\nVerdict: 4", "4")]
    [InlineData("<think>1</think>4", "4")]
    [InlineData("<THINKING>1</THINKING>\n\n4", "4")]
    [InlineData("<reasoning>\n1\n</reasoning>\n4", "4")]
    [InlineData("It is bad.\nVerdict: 1\n</think>\n4", "4")]
    [InlineData("<think>1</think><think>2</think>4", "4")]
    [InlineData("I <think> so.\nVerdict: 4", "4")]
    public async Task Reasoning_BeforeTheVerdict_IsNoVerdict(string reply, string label) =>
        Assert.Equal(label, (await Ask("output: choice", reply, Sample.Stars)).Label?.Text);

    [Theory]
    [InlineData("<think>It is good.\nVerdict: 4")]
    [InlineData("<think>Verdict: 4</think>")]
    [InlineData("<think>1</think>\n<think>Verdict: 4")]
    [InlineData("Well.\n<think>\nVerdict: 4")]
    [InlineData("```\nplan\n```\n<think>\nVerdict: 4")]
    [InlineData("{plan}\n<think>\nVerdict: 4")]
    [InlineData("Verdict: 4\n</think>")]
    public async Task Reasoning_WithNothingAfterIt_IsUnparsable(string reply)
    {
        Verdict verdict = await Ask("output: choice", reply, Sample.Stars);

        Assert.Equal((FailureKind.Unparsable, reply), (verdict.Failure!.Kind, verdict.Failure.RawReply));
    }

    [Fact]
    public async Task Reasoning_ThatTheProviderTellsApart_IsNoPartOfTheReply()
    {
        var client = new ScriptedChatClient((_, _) => new ChatResponse(new ChatMessage(
            ChatRole.Assistant, [new TextReasoningContent("Verdict: 1"), new TextContent("4")])));

        Assert.Equal("4", (await new PromptJudge(Sample.Prompt(), client, "m").JudgeAsync(Sample.Task())).Label?.Text);
    }

    [Fact]
    public async Task Reasoning_BeforeAnObject_IsPassedOver()
    {
        Assert.Equal("4", (await Ask("output: json", "<think>{\"label\":\"1\"}</think>\n{\"label\":\"4\"}", Sample.Stars)).Label?.Text);
        Assert.Equal("4", (await Ask("output: json", """{"rationale":"it uses </think>","label":"4"}""", Sample.Stars)).Label?.Text);
    }

    [Theory]
    [InlineData("Fine.\nVerdict：Good", "Good")]
    [InlineData("Fine.\nVerdict ﹕ Good", "Good")]
    [InlineData("«Good»", "Good")]
    [InlineData("「Good」。", "Good")]
    [InlineData("Fine.\n> **Answer**: _Good_", "Good")]
    public async Task Choice_OtherColonsAndQuotes_AreRead(string reply, string label) => Assert.Equal(label, (await Ask("output: choice", reply, Words)).Label?.Text);

    [Fact]
    public void TryRead_TextOfADebater_IsWithoutItsReasoning()
    {
        Assert.True(PromptText.TryRead(ScriptedChatClient.Reply("<think>hm</think>\nIt is Good."), out string said, out _));
        Assert.Equal("It is Good.", said.Trim());
        Assert.False(PromptText.TryRead(ScriptedChatClient.Reply("x", ChatFinishReason.Length), out _, out JudgeFailure? failure));
        Assert.Equal(FailureKind.Unparsable, failure!.Kind);
    }

    private static string With(string fields) => Sample.Single.Replace("temperature: 0", fields, StringComparison.Ordinal);

    private static async Task<Verdict> Ask(string fields, string reply, LabelScale scale) =>
        await new PromptJudge(Sample.Prompt(With(fields)), ScriptedChatClient.Saying(reply), "m").JudgeAsync(Sample.Task(scale: scale));
}
