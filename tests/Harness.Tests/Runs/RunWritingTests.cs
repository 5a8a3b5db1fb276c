using System.Threading.Tasks.Sources;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Runs;

/// <summary>How verdicts get from the judge to where they are kept, and what happens when they cannot.</summary>
public class RunWritingTests
{
    private static readonly Verdict Three = Verdict.Of(new Label("3", 3));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_StoreThatFails_StopsWithItsOwnError(bool atOnce)
    {
        int calls = 0;
        var store = new Store(batches => batches.Count > 0 && Volatile.Read(ref calls) > 20 ? throw new IOException("the disk is full") : 0);
        var judge = new FunctionJudge(async (_, _) =>
        {
            Interlocked.Increment(ref calls);
            if (!atOnce)
            {
                await Task.Yield();
            }

            return Three;
        });

        IOException error = await Assert.ThrowsAsync<IOException>(() => RunAsync(RunSamples.Single(999), judge, store, concurrency: 4));

        Assert.Equal("the disk is full", error.Message);
        Assert.InRange(calls, 21, 998);
    }

    [Fact]
    public async Task Run_ProgressThatThrows_StopsWithItsOwnError() => await Assert.ThrowsAsync<FormatException>(
        () => JudgeRunner.RunAsync(RunSamples.Single(50), new FunctionJudge(_ => Three), progress: new Throwing()));

    [Fact]
    public async Task Run_JudgeThatAnswersAtOnce_StaysOnItsThreadAndNeverWaitsForABatchToFill()
    {
        // One worker. Whatever the writer's speed, every verdict is kept, and no batch is larger than 64.
        var sizes = new List<int>();
        var store = new Store(batches =>
        {
            sizes.AddRange(batches.Select(b => b.Tally.Done));
            return 0;
        });

        await RunAsync(RunSamples.Single(999), new FunctionJudge(_ => Three), store, concurrency: 1);

        Assert.Equal(999, sizes.Sum());
        Assert.All(sizes, size => Assert.InRange(size, 1, 64));
    }

    [Fact]
    public async Task Run_JudgeThatTakesItsTime_IsKeptBeforeTheNextIsAskedFor()
    {
        int kept = 0;
        int asked = 0;
        var store = new Store(batches => kept += batches.Sum(b => b.Tally.Done));
        var judge = new FunctionJudge((_, _) =>
        {
            Assert.Equal(asked++, kept);
            return new ValueTask<Verdict>(new AnswersWhenAwaited(Three), token: 0);
        });

        await RunAsync(RunSamples.Single(200), judge, store, concurrency: 1);

        Assert.Equal(200, kept);
    }

    [Fact]
    public async Task Run_JudgeThatBeginsToWait_GivesBackWhatItHolds()
    {
        // The first hundred are answered at once, so that workers take many together and some find nothing left and end; the last six wait for each
        // other, so that all must be under way at the same time. A hundred rounds, because it is up to the scheduler who takes what.
        const int Concurrency = 6;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (int round = 0; round < 100; round++)
        {
            int waiting = 0;
            using var all = new SemaphoreSlim(0);
            var judge = new FunctionJudge(async (task, token) =>
            {
                if (string.CompareOrdinal(task.Item.Id, "item100") < 0)
                {
                    return Three;
                }

                if (Interlocked.Increment(ref waiting) == Concurrency)
                {
                    all.Release(Concurrency);
                }

                await all.WaitAsync(token);
                return Three;
            });

            VerdictSet verdicts = await JudgeRunner.RunAsync(
                RunSamples.Single(100 + Concurrency), judge, new JudgeRunOptions { Concurrency = Concurrency }, cancellationToken: limit.Token);

            Assert.Equal(100 + Concurrency, verdicts.Judgements.Length);
        }
    }

    [Fact]
    public async Task Run_JudgeThatWaitsNowAndThen_IsNeverCalledMoreOftenThanAllowed()
    {
        const int Concurrency = 3;
        int running = 0;
        int exceeded = 0;
        var judge = new FunctionJudge(async (task, _) =>
        {
            exceeded += Interlocked.Increment(ref running) > Concurrency ? 1 : 0;
            if (task.Item.Id.EndsWith('7'))
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref running);
            return Three;
        });

