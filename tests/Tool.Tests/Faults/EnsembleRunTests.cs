using System.Text.Json;

namespace JudgeEval.Tool.Tests.Faults;

/// <summary>Every sort of judge of one judgeeval.yaml, through a run and what align says of it.</summary>
public class EnsembleRunTests
{
    private const string Judges = """
          - {name: strict, prompt: strict.md, provider: openai}
          - {name: other, prompt: other.md, provider: anthropic}
          - {name: reader, prompt: reader.md, provider: openai}
          - {name: most, baseline: majority}
          - name: three
            committee: {members: [by-openai, other, strict], rule: majority}
          - name: twice
            committee: {members: [by-openai, by-anthropic, most]}
          - name: talk
            debate: {judge: reader, debater: debater.md, provider: anthropic, rounds: 1}
          - name: plain-words
            perplexity: {ngram: {order: 2, text: corpus.txt}}
        """;

    // Requests: a committee asks three members, a debate two debaters and its reader, the others nobody.
    [Theory]
    // Two members that ask the same content of models of one name are asked once: recordings know a request by its content alone.
    [InlineData("by-openai", 30)]
    [InlineData("three", 90)]
    [InlineData("twice", 30)]
    [InlineData("talk", 90)]
    [InlineData("plain-words", 0)]
    [InlineData("most", 0)]
    public async Task Run_JudgeOfTheFile_JudgesEveryItemAndAligns(string judge, int requests)
    {
        await using FaultyRun run = With();

        ToolResult result = await RunAsync(run, judge);

        Assert.Equal((0, requests), (result.Code, run.Server.Requests.Count));
        Assert.All(run.Verdicts(), v => Assert.NotNull(v.Label));
        run.AssertNoKey(result);
        ToolResult aligned = await run.ToolAsync(["align", run.Folder["d"], "--verdicts", run.Output, "--bootstrap", "0", "--json"]);
        JsonElement said = Assert.Single(aligned.Json().GetProperty("judges").EnumerateArray());
        Assert.Equal((0, judge, 30), (aligned.Code, said.GetProperty("judge").GetString(), said.GetProperty("verdicts").GetInt32()));

        // The model says what people say, so whoever listens to it agrees wholly.
        if (requests > 0)
        {
            Assert.Equal(1.0, said.GetProperty("statistics").GetProperty("percentAgreement").GetProperty("value").GetDouble());
        }
    }

    [Theory]
    [InlineData("three", 90)]
    [InlineData("talk", 90)]
    public async Task Run_JudgeOfSeveralCalls_IsReplayedWithoutServer(string judge, int requests)
    {
        await using FaultyRun run = With();
        Assert.Equal(0, (await RunAsync(run, judge)).Code);
        byte[] recorded = run.Bytes();
        File.Delete(run.Output);
        Assert.Equal(requests, run.Server.Requests.Count);
        await run.EndServerAsync();
        run.KeyValue = null;

        Assert.Equal(0, (await RunAsync(run, judge, "--replay-only")).Code);

        Assert.True(recorded.SequenceEqual(run.Bytes()));
    }

    [Theory]
    [InlineData("talk")]
    [InlineData("by-openai")]
    public async Task Run_ServerFails_ExitsWith5AndTheDetailNamesTheCause(string judge)
    {
        await using FaultyRun run = With();
        run.Server.Fault = Fault.ExpiredKey;

        ToolResult result = await RunAsync(run, judge);

        Assert.Equal(5, result.Code);
        Assert.All(run.Verdicts(), v => Assert.Equal("transport", v.Failure));
        Assert.All(run.Verdicts(), v => Assert.Contains("check the environment variable JUDGE_KEY", v.Detail, StringComparison.Ordinal));
        run.AssertNoKey(result);
        Assert.Empty(run.Leftovers());
    }

    [Fact]
    public async Task Run_CommitteeWithoutAnyMemberAnswering_Fails()
    {
        await using FaultyRun run = With();
        run.Server.Fault = Fault.ExpiredKey;

        ToolResult result = await RunAsync(run, "three");

        Assert.Equal(5, result.Code);
        Assert.All(run.Verdicts(), v => Assert.NotNull(v.Failure));
        run.AssertNoKey(result);
    }

    [Fact]
    public async Task Run_RepeatsAndSwap_AlignSeesThatTheFirstIsAlwaysChosen()
    {
        await using FaultyRun run = With();
        run.Server.Answer = _ => "A";
        run.Folder.Write("pairs/dataset.yaml", "name: pairs\ntask: preference\nscale: {level: preference, labels: [A, B, N]}\n");
        run.Folder.Write("pairs/items.jsonl", string.Concat(Enumerable.Range(0, 10).Select(i => $$"""{"id":"i{{i}}","responseA":"a{{i}}","responseB":"b{{i}}"}""" + "\n")));
        run.Folder.Write("pairs/annotations.csv", "item,annotator,label\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"i{i},anna,{"AB"[i % 2]}\n")));
        string prompt = run.Folder.Write("pair.md", """
            ---
            name: pair
            task: preference
            output: choice
            ---
            ## user
            Which is better, <responseA>{{responseA}}</responseA> or <responseB>{{responseB}}</responseB>? Answer with one of {{labels}}.
            """);

        ToolResult result = await run.ToolAsync(
            ["run", run.Folder["pairs"], "--prompt", prompt, "--provider", "anthropic", "--repeat", "3", "--swap", "--out", run.Output]);

        // 10 items, 3 repeats, 2 orders; what is shown first is A in the original order and B in the swapped one.
        Assert.Equal((0, 60), (result.Code, run.Server.Requests.Count));
        Assert.StartsWith($"{run.Output}: 60 judgements by pair/m1, 0 failed", result.Out, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "A" : "B"), run.Verdicts().Select(v => v.Label));
        ToolResult aligned = await run.ToolAsync(["align", run.Folder["pairs"], "--verdicts", run.Output, "--bootstrap", "0"]);
        Assert.Equal(0, aligned.Code);
        Assert.Contains("10 of 10 items judged", aligned.Out, StringComparison.Ordinal);
        Assert.Contains("self-agreement 1.000", aligned.Out, StringComparison.Ordinal);
        Assert.Contains("swapping the responses turns 1.000 of the verdicts round, 1.000 of the choices are for the first", aligned.Out, StringComparison.Ordinal);
    }

    private static Task<ToolResult> RunAsync(FaultyRun run, string judge, params string[] options) =>
        run.ToolAsync(["run", run.Folder["d"], "--judge", judge, "--out", run.Output, .. options]);

    private static FaultyRun With()
    {
        var run = new FaultyRun(items: 30);
        run.Configure(judges: Judges);
        run.Folder.Write("other.md", Datasets.Prompt.Replace("name: quality", "name: other", StringComparison.Ordinal).Replace("How good", "How truly good", StringComparison.Ordinal));
        run.Folder.Write("strict.md", Datasets.Prompt.Replace("name: quality", "name: strict", StringComparison.Ordinal).Replace("How good", "How very good", StringComparison.Ordinal));
        run.Folder.Write("corpus.txt", "answer 1\nanswer 2 and answer 3\n");
        run.Folder.Write("debater.md", """
            ---
            name: debater
            task: single
            output: text
            ---
            ## user
            Of <response>{{response}}</response> argue that {{side}}.
            """);
        run.Folder.Write("reader.md", """
            ---
            name: reader
            task: single
            output: choice
            ---
            ## user
            How good is <response>{{response}}</response>? Read <transcript>{{transcript}}</transcript> and answer with one of {{labels}}.
            """);
        return run;
    }
}
