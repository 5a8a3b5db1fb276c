using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Recording;

public class RecordedClientTests
{
    [Fact]
    public async Task Ledger_HitsAndMisses_CountsTheHitsAlone()
    {
        using var folder = new TemporaryFolder();
        var ledger = new CallLedger();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(ScriptedChatClient.Saying("4"), store, ledger), "gpt");

        await judge.JudgeAsync(Sample.Task());
        Assert.Equal(default, ledger.Totals);
        await judge.JudgeAsync(Sample.Task());
        var replaying = new PromptJudge(Sample.Prompt(), new ReplayingChatClient(store, ledger: ledger), "gpt");
        await replaying.JudgeAsync(Sample.Task());
        await Assert.ThrowsAsync<JudgeEvalException>(async () => await replaying.JudgeAsync(Sample.Task("other")));

        Assert.Equal(new CallTotals(0, 2, 0, 0, 0, 0, 0), ledger.Totals);
    }

    [Fact]
    public async Task IsRecorded_BeforeARun_TellsWhatWouldBeAsked()
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var client = ScriptedChatClient.Saying("4");
        var ledger = new CallLedger();
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(client, store, ledger), "gpt");

        // The content counts, not the id.
        Assert.Equal(0, judge.EstimateCall(Sample.Task(id: "another")).Calls);
        Assert.Equal(1, judge.EstimateCall(Sample.Task("other")).Calls);
        Assert.Equal(1, judge.EstimateCall(Sample.Task() with { Repeat = 1 }).Calls);
        Assert.Equal(1, new PromptJudge(Sample.Prompt(), new ReplayingChatClient(store), "gpt-next").EstimateCall(Sample.Task()).Calls);
        Assert.Equal(1, new PromptJudge(Sample.Prompt(), client, "gpt").EstimateCall(Sample.Task()).Calls);
        Assert.Empty(client.Calls);
        Assert.Equal(default, ledger.Totals);

        // Looking is not asking: what was only looked at is stale.
        Assert.Equal(1, store.Prune("quality", "gpt"));
    }

    [Fact]
    public async Task IsRecorded_RequestOfOnesOwn_NeedsNoContext()
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        using RecordingStore store = RecordingStore.Open(folder.Path);
        using var client = new ReplayingChatClient(store);
        ChatMessage[] messages = new PromptBinding(Sample.Prompt(), TaskShape.Single, Sample.Stars).Messages(Sample.Task());

        Assert.True(client.IsRecorded(messages.Where(_ => true), new ChatOptions { ModelId = "gpt", Temperature = 0 }));
        Assert.False(client.IsRecorded(messages, new ChatOptions { ModelId = "gpt", Temperature = 0 }, repeat: 1));
        Assert.False(client.IsRecorded(messages, new ChatOptions { ModelId = "gpt" }));
        Assert.Throws<InvalidOperationException>(() => client.IsRecorded(messages, new ChatOptions()));
    }

    [Fact]
    public async Task Replay_WhileFilesAreWrittenAnew_FindsEveryReply()
    {
        using var folder = new TemporaryFolder();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(ScriptedChatClient.Saying("4"), store), "gpt");
        var replay = new PromptJudge(Sample.Prompt(), new ReplayingChatClient(store), "gpt");
        const int Items = 300;
        int recorded = 0;

        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < Items; i++)
            {
                await judge.JudgeAsync(Sample.Task($"answer {i}"));
                Volatile.Write(ref recorded, i + 1);
                if (i % 3 == 0)
                {
                    store.Flush();
                }
            }
        });
        int read = 0;
        do
        {
            for (int i = Volatile.Read(ref recorded) - 1; i >= 0; i -= 7)
            {
                Assert.Equal("4", (await replay.JudgeAsync(Sample.Task($"answer {i}"))).Label?.Text);
                read++;
            }
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.Equal(Items, store.Count);
        Assert.True(read > 0);
    }
}
