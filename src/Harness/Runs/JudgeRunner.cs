using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Runs a judge over a dataset.</summary>
public static class JudgeRunner
{
    /// <summary>Judges every item, in each repeat and order.</summary>
    /// <param name="dataset">The items and the scale.</param>
    /// <param name="judge">The judge; with a concurrency above 1 it is called concurrently.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told after each judgement, one at a time and in rising order.</param>
    /// <param name="cancellationToken">Stops the run; judgements under way are stopped too.</param>
    /// <returns>The verdicts, in the same order whatever the concurrency and the order of completion.</returns>
    /// <exception cref="JudgeEvalException">
    /// The judge cannot judge for reasons that only the user can mend (a missing recording, a prompt that does not fit): thrown once every
    /// item was tried, with one diagnostic for each code. Pairs are to be swapped, but the task has none (<c>JE2110</c>).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Concurrency or repeats are below 1.</exception>
    public static async Task<VerdictSet> RunAsync(
        AnnotatedDataset dataset,
        IJudge judge,
        JudgeRunOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new JudgeRunOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repeats, 1, nameof(options));
        if (options.Swap && dataset.Shape != TaskShape.Preference)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2110",
                $"the dataset '{dataset.Info.Name}' has no pairs to swap",
                "its task is 'single': one response has no order",
                "run without swapping",
                dataset.Folder is null ? SourceLocation.None : SourceLocation.InFile(dataset.Folder)));
        }

        var run = new Run(dataset, judge, options, progress);
        return await run.AllAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed class Run(AnnotatedDataset dataset, IJudge judge, JudgeRunOptions options, IProgress<RunProgress>? progress)
    {
        private readonly int _orders = options.Swap ? 2 : 1;
        private readonly Lock _lock = new();
        private readonly List<CannotJudge> _cannot = [];
        private Judgement[] _judgements = [];
        private int _done;
        private int _failed;

        public async Task<VerdictSet> AllAsync(CancellationToken cancellationToken)
        {
            _judgements = new Judgement[checked(dataset.Items.Length * options.Repeats * _orders)];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, _judgements.Length, parallel, OneAsync).ConfigureAwait(false);
            return _cannot.Count == 0
                ? new VerdictSet(judge.Identity, dataset.Info.Name, dataset.Identity.Hash, _judgements)
                : throw new JudgeEvalException(CannotJudge.Summarise(_cannot, _judgements.Length));
        }

        private async ValueTask OneAsync(int index, CancellationToken cancellationToken)
        {
            JudgeTask task = TaskAt(index);
            bool failed;
            try
            {
                Verdict verdict = await judge.JudgeAsync(task, cancellationToken).ConfigureAwait(false);
                _judgements[index] = new Judgement(task.Item.Id, task.Repeat, task.Order, RecordedVerdict.From(verdict));
                failed = !verdict.HasLabel;
            }
            catch (JudgeEvalException exception)
            {
                failed = true;
                lock (_lock)
                {
                    _cannot.AddRange(exception.Diagnostics.Select(d => new CannotJudge(index, task, d)));
                }
            }

            lock (_lock)
            {
                _done++;
                _failed += failed ? 1 : 0;
                progress?.Report(new RunProgress { Done = _done, Failed = _failed, Total = _judgements.Length });
            }
        }

        private JudgeTask TaskAt(int index)
        {
            int perItem = options.Repeats * _orders;
            return new JudgeTask
            {
                Item = dataset.Items[index / perItem],
                Scale = dataset.Scale,
                Shape = dataset.Shape,
                Repeat = index % perItem / _orders,
                Order = index % _orders == 0 ? PresentationOrder.Original : PresentationOrder.Swapped,
                Criteria = options.Criteria,
                Group = options.Group,
            };
        }
    }
}
