using System.Globalization;

namespace JudgeEval.Judges.Tests.Recording;

public class RecordingStoreErrorTests
{
    private const string Restore = "restore the line from version control, or delete it and record again";

    [Fact]
    public void Open_AbsentFolder_HoldsNothing()
    {
        using RecordingStore store = RecordingStore.Open("no/such/folder");

        Assert.Equal(0, store.Count);
        Assert.False(Directory.Exists("no/such/folder"));
    }

    [Theory]
    [InlineData("\"model\":\"gpt\"", "\"model\":\"gpt-5\"")]
    [InlineData("\"repeat\":0", "\"repeat\":1")]
    public Task Open_EditedContent_KeyDoesNotMatch(string from, string to) => CheckAsync(
        line => line.Replace(from, to, StringComparison.Ordinal),
        "(1,1): error JE3004: the key of item 'i1' does not match the line's content; the key is a hash over model, messages, options and repeat, and one of them was edited; " + Restore);

    [Fact]
    public Task Open_CutLine_IsMalformed() => CheckAsync(
        line => line[..20],
        "(1,21): error JE3001: the JSON is malformed; a recording has one JSON object on each line; restore the file from version control, or delete the line and record again");

    [Fact]
    public Task Open_NoObject_IsRefused() => CheckAsync(
        _ => "[]",
        "(1,1): error JE3001: a JSON object is expected; a recording has one JSON object on each line; restore the file from version control, or delete the line and record again");

    [Theory]
    [InlineData("<<<<<<< HEAD")]
    [InlineData("=======")]
    [InlineData("||||||| 1a2b3c4")]
    [InlineData(">>>>>>> branch")]
    public Task Open_MergeMarker_SaysMergeConflict(string marker) => CheckAsync(
        _ => marker,
        "(1,1): error JE3007: the file has a merge conflict; two branches recorded at the same place, and git left its marks <<<<<<<, ======= and >>>>>>> for you to resolve; "
        + "keep the lines of both sides and delete the marks; of two lines with the same key keep one");

