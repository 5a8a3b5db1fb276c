using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Recording;

/// <summary>Runs that are killed: what was committed is in the recording in the end, once, and in the bytes of an undisturbed run.</summary>
public class RecordingKillTests
{
    private const string Name = "quality.gpt.recording.jsonl";

    // Twelve items of which some have the same content, each in two repeats.
    private static readonly JudgeTask[] Tasks =
    [
        .. from item in Enumerable.Range(0, 12)
           from repeat in Enumerable.Range(0, 2)
           select Sample.Task($"Answer \"{item % 9}\" é\u2028", id: $"item {item:D2} ü") with { Repeat = repeat },
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Record_KilledAnywhere_GivesTheBytesOfAnUndisturbedRunAndAsksNothingTwice(int seed)
    {
        byte[] expected = await UndisturbedAsync();
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var model = new CountingModel();
        JudgeTask[] tasks = [.. Tasks, .. Tasks[..random.Next(Tasks.Length)]];
        random.Shuffle(tasks);
        for (int next = 0; next < tasks.Length;)
        {
            RecordingStore store = RecordingStore.Open(folder.Path);
            PromptJudge judge = Judge(model, store);
            for (int end = Math.Min(tasks.Length, next + random.Next(8)); next < end; next++)
            {
                await judge.JudgeAsync(tasks[next]);
                if (random.Next(5) == 0)
                {
                    store.Flush();
                }
            }

            if (random.Next(4) == 0)
            {
                store.Dispose();
            }
            else
            {
                Kill(store, folder, random);
            }
        }

        RecordingStore last = RecordingStore.Open(folder.Path);
        _ = Judge(model, last);
        last.Dispose();

        Assert.Equal(expected, await File.ReadAllBytesAsync(folder.File(Name)));
        Assert.Equal([folder.File(Name)], Directory.GetFileSystemEntries(folder.Path));
        // Nine texts in two repeats each.
        Assert.Equal(9, model.Asked.Count);
        Assert.All(model.Asked, asked => Assert.Equal(2, asked.Value));
    }

    [Fact]
    public async Task Record_ByManyThreadsWithFlushesBetween_GivesTheBytesOfAnUndisturbedRun()
    {
        byte[] expected = await UndisturbedAsync();
        using var folder = new TemporaryFolder();
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            PromptJudge judge = Judge(new CountingModel(), store);
            await Parallel.ForEachAsync(Tasks.Concat(Tasks).Reverse(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (task, token) =>
            {
                Verdict verdict = await judge.JudgeAsync(task, token);
                Assert.Equal(CountingModel.LabelOf(task.Item.Response!), verdict.Label?.Text);
                store.Flush();
            });
        }

        Assert.Equal(expected, await File.ReadAllBytesAsync(folder.File(Name)));
    }

    [Fact]
    public async Task Flush_LeftOverTemporaryFile_IsDeletedUnlessItsJournalStands()
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        await File.WriteAllTextAsync(folder.File("other.gpt.recording.jsonl.tmp"), "{\"key\"");
        await File.WriteAllTextAsync(folder.File("third.gpt.recording.jsonl.tmp"), "{\"key\"");
        await File.WriteAllTextAsync(folder.File("unrelated.tmp"), "");
        await using (new FileStream(folder.File("third.gpt.recording.jsonl.journal"), FileMode.CreateNew))
        {
            // Another run records there; its file is being written.
        }

        Assert.Equal("4", (await Recordings.ReplayAsync(folder.Path, Sample.Task())).Label?.Text);
        Assert.Equal(5, Directory.GetFiles(folder.Path).Length);

        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            File.Move(folder.File("third.gpt.recording.jsonl.journal"), folder.File("late.gpt.recording.jsonl.journal"));
            File.Copy(folder.File("third.gpt.recording.jsonl.tmp"), folder.File("late.gpt.recording.jsonl.tmp"));
            await Recordings.AskAsync(store, Sample.Task("other", id: "i2"), "5");
            store.Flush();
            Assert.Equal(
                ["late.gpt.recording.jsonl.journal", "late.gpt.recording.jsonl.tmp", Name, "unrelated.tmp"],
                Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Open_TwoBranchesMergedByLines_IsTheUnionAndTheNextWriteSortsIt()
    {
        using var left = new TemporaryFolder();
        using var right = new TemporaryFolder();
        using var merged = new TemporaryFolder();
        var model = new CountingModel();
        await RecordAsync(left.Path, model, Tasks[..8]);
        await RecordAsync(right.Path, model, Tasks[6..14]);

        // What git makes of it with merge=union, whichever side comes first.
        await File.WriteAllLinesAsync(
            merged.File(Name), [.. await File.ReadAllLinesAsync(right.File(Name)), .. await File.ReadAllLinesAsync(left.File(Name))]);
        await RecordAsync(merged.Path, model, Tasks);

        Assert.Equal(await UndisturbedAsync(), await File.ReadAllBytesAsync(merged.File(Name)));
    }

    [Fact]
    public async Task Record_JournalLeftWithAHugeTornLine_GoesOnAfterTheLastWholeOne()
    {
        using var folder = new TemporaryFolder();
        RecordingStore store = RecordingStore.Open(folder.Path);
        await Recordings.AskAsync(store, Sample.Task(id: "a"), "4");
        BreakOff(store, folder);
        await File.AppendAllTextAsync(folder.File(Name + ".journal"), "{\"key\":\"" + new string('x', 20_000));

        await Recordings.RecordAsync(folder.Path, Sample.Task("other", id: "b"), "5");

        Assert.Equal(2, (await File.ReadAllLinesAsync(folder.File(Name))).Length);
        Assert.Equal("4", (await Recordings.ReplayAsync(folder.Path, Sample.Task(id: "a"))).Label?.Text);
    }

    private static async Task<byte[]> UndisturbedAsync()
    {
        using var folder = new TemporaryFolder();
        await RecordAsync(folder.Path, new CountingModel(), Tasks);
        byte[] bytes = await File.ReadAllBytesAsync(folder.File(Name));

        // Of items 0..11 the last three repeat the content of the first three: 9 lines for each repeat.
        Assert.Equal(18, bytes.Count(b => b == (byte)'\n'));
        return bytes;
    }

    private static async Task RecordAsync(string folder, CountingModel model, JudgeTask[] tasks)
    {
        using RecordingStore store = RecordingStore.Open(folder);
        foreach (JudgeTask task in tasks)
        {
            await Judge(model, store).JudgeAsync(task);
        }
    }

    private static PromptJudge Judge(CountingModel model, RecordingStore store) =>
        new(Sample.Prompt(), new RecordingChatClient(model.Client, store), "gpt");

    // A directory stands where the file would be written first, so that disposing closes everything and writes nothing, as a kill does.
    private static void BreakOff(RecordingStore store, TemporaryFolder folder)
    {
        File.Delete(folder.File(Name + ".tmp"));
        Directory.CreateDirectory(folder.File(Name + ".tmp"));
        try
        {
            store.Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            // The journal was not empty.
        }

        Directory.Delete(folder.File(Name + ".tmp"));
    }

    private static void Kill(RecordingStore store, TemporaryFolder folder, Random random)
    {
        BreakOff(store, folder);
        string journal = folder.File(Name + ".journal");
        byte[] appended = File.Exists(journal) ? File.ReadAllBytes(journal) : [];
        byte[] line = Encoding.UTF8.GetBytes("{\"key\":\"0123\",\"model\":\"gpt\"}\n");
        switch (random.Next(4))
        {
            case 0:
                // Killed while appending: any part of a line, down to its line end.
                File.WriteAllBytes(journal, [.. appended, .. line.AsSpan(0, random.Next(line.Length))]);
                break;
            case 1:
                // Killed while writing the file.
                File.WriteAllBytes(folder.File(Name + ".tmp"), [.. line.AsSpan(0, random.Next(line.Length))]);
                break;
            case 2:
                // Killed between renaming and deleting the journal.
                RecordingStore written = RecordingStore.Open(folder.Path);
                _ = Judge(new CountingModel(), written);
                written.Dispose();
                File.WriteAllBytes(journal, appended);
                break;
        }
    }

    /// <summary>A model whose answer depends on what it is asked alone.</summary>
    private sealed class CountingModel
    {
        public CountingModel() => Client = new ScriptedChatClient((messages, _) =>
        {
            string response = messages[^1].Text.Split("<response>")[1].Split("</response>")[0];
            lock (Asked)
            {
                Asked[response] = Asked.GetValueOrDefault(response) + 1;
            }

            return ScriptedChatClient.Reply($"Since \"{response}\"\n\nVerdict: {LabelOf(response)}", ChatFinishReason.Stop);
        });

        public ScriptedChatClient Client { get; }

        public Dictionary<string, int> Asked { get; } = [];

        public static string LabelOf(string response) => ((response.Sum(c => c) % 5) + 1).ToString(CultureInfo.InvariantCulture);
    }
}
