using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using static JudgeEval.Harness.Tests.Runs.NumberedAnswers;

namespace JudgeEval.Harness.Tests.Runs;

/// <summary>Runs that broke off and are taken up.</summary>
public sealed class RunJournalTests : IDisposable
{
    private readonly RunFolder _folder = new();

    private string Output => _folder.File("new/out.verdicts.jsonl");

    private string Journal => Output + ".journal";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_BrokenOffAnywhere_IsTakenUpWithoutAskingTwiceAndGivesTheSameBytes()
    {
        AnnotatedDataset dataset = RunSamples.Single(200);
        await JudgeRunner.RunToFileAsync(dataset, new FunctionJudge(Answer), _folder.File("expected"));
        byte[] expected = await File.ReadAllBytesAsync(_folder.File("expected"));
        var random = new Random(17);
        var asked = new List<string>();
        int resumed = 0;
        for (int breaks = 0; breaks < 12; breaks++)
        {
            int after = asked.Count + random.Next(1, 12);
            using var stop = new CancellationTokenSource();
            var judge = new FunctionJudge(async (task, _) =>
            {
                await Task.Yield();
                lock (asked)
                {
                    asked.Add(task.Item.Id);
                    if (asked.Count == after)
                    {
                        stop.Cancel();
                    }
                }

                return Answer(task);
            });
            var seen = new LatestProgress();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => JudgeRunner.RunToFileAsync(dataset, judge, Output, new JudgeRunOptions { Concurrency = 4 }, seen, stop.Token));
            Assert.False(File.Exists(Output));
            Assert.True(breaks == 0 || seen.Value.Resumed > resumed);
            resumed = seen.Value.Resumed;
        }

        RunSummary summary = await JudgeRunner.RunToFileAsync(dataset, Asking(asked), Output);

