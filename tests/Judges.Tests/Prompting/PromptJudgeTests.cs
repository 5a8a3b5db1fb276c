using System.Net;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Prompting;

public class PromptJudgeTests
{
    [Fact]
    public void Identity_Default_NamesPromptModelAndContract()
    {
        PromptFile prompt = Sample.Prompt();

        JudgeIdentity identity = new PromptJudge(prompt, ScriptedChatClient.Saying("1"), "gpt-5").Identity;

        Assert.Equal("quality/gpt-5", identity.Name);
        Assert.Equal("gpt-5", identity.Model);
        Assert.Equal("quality", identity.Prompt);
        Assert.Equal(prompt.Hash, identity.PromptHash);
        Assert.Equal("choice/1", identity.OutputContract);

        // printf '{"temperature":0}' | sha256sum
        Assert.Equal("e4ff491169b8a9ea78518a7972422b5a24d5e3790e0d9a9e5cbfb384d9b621e0", identity.OptionsHash);
    }

    [Fact]
    public async Task Judge_OptionsOfTheFrontMatter_AreSentAndNothingElse()
    {
        var client = ScriptedChatClient.Saying("1");
        string text = Sample.Single.Replace("temperature: 0", "temperature: 0.25\ntopP: 0.5\nseed: 9\nmaxOutputTokens: 5", StringComparison.Ordinal);

        await new PromptJudge(Sample.Prompt(text), client, "m").JudgeAsync(Sample.Task());

        ChatOptions options = client.Calls[0].Options!;
        Assert.Equal(("m", 0.25f, 0.5f, 9L, 5), (options.ModelId, options.Temperature, options.TopP, options.Seed, options.MaxOutputTokens));
        Assert.Null(options.ResponseFormat);
        Assert.Null(options.AdditionalProperties);
    }

    [Fact]
    public async Task Judge_JsonOutput_AsksForTheSchemaOfTheLabels()
    {
        var client = ScriptedChatClient.Saying("""{"label":"1"}""");

        await new PromptJudge(Sample.Prompt(Sample.WithOutput("json")), client, "m").JudgeAsync(Sample.Task());

        var format = Assert.IsType<ChatResponseFormatJson>(client.Calls[0].Options!.ResponseFormat);
        Assert.Equal(
            """{"type":"object","properties":{"rationale":{"type":"string"},"label":{"type":"string","enum":["1","2","3","4","5"]}},"required":["rationale","label"],"additionalProperties":false}""",
            format.Schema!.Value.GetRawText());
    }

    [Theory]
    [InlineData(PresentationOrder.Original, "first", "A")]
    [InlineData(PresentationOrder.Original, "second", "B")]
    [InlineData(PresentationOrder.Original, "tie", "N")]
    [InlineData(PresentationOrder.Swapped, "first", "B")]
    [InlineData(PresentationOrder.Swapped, "second", "A")]
    [InlineData(PresentationOrder.Swapped, "tie", "N")]
    public async Task Judge_Pair_LabelIsInTheDatasetsNaming(PresentationOrder order, string reply, string label)
    {
        var client = ScriptedChatClient.Saying(reply);

        Verdict verdict = await new PromptJudge(Sample.Prompt(Sample.Pair), client, "m").JudgeAsync(Sample.PairTask(order));

        Assert.Equal(label, verdict.Label?.Text);
        (string a, string b) = order == PresentationOrder.Original ? ("alpha", "beta") : ("beta", "alpha");
        Assert.Equal($"<context>Which?</context>\n<a>{a}</a>\n<b>{b}</b>", Assert.Single(client.Calls[0].Messages).Text);
    }

    [Fact]
    public async Task Judge_ProviderRefusal_IsRefused()
    {
        var filtered = new ScriptedChatClient((_, _) => ScriptedChatClient.Reply("3", ChatFinishReason.ContentFilter));
        var marked = new ScriptedChatClient((_, _) => new ChatResponse(new ChatMessage(ChatRole.Assistant, [new ErrorContent("no") { ErrorCode = "Refusal" }])));

        Assert.Equal(FailureKind.Refused, (await new PromptJudge(Sample.Prompt(), filtered, "m").JudgeAsync(Sample.Task())).Failure?.Kind);
        Assert.Equal(FailureKind.Refused, (await new PromptJudge(Sample.Prompt(), marked, "m").JudgeAsync(Sample.Task())).Failure?.Kind);
    }

