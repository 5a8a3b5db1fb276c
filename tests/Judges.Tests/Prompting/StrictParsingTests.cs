using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Prompting;

public class StrictParsingTests
{
    private static readonly LabelScale Words = LabelScale.Ordinal(["Terrible", "Poor", "Average", "Good", "Very good"]);

    [Theory]
    [InlineData("Good", "Good")]
    [InlineData("  Good \n", "Good")]
    [InlineData("\"Good\"", "Good")]
    [InlineData("`Good`", "Good")]
    [InlineData("**Good**", "Good")]
    [InlineData("**Good.**", "Good")]
    [InlineData("Good.", "Good")]
    [InlineData("good", "Good")]
    [InlineData("VERY GOOD", "Very good")]
    [InlineData("It is polite.\nVerdict: Good", "Good")]
    [InlineData("Polite.\n\n**Verdict:** Good", "Good")]
    [InlineData("Polite.\n**Rating: Very good.**", "Very good")]
    [InlineData("Polite.\n- Answer : `poor`", "Poor")]
    [InlineData("Verdict: Poor\nOn reflection:\nVerdict: Good", "Good")]
    [InlineData("Verdict: Good\nBecause it is polite.", "Good")]
    public async Task Choice_LawfulReply_IsTheLabel(string reply, string label) =>
        Assert.Equal(label, (await Ask("choice", reply, Words)).Label?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("I think it is Good")]
    [InlineData("Good or Poor")]
    [InlineData("Good\nPoor")]
    [InlineData("The response is excellent in every way.")]
    [InlineData("Verdict: Good, because it is polite")]
    [InlineData("Verdict: Good\nVerdict:")]
    [InlineData("Verdict: Good\nVerdict: somewhere between the two")]
    [InlineData("{\"label\":\"Good\"}")]
    [InlineData("[\"Good\"]")]
    [InlineData("Fine.\nVerdict: {\"label\":\"Good\"}")]
    public async Task Choice_AnythingElse_IsUnparsableWithTheRawReply(string reply)
    {
        Verdict verdict = await Ask("choice", reply, Words);

        Assert.Equal(FailureKind.Unparsable, verdict.Failure?.Kind);
        Assert.Equal(reply, verdict.Failure?.RawReply);
    }

    [Theory]
    [InlineData("Excellent")]
    [InlineData("6")]
    [InlineData("Very bad")]
    [InlineData("Polite.\nVerdict: Superb")]
    public async Task Choice_LegalFormOffTheScale_IsOutOfScale(string reply)
    {
        Verdict verdict = await Ask("choice", reply, Words);

        Assert.Equal(FailureKind.OutOfScale, verdict.Failure?.Kind);
        Assert.Equal(reply, verdict.Failure?.RawReply);
    }

    [Fact]
    public async Task Choice_LabelsInBrackets_HaveAFormOfTheirOwn()
    {
        LabelScale scale = LabelScale.Nominal(["[A]", "[B]"]);

        Assert.Equal("[A]", (await Ask("choice", "[a]", scale)).Label?.Text);
        Assert.Equal(FailureKind.OutOfScale, (await Ask("choice", "[C]", scale)).Failure?.Kind);
    }

    [Fact]
    public async Task Choice_LabelsThatDifferInCaseOnly_NeedTheirExactCase()
    {
        LabelScale scale = LabelScale.Nominal(["us", "US"]);

        Assert.Equal("US", (await Ask("choice", "US", scale)).Label?.Text);
        Assert.Equal("us", (await Ask("choice", "us", scale)).Label?.Text);
        Assert.Equal(FailureKind.Unparsable, (await Ask("choice", "Us", scale)).Failure?.Kind);
    }

    [Theory]
    [InlineData("4", "4")]
    [InlineData(" 4.0 ", "4")]
    [InlineData("`4`", "4")]
    [InlineData("4.", "4")]
    [InlineData("Fine.\nRating: 2", "2")]
    public async Task Number_OnLabelsWithNumbers_IsTheLabelOfThatValue(string reply, string label) =>
        Assert.Equal(label, (await Ask("number", reply, Sample.Stars)).Label?.Text);

