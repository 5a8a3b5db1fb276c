using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Runs;

public sealed class RunToFileTests : IDisposable
{
    private readonly RunFolder _folder = new();

    private string Output => _folder.File("new/out.verdicts.jsonl");

    private string Journal => Output + ".journal";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public async Task Run_AnyConcurrencyAndOrderOfCompletion_IsTheFileOfTheVerdictSet(int concurrency)
    {
        AnnotatedDataset pairs = RunSamples.Pairs(300);
        var options = new JudgeRunOptions { Concurrency = concurrency, Repeats = 2, Swap = true };
        VerdictFile.Write(await JudgeRunner.RunAsync(pairs, new FunctionJudge(Answer), options), _folder.File("expected"));

        RunSummary summary = await JudgeRunner.RunToFileAsync(pairs, new FunctionJudge(LateAsync), Output, options);

        Assert.True(File.ReadAllBytes(_folder.File("expected")).SequenceEqual(File.ReadAllBytes(Output)));
        Assert.Equal([Output], Directory.GetFiles(_folder.File("new")));
        Assert.Equal((1200, 0), (summary.Judgements, summary.Resumed));
    }

    [Fact]
    public async Task Run_Summary_CountsByKindAndNamesTheFirstInTheOrderOfTheFile()
    {
        AnnotatedDataset dataset = RunSamples.Single(20);
        var judge = new FunctionJudge(async (task, token) =>
        {
            await Task.Yield();
            int number = Number(task);
            return (number % 10) switch
            {
                3 => Verdict.Failed(FailureKind.Refused, $"no {number}") with { Usage = new TokenUsage(1, null) },
                7 => Verdict.Failed(FailureKind.Transport, $"gone {number}"),
                _ => Verdict.Of(new Label("3", 3)) with { Usage = new TokenUsage(10, 2) },
            };
        });

        RunSummary summary = await JudgeRunner.RunToFileAsync(dataset, judge, Output);

        Assert.Equal((20, 16, 4), (summary.Judgements, summary.Labelled, summary.Failed));
        Assert.Equal([(FailureKind.Refused, 2), (FailureKind.Transport, 2)], summary.Failures.Select(f => (f.Key, f.Value)));
        Assert.Equal([("item003", "no 3"), ("item007", "gone 7")], summary.FirstFailures.Select(f => (f.Item, f.Failure.Detail)));

        // 16 labels of 10 and 2 tokens, 2 refusals of 1 token.
        Assert.Equal(new TokenUsage(162, 32), summary.Usage);
    }

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
            var seen = new Latest();
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

    [Fact]
    public async Task Run_WhileAnotherWritesTheFile_IsRefused()
    {
        var inside = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Task<RunSummary> first = JudgeRunner.RunToFileAsync(RunSamples.Single(3), new FunctionJudge(async (task, _) =>
        {
            inside.TrySetResult();
            await go.Task;
            return Answer(task);
        }), Output);
        await inside.Task;

        var exception = await Assert.ThrowsAsync<JudgeEvalException>(
            () => JudgeRunner.RunToFileAsync(RunSamples.Single(3), new FunctionJudge(Answer), Output));
        go.SetResult();

        Assert.Equal("JE1911", Assert.Single(exception.Diagnostics).Code);
        Assert.Equal(3, (await first).Judgements);
    }

    [Fact]
    public async Task Run_NothingCanBeJudged_LeavesNoFile()
    {
        await Assert.ThrowsAsync<JudgeEvalException>(
            () => JudgeRunner.RunToFileAsync(RunSamples.Single(30), new FunctionJudge(task => throw Missing(task)), Output));

        Assert.Empty(Directory.GetFiles(_folder.File("new")));
    }