        await JudgeRunner.RunAsync(RunSamples.Single(999), judge, new JudgeRunOptions { Concurrency = Concurrency });

        Assert.Equal(0, exceeded);
    }

    [Fact]
    public async Task Run_MoreWorkersThanItems_EndsOnce()
    {
        for (int round = 0; round < 50; round++)
        {
            Assert.Equal(3, (await JudgeRunner.RunAsync(RunSamples.Single(3), new FunctionJudge(_ => Three), new JudgeRunOptions { Concurrency = 500 })).Judgements.Length);
        }
    }

    [Fact]
    public void Summarise_AMillionImpediments_NamesFiveItemsAndCountsTheRest()
    {
        var impediments = new Impediments(perItem: 2);
        JudgeItem Item(int i) => new() { Id = $"q{i:000000}", Response = "r" };
        LabelScale scale = LabelScale.Ordinal(1, 5);

        // From the last to the first, both repeats of each, as they might never come in practice.
        for (int index = 199_999; index >= 0; index--)
        {
            var task = new JudgeTask { Item = Item(index / 2), Scale = scale, Shape = TaskShape.Single, Repeat = index % 2 };
            impediments.Add(
                new RunWork(index, task),
                new JudgeEvalException(new Diagnostic("JE3011", $"what {index}", "why", $"--repeat {(index % 2) + 1}", SourceLocation.InFile("f"))));
        }

        Diagnostic summary = Assert.Single(impediments.Summarise(200_000));

        Assert.Equal(
            "200000 of 200000 judgements cannot be made, items 'q000000', 'q000001', 'q000002', 'q000003', 'q000004' and 99995 more; the first: what 0", summary.What);
        Assert.Equal("--repeat 2", summary.Remedy);
    }

    [Fact]
    public void Summarise_APlaceOfItsOwnForEachItem_IsBounded()
    {
        var impediments = new Impediments(perItem: 1);
        for (int index = 0; index < 5000; index++)
        {
            var task = new JudgeTask { Item = new JudgeItem { Id = $"q{index}" }, Scale = LabelScale.Ordinal(1, 2), Shape = TaskShape.Single };
            impediments.Add(new RunWork(index, task), new JudgeEvalException(new Diagnostic("JE3011", "what", "why", "do", new SourceLocation("f", index + 1, 0))));
        }

        Assert.Equal(101, impediments.Summarise(5000).Length);
        Assert.Contains(impediments.Summarise(5000), d => d.What.StartsWith("4900 of 5000 judgements cannot be made", StringComparison.Ordinal));
    }

    private static async Task RunAsync(AnnotatedDataset dataset, IJudge judge, IVerdictStore store, int concurrency)
    {
        var options = new JudgeRunOptions { Concurrency = concurrency };
        using var feed = new RunFeed(dataset, options, done: null);
        var writer = new VerdictWriter(store, new RunTally(), new ProgressReports(null, options, 0, dataset.Items.Length), concurrency);
        try
        {
            await new RunWorkers(judge, feed, store, writer, new Impediments(1), concurrency).RunAsync(CancellationToken.None);
        }
        finally
        {
            await writer.CompleteAsync();
        }
    }

    private sealed class Store(Func<IReadOnlyList<VerdictBatch>, int> keep) : IVerdictStore
    {
        public void Add(VerdictBatch batch, in RunWork work, RecordedVerdict verdict) =>
            batch.Judgements.Add(new Judgement(work.Task.Item.Id, work.Task.Repeat, work.Task.Order, verdict));

        public void Keep(IReadOnlyList<VerdictBatch> batches) => keep(batches);
    }

    private sealed class Throwing : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => throw new FormatException("bug");
    }

    /// <summary>An answer that is never there at once, however slow the caller is to look: it comes when the caller begins to wait.</summary>
    private sealed class AnswersWhenAwaited(Verdict answer) : IValueTaskSource<Verdict>
    {
        private volatile bool _awaited;

        public Verdict GetResult(short token) => answer;

        public ValueTaskSourceStatus GetStatus(short token) => _awaited ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            _awaited = true;
            ThreadPool.UnsafeQueueUserWorkItem(continuation, state, preferLocal: false);
        }
    }
}
