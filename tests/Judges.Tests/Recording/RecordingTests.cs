using System.Text;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Recording;

public class RecordingTests
{
    [Fact]
    public async Task Record_ThenReplay_GivesTheSameVerdictWithoutAModel()
    {
        using var folder = new TemporaryFolder();
        Verdict recorded = await Recordings.RecordAsync(folder.Path, Sample.Task(), "Blue is right.\nVerdict: 4");

        using RecordingStore store = RecordingStore.Open(folder.Path);
        Verdict replayed = await new PromptJudge(Sample.Prompt(), new ReplayingChatClient(store), "gpt").JudgeAsync(Sample.Task());

        Assert.Equal(recorded, replayed);
        Assert.Equal("4", replayed.Label?.Text);
        Assert.Equal("Blue is right.", replayed.Rationale);
        Assert.Equal(new TokenUsage(11, 3), replayed.Usage);
    }

    [Fact]
    public async Task Record_Line_IsWhatTheFormatSays()
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");

        string file = Assert.Single(Directory.GetFiles(folder.Path));
        string text = await File.ReadAllTextAsync(file);

        // Canonical JSON of messages and options, written by hand after the prompt in Sample.
        string messages = Sha256Hex.Of(
            """{"messages":[{"role":"system","text":"You grade answers with one of 1, 2, 3, 4, 5."},{"role":"user","text":"<context>Why is the sky blue?</context>\n<response>It is blue.</response>"}]}""");
        string options = Sha256Hex.Of("""{"temperature":0}""");
        string key = Sha256Hex.Of($$"""{"model":"gpt","messages":"{{messages}}","options":"{{options}}","repeat":0}""");
        Assert.Equal("quality.gpt.recording.jsonl", Path.GetFileName(file));
        Assert.Equal(
            $$$"""{"key":"{{{key}}}","model":"gpt","prompt":"quality","promptHash":"{{{Sample.Prompt().Hash}}}","messages":"{{{messages}}}","options":"{{{options}}}","item":"i1","repeat":0,"order":"original","reply":"4","finish":"stop","usage":{"input":11,"output":3}}""" + "\n",
            text);
    }

    [Theory]
    [InlineData("líné\nzwei\r\n\t\"quoted\" \\ 日本語 🎈 \u2028 \u0001 </response> {{context}}")]
    [InlineData("")]
    public async Task Record_AnyText_RoundTrips(string text)
    {
        using var folder = new TemporaryFolder();
        JudgeTask task = Sample.Task(text, id: "id " + text + "x");
        Verdict recorded = await Recordings.RecordAsync(folder.Path, task, $"Because: {text}\nVerdict: 2");

        Verdict replayed = await Recordings.ReplayAsync(folder.Path, task);

        Assert.Equal(recorded, replayed);
        Assert.Equal(1, (await File.ReadAllBytesAsync(Directory.GetFiles(folder.Path).Single())).Count(b => b == (byte)'\n'));
    }

    [Fact]
    public async Task Record_AgainWithTheRecording_AsksNothing()
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        byte[] before = await File.ReadAllBytesAsync(Directory.GetFiles(folder.Path).Single());

        Verdict verdict = await Recordings.RecordAsync(folder.Path, Sample.Task(), "5");

        Assert.Equal("4", verdict.Label?.Text);
        byte[] after = await File.ReadAllBytesAsync(Directory.GetFiles(folder.Path).Single());
        Assert.True(before.SequenceEqual(after));
    }

    [Fact]
    public async Task Record_Failures_AreNeverStored()
    {
        using var folder = new TemporaryFolder();
        ScriptedChatClient[] failing =
        [
            ScriptedChatClient.Saying("I cannot say"),
            ScriptedChatClient.Saying("9"),
            new((_, _) => ScriptedChatClient.Reply("4", ChatFinishReason.ContentFilter)),
            new((_, _) => ScriptedChatClient.Reply("4", ChatFinishReason.Length)),
            ScriptedChatClient.Throwing(new HttpRequestException("down")),
        ];
        foreach (ScriptedChatClient client in failing)
        {
            using RecordingStore store = RecordingStore.Open(folder.Path);
            Verdict verdict = await new PromptJudge(Sample.Prompt(), new RecordingChatClient(client, store), "gpt").JudgeAsync(Sample.Task());
            Assert.False(verdict.HasLabel);
            Assert.Equal(0, store.Count);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Record_WhatReachesTheProvider_HasNoTraceOfTheItem()
    {
        using var folder = new TemporaryFolder();
        var client = ScriptedChatClient.Saying("4");
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            await new PromptJudge(Sample.Prompt(), new RecordingChatClient(client, store), "gpt").JudgeAsync(Sample.Task(id: "secret-id"));
        }

        Assert.Null(client.Calls[0].Options!.AdditionalProperties);
        Assert.DoesNotContain(client.Calls[0].Messages, m => m.Text.Contains("secret-id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Record_SecondRepeat_IsAskedAndStoredOnItsOwn()
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        await Recordings.RecordAsync(folder.Path, Sample.Task() with { Repeat = 1 }, "2");

        Assert.Equal("4", (await Recordings.ReplayAsync(folder.Path, Sample.Task())).Label?.Text);
        Assert.Equal("2", (await Recordings.ReplayAsync(folder.Path, Sample.Task() with { Repeat = 1 })).Label?.Text);
    }

    [Fact]
    public async Task Record_BrokenOff_KeepsTheRepliesInTheJournal()
    {
        using var folder = new TemporaryFolder();
        string temporary = folder.File("quality.gpt.recording.jsonl.tmp");
        Directory.CreateDirectory(temporary);
        RecordingStore store = RecordingStore.Open(folder.Path);
        await Recordings.AskAsync(store, Sample.Task(id: "a"), "4");

        // The file cannot be written, so the run breaks off; a kill in the middle of a write would leave half a line too.
        Assert.ThrowsAny<Exception>(store.Dispose);
        string journal = Directory.GetFiles(folder.Path).Single();
        Assert.EndsWith(".recording.jsonl.journal", journal, StringComparison.Ordinal);
        await File.AppendAllTextAsync(journal, "{\"key\":\"ab");
        Directory.Delete(temporary);

        Assert.Equal("4", (await Recordings.ReplayAsync(folder.Path, Sample.Task(id: "a"))).Label?.Text);
        Assert.Equal(journal, Directory.GetFiles(folder.Path).Single());
        await Recordings.RecordAsync(folder.Path, Sample.Task("other", id: "b"), "5");

        string file = Assert.Single(Directory.GetFiles(folder.Path));
        Assert.EndsWith(".recording.jsonl", file, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(file)).Length);
    }

    [Fact]
    public async Task Record_TwoItemsOfOneContent_ShareALineNamedAfterTheFirst()
    {
        string text = "";
        foreach (string[] order in new[] { new[] { "a", "b" }, ["b", "a"] })
        {
            using var folder = new TemporaryFolder();
            foreach (string id in order)
            {
                await Recordings.RecordAsync(folder.Path, Sample.Task(id: id), "4");
            }

            string now = await File.ReadAllTextAsync(Directory.GetFiles(folder.Path).Single());
            Assert.Contains("\"item\":\"a\"", now, StringComparison.Ordinal);
            Assert.True(text.Length == 0 || text == now);
            text = now;
        }
    }

    [Fact]
    public async Task Record_NamesThatAreNoFileNames_AreMadeSafe()
    {
        using var folder = new TemporaryFolder();
        PromptFile prompt = Sample.Prompt(Sample.Single.Replace("name: quality", "name: ../../né b", StringComparison.Ordinal));
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            await new PromptJudge(prompt, new RecordingChatClient(ScriptedChatClient.Saying("1"), store), "org/model:7b").JudgeAsync(Sample.Task());
        }

        Assert.Equal("-..-n--b.org-model-7b.recording.jsonl", Path.GetFileName(Directory.GetFiles(folder.Path).Single()));
    }

    [Fact]
    public async Task Request_WithoutContext_SaysWhoAddsIt()
    {
        using var folder = new TemporaryFolder();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        using var client = new ReplayingChatClient(store);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync("hi"));

        Assert.Equal(
            "A recorded request needs a RecordingContext in ChatOptions.AdditionalProperties[\"judgeeval\"]; a PromptJudge adds it.",
            exception.Message);
    }

    [Fact]
    public async Task Streaming_Replay_YieldsTheReply()
    {
        using var folder = new TemporaryFolder();
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        using RecordingStore store = RecordingStore.Open(folder.Path);
        using var client = new ReplayingChatClient(store);
        var binding = new PromptBinding(Sample.Prompt(), TaskShape.Single, Sample.Stars);
        ChatOptions options = binding.Options("gpt");
        options.AdditionalProperties = new() { [RecordingContext.PropertyName] = new RecordingContext { Item = "i1", Prompt = "quality", PromptHash = "x" } };

        var text = new StringBuilder();
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(binding.Messages(Sample.Task()), options))
        {
            text.Append(update.Text);
        }

        Assert.Equal("4", text.ToString());
    }
}

/// <summary>Short cuts for recording and replaying with the sample prompt and the model 'gpt'.</summary>
internal static class Recordings
{
    public static async Task<Verdict> RecordAsync(string folder, JudgeTask task, string reply)
    {
        using RecordingStore store = RecordingStore.Open(folder);
        return await AskAsync(store, task, reply);
    }

    public static async Task<Verdict> AskAsync(RecordingStore store, JudgeTask task, string reply) =>
        await new PromptJudge(Sample.Prompt(), new RecordingChatClient(ScriptedChatClient.Saying(reply), store), "gpt").JudgeAsync(task);

    public static async Task<Verdict> ReplayAsync(string folder, JudgeTask task, PromptFile? prompt = null, string model = "gpt", ReplayOptions? options = null)
    {
        using RecordingStore store = RecordingStore.Open(folder);
        return await new PromptJudge(prompt ?? Sample.Prompt(), new ReplayingChatClient(store, options), model).JudgeAsync(task);
    }
}
