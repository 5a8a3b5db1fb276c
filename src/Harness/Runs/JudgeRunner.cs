using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Runs a judge over a dataset.</summary>
/// <remarks>
/// As many judgements as <see cref="JudgeRunOptions.Concurrency"/> says are under way at any time. A judge that answers without waiting is called
/// again on the same thread.
/// </remarks>
public static class JudgeRunner
{
    /// <summary>Judges every item, in each repeat and order, and holds the verdicts in memory.</summary>
    /// <param name="source">The items and the scale; an <see cref="AnnotatedDataset"/> is a source.</param>
    /// <param name="judge">The judge; with a concurrency above 1 it is called concurrently.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told as judgements are made, one report at a time and in rising order; the last state is always told.</param>
    /// <param name="cancellationToken">Stops the run; judgements under way are stopped too.</param>
    /// <returns>The verdicts, in the same order whatever the concurrency and the order of completion.</returns>
    /// <exception cref="JudgeEvalException">
    /// The judge cannot judge for reasons that only the user can mend (a missing recording, a prompt that does not fit): thrown once every
    /// item was tried, with one diagnostic for each code. Pairs are to be swapped, but the task has none (<c>JE2110</c>).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Concurrency or repeats are below 1.</exception>
    public static async Task<VerdictSet> RunAsync(
        IItemSource source,
        IJudge judge,
        JudgeRunOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new JudgeRunOptions();
        ArgumentNullException.ThrowIfNull(source);
        Check(source, options);
        var store = new VerdictMemory();
        await JudgeAsync(source, judge, options, store, new RunTally(), done: null, progress, cancellationToken).ConfigureAwait(false);
        return new VerdictSet(IdentityOf(judge, options), source.Name, source.Hash, store.Judgements);
    }

    /// <summary>
    /// Judges every item, in each repeat and order, into a verdict file, in memory that does not grow with the items. Verdicts are journalled as
    /// they come, in <c>&lt;path&gt;.journal</c>: a run that was killed is taken up where it stopped.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A verdict counts as done once it was handed to the operating system. From the journal labels and the failures that were answered (refused,
    /// unparsable, out of scale) are taken; what failed for transport or budget is judged again. The verdict file appears whole or not at all, its
    /// bytes do not depend on the order of completion, the concurrency or how often the run was broken off, and once it stands the journal is removed.
    /// </para>
    /// <para>
    /// A journal belongs to one judge, dataset, number of repeats, swapping, criteria and group. One of another run is set aside beside it, as
    /// <c>&lt;path&gt;.journal.&lt;hash&gt;</c>, and taken up again by the next run that it belongs to; <see cref="JudgeRunOptions.Notice"/> is told.
    /// One run at a time writes to a path.
    /// </para>
    /// </remarks>
    /// <param name="source">The items and the scale; an <see cref="AnnotatedDataset"/> is a source.</param>
    /// <param name="judge">The judge; with a concurrency above 1 it is called concurrently.</param>
    /// <param name="path">The verdict file; its folder is made when it is absent.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told as judgements are made, one report at a time and in rising order; the last state is always told.</param>
    /// <param name="cancellationToken">Stops the run; judgements under way are stopped too, and those made stay in the journal.</param>
    /// <returns>Counts and examples, never the verdicts.</returns>
    /// <exception cref="JudgeEvalException">
    /// The judge cannot judge for reasons that only the user can mend, as with <see cref="RunAsync"/>; verdicts made stay in the journal. Pairs are to
    /// be swapped, but the task has none (<c>JE2110</c>). Another run holds the journal (<c>JE1911</c>), or it has a verdict that is not of this run
    /// (<c>JE1912</c>).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Concurrency or repeats are below 1.</exception>
    /// <exception cref="IOException">The journal or the verdict file cannot be written.</exception>
    public static async Task<RunSummary> RunToFileAsync(
        IItemSource source,
        IJudge judge,
        string path,
        JudgeRunOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new JudgeRunOptions();
        Check(source, options);
        using RunJournal journal = RunJournal.Open(path, IdentityOf(judge, options), source, options);
        RunTally tally = journal.ReadTaken();
        int resumed = tally.Done;
        using (DoneCursor done = journal.Taken())
        {
            await JudgeAsync(source, judge, options, journal, tally, done, progress, cancellationToken).ConfigureAwait(false);
        }

        journal.WriteVerdictFile(IdentityOf(judge, options), source, cancellationToken);
        return tally.Summary(IdentityOf(judge, options), source.Name, path, resumed);
    }

    // What a run shows beside the prompt makes another judge of it.
    private static JudgeIdentity IdentityOf(IJudge judge, JudgeRunOptions options) => options is { Group: null, Criteria: null }
        ? judge.Identity
        : judge.Identity with { Group = options.Group, Criteria = options.Criteria };

    private static void Check(IItemSource source, JudgeRunOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repeats, 1, nameof(options));
        if (options.Swap && source.Shape != TaskShape.Preference)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2110",
                $"the dataset '{source.Name}' has no pairs to swap",
                "its task is 'single': one response has no order",
                "run without swapping",
                source.Folder is null ? SourceLocation.None : SourceLocation.InFile(source.Folder)));
        }
    }

    private static async Task JudgeAsync(
        IItemSource source,
        IJudge judge,
        JudgeRunOptions options,
        IVerdictStore store,
        RunTally tally,
        DoneCursor? done,
        IProgress<RunProgress>? progress,
        CancellationToken cancellationToken)
    {
        int? total = source.Count is { } count ? checked(count * options.PerItem) : null;
        var reports = new ProgressReports(progress, options, tally.Done, total);
        if (tally.Done > 0)
        {
            reports.Report(tally);
        }

        int workers = Math.Min(options.Concurrency, Math.Max(1, total - tally.Done ?? int.MaxValue));
        var impediments = new Impediments(options.PerItem);
        using var feed = new RunFeed(source, options, done);
        var writer = new VerdictWriter(store, tally, reports, workers);
        try
        {
            await new RunWorkers(judge, feed, store, writer, impediments, workers).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await writer.CompleteAsync().ConfigureAwait(false);
            reports.Finish(tally);
        }

        if (impediments.Any)
        {
            throw new JudgeEvalException(impediments.Summarise(tally.Done));
        }
    }

    private sealed class VerdictMemory : IVerdictStore
    {
        public List<Judgement> Judgements { get; } = [];

        public void Add(VerdictBatch batch, in RunWork work, RecordedVerdict verdict) =>
            batch.Judgements.Add(new Judgement(work.Task.Item.Id, work.Task.Repeat, work.Task.Order, verdict));

        public void Keep(IReadOnlyList<VerdictBatch> batches)
        {
            foreach (VerdictBatch batch in batches)
            {
                Judgements.AddRange(batch.Judgements);
            }
        }
    }
}
