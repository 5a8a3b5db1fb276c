using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using static JudgeEval.Harness.Tests.Runs.NumberedAnswers;

namespace JudgeEval.Harness.Tests.Runs;

/// <summary>Runs whose verdicts go to a file.</summary>
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
        var seen = new LatestProgress();

        RunSummary summary = await JudgeRunner.RunToFileAsync(new Source(["a", "b"]), new FunctionJudge(Answer), Output, progress: seen);

        Assert.Equal(new RunProgress { Done = 2 }, seen.Value);
        Assert.Equal(2, summary.Judgements);
    }

    [Fact]
    public async Task Run_Ledger_IsInTheProgress()
    {
        var ledger = new CallLedger();
        var seen = new LatestProgress();
        var judge = new FunctionJudge(task =>
        {
            ledger.CountSent();
            return Answer(task);
        });

        await JudgeRunner.RunToFileAsync(RunSamples.Single(5), judge, Output, new JudgeRunOptions { Ledger = ledger }, seen);

        Assert.Equal(5, seen.Value.Calls.Sent);
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
