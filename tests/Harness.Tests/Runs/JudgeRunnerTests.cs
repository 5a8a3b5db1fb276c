using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Runs;

public class JudgeRunnerTests
{
    private static readonly Verdict Three = Verdict.Of(new Label("3", 3));

    [Fact]
    public async Task Run_EveryItemRepeatAndOrder_IsJudgedOnce()
    {
        AnnotatedDataset pairs = RunSamples.Pairs(3);

        VerdictSet verdicts = await JudgeRunner.RunAsync(
            pairs, new FunctionJudge(_ => Verdict.Of(new Label("A", -1))), new JudgeRunOptions { Repeats = 2, Swap = true });

        // 3 items, 2 repeats, 2 orders.
        Assert.Equal(
            from item in new[] { "item000", "item001", "item002" }
            from repeat in new[] { 0, 1 }
            from order in new[] { PresentationOrder.Original, PresentationOrder.Swapped }
            select (item, repeat, order),
            verdicts.Judgements.Select(j => (j.Item, j.Repeat, j.Order)));
        Assert.Equal(("function", "sample", pairs.Identity.Hash), (verdicts.Judge.Name, verdicts.Dataset, verdicts.DatasetHash));
    }

    [Fact]
    public async Task Run_Task_CarriesScaleShapeCriteriaAndGroup()
    {
        AnnotatedDataset dataset = RunSamples.Single(1);
        JudgeTask? seen = null;

        await JudgeRunner.RunAsync(
            dataset,
            new FunctionJudge(task =>
            {
                seen = task;
                return Three;
            }),
            new JudgeRunOptions { Criteria = "be fair", Group = "women" });

        Assert.Equal(
            new JudgeTask { Item = dataset.Items[0], Scale = dataset.Scale, Shape = TaskShape.Single, Criteria = "be fair", Group = "women" }, seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Run_Concurrency_IsReachedAndNeverExceeded(int concurrency)
    {
        int running = 0;
        int most = 0;
        using var all = new SemaphoreSlim(0);
        var judge = new FunctionJudge(async (_, token) =>
        {
            int now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == concurrency)
            {
                all.Release(concurrency);
            }

            // Waits until as many run as may, so the bound is reached whatever the scheduler does.
            await all.WaitAsync(token);
            Interlocked.Decrement(ref running);
            return Three;
        });

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await JudgeRunner.RunAsync(RunSamples.Single(concurrency), judge, new JudgeRunOptions { Concurrency = concurrency }, cancellationToken: limit.Token);

        Assert.Equal(concurrency, most);
    }

    [Fact]
    public async Task Run_ManyItems_NeverRunsMoreThanAllowed()
    {
        int running = 0;
        int most = 0;
        var judge = new FunctionJudge(async (_, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return Three;
        });

        await JudgeRunner.RunAsync(RunSamples.Single(500), judge, new JudgeRunOptions { Concurrency = 4 });

        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Run_Progress_RisesToTheEndAndCountsFailures()
    {
        var seen = new List<RunProgress>();
        var judge = new FunctionJudge(task => task.Item.Id == "item001" ? Verdict.Failed(FailureKind.Refused, "no") : Three);

        await JudgeRunner.RunAsync(RunSamples.Single(40), judge, progress: new Recorder(seen));

        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.Done < pair.Second.Done));
        Assert.Equal(new RunProgress { Done = 40, Failed = 1, Total = 40 }, seen[^1]);
    }

    [Fact]
    public async Task Run_Failure_IsKeptAsFailure()
    {
        VerdictSet verdicts = await JudgeRunner.RunAsync(
            RunSamples.Single(1), new FunctionJudge(_ => Verdict.Failed(FailureKind.Unparsable, "what?", "raw")));

        Assert.Equal(new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Unparsable, "what?", "raw") }, verdicts.Judgements[0].Verdict);
    }

    [Fact]
    public async Task Run_SwapOfSingleResponses_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<JudgeEvalException>(
            () => JudgeRunner.RunAsync(RunSamples.Single(1), new FunctionJudge(_ => Three), new JudgeRunOptions { Swap = true }));

        Assert.Equal(
            "judgeeval: error JE2110: the dataset 'sample' has no pairs to swap; its task is 'single': one response has no order; run without swapping",
            exception.Message);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Run_OptionsBelowOne_AreRefused(int concurrency, int repeats) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => JudgeRunner.RunAsync(
            RunSamples.Single(1), new FunctionJudge(_ => Three), new JudgeRunOptions { Concurrency = concurrency, Repeats = repeats }));

    [Fact]
    public async Task Run_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        int calls = 0;
        var judge = new FunctionJudge(_ =>
        {
            if (Interlocked.Increment(ref calls) == 5)
            {
                source.Cancel();
            }

            return Three;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => JudgeRunner.RunAsync(RunSamples.Single(1000), judge, new JudgeRunOptions { Concurrency = 1 }, cancellationToken: source.Token));
        Assert.InRange(calls, 5, 6);
    }

    [Fact]
    public async Task Run_BugInTheJudge_Propagates() => await Assert.ThrowsAsync<FormatException>(
        () => JudgeRunner.RunAsync(RunSamples.Single(3), new FunctionJudge(_ => throw new FormatException("bug"))));

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed class Recorder(List<RunProgress> seen) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => seen.Add(value);
    }
}
