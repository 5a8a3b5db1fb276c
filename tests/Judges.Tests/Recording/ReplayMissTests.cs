namespace JudgeEval.Judges.Tests.Recording;

public class ReplayMissTests
{
    [Fact]
    public Task Miss_PromptChanged_SaysSo() => Check(
        Sample.Task(),
        Sample.Prompt(Sample.Single.Replace("grade", "mark", StringComparison.Ordinal)),
        "gpt",
        "JE3012",
        "the prompt changed since it was recorded");

    [Fact]
    public Task Miss_TemperatureInThePromptChanged_SaysThePromptChanged() => Check(
        Sample.Task(),
        Sample.Prompt(Sample.Single.Replace("temperature: 0", "temperature: 1", StringComparison.Ordinal)),
        "gpt",
        "JE3012",
        "the prompt changed since it was recorded");

    [Fact]
    public Task Miss_ModelChanged_NamesTheRecordedOne() => Check(
        Sample.Task(), Sample.Prompt(), "gpt-next", "JE3013", "the model changed: it was recorded with 'gpt'");

    [Fact]
    public Task Miss_ItemChanged_SaysSo() => Check(
        Sample.Task("It is violet."), Sample.Prompt(), "gpt", "JE3014", "the item changed since it was recorded: its text, or the labels or criteria shown with it");

    [Fact]
    public Task Miss_NeverRecorded_SaysSo() => Check(
        Sample.Task("x", id: "i2"), Sample.Prompt(), "gpt", "JE3011", "it was never recorded");

    [Fact]
    public async Task Miss_OtherRepeatAndOrder_CommandRecordsThem()
    {
        using var folder = new TemporaryFolder();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var judge = new PromptJudge(Sample.Prompt(Sample.Pair), new ReplayingChatClient(store), "gpt");

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(
            async () => await judge.JudgeAsync(Sample.PairTask(PresentationOrder.Swapped) with { Repeat = 2 }));

        Assert.Equal(
            $"{folder.Path}: error JE3011: there is no recorded reply of 'gpt' to the prompt 'better' for item 'p1' (repeat 2, swapped order); it was never recorded; "
            + $"record it with: judgeeval run DATASET --prompt prompts/p.md --model gpt --endpoint http://127.0.0.1:8080/v1 --repeat 3 --swap --recordings {folder.Path} --out OUT.verdicts.jsonl",
            exception.Message);
    }

    [Fact]
    public async Task Miss_OwnDatasetOrCommand_StandsInTheRemedy()
    {
        using var folder = new TemporaryFolder();

        var named = await Assert.ThrowsAsync<JudgeEvalException>(() => Recordings.ReplayAsync(folder.Path, Sample.Task(), options: new() { Dataset = "my data" }));
        var own = await Assert.ThrowsAsync<JudgeEvalException>(() => Recordings.ReplayAsync(
            folder.Path, Sample.Task(), options: new() { Command = miss => $"make record ITEM={miss.Item} MODEL={miss.Model} IN={miss.Folder}" }));

        Assert.Equal(
            $"record it with: judgeeval run \"my data\" --prompt prompts/p.md --model gpt --endpoint http://127.0.0.1:8080/v1 --recordings {folder.Path} --out OUT.verdicts.jsonl",
            named.Diagnostics[0].Remedy);
        Assert.Equal($"record it with: make record ITEM=i1 MODEL=gpt IN={folder.Path}", own.Diagnostics[0].Remedy);
    }

    [Fact]
    public async Task Replay_Miss_WritesNothing()
    {
        using var folder = new TemporaryFolder();

        await Assert.ThrowsAsync<JudgeEvalException>(() => Recordings.ReplayAsync(folder.Path, Sample.Task()));

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static async Task Check(JudgeTask task, PromptFile prompt, string model, string code, string why)
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(() => Recordings.ReplayAsync(folder.Path, task, prompt, model));

        Assert.Equal(
            $"{folder.Path}: error {code}: there is no recorded reply of '{model}' to the prompt 'quality' for item '{task.Item.Id}' (repeat 0, original order); {why}; "
            + $"record it with: judgeeval run DATASET --prompt prompts/p.md --model {model} --endpoint http://127.0.0.1:8080/v1 --recordings {folder.Path} --out OUT.verdicts.jsonl",
            exception.Message);
    }
}
