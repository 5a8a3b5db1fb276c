namespace JudgeEval.Judges.Tests.Recording;

public class RecordingPruneTests
{
    private const string Name = "quality.gpt.recording.jsonl";

    private static readonly PromptFile Newer = Sample.Prompt(Sample.Single.Replace("grade", "mark", StringComparison.Ordinal));

    [Fact]
    public async Task Prune_AfterARunWithANewerPrompt_LeavesTheBytesOfAFreshRecording()
    {
        using var fresh = new TemporaryFolder();
        await AskAsync(fresh.Path, Newer, "gpt", ["a", "b"]);
        using var folder = new TemporaryFolder();
        await AskAsync(folder.Path, Sample.Prompt(), "gpt", ["a", "b", "c"]);

        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            await AskAsync(store, Newer, "gpt", ["a", "b"]);
            Assert.Equal(3, store.Prune("quality", "gpt"));
            Assert.Equal(2, store.Count);
            Assert.Equal(await File.ReadAllBytesAsync(fresh.File(Name)), await File.ReadAllBytesAsync(folder.File(Name)));
            Assert.Equal(0, store.Prune("quality", "gpt"));
        }

        Assert.Equal([folder.File(Name)], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Prune_RepliesAskedForAgain_AreKeptByRecordingAndByReplay()
    {
        using var folder = new TemporaryFolder();
        await AskAsync(folder.Path, Sample.Prompt(), "gpt", ["a", "b", "c"]);

        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            await new PromptJudge(Sample.Prompt(), new ReplayingChatClient(store), "gpt").JudgeAsync(Task("b"));
            await AskAsync(store, Sample.Prompt(), "gpt", ["c"]);
            Assert.Equal(1, store.Prune("quality", "gpt"));
        }

        Assert.Equal(["b", "c"], (await File.ReadAllLinesAsync(folder.File(Name))).Select(line => line.Split("\"item\":\"")[1][..1]));
    }

    [Fact]
    public async Task Prune_OtherPromptsAndModels_AreLeftAlone()
    {
        using var folder = new TemporaryFolder();
        PromptFile other = Sample.Prompt(Sample.Single.Replace("name: quality", "name: other", StringComparison.Ordinal).Replace("grade", "rate", StringComparison.Ordinal));
        await AskAsync(folder.Path, Sample.Prompt(), "gpt", ["a"]);
        await AskAsync(folder.Path, Sample.Prompt(), "gpt-next", ["a"]);
        await AskAsync(folder.Path, other, "gpt", ["a"]);

        using RecordingStore store = RecordingStore.Open(folder.Path);

        Assert.Equal(1, store.Prune("quality", "gpt"));
        Assert.Equal(
            ["other.gpt.recording.jsonl", "quality.gpt-next.recording.jsonl"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Prune_LineWithACopyInAnotherFile_DoesNotComeBack()
    {
        using var folder = new TemporaryFolder();
        await AskAsync(folder.Path, Sample.Prompt(), "gpt", ["a", "b"]);
        await AskAsync(folder.Path, Sample.Prompt(), "gpt-next", ["a"]);
        string copies = folder.File("copied.recording.jsonl");
        await File.WriteAllTextAsync(copies, await File.ReadAllTextAsync(folder.File(Name)) + await File.ReadAllTextAsync(folder.File("quality.gpt-next.recording.jsonl")));

        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            await AskAsync(store, Sample.Prompt(), "gpt", ["b"]);
            Assert.Equal(1, store.Prune("quality", "gpt"));
        }

        using RecordingStore after = RecordingStore.Open(folder.Path);
        Assert.Equal(2, after.Count);
        Assert.DoesNotContain("\"model\":\"gpt\",\"prompt\":\"quality\"", string.Concat((await File.ReadAllLinesAsync(folder.File(Name))).Where(l => l.Contains("\"item\":\"a\"", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_ThenAskAgain_RecordsAnew()
    {
        using var folder = new TemporaryFolder();
        await AskAsync(folder.Path, Sample.Prompt(), "gpt", ["a", "b"]);
        byte[] before = await File.ReadAllBytesAsync(folder.File(Name));

        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            Assert.Equal(2, store.Prune("quality", "gpt"));
            Assert.Empty(Directory.GetFiles(folder.Path));
            await AskAsync(store, Sample.Prompt(), "gpt", ["b", "a"]);
            Assert.Equal(2, store.Count);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(folder.File(Name)));
    }

    [Fact]
    public async Task Prune_WhileAnotherRecords_TouchesNothingAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        await AskAsync(folder.Path, Sample.Prompt(), "gpt", ["a"]);
        using RecordingStore first = RecordingStore.Open(folder.Path);
        using RecordingStore second = RecordingStore.Open(folder.Path);
        byte[] before = await File.ReadAllBytesAsync(folder.File(Name));
        await AskAsync(second, Sample.Prompt(), "gpt", ["b"]);

        var exception = Assert.Throws<JudgeEvalException>(() => first.Prune("quality", "gpt"));

        Assert.Equal("JE3006", exception.Diagnostics[0].Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.File(Name)));
        Assert.Equal(1, first.Count);
    }

    private static async Task AskAsync(string folder, PromptFile prompt, string model, string[] items)
    {
        using RecordingStore store = RecordingStore.Open(folder);
        await AskAsync(store, prompt, model, items);
    }

    private static async Task AskAsync(RecordingStore store, PromptFile prompt, string model, string[] items)
    {
        var judge = new PromptJudge(prompt, new RecordingChatClient(ScriptedChatClient.Saying("4"), store), model);
        foreach (string item in items)
        {
            await judge.JudgeAsync(Task(item));
        }
    }

    private static JudgeTask Task(string item) => Sample.Task("answer " + item, item);
}
