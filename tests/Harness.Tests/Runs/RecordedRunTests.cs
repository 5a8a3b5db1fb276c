using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Harness.Tests.Runs;

public class RecordedRunTests
{
    [Fact]
    public async Task Record_OtherConcurrencyAndCompletionOrder_SameBytes()
    {
        byte[]? recording = null;
        byte[]? verdicts = null;
        foreach (int concurrency in new[] { 1, 2, 8 })
        {
            using var folder = new RunFolder();

            // 48 judgements are a multiple of each number of requests that are answered together.
            await RecordAsync(folder, RunSamples.Single(24), new ReversingChatClient(concurrency), new JudgeRunOptions { Concurrency = concurrency, Repeats = 2 });
            byte[] file = await File.ReadAllBytesAsync(folder.File("recordings/quality.m.recording.jsonl"));
            byte[] output = await File.ReadAllBytesAsync(folder.File("out.verdicts.jsonl"));

            Assert.Equal(48, file.Count(b => b == (byte)'\n'));
            Assert.DoesNotContain((byte)'\r', file);
            Assert.True(recording is null || recording.SequenceEqual(file));
            Assert.True(verdicts is null || verdicts.SequenceEqual(output));
            (recording, verdicts) = (file, output);
        }
    }

    [Fact]
    public async Task Replay_AfterRecording_IsByteIdenticalAndAsksNothing()
    {
        using var folder = new RunFolder();
        AnnotatedDataset dataset = RunSamples.Single(16);
        await RecordAsync(folder, dataset, new ReversingChatClient(8), new JudgeRunOptions());
        byte[] live = await File.ReadAllBytesAsync(folder.File("out.verdicts.jsonl"));
        byte[] recording = await File.ReadAllBytesAsync(folder.File("recordings/quality.m.recording.jsonl"));

        VerdictSet replayed = await ReplayAsync(folder, dataset);
        VerdictFile.Write(replayed, folder.File("replay.verdicts.jsonl"));

        byte[] replay = await File.ReadAllBytesAsync(folder.File("replay.verdicts.jsonl"));
        byte[] untouched = await File.ReadAllBytesAsync(folder.File("recordings/quality.m.recording.jsonl"));
        Assert.True(live.SequenceEqual(replay));
        Assert.True(recording.SequenceEqual(untouched));
        Assert.Equal(Directory.GetFiles(folder.File("recordings")), [folder.File("recordings/quality.m.recording.jsonl")], StringComparer.Ordinal);
    }

    [Fact]
    public async Task Record_AfterABreak_AsksOnlyForTheRest()
    {
        using var folder = new RunFolder();
        await RecordAsync(folder, RunSamples.Single(8), new ReversingChatClient(8), new JudgeRunOptions());
        var client = new ReversingChatClient(4);

        await RecordAsync(folder, RunSamples.Single(12), client, new JudgeRunOptions());

        Assert.Equal(4, client.Calls);
    }

    [Fact]
    public async Task Replay_NothingRecorded_IsOneMessageForAll()
    {
        using var folder = new RunFolder();

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(() => ReplayAsync(folder, RunSamples.Single(120)));

        Assert.Equal(
            $"{folder.File("recordings")}: error JE3011: 120 of 120 judgements cannot be made, items 'item000', 'item001', 'item002', 'item003', 'item004' and 115 more; "
            + "the first: there is no recorded reply of 'm' to the prompt 'quality' for item 'item000' (repeat 0, original order); it was never recorded; "
            + $"record it with: judgeeval run DATASET --prompt p.md --model m --endpoint http://127.0.0.1:8080/v1 --recordings {folder.File("recordings")} --out OUT.verdicts.jsonl",
            exception.Message);
    }

    [Fact]
    public async Task Replay_SomeChangedAndSomeNew_IsOneMessageForEachCause()
    {
        using var folder = new RunFolder();
        await RecordAsync(folder, RunSamples.Single(8), new ReversingChatClient(8), new JudgeRunOptions());
        PromptFile changed = PromptFile.Parse(RunSamples.Prompt.Replace("<response>", "Judge <response>", StringComparison.Ordinal), "p.md");

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(() => ReplayAsync(folder, RunSamples.Single(9), changed));

        Assert.Equal(["JE3011", "JE3012"], exception.Diagnostics.Select(d => d.Code), StringComparer.Ordinal);
        Assert.StartsWith("8 of 9 judgements cannot be made, items 'item000',", exception.Diagnostics[1].What, StringComparison.Ordinal);
        Assert.Equal("the prompt changed since it was recorded", exception.Diagnostics[1].Why);
        Assert.StartsWith("there is no recorded reply of 'm' to the prompt 'quality' for item 'item008'", exception.Diagnostics[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_MissingRepeats_CommandAsksForTheLastRepeat()
    {
        using var folder = new RunFolder();
        await RecordAsync(folder, RunSamples.Single(8), new ReversingChatClient(8), new JudgeRunOptions());

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(() => ReplayAsync(folder, RunSamples.Single(8), options: new JudgeRunOptions { Repeats = 3 }));

        Assert.Contains("16 of 24 judgements cannot be made", Assert.Single(exception.Diagnostics).What, StringComparison.Ordinal);
        Assert.Contains("--repeat 3 ", exception.Diagnostics[0].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_SomeRepliesUnparsable_OnlyTheOthersAreStored()
    {
        using var folder = new RunFolder();
        using var inner = new ReversingChatClient(1);
        using var client = new Spoiling(inner);

        VerdictSet verdicts = await RecordAsync(folder, RunSamples.Single(10), client, new JudgeRunOptions());

        Assert.Equal(1, verdicts.Judgements.Count(j => j.Verdict.Failure?.Kind == FailureKind.Unparsable));
        string text = await File.ReadAllTextAsync(folder.File("recordings/quality.m.recording.jsonl"));
        Assert.Equal(9, text.Count(c => c == '\n'));
        Assert.DoesNotContain("item003", text, StringComparison.Ordinal);
    }

    private static async Task<VerdictSet> RecordAsync(RunFolder folder, AnnotatedDataset dataset, IChatClient client, JudgeRunOptions options)
    {
        using RecordingStore store = RecordingStore.Open(folder.File("recordings"));
        var judge = new PromptJudge(PromptFile.Parse(RunSamples.Prompt, "p.md"), new RecordingChatClient(client, store), "m");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        VerdictSet verdicts = await JudgeRunner.RunAsync(dataset, judge, options, cancellationToken: limit.Token);
        VerdictFile.Write(verdicts, folder.File("out.verdicts.jsonl"));
        return verdicts;
    }

    private static async Task<VerdictSet> ReplayAsync(RunFolder folder, AnnotatedDataset dataset, PromptFile? prompt = null, JudgeRunOptions? options = null)
    {
        using RecordingStore store = RecordingStore.Open(folder.File("recordings"));
        var judge = new PromptJudge(prompt ?? PromptFile.Parse(RunSamples.Prompt, "p.md"), new ReplayingChatClient(store), "m");
        return await JudgeRunner.RunAsync(dataset, judge, options);
    }

    private sealed class Spoiling(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            ChatMessage[] list = [.. messages];
            return list[0].Text.Contains("item003", StringComparison.Ordinal)
                ? new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Create(CultureInfo.InvariantCulture, $"between {2} and {3}")))
                : await base.GetResponseAsync(list, options, cancellationToken);
        }
    }
}