        Assert.Distinct(asked);
        Assert.Equal(200, asked.Count);
        Assert.InRange(summary.Resumed, 12, 199);
        Assert.True(expected.SequenceEqual(File.ReadAllBytes(Output)));
        Assert.Equal([Output], Directory.GetFiles(_folder.File("new")));
    }

    [Fact]
    public async Task Run_TornLastLine_IsJudgedAgainAndNothingElse()
    {
        byte[] expected = await WriteExpectedAsync(30);
        byte[] journal = await LeaveJournalAsync(30);
        int[] ends = [.. journal.Select((b, i) => (b, i)).Where(p => p.b == (byte)'\n').Select(p => p.i + 1)];
        foreach (int cut in new[] { 1, ends[0] - 1, ends[0], ends[0] + 1, ends[4] - 2, ends[4], ends[^1] - 1, ends[^1] })
        {
            await File.WriteAllBytesAsync(Journal, journal[..cut]);
            File.Delete(Output);
            var asked = new List<string>();

            await JudgeRunner.RunToFileAsync(RunSamples.Single(30), Asking(asked), Output);

            // The header is a line too.
            Assert.Equal(30 - Math.Max(0, ends.Count(e => e <= cut) - 1), asked.Count);
            Assert.True(expected.SequenceEqual(File.ReadAllBytes(Output)), $"cut at {cut}");
        }
    }

    [Fact]
    public async Task Run_JournalWithFailures_KeepsAnsweredOnesAndAsksForTheOthersAgain()
    {
        // Several at once would leave it to chance which items were answered when the last one stops the run.
        var oneByOne = new JudgeRunOptions { Concurrency = 1 };
        FailureKind?[] kinds = [null, FailureKind.Refused, FailureKind.Unparsable, FailureKind.OutOfScale, FailureKind.Transport, FailureKind.Budget];
        var first = new FunctionJudge(task => Number(task) < kinds.Length
            ? kinds[Number(task)] is { } kind ? Verdict.Failed(kind, "first") : Answer(task)
            : throw Missing(task));
        await Assert.ThrowsAsync<JudgeEvalException>(() => JudgeRunner.RunToFileAsync(RunSamples.Single(7), first, Output, oneByOne));
        var asked = new List<string>();

        RunSummary summary = await JudgeRunner.RunToFileAsync(RunSamples.Single(7), Asking(asked), Output, oneByOne);

        Assert.Equal(["item004", "item005", "item006"], asked);
        Assert.Equal(4, summary.Resumed);

        // The one refusal more is the second answer for item005.
        Assert.Equal(
            [(FailureKind.Refused, 2), (FailureKind.Unparsable, 1), (FailureKind.OutOfScale, 1)], summary.Failures.Select(f => (f.Key, f.Value)));
        Assert.Equal(7, VerdictFile.Read(Output).Judgements.Length);
    }

    [Fact]
    public async Task Run_JournalOfAnotherJudge_IsSetAsideWithANoticeAndTakenUpByItsOwnLater()
    {
        byte[] journal = await LeaveJournalAsync(30);
        int lines = journal.Count(b => b == (byte)'\n') - 1;
        var notices = new List<string>();
        var options = new JudgeRunOptions { Notice = notices.Add };
        var asked = new List<string>();

        await JudgeRunner.RunToFileAsync(
            RunSamples.Single(30), new FunctionJudge(task => Ask(asked, task), "other"), Output, options);

        Assert.Equal(30, asked.Count);
        string aside = Assert.Single(Directory.GetFiles(_folder.File("new"), "*.journal.*"));
        Assert.Equal([$"the journal '{Journal}' is of another run (other: judge.name); it is set aside as '{aside}'"], notices);
        Assert.Equal(journal, await File.ReadAllBytesAsync(aside));
        asked.Clear();

        await JudgeRunner.RunToFileAsync(RunSamples.Single(30), Asking(asked), Output, options);

        Assert.Equal(30 - lines, asked.Count);
        Assert.Equal([Output], Directory.GetFiles(_folder.File("new")));
    }

    [Theory]
    [InlineData("other: repeats", 30, 2, null, null)]
    [InlineData("other: dataset.hash", 31, 1, null, null)]
    [InlineData("other: judge.criteria", 30, 1, "be fair", null)]
    [InlineData("other: judge.group", 30, 1, null, "women")]
    public async Task Run_AnythingElseThatAVerdictDependsOn_IsAnotherRun(string expected, int items, int repeats, string? criteria, string? group)
    {
        await LeaveJournalAsync(30);
        var notices = new List<string>();
        var asked = new List<string>();

        await JudgeRunner.RunToFileAsync(
            RunSamples.Single(items), Asking(asked), Output, new JudgeRunOptions { Repeats = repeats, Criteria = criteria, Group = group, Notice = notices.Add });

        Assert.Equal(items * repeats, asked.Count);
        Assert.Contains($"({expected})", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a journal\n")]
    [InlineData("[]\n{\"item\":\"item000\",\"repeat\":0,\"order\":\"original\",\"label\":\"3\"}\n")]
    public async Task Run_FileThatIsNoJournal_IsSetAside(string content)
    {
        Directory.CreateDirectory(_folder.File("new"));
        await File.WriteAllTextAsync(Journal, content);
        var notices = new List<string>();

        RunSummary summary = await JudgeRunner.RunToFileAsync(
            RunSamples.Single(3), new FunctionJudge(Answer), Output, new JudgeRunOptions { Notice = notices.Add });

        Assert.Equal(0, summary.Resumed);
        Assert.Contains("it has no header that can be read", Assert.Single(notices), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.File("new"), "*.journal.*"))));
    }

    [Fact]
    public async Task Run_LineInTheMiddleThatCannotBeRead_IsJudgedAgainWithANotice()
    {
        byte[] expected = await WriteExpectedAsync(30);
        await LeaveJournalAsync(30);
        string[] lines = await File.ReadAllLinesAsync(Journal);
        lines[2] = new string('\0', lines[2].Length);
        await File.WriteAllTextAsync(Journal, string.Join('\n', lines) + "\n");
        var notices = new List<string>();
        var asked = new List<string>();

        await JudgeRunner.RunToFileAsync(RunSamples.Single(30), Asking(asked), Output, new JudgeRunOptions { Notice = notices.Add });

        Assert.Equal(30 - (lines.Length - 2), asked.Count);
        Assert.Equal([$"1 line of the journal '{Journal}' cannot be read; these judgements are made again"], notices);
        Assert.True(expected.SequenceEqual(File.ReadAllBytes(Output)));
    }

    [Fact]
    public async Task Run_JournalWithAVerdictOfNoItem_IsRefused()
    {
        await LeaveJournalAsync(30);
        await File.AppendAllTextAsync(Journal, "{\"item\":\"item0005\",\"repeat\":0,\"order\":\"original\",\"label\":\"3\"}\n");

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(
            () => JudgeRunner.RunToFileAsync(RunSamples.Single(30), new FunctionJudge(Answer), Output));

        Assert.Equal(
            $"{Journal}: error JE1912: the journal has a verdict on the item 'item0005' that this run does not ask for; the journal names the dataset's content and the "
            + "repeats, so it was probably changed by hand; delete that line, or move the journal away to begin anew",
            exception.Message);
        Assert.False(File.Exists(Output));
    }

    private async Task<byte[]> WriteExpectedAsync(int items)
    {
        await JudgeRunner.RunToFileAsync(RunSamples.Single(items), new FunctionJudge(Answer), _folder.File("expected"));
        return await File.ReadAllBytesAsync(_folder.File("expected"));
    }

    /// <summary>Leaves the journal of a run that broke off in the middle.</summary>
    private async Task<byte[]> LeaveJournalAsync(int items)
    {
        using var stop = new CancellationTokenSource();
        var judge = new FunctionJudge(task =>
        {
            if (Number(task) == items / 2)
            {
                stop.Cancel();
            }

            return Answer(task);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => JudgeRunner.RunToFileAsync(RunSamples.Single(items), judge, Output, cancellationToken: stop.Token));
        return await File.ReadAllBytesAsync(Journal);
    }
}