    [Fact]
    public async Task Judge_WordsOfRefusal_AreNotGuessedToBeOne()
    {
        Verdict verdict = await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Saying("I'm sorry, I can't help with that."), "m").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Unparsable, verdict.Failure?.Kind);
    }

    [Fact]
    public async Task Judge_Usage_IsKeptForLabelsAndFailures()
    {
        Assert.Equal(new TokenUsage(11, 3), (await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Saying("3"), "m").JudgeAsync(Sample.Task())).Usage);
        Assert.Equal(new TokenUsage(11, 3), (await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Saying("?! ?!"), "m").JudgeAsync(Sample.Task())).Usage);
    }

    [Fact]
    public async Task Judge_TransportErrors_AreFailuresWithoutSecrets()
    {
        async Task<string?> DetailOf(Exception exception)
        {
            Verdict verdict = await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Throwing(exception), "m").JudgeAsync(Sample.Task());
            Assert.Equal(FailureKind.Transport, verdict.Failure?.Kind);
            return verdict.Failure?.Detail;
        }

        Assert.Equal(
            "HTTP 401: Incorrect key [redacted] for https://h/v1?[redacted]",
            await DetailOf(new HttpRequestException("Incorrect key sk-abcd1234efgh\n for https://h/v1?key=secret123", null, HttpStatusCode.Unauthorized)));
        Assert.Equal("the request timed out", await DetailOf(new TaskCanceledException("x")));
        Assert.Equal("too slow", await DetailOf(new TimeoutException("too slow")));
        Assert.Equal("cut", await DetailOf(new IOException("cut")));
        Assert.Equal("sent [redacted]", await DetailOf(new HttpRequestException("sent Authorization: abcdef")));
    }

    [Fact]
    public async Task Judge_CallersCancellationAndBugs_Propagate()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Saying("1"), "m").JudgeAsync(Sample.Task(), cancelled.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Throwing(new InvalidOperationException("bug")), "m").JudgeAsync(Sample.Task()));
    }

    [Fact]
    public async Task Judge_OwnTransportError_IsAFailure()
    {
        var options = new PromptJudgeOptions { IsTransportError = e => e is NotSupportedException };

        Verdict verdict = await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Throwing(new NotSupportedException("busy")), "m", options).JudgeAsync(Sample.Task());

        Assert.Equal(new JudgeFailure(FailureKind.Transport, "busy"), verdict.Failure);
    }

    [Fact]
    public async Task Judge_Criteria_AreTheTasksElseThePrompts()
    {
        const string text = "---\nname: n\ntask: single\ncriteria: be correct\n---\n## user\n{{criteria}}: {{response}}";
        var client = ScriptedChatClient.Saying("1");
        var judge = new PromptJudge(Sample.Prompt(text), client, "m");

        await judge.JudgeAsync(Sample.Task("r"));
        await judge.JudgeAsync(Sample.Task("r") with { Criteria = "be kind" });

        Assert.Equal(["be correct: r", "be kind: r"], client.Calls.Select(c => c.Messages[0].Text), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("criteria", "add 'criteria:' to the front matter, give --criteria, or remove the placeholder")]
    [InlineData("group", "name one with --group, or remove the placeholder")]
    [InlineData("transcript", "make the prompt a part of a 'debate:' in judgeeval.yaml, or remove the placeholder")]
    public async Task Judge_NothingToShow_SaysWhat(string placeholder, string remedy)
    {
        string text = "---\nname: n\ntask: single\n---\n## user\n{{" + placeholder + "}} {{response}}";
        var judge = new PromptJudge(Sample.Prompt(text), ScriptedChatClient.Saying("1"), "m");

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(async () => await judge.JudgeAsync(Sample.Task()));

        Assert.Equal(
            "prompts/p.md: error JE2105: the prompt 'n' shows '{{" + placeholder + "}}', but there is no " + placeholder
            + " to show; neither the front matter nor the run names one; " + remedy,
            exception.Message);
    }

    [Fact]
    public async Task Judge_PromptThatDoesNotFit_NamesEveryMisfit()
    {
        var judge = new PromptJudge(Sample.Prompt(Sample.Pair), ScriptedChatClient.Saying("1"), "m");

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(async () => await judge.JudgeAsync(Sample.Task()));

        Assert.Equal(
            "prompts/p.md: error JE2101: the prompt 'better' is for the task 'preference', but the dataset's task is 'single'; a prompt for one response cannot judge a pair, nor the other way round; use a prompt with 'task: single'\n"
            + "prompts/p.md: error JE2102: the prompt 'better' has 3 labels, but the scale (ordinal 1..5) has 5; the prompt's labels stand for the scale's labels by position; list as many labels as the scale has, in its order, or remove 'labels'",
            exception.Message);
    }

    [Fact]
    public void CheckFit_OutputAgainstScale_IsNamed()
    {
        PromptFile choice = Sample.Prompt();
        PromptFile number = Sample.Prompt(Sample.WithOutput("number"));

        Assert.Empty(choice.CheckFit(TaskShape.Single, Sample.Stars));
        Assert.Equal("JE2103", Assert.Single(choice.CheckFit(TaskShape.Single, LabelScale.Interval(0, 1))).Code);
        Assert.Empty(number.CheckFit(TaskShape.Single, LabelScale.Interval(0, 1)));
        Assert.Equal("JE2104", Assert.Single(number.CheckFit(TaskShape.Single, LabelScale.Nominal(["x", "y"]))).Code);
    }

    [Fact]
    public async Task Judge_NumericScale_DescribesTheRange()
    {
        var client = ScriptedChatClient.Saying("0.5");

        await new PromptJudge(Sample.Prompt(Sample.WithOutput("number")), client, "m").JudgeAsync(Sample.Task(scale: LabelScale.Interval(0, 1)));

        Assert.Equal("You grade answers with one of a number from 0 to 1.", client.Calls[0].Messages[0].Text);
    }

    [Fact]
    public async Task Judge_ReplyWithoutEnd_KeepsItsBeginning()
    {
        Verdict verdict = await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Saying(new string('x', 5000)), "m").JudgeAsync(Sample.Task());

        Assert.Equal(FailureKind.Unparsable, verdict.Failure?.Kind);
        Assert.Equal(new string('x', 4000) + "… (5000 characters)", verdict.Failure!.RawReply);
    }

    [Fact]
    public async Task Judge_LabelOffTheScale_IsKeptAsTheFailuresValue()
    {
        Verdict verdict = await new PromptJudge(Sample.Prompt(), ScriptedChatClient.Saying("I am sure.\nVerdict: 9"), "m").JudgeAsync(Sample.Task());

        Assert.Equal((FailureKind.OutOfScale, "9"), (verdict.Failure!.Kind, verdict.Failure.Value));
    }
}