    [Fact]
    public async Task Run_BugInTheJudge_PropagatesAndKeepsWhatWasJudged()
    {
        var judge = new FunctionJudge(task => Number(task) == 9 ? throw new FormatException("bug") : Answer(task));

        await Assert.ThrowsAsync<FormatException>(() => JudgeRunner.RunToFileAsync(
            RunSamples.Single(30), judge, Output, new JudgeRunOptions { Concurrency = 1 }));

        // The header and the nine before the bug.
        Assert.Equal(10, (await File.ReadAllLinesAsync(Journal)).Length);
    }

    [Fact]
    public async Task Run_VerdictThatCountsAsDone_StandsInTheJournal()
    {
        int checks = 0;
        var progress = new Checking(done =>
        {
            // Another handle would break the lock, so the bytes are looked at through the file system.
            checks++;
            Assert.True(new FileInfo(Journal).Length >= done * 60);
        });

        await JudgeRunner.RunToFileAsync(RunSamples.Single(100), new FunctionJudge(LateAsync), Output, progress: progress);

        Assert.InRange(checks, 1, 101);
    }

    [Fact]
    public async Task Run_SourceOutOfOrder_IsABug() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => JudgeRunner.RunToFileAsync(new Source(["b", "a"]), new FunctionJudge(Answer), Output));

    [Fact]
    public async Task Run_SourceOfUnknownLength_HasNoTotal()
    {
        var seen = new Latest();

        RunSummary summary = await JudgeRunner.RunToFileAsync(new Source(["a", "b"]), new FunctionJudge(Answer), Output, progress: seen);

        Assert.Equal(new RunProgress { Done = 2 }, seen.Value);
        Assert.Equal(2, summary.Judgements);
    }

    [Fact]
    public async Task Run_Ledger_IsInTheProgress()
    {
        var ledger = new CallLedger();
        var seen = new Latest();
        var judge = new FunctionJudge(task =>
        {
            ledger.CountSent();
            return Answer(task);
        });

        await JudgeRunner.RunToFileAsync(RunSamples.Single(5), judge, Output, new JudgeRunOptions { Ledger = ledger }, seen);

        Assert.Equal(5, seen.Value.Calls.Sent);
    }

    private static Verdict Answer(JudgeTask task) => Number(task) % 11 == 5
        ? Verdict.Failed(FailureKind.Refused, "no")
        : Verdict.Of(task.Scale.At((Number(task) + task.Repeat + (int)task.Order) % task.Scale.Labels.Length)) with { Rationale = $"because {task.Item.Id}" };

    /// <summary>Completes out of order: every third after several turns of the scheduler, every other at once.</summary>
    private static async ValueTask<Verdict> LateAsync(JudgeTask task, CancellationToken token)
    {
        for (int turn = Number(task) % 3 == 0 ? 20 : 0; turn > 0; turn--)
        {
            await Task.Yield();
        }

        return Answer(task);
    }

    private static FunctionJudge Asking(List<string> asked) => new(task => Ask(asked, task));

    private static Verdict Ask(List<string> asked, JudgeTask task)
    {
        lock (asked)
        {
            asked.Add(task.Item.Id);
        }

        return Answer(task);
    }

    private static int Number(JudgeTask task) =>
        int.TryParse(task.Item.Id.AsSpan(Math.Min(4, task.Item.Id.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static JudgeEvalException Missing(JudgeTask task) => new(new Diagnostic("JE3011", $"no {task.Item.Id}", "why", "do", SourceLocation.None));

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

    private sealed class Latest : IProgress<RunProgress>
    {
        public RunProgress Value { get; private set; }

        public void Report(RunProgress value) => Value = value;
    }

    private sealed class Checking(Action<int> check) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => check(value.Done);
    }

    private sealed class Source(string[] ids) : IItemSource
    {
        public string Name => "s";

        public string Hash => "h";

        public TaskShape Shape => TaskShape.Single;

        public LabelScale Scale { get; } = LabelScale.Ordinal(1, 5);

        public int? Count => null;

        public string? Folder => null;

        public IEnumerable<JudgeItem> Items => ids.Select(id => new JudgeItem { Id = id, Response = "r" });
    }
}