    [Fact]
    public async Task Open_TwoConflicts_AreTwoErrorsAndTheLinesBetweenAreRead()
    {
        using var folder = new TemporaryFolder();
        string path = await RecordedAsync(folder);
        string line = (await File.ReadAllTextAsync(path)).TrimEnd('\n');
        string other = line.Replace("\"reply\":\"4\"", "\"reply\":\"5\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            path, $"<<<<<<< HEAD\n{line}\n||||||| base\n=======\n{other}\n>>>>>>> branch\n{{\n<<<<<<< HEAD\r\n=======\r\n{line}\r\n>>>>>>> branch\r\n");

        var exception = Assert.Throws<JudgeEvalException>(() => RecordingStore.Open(folder.Path));

        // Line 5 is the other side of line 2; line 7 is broken by itself; line 10 has the reply of line 2.
        Assert.Equal(
            [("JE3007", 1), ("JE3005", 5), ("JE3001", 7), ("JE3007", 8)],
            exception.Diagnostics.Select(d => (d.Code, d.Location.Line)));
    }

    [Fact]
    public async Task Replay_FileOverwrittenMeanwhile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = await RecordedAsync(folder);
        using RecordingStore store = RecordingStore.Open(folder.Path);
        await using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write("{\"key\":\"0"u8);
        }

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(async () =>
            await new PromptJudge(Sample.Prompt(), new ReplayingChatClient(store), "gpt").JudgeAsync(Sample.Task()));

        Assert.Equal(
            $"{path}: error JE3009: the recording changed while it was in use; another program wrote into the file after it was opened; run again, and leave the file alone meanwhile",
            exception.Message);
    }

    [Fact]
    public Task Open_UnknownField_IsNamedWithTheNearest() => CheckAsync(
        line => line.Replace("\"finish\"", "\"finnish\"", StringComparison.Ordinal),
        line => $"(1,{ColumnOf(line, "\"finnish\"")}): error JE3002: the field 'finnish' is unknown; a recording's line has no such field; did you mean 'finish'?");

    [Fact]
    public Task Open_MissingField_IsNamed() => CheckAsync(
        line => line.Replace("\"item\":\"i1\",", "", StringComparison.Ordinal),
        "(1,1): error JE3003: the field 'item' is missing; it must be a text; " + Restore);

    [Fact]
    public Task Open_WrongValue_IsNamed() => CheckAsync(
        line => line.Replace("\"original\"", "\"reverse\"", StringComparison.Ordinal),
        line => $"(1,{ColumnOf(line, "\"reverse\"")}): error JE3003: the field 'order' has a wrong value; it must be 'original' or 'swapped'; " + Restore);

    [Fact]
    public async Task Open_SameKeyOtherReply_IsAnErrorAndSameReplyIsNot()
    {
        using var folder = new TemporaryFolder();
        string path = await RecordedAsync(folder);
        string line = await File.ReadAllTextAsync(path);

        await File.WriteAllTextAsync(path, line + line);
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            Assert.Equal(1, store.Count);
        }

        await File.WriteAllTextAsync(path, line + "\n" + line.Replace("\"reply\":\"4\"", "\"reply\":\"5\"", StringComparison.Ordinal));
        var exception = Assert.Throws<JudgeEvalException>(() => RecordingStore.Open(folder.Path));
        Assert.Equal(
            $"{path}(3,1): error JE3005: the reply for item 'i1' differs from the one at {path}(1,1), which has the same key; the same request was recorded twice, as by a merge of two branches; delete one of the two lines",
            exception.Message);
    }

    [Fact]
    public async Task Open_SeveralFilesAndLines_NamesEveryError()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("b.recording.jsonl"), "{}\n{\n");
        await File.WriteAllBytesAsync(folder.File("a.recording.jsonl"), [(byte)'{', 0xFF, (byte)'}']);

        var exception = Assert.Throws<JudgeEvalException>(() => RecordingStore.Open(folder.Path));

        Assert.Equal("the line is not UTF-8", exception.Diagnostics[0].What);
        Assert.Equal(new SourceLocation(folder.File("a.recording.jsonl"), 1, 2), exception.Diagnostics[0].Location);

        // The empty object lacks its ten required fields: key, model, messages, options, repeat, prompt, promptHash, item, order, reply.
        Assert.Equal(10, exception.Diagnostics.Count(d => d.Code == "JE3003" && d.Location.Line == 1));
        Assert.Equal(("JE3001", 2), (exception.Diagnostics[^1].Code, exception.Diagnostics[^1].Location.Line));
        Assert.Equal(12, exception.Diagnostics.Length);
    }

    [Fact]
    public async Task Record_WhileAnotherRecords_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using RecordingStore first = RecordingStore.Open(folder.Path);
        using RecordingStore second = RecordingStore.Open(folder.Path);
        await Recordings.AskAsync(first, Sample.Task(), "4");

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(() => Recordings.AskAsync(second, Sample.Task(), "4"));

        var opening = Assert.Throws<JudgeEvalException>(() => RecordingStore.Open(folder.Path));
        Assert.Equal("JE3006", exception.Diagnostics[0].Code);
        Assert.Equal(exception.Message, opening.Message);
        Assert.Equal("wait until no other run records into this folder, or record into another", exception.Diagnostics[0].Remedy);
    }

    private static string ColumnOf(string line, string part) => (line.IndexOf(part, StringComparison.Ordinal) + 1).ToString(CultureInfo.InvariantCulture);

    private static Task CheckAsync(Func<string, string> edit, string expected) => CheckAsync(edit, _ => expected);

    private static async Task CheckAsync(Func<string, string> edit, Func<string, string> expected)
    {
        using var folder = new TemporaryFolder();
        string path = await RecordedAsync(folder);
        string line = edit((await File.ReadAllTextAsync(path)).TrimEnd('\n'));
        await File.WriteAllTextAsync(path, line + "\n");

        var exception = Assert.Throws<JudgeEvalException>(() => RecordingStore.Open(folder.Path));

        Assert.Equal(path + expected(line), exception.Message);
    }

    private static async Task<string> RecordedAsync(TemporaryFolder folder)
    {
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        return Directory.GetFiles(folder.Path).Single();
    }
}