    [Theory]
    [InlineData("6", FailureKind.OutOfScale)]
    [InlineData("4.5", FailureKind.OutOfScale)]
    [InlineData("-1", FailureKind.OutOfScale)]
    [InlineData("4/5", FailureKind.Unparsable)]
    [InlineData("four", FailureKind.Unparsable)]
    [InlineData("NaN", FailureKind.Unparsable)]
    [InlineData("1,000", FailureKind.Unparsable)]
    [InlineData("4 stars", FailureKind.Unparsable)]
    [InlineData("Rating (1-5): 4", FailureKind.Unparsable)]
    public async Task Number_AnythingElse_IsAFailure(string reply, FailureKind kind) =>
        Assert.Equal(kind, (await Ask("number", reply, Sample.Stars)).Failure?.Kind);

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData(".5", 0.5)]
    [InlineData("1e-1", 0.1)]
    public async Task Number_OnARange_IsTheNumber(string reply, double value) =>
        Assert.Equal(value, (await Ask("number", reply, LabelScale.Interval(0, 1))).Label?.Value);

    [Theory]
    [InlineData("""{"label":"Good"}""", "Good")]
    [InlineData("""{"rationale":"polite","label":"good"}""", "Good")]
    [InlineData("```json\n{\"label\":\"Poor\"}\n```", "Poor")]
    [InlineData("```\n{\"label\":\"Poor\"}\n```", "Poor")]
    public async Task Json_LawfulReply_IsTheLabel(string reply, string label) =>
        Assert.Equal(label, (await Ask("json", reply, Words)).Label?.Text);

    [Theory]
    [InlineData("Good", FailureKind.Unparsable)]
    [InlineData("\"Good\"", FailureKind.Unparsable)]
    [InlineData("[{\"label\":\"Good\"}]", FailureKind.Unparsable)]
    [InlineData("""{"Label":"Good"}""", FailureKind.Unparsable)]
    [InlineData("""{"label":null}""", FailureKind.Unparsable)]
    [InlineData("""{"label":["Good"]}""", FailureKind.Unparsable)]
    [InlineData("""{"label":"Good","label":"Poor"}""", FailureKind.Unparsable)]
    [InlineData("Here it is: {\"label\":\"Good\"}", FailureKind.Unparsable)]
    [InlineData("""{"label":"Good" """, FailureKind.Unparsable)]
    [InlineData("""{"label":"Superb"}""", FailureKind.OutOfScale)]
    [InlineData("""{"label":4}""", FailureKind.OutOfScale)]
    [InlineData("""{"label":"Good, I would say, all in all"}""", FailureKind.OutOfScale)]
    public async Task Json_AnythingElse_IsAFailure(string reply, FailureKind kind) =>
        Assert.Equal(kind, (await Ask("json", reply, Words)).Failure?.Kind);

    [Fact]
    public async Task Json_NumberOnNumericLabels_IsTheLabel() =>
        Assert.Equal("4", (await Ask("json", """{"label":4,"rationale":"x"}""", Sample.Stars)).Label?.Text);

    [Fact]
    public async Task Rationale_BeforeTheVerdictOrInTheObject_IsKept()
    {
        Assert.Equal("It is polite.\nIt is right.", (await Ask("choice", "It is polite.\nIt is right.\n\nVerdict: Good", Words)).Rationale);
        Assert.Equal("polite", (await Ask("json", """{"rationale":"polite","label":"Good"}""", Words)).Rationale);
        Assert.Null((await Ask("choice", "Good", Words)).Rationale);
    }

    [Fact]
    public async Task CutOffReply_WhateverItSays_IsUnparsable()
    {
        // '1' may be the beginning of '10'.
        var client = new ScriptedChatClient((_, _) => ScriptedChatClient.Reply("1", ChatFinishReason.Length));

        Verdict verdict = await new PromptJudge(Sample.Prompt(), client, "m").JudgeAsync(Sample.Task(scale: LabelScale.Ordinal(1, 10)));

        Assert.Equal(new JudgeFailure(FailureKind.Unparsable, "the reply was cut off at the token limit", "1"), verdict.Failure);
    }

    private static async Task<Verdict> Ask(string output, string reply, LabelScale scale) =>
        await new PromptJudge(Sample.Prompt(Sample.WithOutput(output)), ScriptedChatClient.Saying(reply), "m").JudgeAsync(Sample.Task(scale: scale));
}
